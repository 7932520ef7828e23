"""Moves the words of a line as pixels, in the samples of a picture: none is drawn anew, each keeps its shape."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing

from redaction.pictures.set_line import SetLine

Samples = np.typing.NDArray[Any]
"""Rows of columns, each a sample or several; a view may be turned so that it lies as its page is shown."""
Places = np.typing.NDArray[np.intp]
_SHADOW: Final = 5  # of 255: less is noise
_DEEPEST_SHADOW: Final = 96
_FEW: Final = 4_000  # places that say what paper is: more say no more


@dataclass(frozen=True, slots=True)
class Scale:
    """How a line's own pixels lie in the picture it is moved in: how many to one, and where the first stands."""

    across: float
    down: float
    left: float
    top: float
    sinks: float = 0.0
    """Rows down for each column of the line's own pixels, where the two lie crooked to each other."""

    def column(self, x: float) -> int:
        return round(x * self.across + self.left)

    def row(self, x: float, y: float) -> float:
        return y * self.down + x * self.sinks + self.top


AS_SEEN: Final = Scale(1.0, 1.0, 0.0, 0.0)
"""The picture is the one that the line was looked at in."""


def set_in(samples: Samples, line: SetLine, scale: Scale = AS_SEEN, *, are_shades: bool = True) -> None:
    """Make a line plain but for the words that are moved in it, in place. Its bars are not drawn.

    Args:
        are_shades: of two samples one that lies between them looks like something between them.
    """
    found = rows_of(samples, line, scale)
    if found is None:
        return
    left, rows, slope = found
    height, right = samples.shape[0], left + rows.shape[1]
    columns = np.arange(left, right)
    strip = samples[rows, columns[None, :]]
    paper = paper_of(strip, are_shades=are_shades)
    held = []
    for move in line.moves:
        start, past = max(left, scale.column(move.left)), min(right, scale.column(move.right))
        by = scale.column(move.to) - scale.column(move.left)
        pixels = strip[:, start - left : past - left]
        if are_shades:
            pixels = _on_paper(pixels, strip)
        held.append((pixels, rows[:, start - left : past - left], start, past, by))
    samples[rows, columns[None, :]] = paper
    for pixels, at, start, past, by in held:
        fit = slice(max(0, left - start - by), max(0, min(past, right - by) - start))
        # Whole rows down, the same for all its columns: a word keeps its shape.
        down = np.clip(at[:, fit] + round(slope * by), 0, height - 1)
        samples[down, np.arange(start + by, past + by)[None, fit]] = pixels[:, fit]


def rows_of(samples: Samples, line: SetLine, scale: Scale = AS_SEEN) -> tuple[int, Places, float] | None:
    """The first column of a line in a picture, for each column its rows, and how far those sink from one to the next.

    None where the line lies beside the picture.
    """
    height, width = samples.shape[:2]
    left, right = max(0, scale.column(line.left)), min(width, scale.column(line.right))
    high = round((line.bottom - line.top) * scale.down)
    if right <= left or high <= 0:
        return None
    slope = (line.slope * scale.down + scale.sinks) / scale.across
    first = scale.row(line.left, line.top) - slope * scale.column(line.left)
    tops = np.rint(first + slope * np.arange(left, right)).astype(np.intp)
    return left, np.clip(tops[None, :] + np.arange(high)[:, None], 0, height - 1), slope


def _on_paper(pixels: Samples, line: Samples) -> Samples:
    """A word as it would look on the paper of its line: the shadow that it lay in would tell where it stood."""
    if not pixels.size or pixels.dtype != np.uint8:
        return pixels
    off = _lightest(line) - _lightest(pixels)
    if not _SHADOW <= int(np.abs(off).max()) <= _DEEPEST_SHADOW:
        return pixels
    lifted: Samples = np.clip(pixels + off, 0, 255).astype(np.uint8)
    return lifted


def _lightest(strip: Samples) -> np.typing.NDArray[np.int16]:
    """What most of the paper of a strip is lighter than, or darker where the paper is dark."""
    flat = strip.reshape(-1, *strip.shape[2:])
    dark, middle, light = np.percentile(flat[:: max(1, len(flat) // _FEW)], (15, 50, 85), axis=0)
    found: np.typing.NDArray[np.int16] = np.where(middle > 127, light, dark).astype(np.int16)
    return found


def paper_of(strip: Samples, *, are_shades: bool = True) -> Samples:
    """The sample that is paper: the one in the middle where samples are shades, else the most usual one."""
    flat = strip.reshape(-1, *strip.shape[2:])
    flat = flat[:: max(1, len(flat) // _FEW)]
    if are_shades:
        return np.median(flat, axis=0).astype(flat.dtype)
    kinds, counts = np.unique(flat, axis=0, return_counts=True)
    found: Samples = kinds[np.argmax(counts)]
    return found
