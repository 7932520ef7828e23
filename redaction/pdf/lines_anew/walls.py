"""Finds the upright rules that bound the lines of a cell: what is set anew may not run over them.

Where a rule stands is drawn on the page and does not depend on what was removed.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redaction.pdf.lines_anew.columns import Strip
from redaction.pdf.lines_anew.shapes import Shape
from redaction.pdf.text_state import Point

_THIN_POINTS = 2.5
_LEAST_EM = 0.6
# A highlight is as long as the words it marks; it is no taller than this.
_TALLER_THAN_A_HIGHLIGHT_EM = 1.9
_ABOVE_EM = 0.3
_MARGIN_EM = 0.3
_UPRIGHT = 1e-3
_LEAST_TABLE_EM = 3.0
# Print of a narrow cell may stand on its rule.
_OVERLAP_EM = 0.15
# One edge: where it stands along the lines, and from where to where it runs across them.
Wall = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Walls:
    """The upright rules of a page, and the edges of its boxes, that no line of print crosses."""

    found: Sequence[Wall] = ()
    plain: Sequence[Strip] = ()

    @classmethod
    def of(cls, shapes: Iterable[Shape], strips: Sequence[Strip], direction: Point) -> "Walls":
        """Give the walls among what is drawn; none for lines that are not level."""
        if abs(direction[0] - 1) > _UPRIGHT or abs(direction[1]) > _UPRIGHT or not strips:
            return cls()
        em = min(strip.em for strip in strips if strip.has_bar) if any(s.has_bar for s in strips) else 0.0
        edges = {wall for shape in shapes for wall in _edges(shape, em)}
        plain = [strip for strip in strips if not strip.has_bar and not strip.is_blank]
        return cls(sorted(edges), plain)

    def right_of(self, place: float, strip: Strip) -> float:
        """Say how far a line that begins at a place may reach: to the first wall beside it, less a margin."""
        across = strip.across - _ABOVE_EM * strip.em
        for wall in self.found[bisect_right(self.found, (place + strip.em, math.inf, math.inf)) :]:
            at, upper, lower = wall
            if upper <= across <= lower and not any(_crosses(each, wall) for each in self.plain):
                return at - _MARGIN_EM * strip.em
        return math.inf

    def left_of(self, strip: Strip) -> float:
        """Say where a line may begin at the earliest: behind the last wall before it, and a margin."""
        across = strip.across - _ABOVE_EM * strip.em
        for wall in reversed(self.found[: bisect_right(self.found, (strip.left, math.inf, math.inf))]):
            at, upper, lower = wall
            if upper <= across <= lower and not any(_crosses(each, wall) for each in self.plain):
                return at
        return -math.inf


@dataclass(frozen=True, slots=True)
class CellEdges:
    """The upright rules of tables: those that stand over one another for some lines of print."""

    found: Sequence[Wall] = ()

    @classmethod
    def of(cls, shapes: Iterable[Shape], em: float, direction: Point) -> "CellEdges":
        """Give those among what is drawn; `em` is the least size of print that matters."""
        if not em or abs(direction[0] - 1) > _UPRIGHT or abs(direction[1]) > _UPRIGHT:
            return cls()
        standing: dict[int, set[Wall]] = {}
        for wall in {wall for shape in shapes for wall in _edges(shape, em)}:
            standing.setdefault(round(wall[0]), set()).add(wall)
        tables = [
            walls
            for walls in standing.values()
            if sum(low - up for _, up, low in walls) > _LEAST_TABLE_EM * em
        ]
        return cls(sorted(wall for walls in tables for wall in walls))

    def part(self, end: float, start: float, across: float, em: float) -> bool:
        """Say whether one of them stands between print that ends here and print that starts there on one line."""
        slack, height = _OVERLAP_EM * em, across - _ABOVE_EM * em
        low = bisect_left(self.found, (end - slack, -math.inf, -math.inf))
        high = bisect_right(self.found, (start + slack, math.inf, math.inf))
        return any(upper <= height <= lower for _, upper, lower in self.found[low:high])


def _edges(shape: Shape, em: float) -> Iterable[Wall]:
    if shape.is_clip or shape.is_curved or not em:
        return
    left, bottom, right, top = shape.bounds()
    if top - bottom < (_LEAST_EM if right - left < _THIN_POINTS else _TALLER_THAN_A_HIGHLIGHT_EM) * em:
        return
    yield left, -top, -bottom
    if right - left >= _THIN_POINTS:
        yield right, -top, -bottom


def _crosses(strip: Strip, wall: Wall) -> bool:
    at, upper, lower = wall
    return strip.left + 1 < at < strip.right - 1 and upper < strip.across - _ABOVE_EM * strip.em < lower
