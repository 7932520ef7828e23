"""Paints bars in a JPEG: block by block where the library for it is here, else by decoding and encoding it.

A block that a bar covers in part still holds, in its rounding, a trace of what the bar hides. So the paper in
such blocks is made plain, and only what is clearly print stays in them.

Source: ITU-T T.81, A.3 (blocks) and F.1.2 (coefficients); docs/decisions/0018-scans-in-their-own-terms.md.
"""

import io
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image, JpegImagePlugin

from redaction.pdf.pixels.bare_pictures import bare_jpeg
from redaction.pdf.pixels.coefficients import Blocks, changed
from redaction.pdf.pixels.rasters import PixelBox

_Samples = np.typing.NDArray[np.float32]
_Mask = np.typing.NDArray[np.bool_]
_Numbers = np.typing.NDArray[np.intp]
_PRINT: Final = 64  # of 255: what is darker than the lightest by less is paper and the codec's noise
_SIDE: Final = 8
_ACROSS: Final = np.arange(_SIDE)
_COSINES: Final = np.where(_ACROSS == 0, math.sqrt(1 / 8), 0.5)[:, None] * np.cos(
    (2 * _ACROSS[None, :] + 1) * _ACROSS[:, None] * math.pi / 16
)
# Of a whole block: rows are the 64 frequencies, columns the 64 samples. Its turned self leads back.
_WAVES: Final = np.kron(_COSINES, _COSINES).astype(np.float32)
_AT_ONCE: Final = (
    60  # blocks: from here on the library for sums would wake threads that take more than they give
)


_Spans = tuple[tuple[int, int, int, int], ...]
"""Of each bar in a row of blocks: its left and right in the row, its top and bottom in the blocks."""


@dataclass(frozen=True, slots=True)
class _Covered:
    """Which blocks of a row bars cover: in part, with the samples (64 of each block) inside, and wholly."""

    partly: _Numbers
    inside: _Mask
    wholly: _Numbers


@dataclass(frozen=True, slots=True)
class _Component:
    """One colour of a JPEG: its steps (64, in rows), and how its bars are painted (0 to 255)."""

    steps: _Samples
    level: int


def burned_jpeg(packed: bytes, boxes: Sequence[PixelBox], *, level: int) -> bytes | None:
    """Give a JPEG in one or three colours with bars of one level (0 black, 255 white); None for any other.

    Raises:
        OSError, ValueError: it cannot be decoded.
    """
    with Image.open(io.BytesIO(packed)) as opened:
        if not isinstance(opened, JpegImagePlugin.JpegImageFile) or opened.mode not in {"L", "RGB"}:
            return None
        painter = _painter(opened, boxes, level)
        made = changed(packed, painter.rows, painter.paint)
        # Where a row with a bar never came, nothing was painted.
        if made is None or (painter.rows and not painter.is_done):
            return encoded_anew(opened, boxes, level)
        return made


def _painter(opened: JpegImagePlugin.JpegImageFile, boxes: Sequence[PixelBox], level: int) -> "_Painter":
    layers = opened.layer
    widest, highest = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    # Three colours are brightness and two tints, unless the file says that they are the plain ones.
    is_plain = opened.info.get("adobe_transform") == 0 or [layer[0] for layer in layers] == [82, 71, 66]
    painter = _Painter()
    for number, (_, across, down, table) in enumerate(layers):
        steps = np.asarray(opened.quantization[table], np.float32)
        painter.add(_Component(steps, level if number == 0 or is_plain else 128))
        for box in boxes:
            painter.cover(number, _in_component(box, across / widest, down / highest))
    return painter


def _in_component(box: PixelBox, across: float, down: float) -> PixelBox:
    left, top, right, bottom = box
    return (
        math.floor(left * across),
        math.floor(top * down),
        math.ceil(right * across),
        math.ceil(bottom * down),
    )


_Row = tuple[Blocks, _Covered]


class _Painter:
    """Paints the bars of all rows of blocks at once, when the library has come to the last of them.

    Row by row, a third of the time of a page in colours went on small sums. The rows lie where they are until the
    library writes them, after the last.
    """

    def __init__(self) -> None:
        self.components: list[_Component] = []
        self.rows: dict[tuple[int, int], list[PixelBox]] = defaultdict(list)
        # Most rows of blocks under a bar are covered as the row above is.
        self._covered: dict[tuple[int, _Spans], _Covered] = {}
        self._come: dict[tuple[int, int], Blocks] = {}
        self.is_done = False

    def add(self, component: _Component) -> None:
        self.components.append(component)

    def cover(self, number: int, box: PixelBox) -> None:
        _, top, _, bottom = box
        for row in range(top // _SIDE, -(-bottom // _SIDE)):
            self.rows[number, row].append(box)

    def paint(self, number: int, row: int, blocks: Blocks) -> None:
        """Take a row of blocks; with the last all are painted, in place."""
        self._come[number, row] = blocks
        if len(self._come) < len(self.rows):
            return
        by_component: dict[int, list[_Row]] = defaultdict(list)
        for (of, at), each in self._come.items():
            by_component[of].append((each, self._cover_of(of, at, len(each))))
        for of, rows in by_component.items():
            _paint(self.components[of], rows)
        self._come.clear()
        self.is_done = True

    def _cover_of(self, number: int, row: int, count: int) -> _Covered:
        spans = tuple(
            (left, right, max(top - row * _SIDE, 0), min(bottom - row * _SIDE, _SIDE))
            for left, top, right, bottom in self.rows[number, row]
        )
        covered = self._covered.get((count, spans))
        if covered is None:
            covered = self._covered[count, spans] = _cover(count, spans)
        return covered


def _paint(component: _Component, rows: Sequence[_Row]) -> None:
    """Paint rows of one colour: blocks wholly under a bar at once, the others sample by sample."""
    held = np.concatenate([blocks[covered.partly] for blocks, covered in rows])
    inside = np.concatenate([covered.inside for _, covered in rows])
    samples = _plain_beside(_decoded(held, component.steps), inside, component.level)
    fresh, at = encoded_blocks(samples, component.steps), 0
    black = np.zeros(_SIDE * _SIDE, np.int16)
    black[0] = round(float((component.level - 128) * _SIDE / component.steps[0]))
    for blocks, covered in rows:
        blocks[covered.partly] = fresh[at : at + covered.partly.size]
        at += covered.partly.size
        blocks[covered.wholly] = black


def _cover(count: int, spans: _Spans) -> _Covered:
    covered = np.zeros((_SIDE, count * _SIDE), bool)
    for left, right, top, bottom in spans:
        covered[top:bottom, left:right] = True
    inside = covered.reshape(_SIDE, -1, _SIDE).swapaxes(0, 1).reshape(-1, _SIDE * _SIDE)
    counts = np.count_nonzero(inside, axis=1)
    partly = np.flatnonzero((counts > 0) & (counts < _SIDE * _SIDE))
    return _Covered(partly, inside[partly], np.flatnonzero(counts == _SIDE * _SIDE))


def _plain_beside(samples: _Samples, inside: _Mask, level: int) -> _Samples:
    """Paint what is inside, and make the paper beside it plain, block by block.

    Noughts and ones are multiplied, which is exact, and quicker than to choose sample by sample.
    """
    outside = ~inside
    lightest = (samples * outside).max(axis=1, keepdims=True)
    is_paper = outside & (samples >= lightest - _PRINT)
    chosen = is_paper.astype(np.float32)
    counts = np.maximum(np.count_nonzero(is_paper, axis=1), 1).astype(np.float32)
    paper = np.einsum("ij,ij->i", samples, chosen) / counts
    found: _Samples = samples * (outside & ~is_paper) + chosen * paper[:, None] + inside * np.float32(level)
    return found


def _decoded(blocks: Blocks, steps: _Samples) -> _Samples:
    found = _turned(blocks.astype(np.float32), steps[:, None] * _WAVES)
    found += 128
    return np.clip(found, 0, 255, out=found)


def encoded_blocks(samples: _Samples, steps: _Samples) -> Blocks:
    """Give blocks of samples (8 by 8, or 64; 0 to 255) as quantised coefficients."""
    centred = samples.reshape(-1, _SIDE * _SIDE) - np.float32(128)
    found = _turned(centred, _WAVES.T / steps)
    return np.clip(np.rint(found, out=found), -1023, 1023, out=found).astype(np.int16)


def _turned(blocks: _Samples, by: _Samples) -> _Samples:
    found = np.empty_like(blocks)
    for at in range(0, len(blocks), _AT_ONCE):
        np.matmul(blocks[at : at + _AT_ONCE], by, out=found[at : at + _AT_ONCE])
    return found


def encoded_anew(opened: JpegImagePlugin.JpegImageFile, boxes: Sequence[PixelBox], level: int) -> bytes:
    """Give the same without the library: the whole picture is decoded, painted and encoded once more."""
    opened.load()
    picture = opened.copy()
    across, down = (_SIDE * max(layer[place] for layer in opened.layer) for place in (1, 2))
    for box in boxes:
        paint(picture, box, (across, down), level)
    out = io.BytesIO()
    picture.save(out, "JPEG", qtables=opened.quantization, subsampling=JpegImagePlugin.get_sampling(opened))
    return bare_jpeg(out.getvalue())


def paint(picture: Image.Image, box: PixelBox, unit: tuple[int, int], level: int) -> None:
    """Paint one bar, and make the paper plain in the blocks (of `unit` pixels) that it covers in part."""
    left, top, right, bottom = box
    corner = left // unit[0] * unit[0], top // unit[1] * unit[1]
    end = (
        min(-(-right // unit[0]) * unit[0], picture.width),
        min(-(-bottom // unit[1]) * unit[1], picture.height),
    )
    samples = np.array(picture.crop((*corner, *end)))
    beside = np.ones(samples.shape[:2], bool)
    beside[top - corner[1] : bottom - corner[1], left - corner[0] : right - corner[0]] = False
    ring = samples[beside].reshape(int(beside.sum()), -1)
    samples[~beside] = level
    if ring.size:
        is_paper = np.all(ring >= ring.max(axis=0).astype(int) - _PRINT, axis=1)
        ring[is_paper] = ring[is_paper].mean(axis=0) if is_paper.any() else 0
        samples[beside] = ring.reshape(-1, *samples.shape[2:])
    picture.paste(Image.fromarray(samples), corner)
