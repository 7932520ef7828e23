"""Looks into the areas that a person drew: no letter, no end of a drawing and no pixels may be left in them.

pdfium says where everything stands, whatever lies over it; a walk of our own says what it does not list. A bar
hides from nobody who has the file.
"""

import ctypes
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pikepdf
from pypdfium2 import raw

from redaction.page import Box
from redaction.sight.bar_labels import short_code
from redaction.verify.pdf.area_paths import told_by
from redaction.verify.pdf.bars import own_point
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.meshes import pages_with_meshes
from redaction.verify.pdf.pages import found_on
from redaction.verify.verdict import Check

NAME: Final = "drawn areas"
_INSET_POINTS: Final = 1.0
_DEEPEST: Final = 40
# Stands for print that says it is nothing: a space, or no letter at all.
_UNSAID: Final = "\ufffd"
Matrix = tuple[float, float, float, float, float, float]
Edges = tuple[float, float, float, float]


def are_empty(path: Path, given: Iterable[tuple[int, Box]], labels: Sequence[str] = ()) -> Check:
    """Each area (page and box) shows nothing but its bar, with one of the labels on it or none."""
    by_page: dict[int, list[Box]] = {}
    for number, box in given:
        by_page.setdefault(number, []).append(box)
    shown = [*labels, *map(short_code, labels)]
    # The space in a label is one that is shown, or a gap that pdfium makes a space of.
    allowed = {"", *map(_bare, shown), *(_UNSAID.join(label.split()) for label in shown)}
    counts = []
    with InTurn.of(path) as document, pikepdf.open(path) as pdf:
        meshes = pages_with_meshes(pdf)
        for number, boxes in sorted(by_page.items()):
            page = document[number - 1]
            areas = [_edges(page, box) for box in boxes]
            told = sum(said not in allowed for said in _said(page, areas))
            told += told_by(pdf.pages[number - 1], areas, partial(_is_corner, areas))
            counts.append((number, told + _drawn(page, areas) + (number in meshes)))
    return found_on(NAME, counts)


def _edges(page: Any, box: Box) -> Edges:
    """Left, bottom, right, top in the page's own units, less a rim."""
    one, other = own_point(page, box.left, box.top), own_point(page, box.right, box.bottom)
    rim = min(_INSET_POINTS, (box.right - box.left) / 3, (box.bottom - box.top) / 3)
    return (
        min(one[0], other[0]) + rim,
        min(one[1], other[1]) + rim,
        max(one[0], other[0]) - rim,
        max(one[1], other[1]) - rim,
    )


def _said(page: Any, areas: Sequence[Edges]) -> list[str]:
    """The letters whose middles lie in each area, whether anything lies over them or not.

    What a font calls a space may draw a name: one that is shown there counts as a letter.
    """
    found: list[list[str]] = [[] for _ in areas]
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        middle = (left + right) / 2, (bottom + top) / 2
        inside = [place for place, area in enumerate(areas) if _holds(area, *middle)]
        if inside and right > left and raw.FPDFText_IsGenerated(text, index) != 1:
            letter = text.get_text_range(index, 1)
            for place in inside:
                found[place].append(letter if letter.strip() else _UNSAID)
    text.close()
    return ["".join(letters) for letters in found]


def _bare(text: str) -> str:
    return "".join(text.split())


def _drawn(page: Any, areas: Collection[Edges]) -> int:
    """How many points of drawings lie in the areas."""
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
    return sum(
        any(_holds(area, x, y) for area in areas) and not _is_corner(areas, x, y)
        for each in objects
        for x, y in _points(each, (1, 0, 0, 1, 0, 0), 0)
    )


def _is_corner(areas: Collection[Edges], x: float, y: float) -> bool:
    """Whether a point is a corner of a bar, which may lie in another area."""
    reach = 2 * _INSET_POINTS
    return any(
        min(abs(x - area[0]), abs(x - area[2])) <= reach and min(abs(y - area[1]), abs(y - area[3])) <= reach
        for area in areas
    )


def _points(drawn: Any, within: Matrix, depth: int) -> Iterator[tuple[float, float]]:
    """Every point of a path, or of the paths in a form, on the page."""
    kind = raw.FPDFPageObj_GetType(drawn)
    if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}:
        return
    own = raw.FS_MATRIX()
    if depth > _DEEPEST or not raw.FPDFPageObj_GetMatrix(drawn, own):
        raise ValueError
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), within)
    if kind == raw.FPDF_PAGEOBJ_FORM:
        for index in range(raw.FPDFFormObj_CountObjects(drawn)):
            yield from _points(raw.FPDFFormObj_GetObject(drawn, index), matrix, depth + 1)
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        if raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn, index), x, y):
            yield a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _holds(area: Edges, x: float, y: float) -> bool:
    return area[0] < x < area[2] and area[1] < y < area[3]
