"""Takes off picture files what does not draw: comments, camera data, thumbnails, second pictures.

Source: ITU-T T.81 Annex B (JPEG markers); ISO/IEC 15444-1 Annex I (JP2 boxes).
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Name, Stream

from redaction.pdf.pixels.colour_profiles import bare_profile
from redaction.pdf.pixels.jpeg_tables import without_dead_tables

BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError, KeyError, NotImplementedError)
# It begins with a plain letter, so that the search skips through a picture's body at the speed of memory.
_JPEG_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
# Meant for pictures inside drawing operators; readers take them in any stream.
_SHORT_NAMES = {
    "/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip
# Frames of every kind, tables, restarts and scans; not what is reserved, or left from a larger picture.
_DRAWS = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
# Segments of one length: the number of lines, and how often the codes begin anew.
_LENGTHS = {0xDC: 6, 0xDD: 6}
_CODESTREAM = b"\xff\x4f\xff\x51"
_DECODING_BOXES = frozenset({b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"})
# Within the head: size, depth, colour, palette and channels; not the resolution, and no words.
_HEAD_BOXES = frozenset({b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"})
_BY_PROFILE = (2, 3)
_START_OF_TILE, _START_OF_PIXELS, _COMMENT, _END_OF_CODES = 0xFF90, 0xFF93, 0xFF64, 0xFFD9


def filters_of(image: pikepdf.Object) -> list[str]:
    """Give the full names of a stream's filters in order."""
    found = image.get(Name.Filter)
    if found is None:
        return []
    names = [str(part) for part in found] if isinstance(found, Array) else [str(found)]
    return [_SHORT_NAMES.get(name, name) for name in names]


def without_metadata(image: pikepdf.Object) -> None:
    """Take comments, camera data, thumbnails and anything past the end off a JPEG or JPEG 2000 stream."""
    filters = filters_of(image)
    if not filters or filters[-1] not in ("/DCTDecode", "/JPXDecode"):
        return
    parameters = image.get(Name.DecodeParms)
    try:
        packed = image.read_raw_bytes()
        if len(filters) > 1:
            holder = pikepdf.Pdf.new()
            bare = Stream(holder, packed)
            bare.Filter = Array([Name(name) for name in filters[:-1]])
            if isinstance(parameters, Array):
                bare.DecodeParms = Array(list(parameters)[:-1])
            packed = bare.read_bytes()
    except BROKEN:
        return
    clean = bare_jpeg(packed) if filters[-1] == "/DCTDecode" else _bare_jp2(packed)
    if clean != packed or len(filters) > 1:
        last = list(parameters)[-1] if isinstance(parameters, Array) and len(parameters) else parameters
        image.write(clean, filter=Name(filters[-1]))
        if isinstance(last, pikepdf.Dictionary):
            image.DecodeParms = last


def bare_jpeg(packed: bytes) -> bytes:
    """Keep what decodes the first picture: drop APPn but Adobe's colour note and a bare JFIF head, comments,
    and what follows its end. Telephones put a second picture there, with camera data of its own.
    """
    out, at = [b"\xff\xd8"], packed.find(b"\xff\xd8") + 2
    has_scan = is_in_scan = False
    # Bytes between markers are entropy-coded after a scan's head; elsewhere every reader skips them.
    while at >= 2 and (found := _JPEG_MARKER.search(packed, at)):
        if is_in_scan:
            out.append(packed[at : found.start()])
        marker = found[1][0]
        if marker == 0xD9:
            return b"".join([*without_dead_tables(out), b"\xff\xd9"])
        start = found.end() - 2
        at = found.end() + max(int.from_bytes(packed[found.end() : found.end() + 2]), 2)
        out.append(_kept_segment(marker, packed[start:at]))
        is_in_scan = marker == 0xDA
        has_scan = has_scan or is_in_scan
    # What has no scan draws nothing; a scan that was cut off draws as far as it goes.
    return b"".join([*without_dead_tables(out), packed[at:] if is_in_scan else b""]) if has_scan else b""


def _kept_segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xE0 and segment[4:9] == b"JFIF\0":
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    if marker == 0xEE and segment[4:9] == b"Adobe":
        return b"\xff\xee\x00\x0e" + segment[4:16]
    if marker in _DRAWS and len(segment) == _LENGTHS.get(marker, len(segment)):
        return segment
    return b""


def _bare_jp2(packed: bytes) -> bytes:
    """Keep the boxes that decode the picture, without words in them; a bare codestream has none."""
    if packed.startswith(_CODESTREAM):
        return _without_notes(packed)
    out = []
    for kind, body in _boxes(packed):
        if kind in _DECODING_BOXES:
            clean = _CLEANED.get(kind)
            out.append(_box(kind, clean(body) if clean else body))
    return b"".join(out)


def _boxes(packed: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(packed):
        size, head = int.from_bytes(packed[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(packed[at + 8 : at + 16]), 16
        end = at + size if size >= head else len(packed)
        yield packed[at + 4 : at + 8], packed[at + head : end]
        at = end


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4) + kind + body


def _bare_head(head: bytes) -> bytes:
    """What says how samples become colours; a profile that is none goes, and the document's own colours hold."""
    made = []
    for kind, body in _boxes(head):
        if kind == b"colr" and body[:1] and body[0] in _BY_PROFILE:
            profile = bare_profile(body[3:])
            made.append(_box(kind, body[:3] + profile) if profile else b"")
        elif kind in _HEAD_BOXES:
            made.append(_box(kind, body))
    return b"".join(made)


def _without_notes(codes: bytes) -> bytes:
    """Blank the comments in the heads of a JPEG 2000 codestream and of its tiles, in their place.

    Source: ISO/IEC 15444-1 Annex A.
    """
    made, at, tile_end = bytearray(codes), 2, 0
    while at + 4 <= len(codes):
        marker, size = int.from_bytes(codes[at : at + 2]), int.from_bytes(codes[at + 2 : at + 4])
        if marker == _START_OF_TILE:
            length = int.from_bytes(codes[at + 6 : at + 10])
            tile_end = at + length if length else len(codes)
        elif marker == _COMMENT:
            made[at + 6 : at + 2 + size] = b" " * max(size - 4, 0)
        elif marker == _START_OF_PIXELS and tile_end > at:
            at = tile_end
            continue
        if marker < 0xFF00 or marker in {_START_OF_PIXELS, _END_OF_CODES}:
            break
        at += 2 + size
    end = bytes(made).rfind(b"\xff\xd9") + 2
    return bytes(made[:end]) if end > 2 else bytes(made)


_CLEANED = {b"jp2h": _bare_head, b"jp2c": _without_notes}
