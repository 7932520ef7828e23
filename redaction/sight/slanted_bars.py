"""Finds where a picture may show a code on a slant: many lines side by side, all in one direction, level nor upright.

Readers of barcodes look along level and upright lines. Turned by the angle that is found here, such a code can be
read. A hatched drawing passes too, and costs a look.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing

from redaction.page import Box

if TYPE_CHECKING:
    from PIL import Image

_BLOCK: Final = 16
_LARGEST_SIDE: Final = 2_400
_STRONG: Final = 200.0  # mean square of the steps between neighbours, of 255
_ONE_WAY: Final = 0.42  # 1 where all steps go one way, 0 where they go every way, as in print
_LEVEL_DEGREES: Final = 7.0
_ALIKE_DEGREES: Final = 9.0
_FEWEST_NEIGHBOURS: Final = 4
_FEWEST_BLOCKS: Final = 6
_MOST_PLACES: Final = 4
_AROUND_BLOCKS: Final = 4

_Numbers = np.typing.NDArray[np.float32]
_Flags = np.typing.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SlantedBars:
    """A place (pixels) with bars on a slant. Turned left by `degrees` they stand upright, or lie level."""

    box: Box
    degrees: float


def slanted_bars(grey: "Image.Image") -> list[SlantedBars]:
    """Give the places of a grey picture that may be codes on a slant, the largest first, four at most."""
    by = max(1, math.ceil(max(grey.size) / _LARGEST_SIDE))
    small = np.asarray(grey.reduce(by) if by > 1 else grey, np.float32)
    if min(small.shape) <= 3 * _BLOCK:
        return []
    angles, is_barred = _ways(small)
    found: list[SlantedBars] = []
    while is_barred.any() and len(found) < _MOST_PLACES:
        place = _largest(angles, is_barred)
        if place is None:
            break
        rows, columns = np.nonzero(place)
        is_barred &= ~place
        side, near = float(_BLOCK * by), _AROUND_BLOCKS
        found.append(
            SlantedBars(
                Box(
                    max(0.0, (int(columns.min()) - near) * side),
                    max(0.0, (int(rows.min()) - near) * side),
                    min(float(grey.width), (int(columns.max()) + 1 + near) * side),
                    min(float(grey.height), (int(rows.max()) + 1 + near) * side),
                ),
                _middle_of(angles[place]),
            )
        )
    return found


def _ways(grey: _Numbers) -> tuple[_Numbers, _Flags]:
    """For each block the way its steps go, in degrees from -90 to 90, and whether it is full of steps that way."""
    # Of both steps across, and both down, within two by two pixels: all taken in the middle of them.
    one, other = grey[1:, 1:] - grey[:-1, :-1], grey[:-1, 1:] - grey[1:, :-1]
    half = np.float32(0.5)
    across, down = (one + other) * half, (one - other) * half
    xx, yy, xy = (_sums(each) for each in (across * across, down * down, across * down))
    both = np.maximum(xx + yy, 1.0)
    one_way = np.hypot(xx - yy, 2 * xy) / both
    angles = np.degrees(0.5 * np.arctan2(2 * xy, xx - yy)).astype(np.float32)
    off_level = np.minimum(np.abs(angles), 90 - np.abs(angles))
    is_barred: _Flags = (
        (both > _STRONG * _BLOCK * _BLOCK) & (one_way > _ONE_WAY) & (off_level > _LEVEL_DEGREES)
    )
    return angles, is_barred


def _sums(values: _Numbers) -> _Numbers:
    high, wide = (side // _BLOCK for side in values.shape)
    cut = values[: high * _BLOCK, : wide * _BLOCK]
    found: _Numbers = cut.reshape(high, _BLOCK, wide, _BLOCK).sum(axis=(1, 3))
    return found


def _largest(angles: _Numbers, is_barred: _Flags) -> _Flags | None:
    """The blocks round the one with most neighbours like it, grown as far as they hang together."""
    rows, columns = np.nonzero(is_barred)
    best: _Flags | None = None
    for way in np.unique(np.round(angles[rows, columns] / _ALIKE_DEGREES)) * _ALIKE_DEGREES:
        alike = is_barred & (_apart(angles, float(way)) <= _ALIKE_DEGREES)
        dense = alike & (_around(alike) >= _FEWEST_NEIGHBOURS)
        if dense.sum() >= _FEWEST_BLOCKS and (best is None or dense.sum() > best.sum()):
            best = _one_of(dense)
    return best if best is not None and best.sum() >= _FEWEST_BLOCKS else None


def _one_of(dense: _Flags) -> _Flags:
    """The blocks that hang together with the first of those that have most beside them."""
    found = np.zeros_like(dense)
    found[np.unravel_index(int(np.argmax(_around(dense))), dense.shape)] = True
    while True:
        # Over a gap of one block: a code of several rows is not as one-sided everywhere.
        grown = dense & (_around(_around(found) > 0) > 0)
        if (grown == found).all():
            return found
        found = grown


def _around(blocks: _Flags) -> np.typing.NDArray[np.int64]:
    """How many of a block and the eight round it are set."""
    high, wide = blocks.shape
    padded = np.pad(blocks, 1).astype(np.int64)
    parts = [padded[down : down + high, across : across + wide] for down in (0, 1, 2) for across in (0, 1, 2)]
    found: np.typing.NDArray[np.int64] = np.sum(parts, axis=0)
    return found


def _apart(angles: _Numbers, way: float) -> _Numbers:
    off = np.abs(angles - np.float32(way)) % 180
    found: _Numbers = np.minimum(off, 180 - off)
    return found


def _middle_of(angles: _Numbers) -> float:
    twice = np.radians(2 * angles)
    return math.degrees(0.5 * math.atan2(float(np.sin(twice).sum()), float(np.cos(twice).sum())))
