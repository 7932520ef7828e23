"""Says how a line of print is anchored: to which edge of its column, so that it can be set anew on that edge.

A line that is set to the right begins where its words begin to fit: its start is as telling as another's end. So
each line that lost something is set anew on the edge it shares with other lines, and a line that shares none
begins on a coarse grid. What is decided here is decided from what stays on the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from statistics import median_low

from redaction.pdf.lines_anew.words import Run, Word

GRID_POINTS = 30.0
_SAME_EDGE = 1.0
_NATURAL_EM = 0.05
INDENT_EM = 4.0


class Anchor(Enum):
    """The edge that a line keeps when it gets shorter or longer. `BOTH` is spread from edge to edge."""

    LEFT = auto()
    RIGHT = auto()
    CENTRE = auto()
    BOTH = auto()
    LOOSE = auto()


@dataclass(slots=True, eq=False)
class Strip:
    """A run of print as one length; `line` numbers the line it stands in, `run` has its words once split.

    `has_bar` says that something in it was removed, `is_blank` that it is a line of spaces alone. `opens` is the
    letter that it begins with, where it lost nothing.
    """

    left: float
    right: float
    across: float
    em: float
    line: int
    run: Run | None = None
    has_bar: bool = False
    is_blank: bool = False
    opens: str = ""

    def edge(self, anchor: Anchor) -> float:
        """Give the place that lines of this anchor share."""
        if anchor is Anchor.RIGHT:
            return self.right
        return (self.left + self.right) / 2 if anchor is Anchor.CENTRE else self.left


def share_edge(one: Strip, other: Strip, anchor: Anchor) -> bool:
    return abs(one.edge(anchor) - other.edge(anchor)) < _SAME_EDGE


def at_edge(strips: Sequence[Strip], place: float, anchor: Anchor) -> list[Strip]:
    """Give the strips whose edge of this anchor lies here."""
    low, high = place - _SAME_EDGE, place + _SAME_EDGE
    if anchor is Anchor.RIGHT:
        return [each for each in strips if low < each.right < high]
    if anchor is Anchor.CENTRE:
        return [each for each in strips if low < (each.left + each.right) / 2 < high]
    return [each for each in strips if low < each.left < high]


def gap_after(word: Word) -> float:
    """How far the next word usually stands from this one: what its font says, as many times as it has spaces.

    Behind a small raised number the space is that of the word that it belongs to.
    """
    if word.tab is not None:
        return word.tab
    first, last = word.parts[0][0].segment, word.parts[-1][0].segment
    return (first if first.em > last.em else last).space * max(word.spaces, 1)


def anchor_of(strip: Strip, strips: Sequence[Strip], middle: float, look: Callable[[Strip], Run]) -> Anchor:
    """Say on which edge a strip is set; `middle` is that of the page, `look` gives the words of another strip."""
    low, high, line = strip.left, strip.right, strip.line
    left = [each for each in strips if -_SAME_EDGE < each.left - low < _SAME_EDGE and each.line != line]
    right = [each for each in strips if -_SAME_EDGE < each.right - high < _SAME_EDGE and each.line != line]
    twice, both = 2 * _SAME_EDGE, low + high
    centre = [each for each in strips if -twice < each.left + each.right - both < twice and each.line != line]
    if right and any(_is_spread(look(each)) for each in [strip, *_plainest(right)]):
        return Anchor.BOTH
    if len(centre) > max(len(left), len(right)):
        return Anchor.CENTRE
    if left or right:
        return Anchor.LEFT if len(left) >= len(right) else Anchor.RIGHT
    if centre or abs(strip.edge(Anchor.CENTRE) - middle) < 2 * _SAME_EDGE:
        return Anchor.CENTRE
    return _alone(strip, [other for other in strips if other.line != line], middle)


def _alone(strip: Strip, others: Sequence[Strip], middle: float) -> Anchor:
    """Say how a line is set that shares no edge."""
    if _begins_a_paragraph(strip, others):
        return Anchor.LEFT
    # It may still end where the margins of the page say that lines end.
    even = 2 * middle - min((other.left for other in others), default=strip.left)
    return Anchor.RIGHT if abs(strip.right - even) < 2 * _SAME_EDGE else Anchor.LOOSE


def _plainest(strips: Sequence[Strip]) -> list[Strip]:
    """A few that lost nothing: what they look like does not depend on it."""
    return [strip for strip in strips if not strip.has_bar][:3]


def _is_spread(run: Run) -> bool:
    more = [abs(after.start - before.end - gap_after(before)) for before, after in pairwise(run.words)]
    # Here and there one gap is wider, behind a full stop or round a rule; in a spread line nearly all are.
    return len(more) > 1 and median_low(more) >= _NATURAL_EM * run.em


def _begins_a_paragraph(strip: Strip, others: Sequence[Strip]) -> bool:
    """Say whether the line below begins a little to the left or right, as others do: then this one is its first."""
    return any(
        0.7 < (other.across - strip.across) / strip.em < 2.5
        and abs(other.left - strip.left) < INDENT_EM * strip.em
        and sum(share_edge(other, third, Anchor.LEFT) for third in others) > 1
        for other in others
    )
