"""Widens the place of a word that was read to its own ink, where the reader's box cuts through it.

OCR finds the letters of a logo and says wrongly where they end: what it did not cover stays to be read.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image

from redaction.page import Box
from redaction.sight.ocr import OcrWord

_INK: Final = 64  # of 255
_LETTERS_APART_HEIGHTS: Final = 0.15  # less than any space between two words
_FURTHEST_WIDTHS: Final = 2.0
_EDGE_HEIGHTS: Final = 0.15  # the margin that a place has round its word
_RULE_HEIGHTS: Final = 1.5  # no stroke of a letter goes on for longer

_Flags = np.typing.NDArray[np.bool_]


def with_own_ink(
    picture: Image.Image, words: Sequence[OcrWord], places: Iterable[tuple[int, Box]]
) -> list[tuple[int, Box]]:
    """Give places (pixels) with the ink that runs on beyond an edge of theirs at which a word was said to end.

    An edge within a word stays: there the rest of the word is to be kept. So does one from which ink runs on for
    more than twice the place's width: that is a photograph or a pattern. What was read as the next word of the line
    is never taken: the space before it may be kerned away to less than that between two letters.
    """
    grey = np.asarray(picture.convert("L"))
    return [(entry, _widened(grey, words, box)) for entry, box in places]


def _widened(grey: np.typing.NDArray[np.uint8], words: Sequence[OcrWord], box: Box) -> Box:
    high, wide = box.bottom - box.top, box.right - box.left
    near, most = _EDGE_HEIGHTS * high + 2, round(_FURTHEST_WIDTHS * wide)
    level = [word for word in words if word.box.top < (box.top + box.bottom) / 2 < word.box.bottom]
    rows = slice(max(0, round(box.top)), max(0, round(box.bottom)))
    left, right = max(0, round(box.left)), min(grey.shape[1], round(box.right))
    first, past = max(0, left - most), min(grey.shape[1], right + most)
    cut = grey[rows, first:past].astype(np.int16)
    if not cut.size or high > wide:
        return box
    ink: _Flags = np.abs(cut - int(np.median(cut))) > _INK
    # A line under the words runs on beyond every one of them.
    ink = ink[~_is_rule(ink, max(1, round(_RULE_HEIGHTS * high)))]
    inked: _Flags = np.logical_or.reduce(ink, axis=0)
    apart = max(2, round(_LETTERS_APART_HEIGHTS * high))
    ends = [word for word in level if abs(word.box.right - box.right) <= near]
    begins = [word for word in level if abs(word.box.left - box.left) <= near]
    if ends:
        stop = min([each.left for each in _beside(level, ends) if _middle(each) > box.right], default=past)
        white = _white(inked[: right - first][::-1])
        right += _runs_on(inked[right - first :], apart, white=white, most=math.ceil(stop) - right)
    if begins:
        stop = max([each.right for each in _beside(level, begins) if _middle(each) < box.left], default=first)
        white = _white(inked[left - first :])
        left -= _runs_on(inked[: left - first][::-1], apart, white=white, most=left - math.floor(stop))
    return Box(min(box.left, left), box.top, max(box.right, right), box.bottom)


def _beside(level: Iterable[OcrWord], own: Sequence[OcrWord]) -> list[Box]:
    """The other words of the lines that these were read in."""
    lines = {word.line for word in own}
    return [word.box for word in level if word.line in lines and word not in own]


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _white(inked: _Flags) -> int:
    """How many columns from the first have no ink: the margin of a place is no part of its word."""
    columns = np.flatnonzero(inked)
    return int(columns[0]) if columns.size else 0


def _is_rule(ink: _Flags, long: int) -> _Flags:
    """Say of each row whether ink goes on in it for so many columns."""
    counts = np.pad(np.cumsum(ink, axis=1), ((0, 0), (1, 0)))
    found: _Flags = np.logical_or.reduce(counts[:, long:] - counts[:, :-long] == long, axis=1)
    return found


def _runs_on(inked: _Flags, apart: int, *, white: int, most: int) -> int:
    """How many columns ink goes on for, without a gap as wide as that between words; 0 where it does not end.

    Args:
        white: columns without ink that lie before these already.
        most: columns to where another word was read.
    """
    last = -1 - white
    for column in np.flatnonzero(inked):
        if column - last > apart or column >= most:
            break
        last = int(column)
    return 0 if last < 0 or last + apart >= inked.size else last + 1
