"""Whether lines that the burner says it set anew hold the words they held, and nothing else but bars.

The burner's word is taken for nothing: each word must look as some columns of the original line do, in another
place; all else on the line must be paper, apart from its bars; and no more may have gone than bars can stand for.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing
import pypdfium2
from PIL import Image, ImageFilter

from redaction.page import Box
from redaction.report import MovedLine
from redaction.sight.render import draw

DPI: Final = 200
_BLUR: Final = 1
_DIFFERENCE: Final = 56  # of 255, after that blur: another letter, not the same one between two pixels
_SHARE: Final = 0.002
_INK: Final = 80
_STRAY_SHARE: Final = 0.001
_WIDEST_REMOVAL: Final = 14.0  # in heights of a line
_MARGIN_PIXELS: Final = 3
_SOFT_EDGE_PIXELS: Final = 6  # of a bar in a coarse picture, drawn finer than it is stored
_EVEN: Final = 24  # of 255, from the head to the foot of such an edge
_SHADOW: Final = 10  # of 255, from one end of a line to the other
_STEP_POINTS: Final = 1.5
_MOST_BOXES: Final = 100
_STEPS: Final = (0, -1, 1)

_Grey = np.typing.NDArray[np.int16]
_Flags = np.typing.NDArray[np.bool_]


def are_whole(pair: Sequence[pypdfium2.PdfPage], lines: Sequence[MovedLine], bars: Sequence[Box]) -> bool:
    """Say whether every line that was set anew is whole; `pair` is the page before and after."""
    return are_whole_in([draw(page, dpi=DPI, grey=True) for page in pair], lines, bars, scale=DPI / 72)


def are_whole_in(
    pair: Sequence[Image.Image], lines: Sequence[MovedLine], bars: Sequence[Box], *, scale: float
) -> bool:
    """The same of a picture before and after, with so many pixels to a point."""
    before, after = (
        np.asarray(each.convert("L").filter(ImageFilter.BoxBlur(_BLUR))).astype(np.int16) for each in pair
    )
    if before.shape != after.shape:
        return False
    size = before.shape[1] / scale, before.shape[0] / scale
    for quarters in {line.quarters for line in lines}:
        seen, left = np.rot90(before, quarters), np.rot90(after, quarters)
        edges = [_pixels(_turned(bar, quarters, size), scale) for bar in bars]
        if not all(
            _is_whole(seen, left, _Line.of(line, scale), edges) for line in lines if line.quarters == quarters
        ):
            return False
    return True


def _turned(box: Box, quarters: int, size: tuple[float, float]) -> Box:
    """Where a box stands once a page of this size (points) has been turned left by so many quarters."""
    wide, high = size
    for _ in range(quarters):
        box = Box(box.top, wide - box.right, box.bottom, wide - box.left)
        wide, high = high, wide
    return box


def boxes_of(line: MovedLine, size: tuple[float, float]) -> list[Box]:
    """Boxes that cover a line of a page of this size (points), which may lie crooked, and little else."""
    wide, high = size if line.quarters % 2 == 0 else (size[1], size[0])
    back = -line.quarters % 4
    return [_turned(box, back, (wide, high)) for box in _upright_boxes(line)]


def _upright_boxes(line: MovedLine) -> list[Box]:
    box = line.box
    drop = line.slope * (box.right - box.left)
    count = min(_MOST_BOXES, max(1, math.ceil(abs(drop) / _STEP_POINTS)))
    wide, step = (box.right - box.left) / count, drop / count
    return [
        Box(
            box.left + number * wide,
            box.top + number * step + min(0.0, step),
            box.left + (number + 1) * wide,
            box.bottom + number * step + max(0.0, step),
        )
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in pixels of the drawn page."""

    left: int
    right: int
    top: float
    height: int
    slope: float
    moves: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, line: MovedLine, scale: float) -> "_Line":
        box = line.box
        moves = tuple((round(a * scale), round(b * scale), round(to * scale)) for a, b, to in line.moves)
        high = round((box.bottom - box.top) * scale)
        return cls(
            round(box.left * scale), round(box.right * scale), box.top * scale, high, line.slope, moves
        )

    def cut(self, page: _Grey, left: int, right: int, *, across: int = 0, down: int = 0) -> _Grey:
        """Columns of the line, each from the row where the line is there; by some pixels beside."""
        columns = np.arange(left, right)
        tops = np.rint(self.top + self.slope * (columns - self.left)).astype(np.intp) + down
        rows = np.clip(tops[None, :] + np.arange(self.height)[:, None], 0, page.shape[0] - 1)
        found: _Grey = page[rows, np.clip(columns + across, 0, page.shape[1] - 1)[None, :]]
        return found


def _is_whole(before: _Grey, after: _Grey, line: _Line, bars: Sequence[tuple[int, int, int, int]]) -> bool:
    if line.height < 1 or line.right <= line.left or not -0.1 < line.slope < 0.1:
        return False
    if any(not line.left <= each[0] < each[1] <= line.right for each in line.moves):
        return False
    before, after = _evenly_lit(before, after, line)
    is_same = all(_is_same(before, after, line, *move) for move in line.moves)
    here = [bar for bar in bars if _crosses(line, bar)]
    return is_same and _is_paper_between(after, line, here) and _lost_little(before, line, len(here))


def _evenly_lit(before: _Grey, after: _Grey, line: _Line) -> tuple[_Grey, _Grey]:
    """Both pages without the shadow that lies along a line of the original, as far as they hold that line.

    A shadow stays where it is while words move through it. What is taken off is the light of the original's paper
    alone, so nothing that a copy shows can hide in it.
    """
    strip = line.cut(before, line.left, line.right)
    light = np.percentile(strip, 80, axis=0)
    near = max(3, line.height)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(light, near, mode="edge"), 2 * near + 1)
    smooth = np.convolve(
        np.pad(np.median(windows, axis=1), near // 2, mode="edge"), np.ones(2 * (near // 2) + 1), "valid"
    ) / (2 * (near // 2) + 1)
    if np.ptp(smooth) <= _SHADOW or smooth.min() < _INK:
        return before, after
    margin = _MARGIN_PIXELS + 1
    first, last = max(0, line.left - margin), min(before.shape[1], line.right + margin)
    columns = np.clip(np.arange(first, last) - line.left, 0, smooth.size - 1)
    share = float(np.median(smooth)) / smooth[columns]
    drop = line.slope * (line.right - line.left)
    upper = max(0, math.floor(line.top + min(0.0, drop)) - margin)
    lower = max(0, math.ceil(line.top + max(0.0, drop)) + line.height + margin)
    pair = []
    for page in (before, after):
        fresh = page.copy()
        fresh[upper:lower, first:last] = np.clip(np.rint(page[upper:lower, first:last] * share), 0, 255)
        pair.append(fresh)
    return pair[0], pair[1]


def _is_same(before: _Grey, after: _Grey, line: _Line, left: int, right: int, to: int) -> bool:  # noqa: PLR0917 - two pages and one move
    """Say whether columns of the original stand on the line now, where the burner says, or a pixel beside.

    Of each the other must have what it has, as light or as dark, within a pixel: a crooked line moves by whole
    pixels, here and there by one more than its neighbour.
    """
    was = line.cut(before, left, right)
    if not was.size:
        return True
    for down in _STEPS:
        for across in _STEPS:
            now = line.cut(after, to, to + right - left, across=across, down=down)
            if max(_unlike(was, now), _unlike(now, was)) <= _SHARE:
                return True
    return False


def _unlike(one: _Grey, other: _Grey) -> float:
    """The share of pixels of one that are darker or lighter than any of the other within a pixel of them."""
    if not one.size:
        return 0.0
    padded = np.pad(other, 1, mode="edge")
    high, wide = one.shape
    near = [padded[down : down + high, across : across + wide] for down in (0, 1, 2) for across in (0, 1, 2)]
    beyond = np.maximum(np.minimum.reduce(near) - one, one - np.maximum.reduce(near))
    return float((beyond > _DIFFERENCE).mean())


def _is_paper_between(after: _Grey, line: _Line, bars: Iterable[tuple[int, int, int, int]]) -> bool:
    seen = line.cut(after, line.left, line.right)
    free = np.ones(seen.shape[1], bool)
    for left, right, to in line.moves:
        _clear(free, line, to, to + right - left)
    for bar in bars:
        _clear(free, line, bar[0], bar[2])
        _clear_soft_edges(free, after, line, bar)
    if not free.any():
        return True
    return bool(_ink(seen)[:, free].mean() <= _STRAY_SHARE)


def _lost_little(before: _Grey, line: _Line, bars: int) -> bool:
    """Say whether no more print went than so many bars can stand for."""
    seen = line.cut(before, line.left, line.right)
    gone = np.ones(seen.shape[1], bool)
    for left, right, _ in line.moves:
        _clear(gone, line, left, right)
    inked = np.flatnonzero(_ink(seen).any(axis=0) & gone)
    return inked.size <= _WIDEST_REMOVAL * line.height * bars


def _clear(columns: _Flags, line: _Line, left: int, right: int) -> None:
    columns[max(0, left - line.left - _MARGIN_PIXELS) : max(0, right - line.left + _MARGIN_PIXELS)] = False


def _clear_soft_edges(columns: _Flags, after: _Grey, line: _Line, bar: tuple[int, int, int, int]) -> None:
    """Leave out the soft edge of a bar: next to it, and as dark from its head to its foot, which no letter is."""
    left, top, right, bottom = bar
    near = range(_MARGIN_PIXELS, _SOFT_EDGE_PIXELS)
    for column in (*(left - 1 - each for each in near), *(right + each for each in near)):
        rows = after[top + _MARGIN_PIXELS : bottom - _MARGIN_PIXELS, column : column + 1]
        if line.left <= column < line.right and rows.size and int(np.ptp(rows)) <= _EVEN:
            columns[column - line.left] = False


def _ink(seen: _Grey) -> _Flags:
    found: _Flags = np.abs(seen - np.median(seen)) > _INK
    return found


def _crosses(line: _Line, bar: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = bar
    upper = line.top + line.slope * ((left + right) / 2 - line.left)
    return line.left <= right and left <= line.right and top < upper + line.height and bottom > upper


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    return tuple(round(side * scale) for side in (box.left, box.top, box.right, box.bottom))  # type: ignore[return-value]  # four sides
