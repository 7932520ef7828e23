"""Where a page draws its stored pictures: a walk of its own, that the burner has no part in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST: Final = 20
_MOST_PICTURES: Final = 20_000


class TooManyPictures(Exception):
    """A page draws more pictures than can be looked at."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A stored picture, and how its unit square lies on the page, in the page's own units."""

    image: pikepdf.Stream
    matrix: Matrix


def placed_pictures(page: pikepdf.Page) -> Iterator[PlacedPicture]:
    """Every picture that the page draws by name, in forms too; with it the pictures that mask it.

    Raises:
        TooManyPictures: they are more than 20,000.
        pikepdf.PdfError: the page cannot be taken apart.
    """
    yield from _counted(_drawn(page, page.obj.get("/Resources"), _PLAIN, ()))


def pictures_in(content: pikepdf.Stream, resources: Any) -> Iterator[PlacedPicture]:
    """Every picture that a stream draws with these resources, in the stream's own units.

    Raises:
        TooManyPictures: they are more than 20,000.
        pikepdf.PdfError: the stream cannot be taken apart.
    """
    yield from _counted(_drawn(content, resources, _PLAIN, ()))


def _counted(drawn: Iterator[PlacedPicture]) -> Iterator[PlacedPicture]:
    for count, found in enumerate(drawn):
        if count > _MOST_PICTURES:
            raise TooManyPictures
        yield found


def _drawn(content: Any, resources: Any, matrix: Matrix, above: tuple[Any, ...]) -> Iterator[PlacedPicture]:
    held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary) or len(above) > _DEEPEST:
        return
    kept: list[Matrix] = []
    for step in pikepdf.parse_content_stream(content, "q Q cm Do"):
        operator = str(step.operator)
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q":
            matrix = kept.pop() if kept else matrix
        elif operator == "cm" and len(step.operands) == 6:
            matrix = times(_matrix(step.operands), matrix)
        elif operator == "Do" and step.operands:
            yield from _one(held.get(str(step.operands[-1])), resources, matrix, above)


def _one(drawn: Any, resources: Any, matrix: Matrix, above: tuple[Any, ...]) -> Iterator[PlacedPicture]:
    if not isinstance(drawn, pikepdf.Stream) or drawn.objgen in above:
        return
    if drawn.get("/Subtype") == "/Image":
        for image in (drawn, drawn.get("/SMask"), drawn.get("/Mask")):
            if isinstance(image, pikepdf.Stream):
                yield PlacedPicture(image, matrix)
    elif drawn.get("/Subtype") == "/Form":
        own = drawn.get("/Matrix")
        inside = times(_matrix(own), matrix) if isinstance(own, pikepdf.Array) and len(own) == 6 else matrix
        yield from _drawn(drawn, drawn.get("/Resources") or resources, inside, (*above, drawn.objgen))


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix after another, as PDF multiplies them."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
