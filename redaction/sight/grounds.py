"""Brings out print that lies on grounds of their own: white on a dark band, any ink on a coloured plate.

OCR is made for dark print on light paper. On other grounds it passes over small print, or takes a plate with its
words for a picture. So each plain ground that is no paper is cut out, set dark on white, and enlarged where it is
small.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image

from redaction.page import Box
from redaction.sight.ocr_words import OcrWord

_Numbers = np.typing.NDArray[np.int16]
_Mask = np.typing.NDArray[np.bool_]

_EVERY: Final = 4  # pixels: grounds are looked for in each fourth of each fourth row
_CELL: Final = 4  # of those
_COARSE: Final = _EVERY * _CELL
_STEP_BITS: Final = 4  # colours are counted in steps of sixteen
_NEAR: Final = 28  # of 255, in each channel: one ground, with the ripples of JPEG
_SAME: Final = 12  # a plate is mostly as even as that, a photograph's sky is not
_LEAST_EVEN: Final = 0.6
_LIGHT: Final = 208  # of 255: paper is at least so light in each channel
_MOST_GROUNDS: Final = 6
_LEAST_SHARE: Final = 0.002
_LEAST_SAMPLES: Final = 75
_LEAST_OF_A_CELL: Final = 0.4
_LEAST_OF_A_PLATE: Final = 0.45
_SMALLEST_CELLS: Final = (3, 1)
_DARK: Final = 128
_INK: Final = 48  # of 255: how far ink is from its ground
_INK_SHARE: Final = (0.004, 0.4)
_MOSTLY: Final = 0.7
_MOST_PLATES: Final = 40
_MARGIN: Final = 16
# Lines of ink no higher than this, in pixels, are enlarged so many times: OCR reads best at about thirty.
_ENLARGED: Final = ((16, 3), (28, 2))
_WIDEST_SHEET: Final = 8_000
_HIGHEST_SHEET: Final = 16_000


@dataclass(frozen=True, slots=True)
class _Plate:
    """A ground that was cut out: where it lies in the picture, how much it was enlarged, and where on the sheet."""

    left: int
    top: int
    times: int
    picture: Image.Image
    down: int


@dataclass(frozen=True, slots=True)
class Plates:
    """The grounds of a picture, one below the other on one white sheet."""

    sheet: Image.Image
    _plates: tuple[_Plate, ...]

    def added(self, words: Iterable[OcrWord], known: Sequence[OcrWord]) -> Iterator[OcrWord]:
        """What was read on the sheet and is not known yet, as words of the picture, on lines behind the known."""
        lines = 1 + max((word.line for word in known), default=-1)
        for word in words:
            box = self._back(word.box)
            if box is not None and not any(
                word.text == other.text and _meet(box, other.box) for other in known
            ):
                yield replace(word, box=box, line=word.line + lines)

    def _back(self, box: Box) -> Box | None:
        middle = (box.top + box.bottom) / 2
        for plate in self._plates:
            if plate.down <= middle < plate.down + plate.picture.height:
                across, down = plate.left - _MARGIN / plate.times, plate.top - plate.down / plate.times
                left, top, right, bottom = (
                    each / plate.times for each in (box.left, box.top, box.right, box.bottom)
                )
                return Box(left + across, top + down, right + across, bottom + down)
        return None


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def plates_in(image: Image.Image) -> Plates | None:
    """The plain grounds of a picture that are no paper and have something on them; None where there are none.

    Costs a few passes over the pixels, a small part of what a reading costs; what it finds is read as well.
    """
    if image.mode == "1" or image.mode.startswith("I") or min(image.size) < 2 * _COARSE:
        return None
    colours = image.convert("RGB")
    seen = np.asarray(colours)[::_EVERY, ::_EVERY].astype(np.int16)
    found: list[_Plate] = []
    down = _MARGIN
    for colour in _grounds(seen):
        for edges in _rectangles(np.abs(seen - colour).max(axis=2)):
            left, top, right, bottom = edges
            within = (left, top, min(right, image.width), min(bottom, image.height))
            made = _set_dark(colours.crop(within), colour)
            if made is None or len(found) >= _MOST_PLATES or down > _HIGHEST_SHEET:
                continue
            dark, across, below = made
            times = _times_larger(dark)
            large = dark.resize((dark.width * times, dark.height * times), Image.Resampling.BICUBIC)
            found.append(_Plate(left + across, top + below, times, large, down))
            down += large.height + _MARGIN
    return _on_one_sheet(found, down) if found else None


def _on_one_sheet(plates: Sequence[_Plate], height: int) -> Plates | None:
    width = max(plate.picture.width for plate in plates) + 2 * _MARGIN
    if width > _WIDEST_SHEET or height > 2 * _HIGHEST_SHEET:
        return None
    sheet = Image.new("L", (width, height), 255)
    for plate in plates:
        sheet.paste(plate.picture, (_MARGIN, plate.down))
    return Plates(sheet, tuple(plates))


def _grounds(seen: _Numbers) -> Iterator[_Numbers]:
    """The commonest colours but paper, each as the middle of what is near it."""
    step = 8 - _STEP_BITS
    parts = (seen >> step).astype(np.int32)
    codes = (parts[..., 0] << 2 * _STEP_BITS) | (parts[..., 1] << _STEP_BITS) | parts[..., 2]
    counts = np.bincount(codes.ravel(), minlength=1 << 3 * _STEP_BITS)
    least = max(_LEAST_SAMPLES, _LEAST_SHARE * codes.size)
    taken: list[_Numbers] = []
    for code in np.argsort(counts)[::-1]:
        if counts[code] < least or len(taken) >= _MOST_GROUNDS:
            return
        colour = np.median(seen[codes == code], axis=0).astype(np.int16)
        is_new = all(np.abs(colour - other).max() > _NEAR for other in taken)
        if is_new and colour.min() < _LIGHT:
            taken.append(colour)
            yield colour


def _rectangles(apart: _Numbers) -> Iterator[tuple[int, int, int, int]]:
    """Where a ground fills rectangles, in pixels: its rows in bands, and each band in columns."""
    near, even = _shares(apart <= _NEAR), _shares(apart <= _SAME)
    filled = near >= _LEAST_OF_A_CELL
    for top, bottom in _runs(filled.sum(axis=1) >= _SMALLEST_CELLS[0]):
        for left, right in _runs(np.asarray(filled[top:bottom].any(axis=0))):
            for first, last in _runs(np.asarray(filled[top:bottom, left:right].any(axis=1))):
                rows, columns = slice(top + first, top + last), slice(left, right)
                part = filled[rows, columns]
                is_large = part.shape[1] >= _SMALLEST_CELLS[0] and part.shape[0] >= _SMALLEST_CELLS[1]
                if not is_large or part.mean() < _LEAST_OF_A_PLATE:
                    continue
                if even[rows, columns].sum() >= _LEAST_EVEN * near[rows, columns].sum():
                    # The cells at its edges are partly of the ground, and those beyond may be.
                    yield (
                        max(left - 1, 0) * _COARSE,
                        max(top + first - 1, 0) * _COARSE,
                        (right + 2) * _COARSE,
                        (top + last + 2) * _COARSE,
                    )


def _shares(mask: _Mask) -> np.typing.NDArray[np.float64]:
    """How much of each cell is so."""
    height, width = (side // _CELL * _CELL for side in mask.shape)
    cells = mask[:height, :width].reshape(height // _CELL, _CELL, width // _CELL, _CELL)
    shares: np.typing.NDArray[np.float64] = cells.mean(axis=(1, 3))
    return shares


def _runs(there: _Mask) -> Iterator[tuple[int, int]]:
    """Each stretch of yes, as its first place and the one past its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], there.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _times_larger(plate: Image.Image) -> int:
    has_ink = np.asarray((np.asarray(plate) < _DARK).any(axis=1))
    high = max((last - first for first, last in _runs(has_ink)), default=0)
    return next((times for most, times in _ENLARGED if high <= most), 1)


def _set_dark(plate: Image.Image, colour: _Numbers) -> tuple[Image.Image, int, int] | None:
    """Whatever is not of the ground, dark on white, without what lies round it, and where that begins.

    None where that is nothing, or most of it.
    """
    apart = np.abs(np.asarray(plate).astype(np.int16) - colour).max(axis=2)
    ink = apart > _INK
    rows, columns = _within(ink.mean(axis=1)), _within(ink.mean(axis=0))
    apart, ink = apart[rows, columns], ink[rows, columns]
    if not ink.size or not _INK_SHARE[0] <= float(ink.mean()) <= _INK_SHARE[1]:
        return None
    most = max(int(np.percentile(apart[ink], 90)), 1)
    dark = (255 - np.minimum(apart.astype(np.int32) * 255 // most, 255)).astype(np.uint8)
    return Image.fromarray(dark), columns.start, rows.start


def _within(shares: np.typing.NDArray[np.float64]) -> slice:
    """The rows, or columns, between those at the edges that are mostly of something else: the paper round a plate."""
    own = np.flatnonzero(shares <= _MOSTLY)
    return slice(int(own[0]), int(own[-1]) + 1) if own.size else slice(0, 0)
