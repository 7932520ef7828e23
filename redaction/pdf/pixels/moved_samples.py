"""Moves lines in the samples of a stored picture, however many bits each has."""

import numpy as np

from redaction.pdf.pixels.scan_lines import StoredLines


def move_in(
    samples: bytearray, size: tuple[int, int], bits_per_pixel: int, lines: StoredLines, *, are_shades: bool
) -> None:
    """Move lines in rows of packed samples, in place; `size` is width and height in pixels."""
    width, height = size
    rows = np.frombuffer(samples, np.uint8).reshape(height, -1)
    if bits_per_pixel % 8 == 0:
        lines.set_in(rows.reshape(height, width, bits_per_pixel // 8), are_shades=are_shades)
        return
    bits = np.unpackbits(rows, axis=1)
    pixels = bits[:, : width * bits_per_pixel].reshape(height, width, bits_per_pixel)
    # A number of several bits has no middle bit by bit.
    lines.set_in(pixels, are_shades=bits_per_pixel == 1)
    bits[:, : width * bits_per_pixel] = pixels.reshape(height, -1)
    rows[:] = np.packbits(bits, axis=1)
