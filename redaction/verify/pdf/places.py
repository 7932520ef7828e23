"""Says where on a page a picture shows a term, so that the burner can burn what only the verifier saw."""

import ctypes
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from redaction.page import Box
from redaction.sight.ocr import OcrWord
from redaction.sight.outlines import Region
from redaction.verify.sought import Sought
from redaction.verify.verdict import Sighting

_POINTS_AN_INCH: Final = 72
_FINENESS: Final = 20  # device units a point: pdfium gives whole ones
_MARGIN: Final = 0.15  # of a word's height: letters hang below the box that OCR gives

Size = tuple[int, int]


def read_in(words: Iterable[OcrWord], sought: Sought) -> tuple[int, list[tuple[int, Box]]]:
    """How many places of a picture say a term, and for each word in one: the term's entry and the word's box."""
    text, starts, spoken, line = "", [], list(words), -1
    for word in spoken:
        text += "\n" if word.line != line else " "
        line = word.line
        starts.append(len(text))
        text += word.text
    found = sought.find(text)
    boxes = [
        (term.entry, _wider(word.box))
        for term, first, last in sorted(found, key=lambda each: each[1:])
        for word, start in zip(spoken, starts, strict=True)
        if start <= last and start + len(word.text) > first
    ]
    return len({(first, last) for _, first, last in found}), boxes


def _wider(box: Box) -> Box:
    margin = _MARGIN * (box.bottom - box.top)
    return Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)


def on_drawn_page(number: int, boxes: Iterable[tuple[int, Box]], *, dpi: int) -> list[Sighting]:
    """Places in a picture of a whole page, in points."""
    scale = _POINTS_AN_INCH / dpi
    return [
        Sighting(entry, number, Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale))
        for entry, box in boxes
    ]


def in_stored_picture(
    path: Path, number: int, size: Size, boxes: Sequence[tuple[int, Box]]
) -> list[Sighting]:
    """Places in a stored picture, wherever its page draws a picture of that size. None where that is unsure."""
    if number == 0:
        return []
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        placed = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
        found = [each.get_matrix().get() for each in placed if tuple(each.get_px_size()) == size]
        return [
            Sighting(entry, number, _box_on_page(page, matrix, size, box))
            for matrix in found
            for entry, box in boxes
        ]


def in_joined_pictures(
    path: Path, number: int, edges: Region, size: Size, boxes: Sequence[tuple[int, Box]]
) -> list[Sighting]:
    """Places in pictures drawn together, of which `edges` says where they lie on their page."""
    left, bottom, right, top = edges
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        matrix = (right - left, 0.0, 0.0, top - bottom, left, bottom)
        return [Sighting(entry, number, _box_on_page(page, matrix, size, box)) for entry, box in boxes]


def _box_on_page(page: Any, matrix: Sequence[float], size: Size, box: Box) -> Box:
    a, b, c, d, e, f = matrix
    corners = []
    for x, y in ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)):
        across, up = x / size[0], 1 - y / size[1]
        corners.append(_as_shown(page, a * across + c * up + e, b * across + d * up + f))
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def box_as_shown(page: Any, region: Region) -> Box:
    """A rectangle in the page's own units as a box on the page as shown."""
    left, bottom, right, top = region
    one, other = _as_shown(page, left, bottom), _as_shown(page, right, top)
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _as_shown(page: Any, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page, 0, 0, round(width * _FINENESS), round(height * _FINENESS), 0, x, y, across, down
    )
    return across.value / _FINENESS, down.value / _FINENESS
