"""Sets a line of a picture anew, so that a bar of one width stands in it and nothing else tells what went.

The words of the line are moved as pixels: one gap apart, beside a bar as wide as every other. Where a line cannot
be taken apart (it is crooked, ruled through, or runs into something that is no word) it stays, and the bar on it
grows over plain ground alone.

Source: docs/decisions/0018-scans-in-their-own-terms.md.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image

from redaction.page import Box
from redaction.pictures.bars import (
    GRID_HEIGHTS,
    USUAL_HEIGHT_PIXELS,
    Edges,
    as_high_as_its_line,
    bars_for,
    together,
)
from redaction.sight.bar_labels import least_width
from redaction.sight.ocr import OcrWord

GAP_HEIGHTS: Final = 0.4
"""Between two words, in heights of a usual word."""
COLUMN_HEIGHTS: Final = 3.0
"""A gap this wide parts two columns; what stands behind it is not moved."""
_STEP_PIXELS: Final = 8
_LINE_HEIGHTS: Final = 1.25  # a line with its tails, in heights of a usual word
_PRINT: Final = 64  # of 255: what differs more from the paper is print
_SLACK_PIXELS: Final = 2

_Flags = np.typing.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Columns of a line that stay together: a word, or with `entry` what a bar replaces."""

    left: int
    right: int
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class _Measure:
    """Pixels of the one gap and of the one bar of a picture, and the height of a usual word."""

    gap: int
    bar: int
    usual: float


def set_anew(
    image: Image.Image, words: Sequence[OcrWord], boxes: Sequence[tuple[int, Box]], labels: Sequence[str] = ()
) -> list[tuple[int, Edges]]:
    """Move the words of each line that loses something, in place, and say where its bars stand.

    Args:
        labels: what may be written on bars; every bar is as wide as the longest needs.

    The bars are not drawn. Lines that stay have theirs from `bars_for`.
    """
    found = together(boxes, near=_usual(words, boxes))
    measure = _measure(words, boxes, labels)
    lines: dict[int, list[tuple[int, Box]]] = {}
    for entry, box in found:
        high = as_high_as_its_line(box, words, measure.usual)
        near = next((top for top in lines if abs(top - high.top) < measure.usual / 2), round(high.top))
        lines.setdefault(near, []).append((entry, high))
    made: list[tuple[int, Edges]] = []
    for hit in lines.values():
        made += _Line(image, words, hit, measure).bars() or bars_for(image, words, hit)
    return made


def _usual(words: Sequence[OcrWord], boxes: Sequence[tuple[int, Box]]) -> float:
    """The height of a word that stays: what goes may not tell by it."""
    gone = {box for _, box in boxes}
    heights = [word.box.bottom - word.box.top for word in words if word.box not in gone]
    return statistics.median(heights) if heights else USUAL_HEIGHT_PIXELS


def _measure(words: Sequence[OcrWord], boxes: Sequence[tuple[int, Box]], labels: Sequence[str]) -> _Measure:
    usual = _usual(words, boxes)
    step = math.ceil(usual / _STEP_PIXELS) * _STEP_PIXELS
    widths = [round(GRID_HEIGHTS * step), *(least_width(label, _LINE_HEIGHTS * step) for label in labels)]
    return _Measure(round(GAP_HEIGHTS * step), max(widths), usual)


class _Line:
    """One line of a picture, cut into pieces."""

    def __init__(
        self, image: Image.Image, words: Sequence[OcrWord], hit: Sequence[tuple[int, Box]], measure: _Measure
    ) -> None:
        self.image, self.measure = image, measure
        self.top = max(0, math.floor(min(box.top for _, box in hit)))
        self.bottom = min(image.height, math.ceil(max(box.bottom for _, box in hit)))
        level = [
            word.box for word in words if self.top <= (word.box.top + word.box.bottom) / 2 <= self.bottom
        ]
        self.is_straight = bool(level) and all(
            self.top - _SLACK_PIXELS <= box.top and box.bottom <= self.bottom + _SLACK_PIXELS for box in level
        )
        bars = [_Piece(math.floor(box.left), math.ceil(box.right), entry) for entry, box in hit]
        stay = [_Piece(math.floor(box.left), math.ceil(box.right)) for box in level]
        kept = [piece for piece in stay if not any(_meet(piece, bar) for bar in bars)]
        self.pieces = sorted([*bars, *kept], key=lambda piece: piece.left)
        strip = image.crop((0, self.top, image.width, self.bottom))
        self.ground = _ground(strip)
        self.print: _Flags = _is_print(strip)

    def bars(self) -> list[tuple[int, Edges]]:
        """Move what stands on the line and give its bars; nothing where the line must stay."""
        if not self.is_straight or self.bottom <= self.top:
            return []
        parts = [part for part in self._columns() if any(piece.entry is not None for piece in part)]
        ends = [self._end_of(part) for part in parts]
        if any(not self._is_taken_apart(part, end) for part, end in zip(parts, ends, strict=True)):
            return []
        return [bar for part, end in zip(parts, ends, strict=True) for bar in self._set(part, end)]

    def _columns(self) -> list[list[_Piece]]:
        found: list[list[_Piece]] = []
        for piece in self.pieces:
            if found and piece.left - found[-1][-1].right < COLUMN_HEIGHTS * self.measure.usual:
                found[-1].append(piece)
            else:
                found.append([piece])
        return found

    def _end_of(self, part: Sequence[_Piece]) -> int:
        """How far a column reaches: to what stands behind it on the line, less a gap, or to the picture's edge."""
        after = part[-1].right + self.measure.gap
        behind = np.flatnonzero(self.print[after:])
        return (after + int(behind[0]) if behind.size else self.image.width) - self.measure.gap

    def _is_taken_apart(self, part: Sequence[_Piece], end: int) -> bool:
        """Say whether all print of the column is in its pieces, and all of them fit beside the bars."""
        known = np.zeros_like(self.print)
        for piece in part:
            known[max(0, piece.left - _SLACK_PIXELS) : piece.right + _SLACK_PIXELS] = True
        start = part[0].left
        if end <= part[-1].right or np.any(self.print[start:end] & ~known[start:end]):
            return False
        taken = sum(self._width(piece) + self.measure.gap for piece in part) - self.measure.gap
        overlap = any(one.right > other.left for one, other in pairwise(part))
        return not overlap and start + taken <= end

    def _width(self, piece: _Piece) -> int:
        return piece.right - piece.left if piece.entry is None else self.measure.bar

    def _set(self, part: Sequence[_Piece], end: int) -> list[tuple[int, Edges]]:
        moved = [self.image.crop((piece.left, self.top, piece.right, self.bottom)) for piece in part]
        # To the column's end whatever stood there: clean paper must not tell how far the line reached.
        start = max(0, part[0].left - self.measure.gap // 2)
        self.image.paste(self.ground, (start, self.top, end, self.bottom))
        made, x = [], part[0].left
        for piece, pixels in zip(part, moved, strict=True):
            width = self._width(piece)
            if piece.entry is None:
                self.image.paste(pixels, (x, self.top))
            else:
                made.append((piece.entry, (x, self.top, x + width, self.bottom)))
            x += width + self.measure.gap
        return made


def _meet(one: _Piece, other: _Piece) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _ground(strip: Image.Image) -> int | tuple[int, ...]:
    samples = np.asarray(strip.convert("L") if strip.mode == "1" else strip)
    middle = np.median(samples.reshape(-1, samples.shape[2] if samples.ndim == 3 else 1), axis=0).astype(int)
    if strip.mode == "1":
        return 255 * bool(middle[0])
    return tuple(int(value) for value in middle) if samples.ndim == 3 else int(middle[0])


def _is_print(strip: Image.Image) -> _Flags:
    """For each column whether anything stands in it that is not paper."""
    grey = np.asarray(strip.convert("L")).astype(np.int16)
    found: _Flags = np.any(np.abs(grey - np.median(grey)) > _PRINT, axis=0)
    return found
