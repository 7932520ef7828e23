"""Tells apart lines that lie on each other: what was typed over the rule of a form, two texts nearly on one baseline.

Read as one line their words would be taken in turns, and set anew they would be set side by side. What was written
one after the other and does not cover itself is one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from redaction.pdf.lettering.fonts import BLANK
from redaction.pdf.text_state import Segment

# Less than this is an accent over its letter, a kern, or a piece that was shown twice.
_LEAST_EM = 1.0
_ONE_BASELINE_EM, _OWN_BASELINE_EM = 0.02, 0.12
_MOST_OF_IT = 0.8


@dataclass(
    slots=True
)  # not frozen: there is one for each piece of text, and frozen ones take twice as long to make
class Placed:
    """A piece of text with where it stands across its direction and along it, and when it was written."""

    across: float
    along: float
    order: int
    segment: Segment

    @property
    def end(self) -> float:
        return self.along + abs(self.segment.advance) * self.segment.scale


@dataclass(slots=True)
class _Layer:
    """Pieces of text that do not cover each other, in the order in which they were written."""

    placed: list[Placed] = field(default_factory=list)

    def takes(self, item: Placed) -> bool:
        return all(
            is_double(each.segment, item.segment) or _covered(each, item) < _least(each, item)
            for each in self.placed
        )

    def apart_from(self, item: Placed) -> int:
        """Say how unlikely it is that a piece goes on from here; nought where it repeats one or shares a baseline."""
        if any(is_double(each.segment, item.segment) for each in self.placed):
            return 0
        return round(abs(self.placed[-1].across - item.across) / (_ONE_BASELINE_EM * item.segment.em))


def _least(one: Placed, other: Placed) -> float:
    """Say how much two pieces cover of each other that do not belong together.

    A short word on a line of its own is covered as a whole by less than an em of another.
    """
    em = min(one.segment.em, other.segment.em)
    is_word = other.segment.text.strip().isalnum() and abs(one.across - other.across) > _OWN_BASELINE_EM * em
    return min(_LEAST_EM * em, _MOST_OF_IT * (other.end - other.along)) if is_word else _LEAST_EM * em


def is_double(one: Segment, other: Segment) -> bool:
    """Say whether a piece of text repeats another in nearly the same place, as false bold does.

    Where every letter is shown by itself, the two of "tt" stand as near as that, but side by side.
    """
    if one.text != other.text:
        return False
    (x, y), (u, v) = one.start_point, other.start_point
    return abs(x - u) + abs(y - v) < min(0.35 * other.em, 0.6 * abs(other.advance) * other.scale)


def apart(placed: Sequence[Placed]) -> list[list[Segment]]:
    """Give the lines that these pieces of text make, each in the order seen."""
    if len(placed) < 2 or not _overlap(placed):
        return [_ordered(placed)]
    layers: list[_Layer] = []
    for item in sorted(placed, key=attrgetter("order")):
        free = [each for each in reversed(layers) if each.takes(item)]
        layer = min(free, key=lambda each: each.apart_from(item), default=None)
        if layer is None:
            layer = _Layer()
        else:
            layers.remove(layer)
        layer.placed.append(item)
        layers.append(layer)
    return [_ordered(layer.placed) for layer in layers]


def _ordered(placed: Sequence[Placed]) -> list[Segment]:
    return [item.segment for item in sorted(placed, key=attrgetter("along"))]


def _overlap(placed: Sequence[Placed]) -> bool:
    """Say whether any piece begins well before another ends: most lines need no closer look."""
    reach, em = float("-inf"), 0.0
    for item in sorted(placed, key=attrgetter("along")):
        if item.along < reach - _LEAST_EM * min(em, item.segment.em):
            return True
        if item.end > reach:
            reach, em = item.end, item.segment.em
    return False


def _covered(one: Placed, other: Placed) -> float:
    """Say how much of the print of one piece stands over that of another, in page units."""
    if one.end <= other.along or other.end <= one.along:
        return 0.0
    first, second = _print(one), _print(other)
    if not first or not second or first[-1][1] <= second[0][0] or second[-1][1] <= first[0][0]:
        return 0.0
    return sum(max(0.0, min(end, past) - max(start, begin)) for start, end in first for begin, past in second)


def _print(item: Placed) -> list[tuple[float, float]]:
    """Give where the print of a piece begins and ends along the line, without what is blank."""
    start, segment = item.along, item.segment
    glyphs, scale = segment.glyphs, segment.scale
    found: list[tuple[float, float]] = []
    for at, width, kind in zip(glyphs.at, glyphs.widths, glyphs.kinds, strict=True):
        if kind == BLANK[0]:
            continue
        begin = start + abs(at) * scale
        end = begin + abs(width) * scale
        if found and begin - found[-1][1] < 0.05 * segment.em:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
