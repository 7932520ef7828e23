"""Looks into every object of the file: strings, names, keys, decoded streams, and the bytes themselves."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import pikepdf

from redaction.verify.encodings import (
    is_in_binary,
    is_in_markup,
    is_in_string,
    is_in_writing,
    is_markup,
    is_writing,
)
from redaction.verify.file_bytes import Held
from redaction.verify.pdf.drawn import drawn_streams, is_in_content
from redaction.verify.pdf.raw_pieces import MOST_DECODED_BYTES, pieces_of
from redaction.verify.pdf.vocabulary import format_words
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

_CONTENT: Final = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|BT|re|cm|Do)\s")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_FONT_BEGINNINGS: Final = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf", b"%!", b"\1\0\4")
_PICTURE_ONLY: Final = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


def in_strings(pdf: pikepdf.Pdf, sought: Sought) -> Check:
    """Every string, name and key of every object and of the trailer, in each spelling PDF allows."""
    unusual = sought.beside_the_format(format_words())
    found = 0
    for value in _everything(pdf):
        for spelt, kind in _spelt(value):
            if kind is _Kind.TEXT:
                found += is_in_string(spelt, sought)
            elif kind is _Kind.NAME:
                found += is_in_string(spelt, unusual)
            else:
                found += is_in_binary(spelt, unusual)
    return _counted("strings and names", found, "objects")


def in_streams(pdf: pikepdf.Pdf, sought: Sought, *, is_ours: bool = False) -> tuple[Check, frozenset[int]]:
    """Every stream after decoding: pages, forms, patterns, fonts, character maps, XML, attachments.

    The numbers beside the check are hashes of what was looked at, for `in_bytes` not to look twice.
    """
    name, seen = "decoded streams", set[int]()
    unusual = sought.beside_the_format(format_words())
    drawn = drawn_streams(pdf)
    content = drawn | _drawing_streams(pdf)
    found = decoded_bytes = 0
    for stream in pdf.objects if sought.terms else ():
        if not isinstance(stream, pikepdf.Stream):
            continue
        held, is_decoded = _decoded(stream)
        decoded_bytes += len(held)
        if decoded_bytes > MOST_DECODED_BYTES:
            return Check(name, CheckState.UNAVAILABLE, "they decode to more than can be read"), frozenset()
        if not is_decoded and not _is_picture(stream):
            return Check(name, CheckState.UNAVAILABLE, "a stream could not be decoded"), frozenset()
        if stream.objgen in content:
            found += is_in_content(stream, sought, unusual, is_drawn=stream.objgen in drawn)
        else:
            found += _is_in(held, sought, unusual, is_ours=is_ours)
        seen.add(hash(held))
    return _counted(name, found, "streams"), frozenset(seen)


def in_bytes(
    held: Held, sought: Sought, *, seen: frozenset[int] = frozenset(), is_ours: bool = False
) -> Check:
    """The file as bytes, and whatever in it can be inflated, whether or not an object points to it."""
    unusual = sought.beside_the_format(format_words())
    found = inflated_bytes = 0
    for piece in pieces_of(held) if sought.terms else ():
        inflated_bytes += len(piece)
        if inflated_bytes > MOST_DECODED_BYTES:
            return Check("raw bytes", CheckState.UNAVAILABLE, "they inflate to more than can be read")
        if hash(piece) not in seen:
            found += _is_in(piece, sought, unusual, is_ours=is_ours) or (
                _is_content(piece) and _is_in_orphan(piece, sought, unusual)
            )
    return _counted("raw bytes", found, "places")


def _is_in_orphan(piece: bytes, sought: Sought, unusual: Sought) -> bool:
    """A content stream that no object points to, or that an earlier version of the file had."""
    alone = pikepdf.new()
    try:
        return is_in_content(alone.make_stream(piece), sought, unusual, is_drawn=False)
    except pikepdf.PdfError:
        return is_in_writing(piece, unusual)


def _is_in(held: bytes, sought: Sought, unusual: Sought, *, is_ours: bool) -> bool:
    if is_markup(held) and is_in_markup(held, sought):
        return True
    # Our own files keep no word of theirs.
    if not is_ours and _is_a_makers(held):
        unusual = unusual.beside_the_makers()
    if is_in_binary(held, unusual):
        return True
    return is_writing(held) and not _is_content(held) and is_in_writing(held, unusual)


def _is_a_makers(held: bytes) -> bool:
    """Say whether this is a font program or a colour profile."""
    return held.startswith(_FONT_BEGINNINGS) or held[36:40] == b"acsp"


def _is_content(held: bytes) -> bool:
    """Say whether this is a content stream, whose words the other checks read with their spacing."""
    return bool(_CONTENT.search(held[:4096])) and b" obj" not in held[:64]


def _counted(name: str, found: int, what: str) -> Check:
    return Check(name, CheckState.FOUND, f"{found} {what}") if found else Check(name, CheckState.CLEAN)


def _everything(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield pdf.trailer
    yield from pdf.objects


class _Kind(Enum):
    """What a spelt thing is for: words that somebody wrote, names of the format's kind, or mere bytes."""

    TEXT = "text"
    NAME = "name"
    BYTES = "bytes"


def _spelt(root: Any) -> Iterator[tuple[bytes, _Kind]]:
    """The strings, names and keys of one object. References are not followed: all objects are visited."""
    waiting = [(root, _Kind.TEXT)]
    while waiting:
        value, kind = waiting.pop()
        if isinstance(value, pikepdf.String):
            yield bytes(value), kind
        elif isinstance(value, pikepdf.Name):
            yield _name_bytes(value), _Kind.NAME
        elif isinstance(value, pikepdf.Array):
            palette = len(value) == 4 and _is_name(value[0], "/Indexed", "/I")
            inside = _Kind.BYTES if palette else kind
            waiting.extend((each, inside) for each in value if not _is_elsewhere(each))
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            entries = value.stream_dict if isinstance(value, pikepdf.Stream) else value
            for key, each in entries.items():
                yield key[1:].encode("utf-8", "surrogateescape"), _Kind.NAME
                if not _is_elsewhere(each):
                    waiting.append((each, _KIND_UNDER.get(key, _Kind.TEXT)))


def _is_name(value: Any, *names: str) -> bool:
    return isinstance(value, pikepdf.Name) and str(value) in names


# A file's identity is chance bytes; a font's collection is a name in the shape of a string.
_KIND_UNDER: Final = {"/ID": _Kind.BYTES, "/Registry": _Kind.NAME, "/Ordering": _Kind.NAME}


def _name_bytes(name: pikepdf.Name) -> bytes:
    try:
        return str(name)[1:].encode("utf-8", "surrogateescape")
    except UnicodeDecodeError:  # a name may be any bytes; qpdf writes the odd ones as #xx
        return _NAME_ESCAPE.sub(
            lambda found: bytes.fromhex(found.group(1).decode("ascii")), name.unparse()[1:]
        )


def _is_elsewhere(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _drawing_streams(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Streams that hold drawing operators whether or not a page uses them: forms, patterns, Type 3 letters."""
    found = set()
    for value in pdf.objects:
        if isinstance(value, pikepdf.Stream):
            if value.get("/Subtype") == "/Form" or "/PatternType" in value:
                found.add(value.objgen)
        elif isinstance(value, pikepdf.Dictionary) and isinstance(
            value.get("/CharProcs"), pikepdf.Dictionary
        ):
            letters = [each for each in value["/CharProcs"].values() if isinstance(each, pikepdf.Stream)]
            found.update(each.objgen for each in letters)
    return found


def _decoded(stream: pikepdf.Stream) -> tuple[bytes, bool]:
    try:
        return stream.read_bytes(), True
    except pikepdf.PdfError:
        return stream.read_raw_bytes(), False


def _is_picture(stream: pikepdf.Stream) -> bool:
    filters = stream.get("/Filter")
    named = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    return bool(_PICTURE_ONLY & set(named))
