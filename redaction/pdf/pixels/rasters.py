"""Plain samples of an image as the file stores them, of any depth, and bars painted into them.

Source: ISO 32000-2, 8.9.5 (sample representation): rows begin on whole bytes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing

PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Raster:
    """Samples in rows that are filled up to whole bytes."""

    samples: bytearray
    width: int
    height: int
    bits_per_pixel: int

    @property
    def stride(self) -> int:
        """How many bytes a row takes."""
        return (self.width * self.bits_per_pixel + 7) // 8

    def fill(self, box: PixelBox, bit: int) -> None:
        """Set every bit of every sample in the box (left, top, right, bottom, in pixels) to 0 or 1."""
        left, top, right, bottom = box
        first, last = left * self.bits_per_pixel, right * self.bits_per_pixel
        if first >= last:
            return
        rows = np.frombuffer(self.samples, np.uint8).reshape(self.height, self.stride)[top:bottom]
        start, end = first // 8, (last - 1) // 8
        head, tail = 0xFF >> (first % 8), 0xFF & (0xFF << (7 - (last - 1) % 8))
        if start == end:
            _mix(rows[:, start], head & tail, bit)
            return
        _mix(rows[:, start], head, bit)
        rows[:, start + 1 : end] = 0xFF * bit
        _mix(rows[:, end], tail, bit)


def _mix(column: np.typing.NDArray[np.uint8], mask: int, bit: int) -> None:
    if bit:
        column |= np.uint8(mask)
    else:
        column &= np.uint8(mask ^ 0xFF)
