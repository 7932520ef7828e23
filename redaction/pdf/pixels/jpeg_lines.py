"""Sets lines anew in a JPEG: the blocks that change are encoded from their new samples, all others keep every bit.

What is printed leaves a trace in the paper of its block. So in blocks that change the paper is made plain first.

Source: docs/decisions/0018-scans-in-their-own-terms.md, docs/decisions/0026-scanned-lines-set-anew.md.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image, JpegImagePlugin

from redaction.pdf.pixels.bare_pictures import bare_jpeg
from redaction.pdf.pixels.coefficients import Blocks, changed
from redaction.pdf.pixels.jpegs import encoded_blocks
from redaction.pdf.pixels.rasters import PixelBox
from redaction.pdf.pixels.scan_lines import StoredLines
from redaction.pictures.moving import paper_of
from redaction.pictures.paper import shading_of

_SIDE: Final = 8
_PAPER: Final = 48  # of 255: what differs less in brightness may be what print does to the paper beside it
_PRINT: Final = 64  # as where a bar covers a block in part
_TINT: Final = 16  # but what differs more in colour is no paper

_Planes = np.typing.NDArray[np.uint8]
_Flags = np.typing.NDArray[np.bool_]
_Samples = np.typing.NDArray[np.float32]


def set_jpeg(packed: bytes, boxes: Sequence[PixelBox], lines: StoredLines, *, level: int) -> bytes | None:
    """Give a JPEG in one or three colours with its lines set anew and bars of one level; None for any other.

    Raises:
        OSError, ValueError: it cannot be decoded.
    """
    with Image.open(io.BytesIO(packed)) as opened:
        if not isinstance(opened, JpegImagePlugin.JpegImageFile) or opened.mode not in {"L", "RGB"}:
            return None
        layers, tables, info = opened.layer, opened.quantization, opened.info
        sampling = JpegImagePlugin.get_sampling(opened)
        is_plain = info.get("adobe_transform") == 0 or [layer[0] for layer in layers] == [82, 71, 66]
        if opened.mode == "RGB" and not is_plain:
            opened.draft("YCbCr", opened.size)
        opened.load()
        mode, planes = opened.mode, np.array(opened)
    planes = planes.reshape(*planes.shape[:2], -1)
    bar = [level if number == 0 or is_plain else 128 for number in range(planes.shape[2])]
    touched = _set(planes, boxes, lines, bar)
    fresh = _Fresh(planes, touched, layers, [np.asarray(tables[layer[3]], np.float32) for layer in layers])
    made = changed(packed, fresh.rows, fresh.write)
    if made is not None:
        return made
    out = io.BytesIO()
    picture = Image.fromarray(planes[:, :, 0] if planes.shape[2] == 1 else planes, mode)
    picture.save(out, "JPEG", qtables=tables, subsampling=sampling)
    return bare_jpeg(out.getvalue())


def _set(planes: _Planes, boxes: Sequence[PixelBox], lines: StoredLines, bar: Sequence[int]) -> _Flags:
    """Move the lines and draw the bars, in place; say which samples are no longer those that were stored."""
    touched = np.zeros(planes.shape[:2], bool)
    for (view, left, rows), (marks, _, _) in zip(lines.rows(planes), lines.rows(touched), strict=True):
        columns = np.arange(left, left + rows.shape[1])[None, :]
        marks[rows, columns] = True
        strip = view[rows, columns]
        shading = shading_of(strip)
        paper = paper_of(strip) if shading is None else np.broadcast_to(shading, strip.shape)
        apart = np.abs(strip.astype(np.int16) - paper)
        is_paper = (apart[:, :, 0] < _PAPER) & (apart[:, :, 1:] < _TINT).all(axis=2)
        strip[is_paper] = paper if shading is None else paper[is_paper]
        view[rows, columns] = strip
    lines.set_in(planes, are_shades=True)
    for left, top, right, bottom in boxes:
        planes[top:bottom, left:right] = bar
        touched[top:bottom, left:right] = True
    return touched


@dataclass(frozen=True, slots=True)
class _Layer:
    """One colour: its samples, which of them are new, which blocks hold such, and its steps."""

    samples: _Samples
    is_new: _Flags
    blocks: _Flags
    steps: _Samples


class _Fresh:
    """The blocks of a JPEG that change, with what is written into them."""

    def __init__(
        self,
        planes: _Planes,
        touched: _Flags,
        layers: Sequence[tuple[int, int, int, int]],
        steps: Sequence[_Samples],
    ) -> None:
        widest, highest = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
        self.layers = []
        for number, (_, across, down, _) in enumerate(layers):
            by = highest // down, widest // across
            is_new: _Flags = np.greater(_mean(touched, by), 0)
            blocks: _Flags = np.any(is_new.reshape(is_new.shape[0] // _SIDE, _SIDE, -1, _SIDE), axis=(1, 3))
            self.layers.append(_Layer(_mean(planes[:, :, number], by), is_new, blocks, steps[number]))
        self.rows = {
            (number, int(row))
            for number, layer in enumerate(self.layers)
            for row in np.flatnonzero(layer.blocks.any(axis=1))
        }

    def write(self, number: int, row: int, blocks: Blocks) -> None:
        """Put the new samples of a row of blocks into those of its blocks that change."""
        layer, rows = self.layers[number], slice(row * _SIDE, (row + 1) * _SIDE)
        places = np.flatnonzero(layer.blocks[row][: len(blocks)])
        samples = layer.samples[rows].reshape(_SIDE, -1, _SIDE).swapaxes(0, 1)[places]
        is_new = layer.is_new[rows].reshape(_SIDE, -1, _SIDE).swapaxes(0, 1)[places]
        blocks[places] = encoded_blocks(_plain_beside(samples, is_new), layer.steps)


def _mean(plane: np.typing.NDArray[np.uint8] | _Flags, by: tuple[int, int]) -> _Samples:
    """The samples of a colour that is stored for so many rows and columns at once, filled up to whole blocks."""
    down, across = (-plane.shape[axis] % (_SIDE * by[axis]) for axis in (0, 1))
    padded = np.pad(plane, ((0, down), (0, across)), mode="edge").astype(np.float32)
    if by == (1, 1):
        return padded
    high, wide = padded.shape
    found: _Samples = padded.reshape(high // by[0], by[0], wide // by[1], by[1]).mean(axis=(1, 3))
    return found


def _plain_beside(samples: _Samples, is_new: _Flags) -> _Samples:
    """Make the paper plain that a block holds beside what is new, and leave there what is clearly print."""
    beside = ~is_new
    lightest = np.where(beside, samples, 0).max(axis=(1, 2), keepdims=True)
    is_paper = beside & (samples >= lightest - _PRINT)
    paper = np.where(is_paper, samples, 0).sum(axis=(1, 2)) / np.maximum(is_paper.sum(axis=(1, 2)), 1)
    found: _Samples = np.where(is_paper, paper[:, None, None], samples)
    return found
