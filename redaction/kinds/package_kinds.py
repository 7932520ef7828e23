"""Tells packaged formats apart by the names of their parts, from the list at the end of the file.

Programs put different parts first (Word the list of types, LibreOffice the relationships, Google the numbering),
so the head of a package does not say what it is; its central directory does. Nothing is unpacked here.

Source: PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16; ECMA-376 part 2; OpenDocument 1.3 part 2, 3.3.
"""

import contextlib
import os
import re
import struct
import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

TAIL_BYTES: Final = 1 << 18
"""How much of the end of a file is wanted: the list of about 2,500 parts."""

_TYPES: Final = "[Content_Types].xml"
_FOLDERS: Final = ("word/", "xl/", "ppt/")
_ENTRY: Final = b"PK\x01\x02"
_ENTRY_BYTES: Final = 46
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_MOST_ENTRIES: Final = 20_000
_MOST_PAGES: Final = 5_000
_BYTES_A_PAGE: Final = 48 << 10
_OPEN_DOCUMENT_PARTS: Final = frozenset({"content.xml", "meta-inf/manifest.xml"})
# The head of a part named "mimetype": how it is packed stands at its ninth byte, how much comes before it last.
_TYPE_PART: Final = re.compile(rb"PK\x03\x04.{4}(.{22})mimetype", re.DOTALL)
_TYPE_BYTES: Final = 120
_OPEN_DOCUMENT: Final = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]{1,20})")
_MEDIA: Final = ("/media/", "/pictures/")


class PackageKind(Enum):
    """What the names of the parts make of a package. `SEVERAL` programs would each read it as their own."""

    WORD = "word/"
    EXCEL = "xl/"
    POWERPOINT = "ppt/"
    SEVERAL = "several"
    OTHER_PACKAGE = "other package"
    LOOSE = "loose"


def package_kind(tail: bytes) -> PackageKind | None:
    """What a zip file is, from its last bytes; None where its list is not whole there.

    Args:
        tail: the last `TAIL_BYTES` of the file, or all of it.
    """
    names = None if not tail else _names(tail)
    if names is None:
        return None
    folders = [folder for folder in _FOLDERS if any(name.startswith(folder) for name in names)]
    if _TYPES.casefold() not in names:
        return PackageKind.LOOSE
    if len(folders) == 1:
        return PackageKind(folders[0])
    return PackageKind.SEVERAL if folders else PackageKind.OTHER_PACKAGE


def open_document_type(head: bytes, tail: bytes) -> str | None:
    """What an OpenDocument file holds ("text", "spreadsheet"), wherever its type stands; None for any other zip.

    Programs put the type first, as they should; archivers that pack a document again put it anywhere. Empty where
    it cannot be read here, or is not there: its parts are no documents that somebody put into a zip file.
    """
    names = (_names(tail) if tail else None) or frozenset()
    if not names >= _OPEN_DOCUMENT_PARTS:
        return None
    for held in (head, tail):
        for found in _TYPE_PART.finditer(held):
            method, extra = struct.unpack("<H18xH", found.group(1))
            at = found.end() + extra
            said = held[at : at + _TYPE_BYTES]
            if method:
                with contextlib.suppress(zlib.error):
                    said = zlib.decompressobj(-zlib.MAX_WBITS).decompress(said, _TYPE_BYTES)
            own = _OPEN_DOCUMENT.match(said)
            if own:
                return own.group(1).decode("ascii")
    return ""


def work_in(source: Path) -> int:
    """How much work a package says it holds, in pages, at most 5,000.

    Each picture takes OCR as long as a page does. So do 48 KiB of XML, which are 800 cells of a sheet or three
    pages of text: without this share a table of 300,000 cells has no more time than a letter.
    """
    with source.open("rb") as opened:
        opened.seek(max(0, opened.seek(0, os.SEEK_END) - TAIL_BYTES))
        tail = opened.read()
    parts = _parts(tail) or []
    pictures = sum(any(folder in f"/{name}" for folder in _MEDIA) for name, _ in parts)
    written = sum(size for name, size in parts if name.endswith(".xml"))
    return min(pictures + written // _BYTES_A_PAGE, _MOST_PAGES)


def _names(tail: bytes) -> frozenset[str] | None:
    parts = _parts(tail)
    return None if parts is None else frozenset(name for name, _ in parts)


def _parts(tail: bytes) -> list[tuple[str, int]] | None:
    """The name of each part and the bytes that it says it unpacks to."""
    end = tail.rfind(_END)
    if end < 0 or end + _END_BYTES > len(tail):
        return None
    size_bytes = int(struct.unpack("<I", tail[end + 12 : end + 16])[0])
    start = end - size_bytes
    if start < 0 or tail[start : start + 4] != _ENTRY:
        # The long form of the list has one more record between; its entries stand right before that.
        start = tail.find(_ENTRY)
    if start < 0:
        return None
    return list(_listed(tail, start, end))


def _listed(tail: bytes, start: int, end: int) -> Iterator[tuple[str, int]]:
    for _ in range(_MOST_ENTRIES):
        if tail[start : start + 4] != _ENTRY or start + _ENTRY_BYTES > end:
            return
        name, extra, comment = struct.unpack("<HHH", tail[start + 28 : start + 34])
        at = start + _ENTRY_BYTES
        (size_bytes,) = struct.unpack("<I", tail[start + 24 : start + 28])
        yield tail[at : at + name].decode("utf-8", "replace").casefold(), size_bytes
        start = at + name + extra + comment
