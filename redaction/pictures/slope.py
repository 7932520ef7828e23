"""How crooked a scan lies: how far its lines sink from left to right."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing

from redaction.page import Box
from redaction.sight.ocr import OcrWord

STEEPEST: Final = 0.04
"""Two degrees and a little: what lies steeper is not set anew."""
_COARSE: Final = 0.001
_FINE: Final = 0.000_25
_MOST_WORDS: Final = 400
_CLEARLY_BETTER: Final = 1.02
_INK: Final = 64  # of 255

_Grey = np.typing.NDArray[np.uint8]
_Places = np.typing.NDArray[np.float64]


def slope_of(grey: _Grey, words: Sequence[OcrWord]) -> float:
    """Pixels down for each pixel to the right, by where the letters of a page stand; 0 where that is unsure.

    Of all slopes the one is taken under which the feet of the letters fall into the fewest rows.
    """
    feet = [_feet(grey, word.box) for word in words[:_MOST_WORDS]]
    xs, ys = (np.concatenate([each[axis] for each in feet] or [np.empty(0)]) for axis in (0, 1))
    if xs.size == 0:
        return 0.0
    best = _best(xs, ys, np.arange(-STEEPEST, STEEPEST + _COARSE / 2, _COARSE))
    best = _best(xs, ys, best + np.arange(-_COARSE, _COARSE + _FINE / 2, _FINE))
    return best if _crowding(xs, ys, best) > _CLEARLY_BETTER * _crowding(xs, ys, 0.0) else 0.0


def _best(xs: _Places, ys: _Places, slopes: _Places) -> float:
    return float(max(slopes, key=lambda slope: (_crowding(xs, ys, slope), -abs(slope))))


def _crowding(xs: _Places, ys: _Places, slope: float) -> float:
    rows = np.rint(ys - slope * xs).astype(np.int64)
    counts = np.bincount(rows - rows.min())
    # Two rows together, so that feet between two rows count as much as those on one.
    return float(np.square(counts[1:] + counts[:-1]).sum()) if counts.size > 1 else float(counts[0] ** 2)


def _feet(grey: _Grey, box: Box) -> tuple[_Places, _Places]:
    """The lowest ink of each column of a word."""
    top, left = max(0, math.floor(box.top)), max(0, math.floor(box.left))
    cut = grey[top : math.ceil(box.bottom) + 2, left : math.ceil(box.right)].astype(np.int16)
    if not cut.size:
        return np.empty(0), np.empty(0)
    ink = np.abs(cut - int(np.median(cut))) > _INK
    if ink.mean() > 0.5:  # a bold word fills more than half its box
        ink = ~ink
    columns = np.flatnonzero(ink.any(axis=0))
    rows = ink.shape[0] - 1 - np.argmax(ink[::-1, columns], axis=0)
    return (columns + left).astype(np.float64), (rows + top).astype(np.float64)


def upright(box: Box, slope: float) -> Iterator[float]:
    """The top and the bottom of a word as they would be at the left edge of a straight page.

    A wide word's box is higher by what its line sinks within it.
    """
    middle, spare = slope * (box.left + box.right) / 2, abs(slope) * (box.right - box.left) / 2
    yield box.top + spare - middle
    yield box.bottom - spare - middle
