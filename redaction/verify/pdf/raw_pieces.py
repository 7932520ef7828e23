"""Takes a PDF's bytes apart without its own table of what is where: the streams, and what stands between them."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf

from redaction.verify.file_bytes import Held, let_go

MOST_DECODED_BYTES: Final = 1 << 30
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_FILTERS: Final = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/\w{1,40})")
_BEFORE_A_STREAM: Final = 2_000
_LET_GO_AFTER: Final = 4 << 20
_PACKED_PIECE: Final = 1 << 16


def pieces_of(held: Held) -> Iterator[bytes]:
    """What stands between the streams and behind their ends as one piece, and each stream, decoded as it says."""
    between: list[bytes] = []
    at = held_from = 0
    for start in _STREAM.finditer(held):
        if start.start() < at:
            continue
        end = held.find(b"endstream", start.end())
        end = len(held) if end < 0 else end
        between.append(held[at : start.start()])
        packed = held[start.end() : end].rstrip(b"\r\n")
        inflated, past = _inflated(held, start.end())
        yield inflated or _unfiltered(between[-1][-_BEFORE_A_STREAM:], packed) or packed
        # What stands behind the packing's own end is read by no reader, and by whoever looks for it.
        between += [held[past:end]] if inflated and past < end else []
        at = end
        if at - held_from > _LET_GO_AFTER:
            let_go(held, before=at)
            held_from = at
    yield b"\n".join([*between, held[at:]])


def _unfiltered(before: bytes, packed: bytes) -> bytes:
    """A stream decoded by the filters that its dictionary names; nothing where they are Flate or fail."""
    named = list(_FILTERS.finditer(before, max(before.rfind(b" obj"), 0)))
    names = re.findall(rb"/(\w+)", named[-1].group(1)) if named else []
    if not names or {b"FlateDecode", b"Fl"} >= set(names):
        return b""
    alone = pikepdf.new()
    stream = pikepdf.Stream(alone, packed)
    stream.Filter = pikepdf.Array([pikepdf.Name("/" + name.decode("ascii")) for name in names])
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _inflated(held: Held, start: int) -> tuple[bytes, int]:
    """What begins there as its own end mark ends it, wherever the file says that it ends; and where that is."""
    if held[start : start + 1] not in {b"\x78", b"\x48", b"\x58", b"\x68", b"\x08", b"\x18"}:
        return b"", start
    past = len(held)
    inflating, made, left = zlib.decompressobj(), list[bytes](), MOST_DECODED_BYTES // 4
    try:
        for at in range(start, len(held), _PACKED_PIECE):
            made.append(inflating.decompress(held[at : at + _PACKED_PIECE], left))
            left -= len(made[-1])
            if inflating.eof or left <= 0:
                past = min(at + _PACKED_PIECE, len(held)) - len(inflating.unused_data)
                break
    except zlib.error:
        return b"", start
    return b"".join(made), past
