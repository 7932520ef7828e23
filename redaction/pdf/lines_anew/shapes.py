"""Finds what is drawn by or under print, and what part of the page each piece of text may show in.

A rule under a name is as long as the name; so is a highlight behind it or a line through it.

Source: ISO 32000-2, 8.5 (paths), 8.10 (forms).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Name, Stream

from redaction.pdf.operands import Op, number
from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import Matrix, Point, placed, times
from redaction.pdf.values import plain

Bounds = tuple[float, float, float, float]
_BUILDS = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2}
_PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"})
_STROKES = frozenset({b"S", b"s"})
_FILLS = frozenset({b"f", b"F", b"f*"})
_MOST_SHAPES = 4_000
_SQUARE = 0.02


@dataclass(slots=True, eq=False)
class Shape:
    """One subpath of a painted path: its operators, its points and the matrix they are under.

    `is_stroke` says that it is no more than stroked, `has_stroke` that it is stroked at all.
    """

    scope: Scope
    ops: list[int]
    points: list[Point]
    ctm: Matrix
    is_stroke: bool = False
    has_stroke: bool = False
    is_curved: bool = False
    is_clip: bool = False

    @property
    def is_box(self) -> bool:
        """Whether it is a rectangle along the axes of its own space, as highlights and rules are."""
        return not self.is_curved and all(map(_has_two_ends, zip(*self.points, strict=True)))

    @property
    def is_settled(self) -> bool:
        """Whether it has been cut or drawn anew already, and is not what its operators say any more."""
        return not self.scope.replaced.keys().isdisjoint(self.ops)

    def bounds(self) -> Bounds:
        """Give left, bottom, right, top in page units."""
        places = [placed(self.ctm, x, y) for x, y in self.points]
        xs, ys = zip(*places, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One operator that draws something as a whole, a form or a picture, and the matrix it is under."""

    scope: Scope
    op_index: int
    ctm: Matrix


@dataclass(slots=True)
class Drawn:
    """The shapes of a page, and for each piece of text (by id) the box it is clipped to, where there is one.

    `clipping` has the shapes that make that box. `forms` says of each form (by the id of its scope) what draws it.
    """

    shapes: list[Shape] = field(default_factory=list)
    clips: dict[int, Bounds] = field(default_factory=dict)
    clipping: dict[int, tuple[Shape, ...]] = field(default_factory=dict)
    forms: dict[int, Stamp] = field(default_factory=dict)


def drawn_in(scope: Scope) -> Drawn:
    """Walk a page's own operators and those of the forms it draws."""
    found = Drawn()
    _Walk(found, scope, None, ()).run()
    return found


def box_of_form(scope: Scope) -> Bounds | None:
    """Give the box in its own space that a form is clipped to: left, bottom, right, top; None where it has none."""
    listed = scope.owner.get(Name.BBox) if isinstance(scope.owner, Stream) else None
    if not isinstance(listed, Array) or len(listed) != 4:
        return None
    left, bottom, right, top = (plain(part) for part in listed)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


class _Walk:
    def __init__(self, found: Drawn, scope: Scope, clip: Bounds | None, clipping: tuple[Shape, ...]) -> None:
        self.found = found
        self.scope = scope
        self.ctm, self.clip, self.clipping = scope.ctm, clip, clipping
        box = box_of_form(scope)
        if box is not None and box[0] < box[2] and box[1] < box[3]:
            left, bottom, right, top = box
            corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
            self.clip = _within(self.clip, Shape(scope, [], corners, scope.ctm).bounds())
        self.stack: list[tuple[Matrix, Bounds | None, tuple[Shape, ...]]] = []
        self.open: list[Shape] = []
        self.narrows = False
        self.children = {child.parent_op: child for child in scope.children if not child.in_place}

    def run(self) -> None:
        for index, op in enumerate(self.scope.ops):
            name = op.name
            if index in self.scope.segments:
                if self.clip is not None:
                    segment = id(self.scope.segments[index])
                    self.found.clips[segment], self.found.clipping[segment] = self.clip, self.clipping
            elif name in _BUILDS or name == b"re":
                self._build(index, op)
            elif name in _PAINTS:
                self._paint(name)
            elif name == b"cm" and len(op.args) >= 6:
                a, b, c, d, e, f = (number(part) for part in op.args[-6:])
                self.ctm = times((a, b, c, d, e, f), self.ctm)
            elif name == b"q":
                self.stack.append((self.ctm, self.clip, self.clipping))
            elif name == b"Q" and self.stack:
                self.ctm, self.clip, self.clipping = self.stack.pop()
            elif name in (b"W", b"W*"):
                self.narrows = True
            elif name == b"Do" and index in self.children:
                child = self.children[index]
                self.found.forms[id(child)] = Stamp(self.scope, index, self.ctm)
                _Walk(self.found, child, self.clip, self.clipping).run()

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
            self.clipping = (*self.clipping, *(shape for shape in self.open if shape.points))
            self.found.shapes.extend(shape for shape in self.open if len(shape.points) > 1)
        elif name != b"n" and len(self.found.shapes) < _MOST_SHAPES:
            for shape in self.open:
                shape.is_stroke, shape.has_stroke = name in _STROKES, name not in _FILLS
            self.found.shapes.extend(shape for shape in self.open if len(shape.points) > 1)
        self.open = []

    def _narrow(self) -> None:
        boxes = [shape.bounds() for shape in self.open if shape.points]
        if not boxes:
            return
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        box = (min(lefts), min(bottoms), max(rights), max(tops))
        self.clip = _within(self.clip, box)


def _within(old: Bounds | None, box: Bounds) -> Bounds:
    if old is None:
        return box
    return max(old[0], box[0]), max(old[1], box[1]), min(old[2], box[2]), min(old[3], box[3])


def _has_two_ends(places: tuple[float, ...]) -> bool:
    low, high = min(places), max(places)
    return all(min(each - low, high - each) <= _SQUARE * (high - low) for each in places)


def _pairs(values: list[float]) -> Iterator[Point]:
    return zip(values[::2], values[1::2], strict=True)
