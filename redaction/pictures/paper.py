"""How light the paper is along a line: even, in a shadow, highlighted, or of another cell."""

from typing import Final

import numpy as np
import numpy.typing

_SHADE: Final = 14  # of 255: a shaded cell beside a plain one
_CORE_SHARE: Final = 0.34  # of the rows, those of the line itself
_PAPER_SHARE: Final = 75  # percent: in most columns of a bold heading more than half is ink
_STEP_PIXELS: Final = 2
_NEAR_STEP: Final = 6

Grey = np.typing.NDArray[np.uint8]
Shades = np.typing.NDArray[np.int16]
Flags = np.typing.NDArray[np.bool_]


def ground_of(rows: Shades, usual: float) -> tuple[Shades, Flags]:
    """Say how light the paper of a line is in each column, and at which columns another ground begins.

    A shadow grows from column to column, and is one ground. A cell of another shade begins at once, and its
    neighbour rows are of that shade too, which those of highlighted words are not.
    """
    above, past = (round(share * len(rows)) for share in (_CORE_SHARE, 1 - _CORE_SHARE))
    core, columns = rows[above : max(past, above + 1)], rows.shape[1]
    share = _PAPER_SHARE if float(rows.mean()) <= float(np.median(rows)) else 100 - _PAPER_SHARE
    shades = np.percentile(core[::2], share, axis=0)
    count = max(1, columns // max(4, round(usual)))
    blocks = np.array([np.median(each) for each in np.array_split(shades, count)])
    if np.ptp(blocks) <= _SHADE:
        return np.full(columns, round(float(np.median(rows))), np.int16), np.zeros(columns, bool)
    ground = _along(shades, usual)
    steps = _steps(ground)
    if steps.any():
        beside = [each for each in (rows[:above], rows[past:]) if len(each)]
        outer = [np.percentile(each[::2], share, axis=0) for each in beside]
        steps &= np.logical_or.reduce([_grown(_steps(_along(each, usual))) for each in outer])
    return ground, steps


def _along(shades: np.typing.NDArray[np.float64], usual: float) -> Shades:
    """The middle of what is paper in each column and those near it."""
    near = max(2, round(usual))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(shades, near, mode="edge"), 2 * near + 1)
    found: Shades = np.median(windows, axis=1).astype(np.int16)
    return found


def _steps(ground: Shades) -> Flags:
    by = _STEP_PIXELS
    found: Flags = np.zeros(ground.size, bool)
    found[by:-by] = np.abs(ground[2 * by :] - ground[: -2 * by]) > _SHADE
    return found


def _grown(flags: Flags) -> Flags:
    found: Flags = np.convolve(flags, np.ones(2 * _NEAR_STEP + 1), "same") > 0
    return found
