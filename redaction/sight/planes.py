"""Looks into the stored samples of a picture for print that its colours do not show.

Two inks of a palette may be one colour, an ink may print nothing, a picture may say that all its samples are to be
white: no reader shows what such samples say, and anybody may take them out of the file.

Source: ISO 32000-2, 8.6.6 (special colour spaces), 8.9.5 (image dictionaries).
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image

from redaction.sight.pale_print import hides_print

_WHOLE_BYTES: Final = (8, 16)


def unseen_planes(
    samples: bytes, size: tuple[int, int], *, bits: int, inks: int, shown: Image.Image
) -> Iterator[Image.Image]:
    """Each ink of a picture by itself, in grey, where it has edges that the picture as shown has not.

    Args:
        samples: as a PDF stores them, rows padded to whole bytes; too few are no picture.
        bits: of each sample: 1, 2, 4, 8 or 16, of which the last eight are looked at.
        shown: the same picture in its colours.
    """
    width, height = size
    row = (width * inks * bits + 7) // 8
    if shown.size != size or len(samples) < row * height or min(size) <= 0:
        return
    rows = np.frombuffer(samples, np.uint8, row * height).reshape(height, row)
    for ink in range(inks):
        plane = _plane(rows, width, bits, inks)[..., ink]
        low, high = int(plane.min()), int(plane.max())
        if low == high:
            continue
        stretched = ((plane.astype(np.uint16) - low) * (255 // (high - low))).astype(np.uint8)
        if hides_print(stretched, shown):
            yield Image.fromarray(stretched)


def _plane(
    rows: np.typing.NDArray[np.uint8], width: int, bits: int, inks: int
) -> np.typing.NDArray[np.uint8]:
    if bits in _WHOLE_BYTES:
        each = bits // 8
        return rows[:, each - 1 : width * inks * each : each].reshape(len(rows), width, inks)
    ones = np.unpackbits(rows, axis=1)[:, : width * inks * bits].reshape(len(rows), width, inks, bits)
    worth = np.arange(bits - 1, -1, -1, dtype=np.uint8)
    made: np.typing.NDArray[np.uint8] = (ones << worth).sum(axis=3, dtype=np.uint8)
    return made
