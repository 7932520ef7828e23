"""Writes a label in white on a black bar in a picture, always in the same way, so that a checker can write it too.

It stands on ground that burners and checkers share: a checker takes a bar for whole only if it is plain, or looks
as this draws it.
"""

import math
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

Edges = tuple[int, int, int, int]
_HEIGHT_SHARE: Final = 0.72
_PADDING_SHARE: Final = 0.4  # of the letters' height, at each end
_SMALLEST_SHARE: Final = 1 / 140  # of a sheet's longer side: 6 points on A4


def least_width(label: str, height: float) -> int:
    """How many pixels wide a bar of this height must be to hold a label whole."""
    return math.ceil(_taken(label, round(_HEIGHT_SHARE * height))) if label else 0


def write_label(image: Image.Image, edges: Edges, label: str) -> None:
    """Write a label on a bar, in place: whole, in smaller letters, or as a short code; nothing where none fits.

    No letter is smaller than 6 points on a sheet of A4 that fills the picture.
    """
    left, top, right, bottom = edges
    smallest = max(5, round(_SMALLEST_SHARE * max(image.size)))
    largest = round(_HEIGHT_SHARE * (bottom - top))
    for text in dict.fromkeys((label, short_code(label))):
        for size in range(largest, smallest - 1, -1):
            if text and _taken(text, size) <= right - left:
                pen = ImageDraw.Draw(image)
                middle = (left + right) / 2, (top + bottom) / 2
                pen.text(middle, text, font=_font(size), anchor="mm", fill=_white(image.mode))
                return


def _taken(text: str, size: int) -> float:
    return _width(text, size) + 2 * _PADDING_SHARE * size


def short_code(label: str) -> str:
    """The first letters of a label's words, and its numbers: "Mother of Child A" is MoCA."""
    return "".join(word if word.isdigit() else word[:1] for word in label.split())


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@lru_cache(maxsize=512)
def _width(text: str, size: int) -> float:
    return float(_font(size).getlength(text))


def _white(mode: str) -> int | tuple[int, int, int]:
    return (255, 255, 255) if mode == "RGB" else 255
