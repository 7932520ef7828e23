"""Draws the stored pictures of a page together, with nothing else, so that print cut into strips can be read.

It has no part in how the burner does that: pdfium draws the pictures on a page of their own, without clips, masks
or what covers them. Cells of patterns and drawn letters are drawn in the same way, each alone.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from redaction.errors import DocumentError
from redaction.sight.render import draw
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.placed import Matrix, PlacedPicture, pictures_in, placed_pictures, times

_NEAR_POINTS: Final = 9.0
_MOST_SHEETS: Final = 200
_COMPARED: Final = 400  # of a heap, those that came last: pictures come from the top of the page down
_LARGEST_PIXELS: Final = 3_300.0
_SMALLEST_PIXELS: Final = (24, 8)  # along a line and across it
_SMALLEST_UNITS: Final = 1e-3
_DEEPEST: Final = 12
_COARSE: Final = 50  # dots an inch, at which sheet and page are held side by side
_UNLIKE: Final = 40  # of 255
_FEW: Final = 6  # coarse dots

_Edges = tuple[float, float, float, float]


class TooManySheets(Exception):
    """A page cuts its pictures into more heaps than can be read."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Pictures of one page that lie together, drawn; where they lie (left, bottom, right, top), if on the page."""

    number: int
    image: Image.Image | None
    edges: _Edges | None


def joined_pictures(pdf: pikepdf.Pdf, shown: InTurn) -> Iterator[Joined]:
    """Every heap of two pictures or more, but those that look as they do on their page: there they are read.

    Raises:
        TooManySheets: a page has more than 200 heaps.
        TooManyPictures: a page draws more than 20,000 pictures.
        pikepdf.PdfError: a page cannot be taken apart.
    """
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, start=1):
        for heap in _heaps(_whole(placed_pictures(page))):
            picture, edges = _drawn(heap)
            if picture is None or (
                _is_readable(picture) and not _is_shown(picture, edges, shown[number - 1])
            ):
                yield Joined(number, picture, edges)
        for resources, cell in _cells(page.obj.get("/Resources"), seen, 0):
            for heap in _heaps(_whole(pictures_in(cell, resources))):
                picture, _ = _drawn(heap)
                if picture is None or _is_readable(picture):
                    yield Joined(number, picture, None)


def _whole(found: Iterable[PlacedPicture]) -> list[PlacedPicture]:
    """Those that take some room; one drawn flat shows nothing."""
    return [
        each
        for each in found
        if abs(each.matrix[0] * each.matrix[3] - each.matrix[1] * each.matrix[2]) > 1e-9
    ]


def _cells(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[Any, pikepdf.Stream]]:
    """Streams that a page draws by way of a pattern, a mask or a font, with their resources."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    held = _values(resources, "/Pattern")
    for state in _values(resources, "/ExtGState"):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        held.extend([mask.get("/G")] if isinstance(mask, pikepdf.Dictionary) else [])
    # Forms were put together where the page draws them; only what they hold is looked through.
    for cell in (*held, *_values(resources, "/XObject")):
        if isinstance(cell, pikepdf.Stream) and "/Resources" in cell and cell.objgen not in seen:
            seen.add(cell.objgen)
            if cell.get("/Subtype") != "/Form" or cell in held:
                yield cell.get("/Resources"), cell
            yield from _cells(cell.get("/Resources"), seen, depth + 1)
    for font in _values(resources, "/Font"):
        letters = font.get("/CharProcs") if isinstance(font, pikepdf.Dictionary) else None
        if isinstance(letters, pikepdf.Dictionary) and font.objgen not in seen:
            seen.add(font.objgen)
            own = font.get("/Resources") or resources
            yield from ((own, each) for each in letters.values() if isinstance(each, pikepdf.Stream))
            yield from _cells(own, seen, depth + 1)


def _values(resources: Any, key: str) -> list[Any]:
    held = resources.get(key)
    return list(held.values()) if isinstance(held, pikepdf.Dictionary) else []


def _edges(matrix: Matrix) -> _Edges:
    a, b, c, d, e, f = matrix
    return (
        e + min(a, 0) + min(c, 0),
        f + min(b, 0) + min(d, 0),
        e + max(a, 0) + max(c, 0),
        f + max(b, 0) + max(d, 0),
    )


def _around(heap: Iterable[PlacedPicture]) -> _Edges:
    lefts, bottoms, rights, tops = zip(*(_edges(each.matrix) for each in heap), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _heaps(pictures: list[PlacedPicture]) -> Iterator[list[PlacedPicture]]:
    """Pictures that lie together and not over each other: each goes to a heap that it is near to."""
    heaps: list[tuple[list[PlacedPicture], list[_Edges]]] = []
    for picture in sorted(pictures, key=lambda each: (-_edges(each.matrix)[3], _edges(each.matrix)[0])):
        edges = _edges(picture.matrix)
        home = next((heap for heap in heaps if _belongs(edges, heap[1])), None)
        if home is None:
            heaps.append(([picture], [edges]))
        else:
            home[0].append(picture)
            home[1].append(edges)
    several = [heap for heap, _ in heaps if len(heap) > 1]
    if len(several) > _MOST_SHEETS:
        raise TooManySheets
    yield from several


def _belongs(edges: _Edges, heap: list[_Edges]) -> bool:
    recent = heap[-_COMPARED:]
    return any(_gap(edges, other) <= _NEAR_POINTS for other in recent) and not any(
        _is_over(edges, other) for other in recent
    )


def _gap(one: _Edges, other: _Edges) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3], 0.0)


def _is_over(one: _Edges, other: _Edges) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    small = min((each[2] - each[0]) * (each[3] - each[1]) for each in (one, other))
    return wide > 0 and high > 0 and wide * high > 0.25 * small


def _drawn(heap: list[PlacedPicture]) -> tuple[Image.Image | None, _Edges]:
    """A heap on a page of its own, as fine as its finest picture; None where pdfium cannot draw it."""
    left, bottom, right, top = edges = _around(heap)
    wide, high = max(right - left, _SMALLEST_UNITS), max(top - bottom, _SMALLEST_UNITS)
    fine = max(float(each.image.get("/Width", 1)) / max(_long(each.matrix), 1e-6) for each in heap)
    fine = min(fine, _LARGEST_PIXELS / max(wide, high))
    with pikepdf.new() as alone:
        page = alone.add_blank_page(page_size=(max(wide * fine, 3), max(high * fine, 3))).obj
        held, drawing = pikepdf.Dictionary(), []
        for index, each in enumerate(heap):
            bare = alone.copy_foreign(each.image)
            for key in ("/SMask", "/Mask", "/OC"):
                if key in bare:
                    del bare[key]
            held[f"/P{index}"] = bare
            at = times(each.matrix, (fine, 0.0, 0.0, fine, -left * fine, -bottom * fine))
            drawing.append(f"q {' '.join(f'{part:.5f}' for part in at)} cm /P{index} Do Q")
        page.Resources = pikepdf.Dictionary(XObject=held)
        page.Contents = alone.make_stream("\n".join(drawing).encode())
        return _rendered(alone), edges


def _rendered(alone: pikepdf.Pdf) -> Image.Image | None:
    held = io.BytesIO()
    alone.save(held)
    try:
        with pypdfium2.PdfDocument(held.getvalue()) as document:
            return draw(document[0], dpi=72, grey=True)
    except (pypdfium2.PdfiumError, DocumentError):
        return None


def _is_readable(picture: Image.Image) -> bool:
    return max(picture.size) >= _SMALLEST_PIXELS[0] and min(picture.size) >= _SMALLEST_PIXELS[1]


def _long(matrix: Matrix) -> float:
    return float((matrix[0] ** 2 + matrix[1] ** 2) ** 0.5)


def _is_shown(picture: Image.Image, edges: _Edges, page: Any) -> bool:
    """Say whether the page shows the same there, dot for dot on a coarse grid. A turned page is not compared."""
    left, bottom, right, top = edges
    low_left, low_bottom, high_right, high_top = page.get_bbox()
    is_inside = (
        left >= low_left - 1 and bottom >= low_bottom - 1 and right <= high_right + 1 and top <= high_top + 1
    )
    if page.get_rotation() or not is_inside:
        return False
    fine = picture.width / max(right - left, _SMALLEST_UNITS)
    if fine > 1.5 * 200 / 72 and right - left < 0.6 * (high_right - low_left):
        # Print too fine to be read on the page can be read in the file.
        return False
    shown, scale = draw(page, dpi=200, grey=True), 200 / 72
    box = (
        round((left - low_left) * scale),
        round((high_top - top) * scale),
        round((right - low_left) * scale),
        round((high_top - bottom) * scale),
    )
    size = max(round((right - left) * _COARSE / 72), 1), max(round((top - bottom) * _COARSE / 72), 1)
    one = shown.crop(box).resize(size, Image.Resampling.BOX)
    other = picture.convert("L").resize(size, Image.Resampling.BOX)
    unlike = ImageChops.difference(one, other).point(lambda value: 255 * (value > _UNLIKE))
    return unlike.histogram()[255] <= _FEW
