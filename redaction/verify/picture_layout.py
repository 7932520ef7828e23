"""Whether a picture file holds pixels and nothing else: every byte of it is accounted for.

Source: PNG third edition (W3C); ITU-T T.81 Annex B (JPEG); TIFF 6.0 and Adobe TIFF Technical Note 2.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np

from redaction.kinds.document_kind import DocumentKind

_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS: Final = (b"IHDR", b"IDAT", b"IEND")
_JFIF: Final = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
_SCAN, _END = 0xDA, 0xD9
# Tables and frame heads. No APPn but a bare JFIF head, no comment.
_JPEG_MARKERS: Final = frozenset({0xC0, 0xC2, 0xC4, 0xDB, 0xDD, _SCAN})
_RESTARTS: Final = frozenset(range(0xD0, 0xD8))
_TIFF_TAGS: Final = frozenset({
    254, 255, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 293, 317, 339, 347, 530,
})  # fmt: skip
_STRIPS_AT, _STRIP_SIZES, _JPEG_TABLES, _COMPRESSION = 273, 279, 347, 259
_WIDTHS: Final = {1: 1, 3: 2, 4: 4, 7: 1}
_MOST_PAGES: Final = 1_000
_PACKED_AS_FAX, _PACKED_AS_JPEG, _PACKED_BY_ZLIB = 4, 7, 8
_WIDTH, _BITS, _ROWS = 256, 258, 278


def is_pixels_only(held: bytes, kind: DocumentKind) -> bool:
    """Say whether a PNG, JPEG or TIFF is of the plain layout in which the burner writes. No other kind is."""
    looks = {
        DocumentKind.PNG: _is_bare_png,
        DocumentKind.JPEG: _is_bare_jpeg,
        DocumentKind.TIFF: _is_bare_tiff,
    }
    if kind not in looks:
        return False
    try:
        return looks[kind](held)
    except (struct.error, IndexError, KeyError, ValueError, zlib.error):
        return False


def _is_bare_png(held: bytes) -> bool:
    """A head, packed pixels and an end, no byte after it, and no more unpacked bytes than the pixels need."""
    at, seen, packed = len(_PNG_SIGNATURE), [], []
    while at < len(held):
        size, name = struct.unpack(">I4s", held[at : at + 8])
        body = held[at + 8 : at + 8 + size]
        if (
            name not in _PNG_CHUNKS
            or zlib.crc32(name + body) != struct.unpack(">I", held[at + 8 + size :][:4])[0]
        ):
            return False
        seen.append(name)
        if name == b"IDAT":
            packed.append(body)
        at += 12 + size
    heads = len(seen) >= 3 and seen[0] == b"IHDR" and seen.count(b"IHDR") == 1
    return heads and seen.index(b"IEND") == len(seen) - 1 and _is_all_pixels(held, b"".join(packed))


def _is_all_pixels(held: bytes, packed: bytes) -> bool:
    width, height, bits, colour = struct.unpack(">IIBB", held[16:26])
    samples = {0: 1, 2: 3}[colour]
    needed = height * (1 + (width * bits * samples + 7) // 8)
    unpacking = zlib.decompressobj()
    size = len(unpacking.decompress(packed, needed + 1))
    return size == needed and unpacking.eof and not unpacking.unused_data


def _is_bare_jpeg(held: bytes) -> bool:
    if not held.startswith(b"\xff\xd8"):
        return False
    has_scan = False
    for marker, body, end in _segments(held):
        if marker == _END:
            return has_scan and end == len(held)
        if marker == 0xE0:
            if body != _JFIF:
                return False
        elif marker not in _JPEG_MARKERS:
            return False
        has_scan = has_scan or marker == _SCAN
    return False


def _segments(held: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each marker with its body, and where it ends; entropy-coded pixels are passed over."""
    at = 2
    while True:
        if held[at] != 0xFF:
            raise ValueError
        marker = held[at + 1]
        if marker == _END:
            yield marker, b"", at + 2
            return
        size = struct.unpack(">H", held[at + 2 : at + 4])[0]
        end = at + 2 + size
        yield marker, held[at + 4 : end], end
        at = _after_scan(held, end) if marker == _SCAN else end


def _after_scan(held: bytes, at: int) -> int:
    while True:
        at = held.index(b"\xff", at)
        if held[at + 1] != 0 and held[at + 1] not in _RESTARTS:
            return at
        at += 2


def _is_bare_tiff(held: bytes) -> bool:
    """Known tags only, and between what they point at nothing but zeroes."""
    order = {b"II": "<", b"MM": ">"}[held[:2]]
    known = bytearray(len(held))
    known[:8] = b"\1" * 8
    at, pages = struct.unpack(order + "I", held[4:8])[0], list[int]()
    while at:
        if len(pages) >= _MOST_PAGES or at in pages:
            return False
        pages.append(at)
        at = _page_is_known(held, order, at, known)
    _know_inner_heads(held, order, pages, known)
    unknown = np.frombuffer(held, np.uint8)[np.frombuffer(known, np.uint8) == 0]
    return bool(pages) and not unknown.any()


def _know_inner_heads(held: bytes, order: str, pages: list[int], known: bytearray) -> None:
    """Each page was written as a file of its own and then tied to the last, so it keeps a head of eight bytes."""
    at = held.find(held[:4], 8)
    while at >= 0:
        to_page = struct.unpack(order + "I", held[at + 4 : at + 8])[0]
        if not any(known[at : at + 8]) and at + to_page in pages:
            _mark(known, at, 8)
        at = held.find(held[:4], at + 1)


def _page_is_known(held: bytes, order: str, at: int, known: bytearray) -> int:
    """Mark every byte that one page uses. Gives where the next begins.

    Raises:
        ValueError: it has a tag or a packed strip that may hold more than pixels.
    """
    count = struct.unpack(order + "H", held[at : at + 2])[0]
    end = at + 2 + 12 * count + 4
    _mark(known, at, end - at)
    tags: dict[int, tuple[int, ...]] = {}
    for place in range(at + 2, end - 4, 12):
        tag, kind, length = struct.unpack(order + "HHI", held[place : place + 8])
        width = _WIDTHS[kind] if tag in _TIFF_TAGS else 0
        size = width * length
        if not size:
            raise ValueError
        start = place + 8 if size <= 4 else struct.unpack(order + "I", held[place + 8 : place + 12])[0]
        _mark(known, start, size)
        spelt = held[start : start + size]
        tags[tag] = struct.unpack(order + {1: "B", 2: "H", 4: "I"}[width] * length, spelt)
    for start, size in zip(tags[_STRIPS_AT], tags[_STRIP_SIZES], strict=True):
        _mark(known, start, size)
        if not _is_bare_strip(held[start : start + size], tags):
            raise ValueError
    if _JPEG_TABLES in tags and not _are_tables(bytes(tags[_JPEG_TABLES])):
        raise ValueError
    return int(struct.unpack(order + "I", held[end - 4 : end])[0])


def _is_bare_strip(strip: bytes, tags: dict[int, tuple[int, ...]]) -> bool:
    packing = tags[_COMPRESSION][0]
    if packing == _PACKED_AS_JPEG:
        return _is_bare_jpeg(strip)
    if packing != _PACKED_BY_ZLIB:
        return packing == _PACKED_AS_FAX
    needed = tags[_ROWS][0] * ((tags[_WIDTH][0] * sum(tags[_BITS]) + 7) // 8)
    unpacking = zlib.decompressobj()
    return (
        len(unpacking.decompress(strip, needed + 1)) <= needed and unpacking.eof and not unpacking.unused_data
    )


def _mark(known: bytearray, start: int, size: int) -> None:
    if start + size > len(known):
        raise ValueError
    known[start : start + size] = b"\1" * size


def _are_tables(held: bytes) -> bool:
    return all(marker in {0xC4, 0xDB, _END} for marker, _, _ in _segments(held))
