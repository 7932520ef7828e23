"""Tells what a file is from its first bytes, never from its name."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redaction.kinds.compound_kind import is_outlook_message
from redaction.kinds.document_kind import DocumentKind, media_type, name_agrees
from redaction.kinds.libmagic import libmagic_allows
from redaction.kinds.message_head import before_blank_line, is_head_of_a_message
from redaction.kinds.package_kinds import TAIL_BYTES, PackageKind, open_document_type, package_kind
from redaction.kinds.preamble import without_preamble
from redaction.kinds.table_shape import table_separator
from redaction.kinds.zip_layout import LOOKED_AT_BYTES, PDF_HEAD, only_stores_pdfs

HEAD_BYTES: Final = 8192
"""How much of the start of a file `recognise` wants. Less is allowed and may say UNKNOWN."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is. `name_agrees` is false when its name promises another kind."""

    kind: DocumentKind
    media_type: str
    name_agrees: bool


def recognise_file(path: Path) -> Sniffed:
    """The same for a file, by its bytes alone: its name is not looked at, so `name_agrees` says nothing."""
    with path.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
        opened.seek(max(0, opened.seek(0, os.SEEK_END) - TAIL_BYTES))
        seen = recognise(head, "", opened.read())
        if seen.kind is DocumentKind.OLE and is_outlook_message(opened):
            return Sniffed(DocumentKind.MSG, media_type(DocumentKind.MSG), seen.name_agrees)
        return seen


def recognise(head: bytes, name: str, tail: bytes = b"") -> Sniffed:
    """Say what a file is.

    Our own strict reading of the header at offset 0 decides. libmagic, where it is installed,
    may only take certainty away: a file that the two read differently is UNKNOWN, as is a file
    whose PDF header stands behind anything but blank lines and comments, because readers disagree on what such
    a file is. A zip file that holds PDFs as they are, and nothing beside its members, is one they agree on.

    Args:
        head: the first `HEAD_BYTES` of the file.
        name: the name it came with; only its ending is looked at.
        tail: its last `TAIL_BYTES`; packages say there what they are. Without it the head has to do.
    """
    head = without_preamble(head[:HEAD_BYTES])
    kind = _by_signature(head, tail)
    if kind in _PACKAGED:
        kind = _BY_PARTS.get(package_kind(tail), kind)
    if kind is DocumentKind.ZIP:
        held = open_document_type(head, tail)
        kind = kind if held is None else _OPEN_DOCUMENTS.get(held, DocumentKind.UNKNOWN)
    if kind not in {DocumentKind.EMPTY, DocumentKind.UNKNOWN} and not libmagic_allows(kind, head):
        kind = DocumentKind.UNKNOWN
    return Sniffed(kind, media_type(kind), name_agrees(kind, name))


def _by_signature(head: bytes, tail: bytes) -> DocumentKind:
    if not head:
        return DocumentKind.EMPTY
    if PDF_HEAD in head[:LOOKED_AT_BYTES]:
        if head[:6] in {b"%PDF-1", b"%PDF-2"} and head[6:7] == b".":
            return DocumentKind.PDF
        is_a_set = package_kind(tail) is PackageKind.LOOSE and only_stores_pdfs(head, tail)
        return DocumentKind.ZIP if is_a_set else DocumentKind.UNKNOWN
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _as_picture(head) or _as_container(head) or _as_writing(head)


def _as_picture(head: bytes) -> DocumentKind | None:
    """A picture whose kind stands some way into its head, or None."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return DocumentKind.HEIC
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return DocumentKind.WEBP
    if head.startswith(b"BM") and head[14:18] in _BMP_HEADERS:
        return DocumentKind.BMP
    return None


def _as_container(head: bytes) -> DocumentKind | None:
    """A file that holds other files, or None."""
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        marked = "__properties_version".encode("utf-16-le") in head or "__nameid".encode("utf-16-le") in head
        return DocumentKind.MSG if marked else DocumentKind.OLE
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in {b"WAVE", b"AVI "}):
        return DocumentKind.AUDIO_OR_VIDEO
    return None


def _inside_zip(head: bytes) -> DocumentKind:
    """Which packaged format this is, from the names of its first parts."""
    if head[26:28] == b"\x08\x00" and head[30:38] == b"mimetype":
        if b"application/vnd.oasis.opendocument.text" in head[:120]:
            return DocumentKind.ODT
        if b"application/vnd.oasis.opendocument.spreadsheet" in head[:120]:
            return DocumentKind.ODS
        if b"application/vnd.oasis.opendocument.presentation" in head[:120]:
            return DocumentKind.ODP
        return DocumentKind.ZIP
    if head[30:49] in {b"[Content_Types].xml", b"_rels/.rels"} or b"[Content_Types].xml" in head:
        for folder, kind in (
            (b"word/", DocumentKind.DOCX),
            (b"xl/", DocumentKind.XLSX),
            (b"ppt/", DocumentKind.PPTX),
        ):
            if folder in head:
                return kind
    return DocumentKind.ZIP


def _as_writing(head: bytes) -> DocumentKind:
    """Plain writing of some sort, or UNKNOWN when there are bytes that no writing has."""
    text = _decoded(head)
    if text is None:
        is_message = is_head_of_a_message(_decoded(before_blank_line(head)) or "")
        return DocumentKind.EML if is_message else DocumentKind.UNKNOWN
    start = text.lstrip("\ufeff \t\r\n").lower()
    if _BEFORE_MARKUP.sub("", start).startswith(("<!doctype html", "<html")):
        return DocumentKind.HTML
    if is_head_of_a_message(text.lstrip("\ufeff")):
        return DocumentKind.EML
    is_whole = len(head) < HEAD_BYTES
    return (
        DocumentKind.CSV if table_separator(text.lstrip("\ufeff"), is_whole=is_whole) else DocumentKind.TEXT
    )


def _decoded(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return None
    return head.decode("utf-8", "replace")


_BEFORE_MARKUP: Final = re.compile(r"^(?:<\?xml.{0,200}?\?>|<!--.{0,2000}?-->|\s)+", re.DOTALL)

_PACKAGED: Final = frozenset({DocumentKind.DOCX, DocumentKind.XLSX, DocumentKind.PPTX, DocumentKind.ZIP})
_BY_PARTS: Final[Mapping[PackageKind | None, DocumentKind]] = {
    PackageKind.WORD: DocumentKind.DOCX,
    PackageKind.EXCEL: DocumentKind.XLSX,
    PackageKind.POWERPOINT: DocumentKind.PPTX,
    PackageKind.SEVERAL: DocumentKind.UNKNOWN,
    PackageKind.OTHER_PACKAGE: DocumentKind.UNKNOWN,
    PackageKind.LOOSE: DocumentKind.ZIP,
}
_OPEN_DOCUMENTS: Final[Mapping[str, DocumentKind]] = {
    "text": DocumentKind.ODT,
    "spreadsheet": DocumentKind.ODS,
    "presentation": DocumentKind.ODP,
}

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", DocumentKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", DocumentKind.PNG),
    (b"II*\x00", DocumentKind.TIFF),
    (b"MM\x00*", DocumentKind.TIFF),
    (b"GIF87a", DocumentKind.GIF),
    (b"GIF89a", DocumentKind.GIF),
    (b"{\\rtf1", DocumentKind.RTF),
    (b"ID3", DocumentKind.AUDIO_OR_VIDEO),
    (b"OggS", DocumentKind.AUDIO_OR_VIDEO),
    (b"fLaC", DocumentKind.AUDIO_OR_VIDEO),
    (b"\x1aE\xdf\xa3", DocumentKind.AUDIO_OR_VIDEO),
)

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_BMP_HEADERS: Final = frozenset(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))
