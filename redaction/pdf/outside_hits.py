"""Where another engine sees a term on a page: its points are found again among our own glyphs."""

from collections.abc import Sequence

from redaction.pdf.pdfium import OutsideHit
from redaction.pdf.taking import Hit, Marks, merged, take
from redaction.pdf.text_state import Point, Segment, inverse, placed

# Engines that read the same glyph agree on where it begins to about this much.
_SAME_ORIGIN_EM = 0.12


def is_answered(hit: OutsideHit, own: Sequence[Hit], outside: Sequence[OutsideHit]) -> bool:
    """Say whether our own reading took every occurrence that another engine sees on this line, elsewhere in it.

    Engines differ on how wide the letters of a font are that is not in the file. What stands at their places is
    then a neighbour, which stays. Should they be right after all, the result still says the term, and the page
    becomes a picture.
    """
    begun = [part for each in own if each.entry == hit.entry for part in each.parts[:1]]
    segment = next((part[0] for part in begun if _is_on_line(part[0], hit)), None)
    if segment is None:
        return False
    seen = sum(each.entry == hit.entry and _is_on_line(segment, each) for each in outside)
    places = [each.point_at(each.glyphs.at[first]) for each, first, _ in begun]
    return len({(round(x), round(y)) for x, y in places if _is_beside(segment, (x, y))}) >= seen


def _is_on_line(segment: Segment, hit: OutsideHit) -> bool:
    return bool(hit.origins) and _is_beside(segment, hit.origins[0])


def _is_beside(segment: Segment, point: Point) -> bool:
    back = inverse(segment.matrix)
    if back is None:
        return False
    x, y = placed(back, *point)
    along, across = (y, x) if segment.font.vertical else (x, y)
    size = abs(segment.body)
    return abs(across - segment.rise) < 0.3 * size and -size < along < abs(segment.advance) + size


def mark_outside(
    hit: OutsideHit, segments: Sequence[Segment], unseen: Sequence[Segment], marks: Marks
) -> None:
    """Find the glyphs under each point that another engine says belongs to a term."""
    parts: list[tuple[Segment, int, int]] = []
    missing = False
    for origin, centre in hit.letters:
        found = [(segment, index) for segment in segments for index in _glyphs_at(segment, origin, centre)]
        # Where some begin at the point, another that only lies over it is print of its own.
        found = [(segment, index) for segment, index in found if _begins_at(segment, index, origin)] or found
        if not found and not any(_glyphs_at(segment, origin, centre) for segment in unseen):
            missing = True
        parts.extend((segment, index, index) for segment, index in found if index not in segment.removed)
    if missing:
        marks.lost.append(hit)
    if parts:
        parts.sort(key=lambda part: (id(part[0]), part[1]))
        stretches = merged(parts)
        for part in stretches:
            take([part], hit.entry)
        marks.hits.append(Hit(hit.entry, stretches))


def _begins_at(segment: Segment, index: int, origin: Point) -> bool:
    x, y = segment.point_at(segment.glyphs.at[index])
    return max(abs(x - origin[0]), abs(y - origin[1])) <= _SAME_ORIGIN_EM * segment.em


def _glyphs_at(segment: Segment, origin: Point, centre: Point) -> list[int]:
    back = inverse(segment.matrix)
    if back is None:
        return []
    x, y = placed(back, *centre)
    along, across = (y - segment.rise, x) if segment.font.vertical else (x, y - segment.rise)
    low, high = sorted((0.0, segment.advance))
    size = abs(segment.body)
    if not (low - size <= along <= high + size and abs(across) <= 1.5 * size):
        return []
    found = [index for index in range(len(segment.glyphs)) if _begins_at(segment, index, origin)]
    if not found:
        half = 0.3 * segment.em
        for index in range(len(segment.glyphs)):
            px, py = segment.centre(index)
            if abs(px - centre[0]) <= half and abs(py - centre[1]) <= half:
                found.append(index)
    return found
