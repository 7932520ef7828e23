"""Says where the column is that a line stands in, and how wide: from the lines in it that lost nothing.

A line that lost something is set within its column, and how wide that is may not depend on what went.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines_anew.columns import GRID_POINTS, INDENT_EM, Anchor, Strip, at_edge, share_edge

_FEWEST_LINES = 3
_FEWEST_FILLED_LINES = 3
_NARROWEST_EM = 10.0
_WIDEST_RAG_EM = 5.0
# Of running text so many lines hardly ever begin with a large letter by chance, but for one in five.
_FEWEST_OPENINGS, _SMALL_OPENINGS = 4, 0.2
# A quarter of an inch: margins are mostly a multiple of it.
_MARGIN_STEP = 18.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where the lines of a column are: `edge` is the place they share, `widest` how far the longest reaches.

    `full` is how wide the column is, whether or not a line fills it.
    """

    anchor: Anchor
    edge: float
    widest: float
    full: float


@dataclass(slots=True)
class Columns:
    """The columns of a page's lines, each measured once: many lines of a page stand in the same.

    `strips` may not change any more; `extent` is the page's own left and right.
    """

    strips: Sequence[Strip]
    extent: tuple[float, float]
    _at: dict[tuple[Anchor, float], list[Strip]] = field(default_factory=dict)
    _below: dict[tuple[int, Anchor], Strip | None] = field(default_factory=dict)
    _found: dict[tuple[Anchor, float, float], Column | None] = field(default_factory=dict)

    def of(self, strip: Strip, anchor: Anchor) -> Column | None:
        """Give the column that a line stands in; None where too few lines say how wide it is."""
        if anchor is Anchor.LOOSE:
            return None
        edge, below = edge_of(anchor), self.below(strip, edge_of(anchor))
        # A first line may be set in or out: the edge is that of more lines.
        places = [head.edge(edge) for head in (strip, below) if head is not None]
        place = max(places, key=lambda each: len(self._family(edge, each)))
        key = (anchor, place, strip.em)
        if key not in self._found:
            self._found[key] = self._measured(anchor, self._family(edge, place), strip.em)
        return self._found[key]

    def below(self, strip: Strip, edge: Anchor) -> Strip | None:
        """Give the line under this one in its column."""
        key = (id(strip), edge)
        if key not in self._below:
            self._below[key] = _below(strip, edge, self.strips)
        return self._below[key]

    def is_shared(self, strip: Strip, column: Column) -> bool:
        """Say whether other print stands further on in a line of the column, where words would come to lie on it."""
        right = column.edge + column.full
        return column.anchor in (Anchor.LEFT, Anchor.BOTH) and any(
            other.line == strip.line and strip.right < other.left < right and not other.is_blank
            for other in self.strips
        )

    def _family(self, edge: Anchor, place: float) -> list[Strip]:
        found = self._at.get((edge, place))
        if found is None:
            found = self._at[edge, place] = at_edge(self.strips, place, edge)
        return found

    def _measured(self, anchor: Anchor, family: Sequence[Strip], em: float) -> Column | None:
        edge, extent = edge_of(anchor), self.extent
        plain = [each for each in family if not each.has_bar]
        said_by = plain if len(plain) >= _FEWEST_LINES and anchor is not Anchor.BOTH else family
        widths = [each.right - each.left for each in said_by]
        if len(widths) < _FEWEST_LINES or max(widths) < _NARROWEST_EM * em:
            return None
        place, middle, widest = settled_edge(family, edge), sum(extent) / 2, max(widths)
        if edge is Anchor.CENTRE and abs(place - middle) < 2:
            place = middle
        if anchor is not Anchor.BOTH and _each_begins_anew(plain):
            return None
        if not self._is_filled(anchor, place, widths, em):
            return None
        return Column(anchor, place, widest, self._full(anchor, place, widest, em, family))

    def _is_filled(self, anchor: Anchor, place: float, widths: Sequence[float], em: float) -> bool:
        """Say whether lines were broken because the column was full, and not each where its writer ended it.

        Of three lines of a list one is always the longest, which says nothing of what stands below it. A
        column's lines end near one another, or near the margin of the page.
        """
        rag, extent, widest = _WIDEST_RAG_EM * em, self.extent, max(widths)
        near_the_end = len([width for width in widths if width > widest - rag])
        if near_the_end >= _FEWEST_FILLED_LINES or anchor is Anchor.BOTH:
            return True
        margin = place - extent[0] if anchor is Anchor.LEFT else extent[1] - place
        if anchor is Anchor.CENTRE:
            return near_the_end > 1
        return widest > extent[1] - extent[0] - 2 * margin - rag

    def _full(self, anchor: Anchor, place: float, widest: float, em: float, family: Sequence[Strip]) -> float:
        """Say how wide the column is, without what chance left free at the ends of its lines.

        A column whose lines are filled says it; else it is as wide as its margins are equal, or to the next
        step of a coarse grid, up to what stands beside it.
        """
        extent = self.extent
        if anchor is Anchor.BOTH:
            return float(round(widest))
        if anchor is Anchor.CENTRE:
            margin = (extent[1] - extent[0] - widest) / 2
            return extent[1] - extent[0] - 2 * max((margin + 2) // _MARGIN_STEP * _MARGIN_STEP, 0.0)
        near, far = (place - extent[0], extent[1] - place)
        margin, reach = (near, far) if anchor is Anchor.LEFT else (far, near)
        even = reach - margin
        if 0 <= even - widest < _WIDEST_RAG_EM * em:
            return even
        found = -(-widest // GRID_POINTS) * GRID_POINTS
        return max(min(found, self._free_beside(anchor, place, widest, family) - em), widest)

    def _free_beside(self, anchor: Anchor, place: float, widest: float, family: Sequence[Strip]) -> float:
        """How far the column can reach before it meets the one beside it."""
        lines = {each.line for each in family}
        limit = float("inf")
        for other in self.strips:
            if other.line not in lines:
                continue
            if anchor is Anchor.LEFT and other.left > place + widest:
                limit = min(limit, other.left - place)
            elif anchor is Anchor.RIGHT and other.right < place - widest:
                limit = min(limit, place - other.right)
        return limit


def _each_begins_anew(plain: Sequence[Strip]) -> bool:
    """Say whether lines are entries, as on a receipt: next to none begins with a small letter, and some with a large.

    What stays says so, and the lines of running text do not.
    """
    opened = [each.opens for each in plain if each.opens]
    if len(opened) < _FEWEST_OPENINGS or not any(map(str.isupper, opened)):
        return False
    return sum(map(str.islower, opened)) <= _SMALL_OPENINGS * len(opened)


def edge_of(anchor: Anchor) -> Anchor:
    """Give the edge by which lines of this anchor are known for one column."""
    return Anchor.LEFT if anchor is Anchor.BOTH else anchor


def settled_edge(family: Sequence[Strip], edge: Anchor) -> float:
    """Say where lines share an edge, to the point: the fractions come of how long each line was."""
    found = sorted(each.edge(edge) for each in family if not each.has_bar) or [
        each.edge(edge) for each in family
    ]
    middle = found[len(found) // 2]
    return middle if edge is Anchor.LEFT else round(middle)


def _below(strip: Strip, edge: Anchor, strips: Sequence[Strip]) -> Strip | None:
    found: Strip | None = None
    low, high = strip.across + 0.7 * strip.em, strip.across + 2.5 * strip.em
    for other in [each for each in strips if low < each.across < high]:
        if not 0.9 < other.em / strip.em < 1.11:
            continue
        if other.right < strip.left or other.left > strip.right:
            continue
        near = share_edge(strip, other, edge) or (
            edge is Anchor.LEFT and abs(other.left - strip.left) < INDENT_EM * strip.em
        )
        if near and (found is None or other.across < found.across):
            found = other
    return found
