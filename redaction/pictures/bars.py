"""Where bars stand in a picture, and how wide: on a coarse grid, so that a bar tells little of a name's length.

A neighbour's ink is never covered: a bar grows only over plain ground, to the right and then to the left. In
the middle of a line the neighbours themselves tell how long the gap is, and no bar can change that; the
decision record says what was measured.

Source: docs/decisions/0013-native-or-pdf.md.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.pictures.strip import is_ruled
from redaction.sight.ocr import OcrWord

GRID_HEIGHTS: Final = 3.5
"""The grid, in heights of a usual word of the picture: 30 points for print of 11."""
USUAL_HEIGHT_PIXELS: Final = 24.0
_PLAIN: Final = 40  # of 255: what JPEG and paper do to plain ground
_RING: Final = 4
_STEP_PIXELS: Final = 8
_RULE_SHARE: Final = 0.5  # of the grid

Edges = tuple[int, int, int, int]
_Grey = np.typing.NDArray[np.uint8]
_Columns = np.typing.NDArray[np.bool_]


def bars_for(
    image: Image.Image, words: Sequence[OcrWord], boxes: Iterable[tuple[int, Box]]
) -> list[tuple[int, Edges]]:
    """Say for each box of a term which pixels its bar covers: left and top in, right and bottom out.

    Boxes of one term that stand side by side become one bar. Where the lines run up or down the picture, so do
    the bars.
    """
    if _run_up_or_down(words):
        turned = image.transpose(Image.Transpose.TRANSPOSE)
        standing = [replace(word, box=_turned(word.box)) for word in words]
        return [
            (entry, (top, left, bottom, right))
            for entry, (left, top, right, bottom) in _bars_for(
                turned, standing, [(entry, _turned(box)) for entry, box in boxes]
            )
        ]
    return _bars_for(image, words, boxes)


def _run_up_or_down(words: Sequence[OcrWord]) -> bool:
    """Say whether most words of several letters are higher than they are wide."""
    long = [word.box for word in words if len(word.text) > 2]
    return 2 * sum(box.bottom - box.top > box.right - box.left for box in long) > len(long)


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _bars_for(
    image: Image.Image, words: Sequence[OcrWord], boxes: Iterable[tuple[int, Box]]
) -> list[tuple[int, Edges]]:
    heights = [word.box.bottom - word.box.top for word in words]
    usual = statistics.median(heights) if heights else USUAL_HEIGHT_PIXELS
    # In steps, so that the grid itself does not tell the height of a name among few words.
    grid = max(4.0, GRID_HEIGHTS * math.ceil(usual / _STEP_PIXELS) * _STEP_PIXELS)
    grey = np.asarray(image.convert("L"))
    found = []
    for entry, box in together(boxes, near=usual):
        edges = _edges(as_high_as_its_line(box, words, usual), image.size)
        if edges is not None:
            found.append((entry, _on_grid(grey, edges, grid)))
    return found


def draw_bars(image: Image.Image, bars: Iterable[Edges]) -> Image.Image:
    """Blacken these pixels in place. A picture of another mode than 1, L or RGB is a mistake of the caller's."""
    pen = ImageDraw.Draw(image)
    for left, top, right, bottom in bars:
        pen.rectangle((left, top, right - 1, bottom - 1), fill=0)
    return image


def bars_seen(boxes: Iterable[Box]) -> int:
    """How many bars a reader sees of these boxes: those that lie over each other are one."""
    apart: list[Box] = []
    for box in boxes:
        for other in [each for each in apart if _meet(each, box)]:
            apart.remove(other)
            box = _round(box, other)  # noqa: PLW2901 - it grows by what it meets
        apart.append(box)
    return len(apart)


def _meet(one: Box, other: Box) -> bool:
    return (
        max(one.left, other.left) < min(one.right, other.right)
        and max(one.top, other.top) < min(one.bottom, other.bottom)
    )  # fmt: skip


def _round(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def together(boxes: Iterable[tuple[int, Box]], *, near: float) -> list[tuple[int, Box]]:
    """One box for words of one term that follow each other on a line."""
    found: list[tuple[int, Box]] = []
    for entry, box in dict.fromkeys(boxes):
        if found:
            last_entry, last = found[-1]
            is_level = min(box.bottom, last.bottom) - max(box.top, last.top) > 0.5 * (last.bottom - last.top)
            # Lines that run up a picture come from their last word on.
            apart = max(box.left - last.right, last.left - box.right)
            if entry == last_entry and is_level and -near < apart < near:
                found[-1] = (entry, _round(last, box))
                continue
        found.append((entry, box))
    return found


def as_high_as_its_line(box: Box, words: Iterable[OcrWord], usual: float) -> Box:
    """As high as every word beside it, so that no bar tells which of its letters rise or hang."""
    held = list(words)
    middle = (box.top + box.bottom) / 2
    level = [
        word.box
        for word in held
        if word.box.top <= middle <= word.box.bottom and word.box.bottom - word.box.top < 1.8 * usual
    ]
    top = min([box.top, *(each.top for each in level)])
    bottom = max([box.bottom, *(each.bottom for each in level)])
    # The words of a crooked line reach over half the page: then only the word's own height counts.
    if bottom - top > 2.2 * max(usual, box.bottom - box.top):
        return box
    above, below = _other_lines(box, held, reach=GRID_HEIGHTS * usual)
    return Box(box.left, min(box.top, max(top, above)), box.right, max(box.bottom, min(bottom, below)))


def _other_lines(box: Box, words: Iterable[OcrWord], *, reach: float) -> tuple[float, float]:
    """Where the line above ends near a box and the one below begins.

    A word of its line may be said to be higher than it is, as where a bubble's edge is read with it.
    """
    near = [
        each.box for each in words if box.left - reach < each.box.right and each.box.left < box.right + reach
    ]
    middle = (box.top + box.bottom) / 2
    above = [each.bottom for each in near if (each.top + each.bottom) / 2 < box.top and each.bottom < middle]
    below = [each.top for each in near if (each.top + each.bottom) / 2 > box.bottom and each.top > middle]
    return max(above, default=-math.inf), min(below, default=math.inf)


def _edges(box: Box, size: tuple[int, int]) -> Edges | None:
    left, top = max(0, math.floor(box.left)), max(0, math.floor(box.top))
    right, bottom = min(size[0], math.ceil(box.right)), min(size[1], math.ceil(box.bottom))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _on_grid(grey: _Grey, edges: Edges, grid: float) -> Edges:
    """Grow a bar to the next line of the grid, as far as plain ground reaches."""
    left, top, right, bottom = edges
    missing = -(right - left) % round(grid)
    around = grey[max(0, top - _RING) : bottom + _RING, max(0, left - _RING) : right + _RING]
    ground = int(np.median(around))
    ink = np.abs(grey[top:bottom].astype(np.int16) - ground) > _PLAIN
    # A rule under the words, or along a form's line, is no neighbour.
    plain: _Columns = ~np.any(ink[~is_ruled(ink, max(1, round(_RULE_SHARE * grid)))], axis=0)
    to_the_right = _run(plain[right : right + missing])
    missing -= to_the_right
    to_the_left = _run(plain[max(0, left - missing) : left][::-1])
    return left - to_the_left, top, right + to_the_right, bottom


def _run(plain: _Columns) -> int:
    """How many columns from the first are plain."""
    stops = np.flatnonzero(~plain)
    return int(stops[0]) if stops.size else int(plain.size)
