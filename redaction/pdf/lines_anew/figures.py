"""Small drawings between the words of a line, such as the ring or the box of a choice: they go with their word.

A rule or a highlight is as long as its words and is drawn anew by them. A ring, a box or a small picture says
nothing of a word: it keeps its form, and its distance from the word behind it. On forms it often is a form of its
own, with a tick in it that is set in a font of signs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from pikepdf import Dictionary, Name

from redaction.pdf.lines_anew.shapes import Bounds, Drawn, Shape, Stamp
from redaction.pdf.lines_anew.words import Run
from redaction.pdf.scopes import PageContent, Placement, Scope
from redaction.pdf.text_state import Point, Segment
from redaction.pdf.values import spelt

Span = tuple[float, float]
_LARGEST_POINTS: Final = 48.0
_SMALLEST_POINTS: Final = 1.5
_TOUCHING_POINTS: Final = 1.5
_MOST: Final = 2_000
#: In em. Lower ones may be dashes of a rule, wider ones may be drawn round a word.
_LOWEST: Final = 0.3
_TALLEST: Final = 1.9
_WIDEST: Final = 2.2
_ABOVE, _BELOW = 1.15, 0.5
_MIDDLE: Final = 0.35
_OVERLAP: Final = 0.15
_SIGN_FONTS = ("dingbats", "wingdings", "webdings", "zadb")


@dataclass(slots=True, eq=False)
class Figure:
    """Drawings that touch each other, as one; `low` to `high` along the line, `upper` to `lower` across it."""

    low: float
    high: float
    upper: float
    lower: float
    shapes: list[Shape] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def misses(self, across: float, em: float) -> float | None:
        """Say how far its middle is from that of a line's letters; None where it is none of that line's figures."""
        middle, height = (self.upper + self.lower) / 2, self.lower - self.upper
        if not across - _ABOVE * em < middle < across + _BELOW * em:
            return None
        if not _LOWEST * em <= height <= _TALLEST * em or self.high - self.low > _WIDEST * em:
            return None
        return abs(middle - across + _MIDDLE * em)

    def stands_between(self, end: float, start: float, em: float) -> bool:
        """Say whether it stands in the gap between a word that ends here and one that starts there."""
        return self.low >= end - _OVERLAP * em and self.high <= start + _OVERLAP * em

    def covers(self, start: float, end: float, em: float) -> bool:
        """Say whether it lies over or under part of a word."""
        return not (end <= self.low + _OVERLAP * em or start >= self.high - _OVERLAP * em)


def signs_in(content: PageContent, drawn: Drawn) -> dict[int, Stamp]:
    """Give the pieces of text (by id) that are a tick or the like, alone in a form, and what draws that form."""
    scopes = {id(child): child for child in _below(content.scope)}
    found: dict[int, Stamp] = {}
    for number, stamp in drawn.forms.items():
        scope = scopes[number]
        shown = [each for each in scope.segments.values() if each.text.strip()]
        if len(shown) == 1 and not scope.placements and not scope.children and _is_sign(shown[0], scope):
            found[id(shown[0])] = stamp
    return found


def _is_sign(segment: Segment, scope: Scope) -> bool:
    text = segment.text.strip()
    if segment.removed or len(text) > 1 or segment.em > _LARGEST_POINTS:
        return False
    if not text.isalnum():
        return True
    fonts = scope.resources.get(Name.Font)
    used = [fonts.get(name) for name in scope.used.get("Font", ()) if isinstance(fonts, Dictionary)]
    names = [spelt(each.get(Name.BaseFont)).lower() for each in used if isinstance(each, Dictionary)]
    return bool(names) and all(any(sign in name for sign in _SIGN_FONTS) for name in names)


def _below(scope: Scope) -> Iterator[Scope]:
    for child in scope.children:
        yield child
        yield from _below(child)


def figures_in(content: PageContent, drawn: Drawn, signs: dict[int, Stamp], direction: Point) -> list[Figure]:
    """Give the small drawings of a page that may go with a word of a line in this direction."""
    leaves = {number: stamp for number, stamp in drawn.forms.items() if stamp in signs.values()}
    scopes = {id(child): child for child in _below(content.scope)}
    leaves.update(
        (number, stamp)
        for number, stamp in drawn.forms.items()
        if not (scopes[number].segments or scopes[number].placements or scopes[number].children)
    )
    visible = [shape for shape in drawn.shapes if not (shape.is_clip or shape.is_settled)]
    parts = [_of_shape(shape, leaves, direction) for shape in visible if _is_mark(shape)]
    parts += [_of_picture(each, direction) for each in content.placements]
    ticks = [(each, signs[id(each)]) for each in content.segments if id(each) in signs]
    parts += [_boxed(each.bounds(), direction, stamp=stamp) for each, stamp in ticks]
    small = [part for part in parts if _is_small(part)][:_MOST]
    found = list(_joined(small))
    if found:
        _add_fillings(found, [shape for shape in visible if not _is_mark(shape)], leaves, direction)
        large = [
            _boxed(shape.bounds(), direction) for shape in visible if shape.has_stroke or _is_rule(shape)
        ]
        found = [
            each for each in found if not any(_cuts(other, each) for other in large if not _is_small(other))
        ]
    return found


def make_room(run: Run, figures: Sequence[Figure]) -> None:
    """Leave room between words for the figure between them: a space, and what it and its own word take up."""
    for figure in figures if len(run.words) > 1 else ():
        if figure.misses(run.across, run.em) is None:
            continue
        for before, after in pairwise(run.words):
            if figure.stands_between(before.end, after.start, run.em):
                space = before.parts[-1][0].segment.space
                before.tab = max(before.tab or 0.0, after.start - figure.low + space)


def _is_mark(shape: Shape) -> bool:
    """Say whether a shape marks no word by its length: highlights are filled boxes, and rules are flat."""
    return not _is_rule(shape) and (shape.has_stroke or not shape.is_box)


def _is_rule(shape: Shape) -> bool:
    left, bottom, right, top = shape.bounds()
    return min(right - left, top - bottom) < _SMALLEST_POINTS


def _of_shape(shape: Shape, leaves: dict[int, Stamp], direction: Point) -> Figure:
    stamp = leaves.get(id(shape.scope))
    return _boxed(shape.bounds(), direction, stamp=stamp, shape=None if stamp else shape)


def _of_picture(picture: Placement, direction: Point) -> Figure:
    return _boxed(picture.bounds(), direction, stamp=Stamp(picture.scope, picture.op_index, picture.ctm))


def _boxed(
    box: Bounds, direction: Point, *, stamp: Stamp | None = None, shape: Shape | None = None
) -> Figure:
    (x, y), (left, bottom, right, top) = direction, box
    low, high = sorted((left * x + bottom * y, right * x + top * y))
    upper, lower = sorted((left * y - bottom * x, right * y - top * x))
    return Figure(low, high, upper, lower, [shape] if shape else [], [stamp] if stamp else [])


def _is_small(part: Figure) -> bool:
    return max(part.high - part.low, part.lower - part.upper) <= _LARGEST_POINTS


def _joined(parts: Iterable[Figure]) -> Iterator[Figure]:
    """Make one of those that touch each other, or are drawn by one operator."""
    open_ones: list[Figure] = []
    for part in sorted(parts, key=lambda each: each.low):
        yield from (each for each in open_ones if each.high + _TOUCHING_POINTS < part.low)
        open_ones = [each for each in open_ones if each.high + _TOUCHING_POINTS >= part.low]
        touched = [each for each in open_ones if _touch(each, part)]
        open_ones = [each for each in open_ones if each not in touched]
        open_ones.append(_united([*touched, part]))
    yield from open_ones


def _touch(one: Figure, other: Figure) -> bool:
    near = _TOUCHING_POINTS
    return (
        one.low - near <= other.high and other.low - near <= one.high
        and one.upper - near <= other.lower and other.upper - near <= one.lower
    )  # fmt: skip


def _united(parts: Sequence[Figure]) -> Figure:
    return Figure(
        min(each.low for each in parts),
        max(each.high for each in parts),
        min(each.upper for each in parts),
        max(each.lower for each in parts),
        [shape for each in parts for shape in each.shapes],
        list(dict.fromkeys(stamp for each in parts for stamp in each.stamps)),
    )


def _add_fillings(
    found: Sequence[Figure], others: Sequence[Shape], leaves: dict[int, Stamp], direction: Point
) -> None:
    """Put what lies inside a figure with it: the ground of a box, the strokes of a cross."""
    for shape in others:
        part = _of_shape(shape, leaves, direction)
        home = next((each for each in found if _holds(each, part)), None) if _is_small(part) else None
        if home is not None:
            home.shapes.extend(part.shapes)
            home.stamps.extend(stamp for stamp in part.stamps if stamp not in home.stamps)


def _holds(figure: Figure, part: Figure) -> bool:
    slack = _TOUCHING_POINTS / 2
    return (
        part.low >= figure.low - slack and part.high <= figure.high + slack
        and part.upper >= figure.upper - slack and part.lower <= figure.lower + slack
    )  # fmt: skip


def _cuts(other: Figure, figure: Figure) -> bool:
    """Say whether a larger drawing touches a figure and does not go all round it: a cell has neighbours."""
    return _touch(other, figure) and not (
        other.low < figure.low and other.high > figure.high
        and other.upper < figure.upper and other.lower > figure.lower
    )  # fmt: skip
