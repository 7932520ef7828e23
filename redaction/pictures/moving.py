"""Moves the words of a line as pixels, in the samples of a picture: none is drawn anew, each keeps its shape."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing

from redaction.pictures.paper import lit, shading_of
from redaction.pictures.set_line import SetLine

Samples = np.typing.NDArray[Any]
"""Rows of columns, each a sample or several; a view may be turned so that it lies as its page is shown."""
Places = np.typing.NDArray[np.intp]
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
    shading = shading_of(strip) if are_shades else None
    if shading is not None:
        strip = lit(strip, 255.0 / shading)
    held = []
    for move in line.moves:
        start, past = max(left, scale.column(move.left)), min(right, scale.column(move.right))
        by = scale.column(move.to) - scale.column(move.left)
        pixels = strip[:, start - left : past - left]
        held.append((pixels, rows[:, start - left : past - left], start, past, by))
    paper = paper_of(strip, are_shades=are_shades)
    samples[rows, columns[None, :]] = paper if shading is None else lit(paper, shading / 255.0)
    for pixels, at, start, past, by in held:
        fit = slice(max(0, left - start - by), max(0, min(past, right - by) - start))
        # Whole rows down, the same for all its columns: a word keeps its shape.
        down = np.clip(at[:, fit] + round(slope * by), 0, height - 1)
        moved = pixels[:, fit]
        if shading is not None:
            moved = lit(moved, shading[start + by - left + fit.start : start + by - left + fit.stop] / 255.0)
        samples[down, np.arange(start + by, past + by)[None, fit]] = moved


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


def paper_of(strip: Samples, *, are_shades: bool = True) -> Samples:
    """The sample that is paper: the one in the middle where samples are shades, else the most usual one."""
    flat = strip.reshape(-1, *strip.shape[2:])
    flat = flat[:: max(1, len(flat) // _FEW)]
    if are_shades:
        return np.median(flat, axis=0).astype(flat.dtype)
    kinds, counts = np.unique(flat, axis=0, return_counts=True)
    found: Samples = kinds[np.argmax(counts)]
    return found
