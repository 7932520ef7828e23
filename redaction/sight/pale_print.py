"""Shows print that grey hides from OCR: as bright as its ground but of another colour, or all but as bright.

OCR parts ink from paper by brightness. Print of one grey on the next, or red on a green of the same brightness,
anyone can bring out again who stretches the contrast or parts the channels. So such a picture is read once more
with that done. Noise of scans and of JPEG must not be taken for print: what is looked for lies away from any
edge that grey shows, and in solid strokes.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image, ImageChops, ImageFilter, ImageOps

_Numbers = np.typing.NDArray[np.int16]
_Mask = np.typing.NDArray[np.bool_]

_PALE: Final = 12  # of 255: tesseract by itself reads print that is farther from its paper
_COLOURED: Final = 32  # of 255: in one channel alone, what an eye tells apart
_AROUND_AN_EDGE: Final = 9  # pixels: JPEG's ripples end with the block of eight
_LEAST_PAPER: Final = 0.05
_LEAST_OF_ONE_INK: Final = 0.65
_LEAST_SOLID, _LEAST_EDGE = 60, 120  # pixels: a word of five letters, six pixels high
_MOST_EDGES_FOR_SOLID: Final = 10
_GROUNDS: Final = 2
_MODES_WITHOUT: Final = frozenset({"1", "F", "I"})


def pale_print(image: Image.Image) -> Image.Image | None:
    """The picture in grey with its hidden print brought out; None where it shows no sign of any.

    Costs about ten passes over the pixels, a small part of what a reading costs.
    """
    if image.mode in _MODES_WITHOUT or image.mode.startswith("I;") or min(image.size) < _AROUND_AN_EDGE:
        return None
    grey = image.convert("L")
    levels = np.asarray(grey).astype(np.int16)
    far = _away_from(_steps(levels) > _PALE)
    return _by_colour(image, far) or _by_stretching(grey, levels, far)


def coloured_print(image: Image.Image) -> Image.Image | None:
    """The channel that shows what is of another colour and no other brightness; None where none does."""
    if image.mode in _MODES_WITHOUT or image.mode == "L" or image.mode.startswith("I;"):
        return None
    channels = image.convert("RGB").split()
    if min(image.size) < _AROUND_AN_EDGE or not _are_coloured(channels):
        return None
    return _by_colour(image, _away_from(_steps(np.asarray(image.convert("L")).astype(np.int16)) > _PALE))


def hides_print(plane: np.typing.NDArray[np.uint8], shown: Image.Image) -> bool:
    """Say whether one ink of a picture, as levels of 0 to 255, has edges away from all that the picture shows."""
    if min(shown.size) < _AROUND_AN_EDGE:
        return False
    far = _away_from(_steps(np.asarray(shown.convert("L")).astype(np.int16)) > _PALE)
    return int(((_steps(plane.astype(np.int16)) > _COLOURED) & far).sum()) >= _LEAST_EDGE


def _by_colour(image: Image.Image, far: _Mask) -> Image.Image | None:
    """The channel that shows most edges where grey shows none."""
    channels = image.convert("RGB").split() if image.mode != "L" else ()
    if not _are_coloured(channels):
        return None
    shown = []
    for channel in channels:
        edges = (_steps(np.asarray(channel).astype(np.int16)) > _COLOURED) & far
        shown.append((int(edges.sum()), channel))
    count, best = max(shown, key=lambda each: each[0])
    return ImageOps.autocontrast(best) if count >= _LEAST_EDGE else None


def _are_coloured(channels: Sequence[Image.Image]) -> bool:
    return any(_differ(each, channels[0]) for each in channels)


def _differ(one: Image.Image, other: Image.Image) -> bool:
    return any(ImageChops.difference(one, other).histogram()[_COLOURED + 1 :])


def _by_stretching(grey: Image.Image, levels: _Numbers, far: _Mask) -> Image.Image | None:
    """Black on white what is a little lighter or darker than one of the commonest levels."""
    counts = np.asarray(grey.histogram())
    for ground in np.argsort(counts)[::-1][:_GROUNDS]:
        if counts[ground] < _LEAST_PAPER * levels.size:
            return None
        apart = np.abs(levels - np.int16(ground))
        near = (apart > 0) & (apart <= _PALE)
        if near.sum() <= counts[ground] and _is_one_ink(apart[near]) and _is_print(near, far):
            most = int(apart[near].max())
            return Image.fromarray(255 - np.minimum(apart * (255 // most), 255).astype(np.uint8))
    return None


def _is_one_ink(apart: _Numbers) -> bool:
    """Say whether pale pixels are mostly of one level, or the next: a shadow has all of them alike."""
    counts = np.bincount(apart, minlength=_PALE + 1)
    return bool(np.convolve(counts, (1, 1, 1)).max() >= _LEAST_OF_ONE_INK * max(apart.size, 1))


def _is_print(near: _Mask, far: _Mask) -> bool:
    """Say whether pale pixels lie in strokes; grains of noise touch each other by chance alone."""
    around = _share_around(near, 1)
    solid = int(((around > 250) & far).sum())
    edge = int(((around > 4) & (around <= 250) & far).sum())
    return solid >= _LEAST_SOLID and _LEAST_EDGE <= edge <= _MOST_EDGES_FOR_SOLID * solid


def _steps(levels: _Numbers) -> _Numbers:
    """How far each sample is from the one to its left or above it."""
    steps = np.zeros_like(levels)
    steps[:, 1:] = np.abs(levels[:, 1:] - levels[:, :-1])
    steps[1:] = np.maximum(steps[1:], np.abs(levels[1:] - levels[:-1]))
    return steps


def _away_from(edges: _Mask) -> _Mask:
    rows, columns = edges.shape
    # Grown along each side in turn, eight times as fast as a square at once.
    grown = np.zeros((rows + 2 * _AROUND_AN_EDGE, columns + 2 * _AROUND_AN_EDGE), np.int32)
    grown[_AROUND_AN_EDGE:-_AROUND_AN_EDGE, _AROUND_AN_EDGE:-_AROUND_AN_EDGE] = edges
    wide = 2 * _AROUND_AN_EDGE + 1
    for side in (0, 1):
        total = np.insert(np.cumsum(grown, axis=side, dtype=np.int32), 0, 0, axis=side)
        grown = np.take(total, range(wide, total.shape[side]), side) - np.take(
            total, range(total.shape[side] - wide), side
        )
    found: _Mask = grown == 0
    return found


def _share_around(mask: _Mask, radius: int) -> np.typing.NDArray[np.uint8]:
    spread = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(radius))
    return np.asarray(spread)
