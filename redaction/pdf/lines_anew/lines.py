"""Puts segments in the order a reader's eye takes them: lines by baseline, left to right along each."""

from collections.abc import Mapping
from operator import attrgetter

from redaction.pdf.lettering.fonts import BLANK
from redaction.pdf.lines_anew.overprint import Placed, apart, is_double
from redaction.pdf.lines_anew.walls import CellEdges
from redaction.pdf.text_state import JUMP_EM, Point, Segment

Line = list[Segment]
GUTTER_EM = 0.7
_FAR_APART = 2


def in_lines(segments: list[Segment]) -> list[Line]:
    """Group segments that share a direction and a baseline; each line runs along its direction."""
    by_direction: dict[tuple[float, float], list[Placed]] = {}
    for order, segment in enumerate(segments):
        if not segment.text:
            continue
        ux, uy = segment.direction
        x, y = segment.start_point
        key = (round(ux, 2), round(uy, 2))
        by_direction.setdefault(key, []).append(Placed(x * uy - y * ux, x * ux + y * uy, order, segment))
    lines: list[Line] = []
    for placed in by_direction.values():
        for line in _split(placed):
            lines.extend(apart(line))
    return lines


def _split(placed: list[Placed]) -> list[list[Placed]]:
    placed.sort(key=attrgetter("across"))
    lines: list[list[Placed]] = []
    for item in placed:
        last = lines[-1][-1] if lines else None
        if last is None or item.across - last.across > 0.4 * min(item.segment.em, last.segment.em):
            lines.append([])
        lines[-1].append(item)
    return lines


def without_doubles(line: Line) -> Line:
    """Leave out a segment that repeats the one before in nearly the same place, as false bold does.

    Where every letter is shown by itself, the two of "tt" stand as near as that, but side by side.
    """
    kept: Line = []
    for segment in line:
        if kept and is_double(kept[-1], segment):
            continue
        kept.append(segment)
    return kept


def begins_a_column(gap_em: float, before: Segment, after: Segment, order: Mapping[int, int]) -> bool:
    """Say whether a gap of so many ems parts columns or cells.

    A gutter may be no wider than the gaps of a line that is spread; but who writes in columns writes one after
    the other, so that what stands on its two sides stands far apart in the page's content. `order` gives the
    place there of each segment (by id).
    """
    if gap_em > JUMP_EM:
        return True
    return gap_em > GUTTER_EM and not reads_on(before, after, order)


def reads_on(before: Segment, after: Segment, order: Mapping[int, int]) -> bool:
    """Say whether one piece of text was written right after another, or nearly so."""
    return abs(order.get(id(after), 0) - order.get(id(before), 0)) <= _FAR_APART


def runs(line: Line, order: Mapping[int, int], cells: CellEdges | None = None) -> list[Line]:
    """Split a line where a wide gap, or the rule of a table, says that another column or cell begins."""
    found: list[Line] = []
    furthest = printed = 0.0
    for segment in line:
        ux, uy = segment.direction
        start = segment.start_point[0] * ux + segment.start_point[1] * uy
        end = segment.end_point[0] * ux + segment.end_point[1] * uy
        gap_em = (start - furthest) / min(segment.em, found[-1][-1].em if found else segment.em)
        across = segment.start_point[0] * uy - segment.start_point[1] * ux
        is_new = not found or begins_a_column(gap_em, found[-1][-1], segment, order)
        if is_new or (cells and cells.part(printed, start, across, segment.em)):
            found.append([segment])
            furthest, printed = end, float("-inf")
        else:
            found[-1].append(segment)
            furthest = max(furthest, end)
        x, y = end_of_print(segment)
        printed = max(printed, x * ux + y * uy)
    return found


def end_of_print(segment: Segment) -> Point:
    """Give where a segment's last letter ends: spaces and moves of the pen behind it show nothing."""
    trailing = len(segment.text) - len(segment.text.rstrip())
    if trailing == len(segment.text) or not (trailing or isinstance(segment.pieces[-1], float)):
        return segment.end_point
    glyphs = segment.glyphs
    last = len(glyphs.kinds.rstrip(BLANK)) - 1
    return segment.point_at(glyphs.at[last] + glyphs.widths[last]) if last >= 0 else segment.end_point
