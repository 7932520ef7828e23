"""Whether tags read a page in an order that it shows: down a column, or as it was drawn.

By pdfium, which knows of each object on a page its place and the number of its mark.
"""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from redaction.verify.pdf.in_turn import InTurn

Bounds = tuple[float, float, float, float]
_TOUCH_POINTS: Final = 3.0
_SHARE: Final = 0.4


def is_read_as_shown(target: Path, orders: Sequence[Sequence[int]]) -> Iterator[bool]:
    """Say for each page whether the numbers of its marks, in this order, go down it or as it was drawn."""
    with InTurn.of(target) as document:
        for index, order in enumerate(orders):
            # Most pages are read as they are drawn: their numbers rise.
            yield all(one < other for one, other in pairwise(order)) or _goes_down(document[index], order)


def _goes_down(page: pypdfium2.PdfPage, order: Sequence[int]) -> bool:
    boxes = _boxes(page)
    read = [number for number in order if number in boxes]
    return all(
        before < after or not _stands_above(boxes[after], boxes[before]) for before, after in pairwise(read)
    )


def _boxes(page: pypdfium2.PdfPage) -> dict[int, Bounds]:
    """Where the words of each mark stand: left, bottom, right, top."""
    found: dict[int, Bounds] = {}
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        piece = pdfium.FPDFPage_GetObject(page, at)
        number = pdfium.FPDFPageObj_GetMarkedContentID(piece)
        if number < 0 or pdfium.FPDFPageObj_GetType(piece) not in _HOLD_WORDS:
            continue
        box = _bounds(piece)
        if box is not None:
            old = found.get(number, box)
            found[number] = (
                min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3])
            )  # fmt: skip
    return found


_HOLD_WORDS: Final = frozenset({pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM})


def _bounds(piece: Any) -> Bounds | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(piece, *map(ctypes.byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return (left, bottom, right, top) if right > left else None


def _stands_above(one: Bounds, other: Bounds) -> bool:
    shared = min(one[2], other[2]) - max(one[0], other[0])
    narrower = min(one[2] - one[0], other[2] - other[0])
    return one[1] >= other[3] - _TOUCH_POINTS and shared > _SHARE * max(narrower, 1.0)
