"""Finds the rules and boxes drawn by or under print, and what part of the page each piece of text may show in.

A rule under a name is as long as the name; so is a highlight behind it or a line through it.

Source: ISO 32000-2, 8.5 (paths).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import Matrix, Point, placed, times
from redaction.pdf.tokens import Op, number

Bounds = tuple[float, float, float, float]
_BUILDS = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2}
_PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"})
_STROKES = frozenset({b"S", b"s"})
_MOST_SHAPES = 4_000


@dataclass(slots=True, eq=False)
class Shape:
    """One subpath of a painted path: its operators, its points and the matrix they are under."""

    scope: Scope
    ops: list[int]
    points: list[Point]
    ctm: Matrix
    is_stroke: bool = False
    is_curved: bool = False
    is_clip: bool = False

    def bounds(self) -> Bounds:
        """Give left, bottom, right, top in page units."""
        places = [placed(self.ctm, x, y) for x, y in self.points]
        xs, ys = zip(*places, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class Drawn:
    """The shapes of a page, and for each piece of text (by id) the box it is clipped to, where there is one."""

    shapes: list[Shape] = field(default_factory=list)
    clips: dict[int, Bounds] = field(default_factory=dict)


def drawn_in(scope: Scope) -> Drawn:
    """Walk a page's own operators and those of the forms it draws."""
    found = Drawn()
    _Walk(found, scope, None).run()
    return found


class _Walk:
    def __init__(self, found: Drawn, scope: Scope, clip: Bounds | None) -> None:
        self.found = found
        self.scope = scope
        self.ctm, self.clip = scope.ctm, clip
        self.stack: list[tuple[Matrix, Bounds | None]] = []
        self.open: list[Shape] = []
        self.narrows = False
        self.children = {child.parent_op: child for child in scope.children if not child.in_place}

    def run(self) -> None:
        for index, op in enumerate(self.scope.ops):
            name = op.name
            if index in self.scope.segments:
                if self.clip is not None:
                    self.found.clips[id(self.scope.segments[index])] = self.clip
            elif name in _BUILDS or name == b"re":
                self._build(index, op)
            elif name in _PAINTS:
                self._paint(name)
            elif name == b"cm" and len(op.args) >= 6:
                a, b, c, d, e, f = (number(part) for part in op.args[-6:])
                self.ctm = times((a, b, c, d, e, f), self.ctm)
            elif name == b"q":
                self.stack.append((self.ctm, self.clip))
            elif name == b"Q" and self.stack:
                self.ctm, self.clip = self.stack.pop()
            elif name in (b"W", b"W*"):
                self.narrows = True
            elif name == b"Do" and index in self.children:
                _Walk(self.found, self.children[index], self.clip).run()

    def _build(self, index: int, op: Op) -> None:
        values = [number(part) for part in op.args]
        if op.name == b"re":
            if len(values) >= 4:
                x, y, width, height = values[-4:]
                corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
                self.open.append(Shape(self.scope, [index], corners, self.ctm))
            return
        count = _BUILDS[op.name]
        if len(values) < 2 * count:
            return
        if op.name == b"m" or not self.open:
            self.open.append(Shape(self.scope, [], [], self.ctm))
        shape = self.open[-1]
        shape.ops.append(index)
        shape.points.extend(_pairs(values[-2 * count :]))
        shape.is_curved = shape.is_curved or count > 1

    def _paint(self, name: bytes) -> None:
        if self.narrows:
            self.narrows = False
            self._narrow()
            for shape in self.open:
                shape.is_clip = True
            self.found.shapes.extend(shape for shape in self.open if len(shape.points) > 1)
        elif name != b"n" and len(self.found.shapes) < _MOST_SHAPES:
            for shape in self.open:
                shape.is_stroke = name in _STROKES
            self.found.shapes.extend(shape for shape in self.open if len(shape.points) > 1)
        self.open = []

    def _narrow(self) -> None:
        boxes = [shape.bounds() for shape in self.open if shape.points]
        if not boxes:
            return
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        box = (min(lefts), min(bottoms), max(rights), max(tops))
        old = self.clip
        self.clip = box if old is None else (
            max(old[0], box[0]), max(old[1], box[1]), min(old[2], box[2]), min(old[3], box[3])
        )  # fmt: skip


def _pairs(values: list[float]) -> Iterator[Point]:
    return zip(values[::2], values[1::2], strict=True)
