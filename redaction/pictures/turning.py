"""Which way up the print of a picture stands, and the same places seen with the print upright."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from PIL import Image

from redaction.page import Box
from redaction.sight.ocr import OcrWord

_LETTERS_OF_A_LONG_WORD: Final = 4
_TRANSPOSED: Final = {
    1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """Turning a picture left by `quarters` (0 to 3) makes its print upright; its size is given as it lies."""

    quarters: int
    width: float
    height: float

    @classmethod
    def of(cls, words: Sequence[OcrWord], size: tuple[int, int]) -> "Turn":
        """By the words that were read, in reading order."""
        return cls(_quarters(words), *map(float, size))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the turned picture."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def picture(self, image: Image.Image) -> Image.Image:
        return image.transpose(_TRANSPOSED[self.quarters]) if self.quarters else image

    def picture_back(self, image: Image.Image) -> Image.Image:
        return image.transpose(_TRANSPOSED[4 - self.quarters]) if self.quarters else image

    def box(self, box: Box) -> Box:
        """Where a box of the picture stands in the turned one."""
        if self.quarters == 1:
            return Box(box.top, self.width - box.right, box.bottom, self.width - box.left)
        if self.quarters == 2:
            return Box(
                self.width - box.right, self.height - box.bottom, self.width - box.left, self.height - box.top
            )
        if self.quarters == 3:
            return Box(self.height - box.bottom, box.left, self.height - box.top, box.right)
        return box

    def words(self, words: Sequence[OcrWord]) -> list[OcrWord]:
        return [replace(word, box=self.box(word.box)) for word in words] if self.quarters else list(words)

    def back(self, box: Box) -> Box:
        """Where a box of the turned picture stands in the picture itself."""
        return Turn(-self.quarters % 4, *self.size).box(box)

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From a point of the turned picture to the same point of the picture itself."""
        return {
            0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
            1: (0.0, 1.0, -1.0, 0.0, self.width, 0.0),
            2: (-1.0, 0.0, 0.0, -1.0, self.width, self.height),
            3: (0.0, -1.0, 1.0, 0.0, 0.0, self.height),
        }[self.quarters]


def _quarters(words: Sequence[OcrWord]) -> int:
    long = [word.box for word in words if len(word.text) >= _LETTERS_OF_A_LONG_WORD]
    is_sideways = sum(box.bottom - box.top > box.right - box.left for box in long) > len(long) / 2
    across = down = 0
    for one, other in pairwise(words):
        if one.line == other.line:
            across += _sign(other.box.left + other.box.right - one.box.left - one.box.right)
            down += _sign(other.box.top + other.box.bottom - one.box.top - one.box.bottom)
    if is_sideways:
        return 3 if down < 0 else 1
    return 2 if across < 0 else 0


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
