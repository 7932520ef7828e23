"""Takes out what lies in an area that a person drew on a page: letters, pixels and drawings, whatever they are.

A bar over something hides nothing from who has the file. So each letter in the area goes, its pixels are burned,
and a drawing that begins or ends in it is cut at its edge; what cannot be cut makes the page a picture.
"""

from collections.abc import Iterator, Sequence

from redaction.pdf.lines_anew.shapes import Shape, drawn_in
from redaction.pdf.operands import ContentUnreadable, Op
from redaction.pdf.scopes import PageContent, Scope
from redaction.pdf.taking import take
from redaction.pdf.text_state import Point, Segment, inverse, placed

Bounds = tuple[float, float, float, float]
# A letter of which less than this lies in the area stands beside it, and can still be read. Points and dashes fill
# little of the room that a line leaves them, and may lie in a small part of it.
_LEAST_COVERED, _LEAST_OF_A_POINT = 0.3, 0.12
# How far a line's own thickness may reach over its ends, in points; and what is no more than touched.
_THICKNESS = 1.5
_TOUCHED = 0.3
_MOST_SHAPES = 4_000
_FILLS = frozenset({b"f", b"F", b"f*"})
_STROKES = frozenset({b"S", b"s"})
_BUILDS = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
_CLIPS = frozenset({b"W", b"W*"})
_PAINTS = _FILLS | _STROKES | {b"B", b"B*", b"b", b"b*", b"n"}


def take_out(areas: Sequence[Bounds], content: PageContent) -> list[Bounds]:
    """Take all letters and drawings in these areas (left, bottom, right, top in page units) off the page.

    Pixels are burned when the page is written.

    Returns:
        For each area the box round it and round the letters that reach out of it: they are gone as a whole.

    Raises:
        ContentUnreadable: something drawn reaches into an area and cannot be cut at its edge.
    """
    if content.has_meshes or any(_draws_apart(scope) for scope in _scopes(content.scope)):
        raise ContentUnreadable
    gone = [[area] for area in areas]
    for segment in content.segments:
        _take_letters(areas, segment, gone)
    for scope in _scopes(content.scope):
        _drop_unpainted(scope)
    shapes = drawn_in(content.scope).shapes
    if len(shapes) >= _MOST_SHAPES:
        raise ContentUnreadable
    for shape in shapes:
        _take_shape(areas, shape)
    return [_around(boxes) for boxes in gone]


def _scopes(scope: Scope) -> Iterator[Scope]:
    yield scope
    for child in scope.children:
        yield from _scopes(child)


def _draws_apart(scope: Scope) -> bool:
    """Whether it is a pattern's or a mask's: those are drawn in many places, and not where they say."""
    return scope.in_place


def _take_letters(areas: Sequence[Bounds], segment: Segment, gone: Sequence[list[Bounds]]) -> None:
    whole = segment.bounds()
    near = [place for place, area in enumerate(areas) if _overlap(area, whole) > 0]
    if not near:
        return
    glyphs = segment.glyphs
    for index in range(len(glyphs)):
        xs, ys = zip(*segment.corners(glyphs.at[index], glyphs.at[index] + glyphs.widths[index]), strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        share = _LEAST_COVERED if glyphs.texts[index].isalnum() else _LEAST_OF_A_POINT
        least = share * (box[2] - box[0]) * (box[3] - box[1])
        middle = segment.centre(index)
        for place in near:
            if _holds(areas[place], middle) or _overlap(areas[place], box) > least:
                take([(segment, index, index)])
                gone[place].append(box)


def _drop_unpainted(scope: Scope) -> None:
    """Leave out paths that are neither painted nor a clip: nobody sees them, and who has the file reads them."""
    built: list[int] = []
    for index, op in enumerate(scope.ops):
        if op.name in _BUILDS:
            built.append(index)
        elif op.name in _CLIPS:
            built = []
        elif op.name in _PAINTS:
            for at in built if op.name == b"n" else ():
                scope.replaced[at] = []
            built = []


def _around(boxes: Sequence[Bounds]) -> Bounds:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _take_shape(areas: Sequence[Bounds], shape: Shape) -> None:
    box = shape.bounds()
    near = [area for area in areas if _meets(_grown(area, _TOUCHED), box)]
    if not near or (shape.is_clip and _is_box(shape)):
        # A clip that is a box says where a cell or a column stands, which the page shows anyhow.
        return
    if not shape.is_clip and any(_is_within(box, _grown(area, _THICKNESS)) for area in near):
        _replace(shape, [])
        return
    inner = [_grown(area, -_TOUCHED) for area in near]
    if shape.is_curved and any(_meets(area, box) for area in inner):
        raise ContentUnreadable
    if not shape.is_curved and any(_ends_in(area, edge) for area in inner for edge in _edges(shape)):
        _cut(near, shape)


def _cut(areas: Sequence[Bounds], shape: Shape) -> None:
    """Leave of level rules, or of a box that is only filled, what lies outside the areas.

    Raises:
        ContentUnreadable: it is neither.
    """
    back, painted = inverse(shape.ctm), _painted_by(shape)
    if back is None or shape.is_clip:
        raise ContentUnreadable
    edges = _edges(shape) if _is_closed(shape) else _edges(shape)[:-1]
    made: list[Op] = []
    if painted & _STROKES and all(_runs_level(*edge) for edge in edges):
        for piece in _left_of([_around_points(edge) for edge in edges], areas):
            (x, y), (past_x, past_y) = placed(back, *piece[:2]), placed(back, *piece[2:])
            made += [Op(b"m", [_number(x), _number(y)]), Op(b"l", [_number(past_x), _number(past_y)])]
    elif painted & _FILLS and _is_box(shape):
        for piece in _left_of([shape.bounds()], areas):
            (x, y), (past_x, past_y) = placed(back, *piece[:2]), placed(back, *piece[2:])
            made.append(Op(b"re", [_number(each) for each in (x, y, past_x - x, past_y - y)]))
    else:
        raise ContentUnreadable
    _replace(shape, made)


def _left_of(pieces: list[Bounds], areas: Sequence[Bounds]) -> list[Bounds]:
    """What of these pieces lies in none of the areas."""
    for area in areas:
        pieces = [
            part for piece in pieces for part in (_outside(piece, area) if _meets(area, piece) else (piece,))
        ]
    return pieces


def _grown(area: Bounds, by: float) -> Bounds:
    return area[0] - by, area[1] - by, area[2] + by, area[3] + by


def _replace(shape: Shape, made: list[Op]) -> None:
    for index in shape.ops:
        shape.scope.replaced[index] = []
    shape.scope.replaced[shape.ops[0]] = made


def _outside(box: Bounds, area: Bounds) -> Iterator[Bounds]:
    """The parts of a box that lie left of an area, right of it, under and over it."""
    left, bottom, right, top = box
    from_left, from_below = max(left, area[0]), max(bottom, area[1])
    to_right, to_top = min(right, area[2]), min(top, area[3])
    for piece in ((left, bottom, from_left, top), (to_right, bottom, right, top)):
        if piece[2] > piece[0]:
            yield piece
    for piece in ((from_left, bottom, to_right, from_below), (from_left, to_top, to_right, top)):
        if piece[3] > piece[1]:
            yield piece


def _edges(shape: Shape) -> list[tuple[Point, Point]]:
    points = [placed(shape.ctm, x, y) for x, y in shape.points]
    return list(zip(points, [*points[1:], points[0]], strict=True))


def _ends_in(area: Bounds, edge: tuple[Point, Point]) -> bool:
    """Whether an edge begins or ends in an area, or runs through it aslant: it says what the area hides."""
    one, other = edge
    box = (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    if not _meets(area, box):
        return False
    return not _runs_level(one, other) or _holds(area, one) or _holds(area, other)


def _around_points(points: Sequence[Point]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _runs_level(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _TOUCHED or abs(one[1] - other[1]) <= _TOUCHED


def _is_box(shape: Shape) -> bool:
    """Whether it is a rectangle that lies straight on the page."""
    edges = _edges(shape)
    return len(edges) in {4, 5} and not shape.is_curved and all(_runs_level(*edge) for edge in edges)


def _painted_by(shape: Shape) -> set[bytes]:
    """The operator that paints it."""
    painted = (op.name for op in shape.scope.ops[shape.ops[-1] :] if op.name in _PAINTS)
    return {next(painted, b"")}


def _is_closed(shape: Shape) -> bool:
    """Whether a line runs back from its last point to its first."""
    if shape.scope.ops[shape.ops[0]].name == b"re" or _painted_by(shape) == {b"s"}:
        return True
    after = shape.ops[-1] + 1
    return after < len(shape.scope.ops) and shape.scope.ops[after].name == b"h"


def _meets(area: Bounds, box: Bounds) -> bool:
    return area[0] <= box[2] and area[2] >= box[0] and area[1] <= box[3] and area[3] >= box[1]


def _is_within(box: Bounds, area: Bounds) -> bool:
    return area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]


def _holds(area: Bounds, point: Point) -> bool:
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def _overlap(area: Bounds, box: Bounds) -> float:
    wide = min(area[2], box[2]) - max(area[0], box[0])
    high = min(area[3], box[3]) - max(area[1], box[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _number(value: float) -> bytes:
    return f"{value:.4f}".encode()
