"""What a page draws in areas in ways that pdfium does not list: clips, paths without paint, lines right through.

A walk of its own over what is drawn, that the burner has no part in.

Source: ISO 32000-2, 8.5 (paths), 8.7.3 (tiling patterns), 11.6.5 (soft masks), 14.6 (marked content).
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import pikepdf

from redaction.verify.pdf.placed import Matrix, times

Point = tuple[float, float]
Edges = tuple[float, float, float, float]
_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST: Final = 20
_CHORDS: Final = 16
_LEVEL: Final = 0.3
_PAINTS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_CURVES: Final = frozenset({"c", "v", "y"})
_OTHERS: Final = "q Q cm m l h re W W* Do gs scn SCN BDC MP DP BI ID EI"
_LOOKED_AT: Final = " ".join([_OTHERS, *sorted(_PAINTS | _CURVES)])


def told_by(page: pikepdf.Page, areas: Sequence[Edges], is_corner: Callable[[float, float], bool]) -> int:
    """How often a page draws something in these areas (left, bottom, right, top), or where no place is known.

    A level rule that runs right through, and a clip that is a box, tell nothing of what lay there.

    Args:
        is_corner: whether a point is the corner of a bar.

    Raises:
        pikepdf.PdfError, ValueError: the page cannot be taken apart.
    """
    drawing = _Drawing(areas, is_corner)
    drawing.walk(page, page.obj.get("/Resources"), _PLAIN, ())
    return drawing.told


class _Drawing:
    def __init__(self, areas: Sequence[Edges], is_corner: Callable[[float, float], bool]) -> None:
        self._areas, self._is_corner = areas, is_corner
        self._lines: list[list[Point]] = []
        self._is_curved = self._narrows = False
        self.told = 0

    def walk(self, content: Any, resources: Any, matrix: Matrix, above: tuple[Any, ...]) -> None:
        if len(above) > _DEEPEST:
            raise ValueError
        kept: list[Matrix] = []
        for step in pikepdf.parse_content_stream(content, _LOOKED_AT):
            name = str(step.operator)
            # What stays between operators is in no list of pictures; ours are all in it.
            if isinstance(step, pikepdf.ContentStreamInlineImage) or name in {"MP", "DP"}:
                self.told += 1
            elif name == "q":
                kept.append(matrix)
            elif name == "Q":
                matrix = kept.pop() if kept else matrix
            elif name == "cm":
                matrix = times(_six(step.operands), matrix)
            elif name == "Do":
                self._form(_named(resources, "/XObject", step), resources, matrix, above)
            elif name in {"gs", "scn", "SCN", "BDC"}:
                self.told += _has_no_place(name, step, resources)
            elif name in _PAINTS:
                self._paint(name)
            elif name in {"W", "W*"}:
                self._narrows = True
            else:
                self._build(name, [float(each) for each in step.operands], matrix)

    def _form(self, drawn: Any, resources: Any, matrix: Matrix, above: tuple[Any, ...]) -> None:
        if (
            isinstance(drawn, pikepdf.Stream)
            and drawn.get("/Subtype") == "/Form"
            and drawn.objgen not in above
        ):
            own = drawn.get("/Matrix")
            inside = times(_six(own), matrix) if own is not None else matrix
            self.walk(drawn, drawn.get("/Resources") or resources, inside, (*above, drawn.objgen))

    def _build(self, name: str, numbers: Sequence[float], matrix: Matrix) -> None:
        if name == "re":
            x, y, wide, high = numbers
            corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
            self._lines.append([_placed(matrix, each) for each in corners])
            return
        points = [_placed(matrix, each) for each in zip(numbers[::2], numbers[1::2], strict=True)]
        if name == "m" or not self._lines:
            self._lines.append([])
        line = self._lines[-1]
        if name in _CURVES and line:
            first = line[-1]
            both = {"c": points, "v": [first, *points], "y": [*points, points[-1]]}[name]
            self._is_curved = True
            line.extend(_along(first, *both))
        elif name == "h":
            line.extend(line[:1])
        else:
            line.extend(points)

    def _paint(self, name: str) -> None:
        lines, self._lines = self._lines, []
        is_curved, self._is_curved = self._is_curved, False
        is_clip, self._narrows = self._narrows, False
        edges = [edge for line in lines for edge in pairwise([*line, line[0]] if line else ())]
        if name == "S" and not is_clip:
            edges = [edge for line in lines for edge in pairwise(line)]
        if not (is_clip and not is_curved and all(_is_level(*edge) for edge in edges)):
            self.told += sum(self._is_told(edge) for edge in edges)

    def _is_told(self, edge: tuple[Point, Point]) -> bool:
        for area in self._areas:
            if any(_holds(area, *point) and not self._is_corner(*point) for point in edge):
                return True
            if not _is_level(*edge) and _crosses(area, *edge):
                return True
        return False


def _has_no_place(name: str, step: Any, resources: Any) -> bool:
    """Say whether an operator draws by a pattern or through a mask, or marks with words what it draws."""
    if name == "BDC":
        held = step.operands[-1] if len(step.operands) == 2 else None
        return not isinstance(held, pikepdf.Dictionary) or set(held.keys()) != {"/MCID"}
    if name == "gs":
        state = _named(resources, "/ExtGState", step)
        return isinstance(state, pikepdf.Dictionary) and isinstance(state.get("/SMask"), pikepdf.Dictionary)
    return isinstance(_named(resources, "/Pattern", step), pikepdf.Stream)


def _named(resources: Any, category: str, step: Any) -> Any:
    held = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
    last = step.operands[-1] if len(step.operands) else None
    return (
        held.get(str(last))
        if isinstance(held, pikepdf.Dictionary) and isinstance(last, pikepdf.Name)
        else None
    )


def _six(numbers: Any) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def _placed(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _along(first: Point, one: Point, other: Point, last: Point) -> Iterator[Point]:
    for step in range(1, _CHORDS + 1):
        t = step / _CHORDS
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (
            sum(part * point[axis] for part, point in zip(parts, (first, one, other, last), strict=True))
            for axis in (0, 1)
        )
        yield x, y


def _is_level(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _LEVEL or abs(one[1] - other[1]) <= _LEVEL


def _holds(area: Edges, x: float, y: float) -> bool:
    return area[0] < x < area[2] and area[1] < y < area[3]


def _crosses(area: Edges, one: Point, other: Point) -> bool:
    """Say whether any part of a line lies in an area: what of it is left between each pair of its sides."""
    enters, leaves = 0.0, 1.0
    for axis in (0, 1):
        start, run = one[axis], other[axis] - one[axis]
        low, high = area[axis], area[axis + 2]
        if abs(run) < 1e-9:
            if not low < start < high:
                return False
            continue
        nearer, farther = sorted(((low - start) / run, (high - start) / run))
        enters, leaves = max(enters, nearer), min(leaves, farther)
    return enters < leaves
