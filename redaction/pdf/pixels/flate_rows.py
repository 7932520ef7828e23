"""Paints bars into the rows of a Flate picture as they go by: unpacked, painted and packed a piece at a time.

No more than a bar's rows is in memory at once. Fresh memory for whole pages was a third of the time of a burn.

Source: ISO 32000-2, 7.4.4 (Flate); docs/decisions/0018-scans-in-their-own-terms.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from isal import igzip_lib, isal_zlib

from redaction.pdf.pixels.rasters import PixelBox, Raster

_PIECE_IN: Final = 1 << 15
_PIECE_OUT: Final = 1 << 17
# The library's own notes on its types take this class for one of its members.
_NOT_PACKED = cast(type[Exception], igzip_lib.IsalError)


@dataclass(frozen=True, slots=True)
class RowBars:
    """Bars in a picture of so many pixels: every bit of every sample under them becomes `bit`."""

    size: tuple[int, int]
    bits_per_pixel: int
    boxes: Sequence[PixelBox]
    bit: int

    @property
    def stride(self) -> int:
        """How many bytes a row takes."""
        return (self.size[0] * self.bits_per_pixel + 7) // 8

    def stretches(self) -> list[tuple[int, int]]:
        """The first row and the row after the last of each run of rows with bars, from the top."""
        found: list[tuple[int, int]] = []
        for top, bottom in sorted((box[1], box[3]) for box in self.boxes if box[1] < box[3]):
            if found and top <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], bottom)
            else:
                found.append((top, bottom))
        return found

    def paint(self, rows: bytearray, first: int, end: int) -> None:
        """Paint the bars in these rows, in place."""
        raster = Raster(rows, self.size[0], end - first, self.bits_per_pixel)
        for left, top, right, bottom in self.boxes:
            if first <= top < bottom <= end:
                raster.fill((left, top - first, right, bottom - first), self.bit)


def with_bars(packed: bytes, bars: RowBars, level: int) -> bytes | None:
    """Give a Flate stream of plain rows with bars in it; None where it is damaged, or shorter than the picture."""
    size_bytes = bars.stride * bars.size[1]
    packer, out, seen = isal_zlib.compressobj(level), [], 0
    try:
        for part in _painted(_unpacked(packed, size_bytes), bars):
            seen += len(part)
            out.append(packer.compress(part))
    except _NOT_PACKED:
        return None
    return b"".join([*out, packer.flush()]) if seen == size_bytes else None


def _unpacked(packed: bytes, size_bytes: int) -> Iterator[bytes]:
    """The samples in pieces, never more than the picture has: what is behind them is not even unpacked."""
    opener, view, left = isal_zlib.decompressobj(), memoryview(packed), size_bytes
    for at in range(0, len(view), _PIECE_IN):
        waiting: bytes | memoryview = view[at : at + _PIECE_IN]
        while left:
            piece = opener.decompress(waiting, min(left, _PIECE_OUT))
            waiting = opener.unconsumed_tail
            if not piece and not waiting:
                break
            left -= len(piece)
            yield piece


def _painted(pieces: Iterable[bytes], bars: RowBars) -> Iterator[bytes | bytearray | memoryview]:
    waiting = iter([*bars.stretches(), (bars.size[1] + 1, 0)])
    (first, end), at, rows = next(waiting), 0, bytearray()
    for piece in pieces:
        view = memoryview(piece)
        while view:
            start, stop = first * bars.stride, end * bars.stride
            part = view[: (start if at < start else stop) - at]
            if at < start:
                yield part
            else:
                rows += part
            at, view = at + len(part), view[len(part) :]
            if at == stop:
                bars.paint(rows, first, end)
                yield rows
                (first, end), rows = next(waiting), bytearray()
