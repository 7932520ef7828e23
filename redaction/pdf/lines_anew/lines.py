"""Puts segments in the order a reader's eye takes them: lines by baseline, left to right along each."""

from collections.abc import Mapping

from redaction.pdf.lettering.fonts import BLANK
from redaction.pdf.text_state import JUMP_EM, Point, Segment

Line = list[Segment]
GUTTER_EM = 0.7
_FAR_APART = 2


def in_lines(segments: list[Segment]) -> list[Line]:
    """Group segments that share a direction and a baseline; each line runs along its direction."""
    by_direction: dict[tuple[float, float], list[tuple[float, float, Segment]]] = {}
    for segment in segments:
        if not segment.text:
            continue
        ux, uy = segment.direction
        x, y = segment.start_point
        key = (round(ux, 2), round(uy, 2))
        by_direction.setdefault(key, []).append((x * uy - y * ux, x * ux + y * uy, segment))
    lines: list[Line] = []
    for placed in by_direction.values():
        lines.extend(_split(placed))
    return lines


def _split(placed: list[tuple[float, float, Segment]]) -> list[Line]:
    placed.sort(key=lambda item: item[0])
    lines: list[Line] = []
    current: list[tuple[float, float, Segment]] = []
    for item in placed:
        if current and item[0] - current[-1][0] > 0.4 * min(item[2].em, current[-1][2].em):
            lines.append(_ordered(current))
            current = []
        current.append(item)
    if current:
        lines.append(_ordered(current))
    return lines


def _ordered(items: list[tuple[float, float, Segment]]) -> Line:
    return [item[2] for item in sorted(items, key=lambda item: item[1])]


def without_doubles(line: Line) -> Line:
    """Leave out a segment that repeats the one before in nearly the same place, as false bold does.

    Where every letter is shown by itself, the two of "tt" stand as near as that, but side by side.
    """
    kept: Line = []
    for segment in line:
        if kept and kept[-1].text == segment.text:
            (x, y), (u, v) = kept[-1].start_point, segment.start_point
            if abs(x - u) + abs(y - v) < min(0.35 * segment.em, 0.6 * abs(segment.advance) * segment.scale):
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


def runs(line: Line, order: Mapping[int, int]) -> list[Line]:
    """Split a line where a wide gap says that another column or cell begins."""
    found: list[Line] = []
    furthest = 0.0
    for segment in line:
        ux, uy = segment.direction
        start = segment.start_point[0] * ux + segment.start_point[1] * uy
        end = segment.end_point[0] * ux + segment.end_point[1] * uy
        gap_em = (start - furthest) / min(segment.em, found[-1][-1].em if found else segment.em)
        if not found or begins_a_column(gap_em, found[-1][-1], segment, order):
            found.append([segment])
            furthest = end
        else:
            found[-1].append(segment)
            furthest = max(furthest, end)
    return found


def end_of_print(segment: Segment) -> Point:
    """Give where a segment's last letter ends: spaces and moves of the pen behind it show nothing."""
    trailing = len(segment.text) - len(segment.text.rstrip())
    if trailing == len(segment.text) or not (trailing or isinstance(segment.pieces[-1], float)):
        return segment.end_point
    glyphs = segment.glyphs
    last = len(glyphs.kinds.rstrip(BLANK)) - 1
    return segment.point_at(glyphs.at[last] + glyphs.widths[last]) if last >= 0 else segment.end_point
