"""Lets words that moved out of the boxes they were clipped to: the field of a form, the cell of a table.

A field's appearance shows no more than its box. Where a line is set anew, what was typed into it may stand beside
that box, and would be text that nobody sees.

Source: ISO 32000-2, 8.5.4 (clipping paths), 8.10.2 (the BBox of a form).
"""

from collections.abc import Iterator

from redaction.pdf.lines_anew.shapes import Bounds, Drawn, Shape, box_of_form
from redaction.pdf.operands import Op, write_number
from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import Matrix, Point, Segment, inverse, placed

# A clip of a line or two; a taller one is of a drawing, and hides what is meant to be hidden.
_TALLEST_EM = 4.0
_SLACK_POINTS = 0.5


def let_out(page: Scope, drawn: Drawn) -> None:
    """Widen the clips and the boxes of forms that words which were set anew now reach over."""
    for scope in _all(page):
        for segment in scope.segments.values() if drawn.clips else ():
            clip = drawn.clips.get(id(segment))
            # What its clip did not show in full before is not shown now.
            if clip is None or not segment.targets or not _holds(clip, segment.bounds(), 0.5 * segment.em):
                continue
            reach = _reach(segment)
            if not _holds(clip, reach):
                for shape in drawn.clipping[id(segment)]:
                    _widen(shape, reach, segment.em)
                _widen_forms(scope, reach, segment.em)


def _all(scope: Scope) -> Iterator[Scope]:
    yield scope
    for child in scope.children:
        if not child.in_place:
            yield from _all(child)


def _reach(segment: Segment) -> Bounds:
    """Say what its stretches cover now: left, bottom, right, top."""
    reached: list[Point] = []
    for target in segment.targets or ():
        corners = segment.corners(
            segment.glyphs.at[target.first], segment.glyphs.at[target.first] + target.run
        )
        x, y = segment.point_at(segment.glyphs.at[target.first])
        by = target.point[0] - x, target.point[1] - y
        reached.extend((corner[0] + by[0], corner[1] + by[1]) for corner in corners)
    xs, ys = zip(*reached, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _holds(box: Bounds, other: Bounds, slack: float = _SLACK_POINTS) -> bool:
    # Of the height only the middle counts: print may be clipped close.
    left, bottom, right, top = other
    middle = (bottom + top) / 2
    return box[0] - slack <= left and right <= box[2] + slack and box[1] - slack <= middle <= box[3] + slack


def _widen(shape: Shape, reach: Bounds, em: float) -> None:
    left, bottom, right, top = shape.bounds()
    if _holds((left, bottom, right, top), reach) or not shape.is_box or not shape.ops:
        return
    if shape.is_settled or min(right - left, top - bottom) > _TALLEST_EM * em:
        return
    found = _united((left, bottom, right, top), reach, shape.ctm)
    if found is not None:
        for index in shape.ops:
            shape.scope.replaced[index] = []
        low, foot, high, head = found
        rectangle = [write_number(part) for part in (low, foot, high - low, head - foot)]
        shape.scope.replaced[shape.ops[0]] = [Op(b"re", [*rectangle])]


def _widen_forms(scope: Scope | None, reach: Bounds, em: float) -> None:
    """Widen the boxes of this form and of those that draw it."""
    while scope is not None and scope.owner is not None:
        box = scope.wider or box_of_form(scope)
        if box is not None:
            left, bottom, right, top = Shape(scope, [], _corners(box), scope.ctm).bounds()
            if not _holds((left, bottom, right, top), reach) and top - bottom <= _TALLEST_EM * em:
                scope.wider = _united((left, bottom, right, top), reach, scope.ctm)
        scope = scope.parent


def _united(box: Bounds, reach: Bounds, ctm: Matrix) -> Bounds | None:
    """Give the box that holds both, in the space of a matrix; None where that is flat."""
    back = inverse(ctm)
    if back is None:
        return None
    both = (min(box[0], reach[0]), min(box[1], reach[1]), max(box[2], reach[2]), max(box[3], reach[3]))
    xs, ys = zip(*(placed(back, x, y) for x, y in _corners(both)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _corners(box: Bounds) -> list[Point]:
    left, bottom, right, top = box
    return [(left, bottom), (right, bottom), (right, top), (left, top)]
