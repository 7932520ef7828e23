"""Looks at the pixels under each bar: on pages turned into pictures, and in every stored picture that was burned."""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pikepdf
from PIL import Image
from pypdfium2 import raw

from redaction.page import Box
from redaction.sight.bar_labels import Edges
from redaction.sight.render import draw
from redaction.verify.labelled import shows_only_a_label
from redaction.verify.pdf.decoded_pictures import decoded
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.pages import found_on
from redaction.verify.pdf.placed import Matrix, placed_pictures
from redaction.verify.verdict import Check, CheckState

DPI: Final = 110
_INSET_PIXELS: Final = 2
_LIKENESS: Final = 24  # of 255: what JPEG does to a plain surface near an edge, when a page is drawn
_LIKENESS_STORED: Final = 64  # in the coarsest JPEG as stored; print on paper differs by more than twice that
_INSET_SHARE: Final = 0.2  # of a bar's height: a line of print on a scan may lie slanted in its box
_FINENESS: Final = 20  # device units a point: pdfium takes whole ones


def are_uniform(
    path: Path,
    removals: Iterable[tuple[int, Box]],
    rasterised_pages: Sequence[int],
    labels: Sequence[str] = (),
) -> Check:
    """Every bar on a rasterised page is one colour, or shows one of the labels and nothing else.

    Elsewhere the line has closed up and there is no bar.
    """
    boxes = _by_page((number, box) for number, box in removals if number in rasterised_pages)
    counts = []
    with InTurn.of(path) as document:
        for number, on_page in sorted(boxes.items()):
            picture = draw(document[number - 1], dpi=DPI, grey=True)
            unlike = [box for box in on_page if not _is_uniform(picture, box)]
            counts.append((number, _count_unlabelled(path, document, number, unlike, labels)))
    return found_on("pixels under bars", counts)


def _count_unlabelled(
    path: Path, document: InTurn, number: int, boxes: Sequence[Box], labels: Sequence[str]
) -> int:
    """Count bars that show anything but a label, in the one picture that a rasterised page is."""
    if not boxes or not labels:
        return len(boxes)
    with pikepdf.open(path) as pdf:
        stored = list(placed_pictures(pdf.pages[number - 1]))
        picture = decoded(stored[0].image) if len(stored) == 1 else None
    if picture is None:
        return len(boxes)
    # The page was drawn at whole dots an inch; its own size is in points.
    scale = round(picture.width / document[number - 1].get_width() * 72) / 72
    return sum(not shows_only_a_label(picture, _scaled(box, scale), labels) for box in boxes)


def _scaled(box: Box, scale: float) -> Edges:
    return (
        round(box.left * scale),
        round(box.top * scale),
        round(box.right * scale),
        round(box.bottom * scale),
    )


def are_gone_from_pictures(path: Path, areas: Iterable[tuple[int, Box]]) -> Check:
    """Each burned area is one colour in every picture stored for its page, however many lie over each other."""
    name, counts = "pixels in stored pictures", []
    with pikepdf.open(path) as pdf, InTurn.of(path) as document:
        for number, on_page in sorted(_by_page(areas).items()):
            shown = document[number - 1]
            corners = [[own_point(shown, x, y) for x, y in _corners(box)] for box in on_page]
            for placed in placed_pictures(pdf.pages[number - 1]):
                touched = [each for each in corners if _meets(placed.matrix, each)]
                picture = decoded(placed.image) if touched else None
                if touched and picture is None:
                    return Check(name, CheckState.UNAVAILABLE, "a picture could not be decoded")
                told = sum(not _is_plain(picture, placed.matrix, each) for each in touched if picture)
                counts.append((number, told))
    return found_on(name, counts)


def _by_page(places: Iterable[tuple[int, Box]]) -> dict[int, list[Box]]:
    boxes: dict[int, list[Box]] = {}
    for number, box in places:
        boxes.setdefault(number, []).append(box)
    return boxes


def _is_uniform(picture: Image.Image, box: Box) -> bool:
    scale = DPI / 72
    left, top = (
        max(0, round(box.left * scale) + _INSET_PIXELS),
        max(0, round(box.top * scale) + _INSET_PIXELS),
    )
    right = min(picture.width, round(box.right * scale) - _INSET_PIXELS)
    bottom = min(picture.height, round(box.bottom * scale) - _INSET_PIXELS)
    return _is_one_colour(picture, (left, top, right, bottom), _LIKENESS)


def _is_one_colour(picture: Image.Image, edges: tuple[int, int, int, int], likeness: int) -> bool:
    left, top, right, bottom = edges
    if right <= left or bottom <= top:
        return True
    bands = picture.crop(edges).split()
    return all(_spread(band) <= likeness for band in bands)


def _spread(band: Image.Image) -> float:
    darkest, lightest = band.getextrema()
    return float(lightest) - float(darkest)  # type: ignore[arg-type]  # a band is one channel: one pair


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    inset = _INSET_SHARE * min(box.right - box.left, box.bottom - box.top)
    left, top, right, bottom = box.left + inset, box.top + inset, box.right - inset, box.bottom - inset
    return (left, top), (right, top), (right, bottom), (left, bottom)


def own_point(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point as shown in the page's own units, as pdfium reckons it."""
    width, height = (round(side * _FINENESS) for side in page.get_size())
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDF_DeviceToPage(
        page, 0, 0, width, height, 0, round(x * _FINENESS), round(y * _FINENESS), across, up
    )
    return across.value, up.value


def _in_unit_square(matrix: Matrix, corners: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not math.isfinite(area) or area == 0:
        return []
    return [(((x - e) * d - (y - f) * c) / area, ((y - f) * a - (x - e) * b) / area) for x, y in corners]


def _meets(matrix: Matrix, corners: Sequence[tuple[float, float]]) -> bool:
    inside = _in_unit_square(matrix, corners)
    if not inside:
        return False
    xs, ys = zip(*inside, strict=True)
    return bool(min(xs) < 1 and max(xs) > 0 and min(ys) < 1 and max(ys) > 0)


def _is_plain(picture: Image.Image, matrix: Matrix, corners: Sequence[tuple[float, float]]) -> bool:
    """Say whether the picture is one colour inside an area, which may lie slanted in it."""
    points = [(x * picture.width, (1 - y) * picture.height) for x, y in _in_unit_square(matrix, corners)]
    return all(_is_one_colour(picture, strip, _LIKENESS_STORED) for strip in _strips(points, picture.size))


def _strips(
    points: Sequence[tuple[float, float]], size: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Rows of pixels wholly inside a four-cornered area, less its edge."""
    ys = [y for _, y in points]
    for top in range(
        max(0, math.ceil(min(ys)) + _INSET_PIXELS), min(size[1], math.floor(max(ys)) - _INSET_PIXELS)
    ):
        crossed = [x for y in (top, top + 1) for x in _crossings(points, y)]
        if len(crossed) >= 4:
            crossed.sort()
            left = max(0, math.ceil(crossed[1]) + _INSET_PIXELS)
            yield left, top, min(size[0], math.floor(crossed[-2]) - _INSET_PIXELS), top + 1


def _crossings(points: Sequence[tuple[float, float]], y: float) -> Iterator[float]:
    for (one_x, one_y), (other_x, other_y) in zip(points, [*points[1:], points[0]], strict=True):
        if min(one_y, other_y) <= y < max(one_y, other_y):
            yield one_x + (other_x - one_x) * (y - one_y) / (other_y - one_y)
