"""How light the paper is along a line: even, in a shadow, highlighted, or of another cell."""

from typing import Any, Final

import numpy as np
import numpy.typing
from PIL import Image, ImageChops

_SHADE: Final = 14  # of 255: a shaded cell beside a plain one
_CORE_SHARE: Final = 0.34  # of the rows, those of the line itself
_PAPER_SHARE: Final = 75  # percent: in most columns of a bold heading more than half is ink
_STEP_PIXELS: Final = 2
_NEAR_STEP: Final = 6
_SMOOTH_PIXELS: Final = 12
_NEAR_PIXELS: Final = 4
_FAR_PIXELS: Final = 50
_FEWEST_PIXELS: Final = 8
_LIGHTER_THAN: Final = 90  # percent of a column of a line are ink, or paper no lighter than this
_DARKEST_PAPER: Final = 48  # of 255
_EVEN: Final = 6  # of 255: less is noise
_FAINT_STEP: Final = 7
_AT_ONCE: Final = 0.5

Grey = np.typing.NDArray[np.uint8]
Shades = np.typing.NDArray[np.int16]
Flags = np.typing.NDArray[np.bool_]
Shading = np.typing.NDArray[np.float64]
Samples = np.typing.NDArray[Any]


def ground_of(rows: Shades, usual: float) -> tuple[Shades, Flags, Flags]:
    """Say how light the paper of a line is in each column, where another cell begins, and where any other ground.

    A shadow grows from column to column, and is one ground. A cell of another shade begins at once, and its
    neighbour rows are of that shade too, which those of highlighted words are not.
    """
    above, past = (round(share * len(rows)) for share in (_CORE_SHARE, 1 - _CORE_SHARE))
    core, columns = rows[above : max(past, above + 1)], rows.shape[1]
    low, middle, high = np.percentile(rows[::2], (2, 50, 98))
    share = _PAPER_SHARE if middle - low >= high - middle else 100 - _PAPER_SHARE
    shades = np.percentile(core[::2], share, axis=0)
    count = max(1, columns // max(4, round(usual)))
    blocks = np.median(shades[: columns // count * count].reshape(count, -1), axis=1)
    if np.ptp(blocks) <= _SHADE:
        return (
            np.full(columns, round(float(np.median(rows))), np.int16),
            np.zeros(columns, bool),
            np.zeros(columns, bool),
        )
    ground = _along(shades, usual)
    grounds = _steps(ground)
    cells = grounds.copy()
    if grounds.any():
        beside = [each for each in (rows[:above], rows[past:]) if len(each)]
        outer = [np.percentile(each[::2], share, axis=0) for each in beside]
        cells &= np.logical_or.reduce([_grown(_steps(_along(each, usual))) for each in outer])
    return ground, cells, grounds


def shading_of(strip: Samples) -> Shading | None:
    """How light the paper of a line is, from column to column; None where it is even, or not paper in a shadow.

    A word that is moved takes the light of its new place, and what is made plain that of its own: otherwise a shadow
    would tell where words stood. What is highlighted is no shadow: it would stay behind and tell where a name was.
    """
    if strip.dtype != np.uint8 or min(strip.shape[:2]) < _FEWEST_PIXELS or strip.max() < 2:
        return None
    tones = strip.reshape(*strip.shape[:2], -1)[::2]
    columns = np.percentile(tones, _LIGHTER_THAN, axis=0)
    near = max(2, strip.shape[0] // 2)
    if columns.min() < _DARKEST_PAPER and np.median(columns) < _DARKEST_PAPER:
        return None
    shading = np.stack([_mean(_median(each, 2 * near), near) for each in columns.T], axis=1)
    if np.ptp(shading, axis=0).max() <= _EVEN or shading.min() < _DARKEST_PAPER:
        return None
    if any(map(_has_an_edge, columns.T)):
        return None
    found: Shading = shading if strip.ndim == 3 else shading[:, 0]
    return found


def lit(pixels: Samples, share: Shading) -> Samples:
    """Pixels in more light or in less, column by column."""
    made: Samples = np.clip(np.rint(pixels * share), 0, 255).astype(np.uint8)
    return made


def _has_an_edge(shades: Shading) -> bool:
    """Say whether a ground begins at once, and does not grow lighter or darker little by little."""
    means = np.pad(_mean(_median(shades, 2), _SMOOTH_PIXELS), _FAR_PIXELS, mode="edge")
    near, far = _SMOOTH_PIXELS + _NEAR_PIXELS, _FAR_PIXELS
    here = slice(far - near, -far - near), slice(far + near, -far + near or None)
    at_once, in_all = np.abs(means[here[1]] - means[here[0]]), np.abs(means[2 * far :] - means[: -2 * far])
    return bool((at_once > np.maximum(_FAINT_STEP, _AT_ONCE * in_all)).any())


def _mean(shades: Shading, near: int) -> Shading:
    padded = np.pad(shades, near, mode="edge")
    found: Shading = np.convolve(padded, np.ones(2 * near + 1) / (2 * near + 1), "valid")
    return found


def _median(shades: Shading, near: int) -> Shading:
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(shades, near, mode="edge"), 2 * near + 1)
    found: Shading = np.median(windows, axis=1)
    return found


def tints_of(picture: Image.Image) -> tuple[Grey, ...]:
    """How far the colours of a picture are apart, where they are: grounds may differ in colour alone."""
    if picture.mode != "RGB":
        return ()
    red, green, blue = picture.split()
    apart = [ImageChops.subtract(*each, scale=2.0, offset=128) for each in ((green, red), (blue, green))]
    return tuple(np.asarray(each) for each in apart if _spread(each) > _SHADE)


def _spread(tint: Image.Image) -> float:
    low, high = tint.getextrema()
    return float(high) - float(low)  # type: ignore[arg-type]  # one channel has one pair


def tint_steps(rows: Grey, usual: float) -> Flags:
    """Where the ground of a line changes its colour."""
    above, past = (round(share * len(rows)) for share in (_CORE_SHARE, 1 - _CORE_SHARE))
    return _steps(_along(np.median(rows[above : max(past, above + 1)], axis=0), usual))


def _along(shades: np.typing.NDArray[np.float64], usual: float) -> Shades:
    """The middle of what is paper in each column and those near it."""
    near = max(2, round(usual))
    found: Shades = _median(shades, near).astype(np.int16)
    return found


def _steps(ground: Shades) -> Flags:
    by = _STEP_PIXELS
    found: Flags = np.zeros(ground.size, bool)
    found[by:-by] = np.abs(ground[2 * by :] - ground[: -2 * by]) > _SHADE
    return found


def _grown(flags: Flags) -> Flags:
    found: Flags = np.convolve(flags, np.ones(2 * _NEAR_STEP + 1), "same") > 0
    return found
