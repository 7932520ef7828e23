"""Marks what goes on a page: three readings of the same text, united.

The order drawn finds a term that is split, kerned or wrapped; the order seen finds one drawn in pieces or
backwards; pdfium's reading finds what another reader would. Whatever any of them finds is removed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redaction.pdf.doubled import Doubles
from redaction.pdf.lines_anew.down_columns import down_columns
from redaction.pdf.lines_anew.drop_caps import drop_caps
from redaction.pdf.lines_anew.lines import Line, in_lines, without_doubles
from redaction.pdf.pdfium import OutsideHit
from redaction.pdf.scopes import ActualText, PageContent
from redaction.pdf.text_state import Point, Segment, inverse, parting, placed
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles

# Engines that read the same glyph agree on where it begins to about this much.
_SAME_ORIGIN_EM = 0.12


@dataclass(slots=True)
class Hit:
    """One occurrence of a term: the entry, and its glyphs as (segment, first, last)."""

    entry: int
    parts: list[tuple[Segment, int, int]]


@dataclass(slots=True)
class Marks:
    """What was found on one page. `lost` are outside hits that no glyph of ours answers to."""

    hits: list[Hit] = field(default_factory=list)
    lost: list[OutsideHit] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def mark(content: PageContent, needles: Needles, outside: Iterable[OutsideHit]) -> Marks:
    """Mark every glyph that goes, in the segments themselves, and say what was found."""
    marks = Marks()
    segments = [segment for segment in content.segments if segment.text]
    marks.hits.extend(_read(segments, needles))
    marks.lines = in_lines(segments)
    seen = [segment for line in marks.lines for segment in without_doubles(line)]
    if seen != segments:
        marks.hits.extend(_read(seen, needles))
    for column in down_columns(marks.lines, segments, needles):
        marks.hits.extend(_read(column, needles))
    for letter, line in drop_caps(marks.lines):
        marks.hits.extend(_read([letter, *line], needles, opens_word=True))
    if content.actual_texts:
        marks.hits.extend(_read_actual(segments, content.actual_texts, needles))
    own, taken = list(marks.hits), _Taken()
    taken.add(segments)
    outside = list(outside)
    for hit in outside:
        if hit.origins and all(map(taken.holds, hit.origins)):
            continue
        if _is_answered(hit, own, outside):
            continue
        taken.add(segments)
        _mark_outside(hit, segments, content.unseen, marks)
    if marks.hits:
        _mark_covered(segments, marks.hits)
    return marks


_AROUND = tuple((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)


class _Taken:
    """Where removed glyphs begin, on a grid of one point, so that most outside hits need no search."""

    def __init__(self) -> None:
        self._cells: set[tuple[int, int]] = set()
        self._seen: dict[int, int] = {}

    def add(self, segments: Sequence[Segment]) -> None:
        for segment in segments:
            if len(segment.removed) == self._seen.get(id(segment), 0):
                continue
            self._seen[id(segment)] = len(segment.removed)
            at, point_at = segment.glyphs.at, segment.point_at
            for index in segment.removed:
                x, y = point_at(at[index])
                self._cells.add((round(x), round(y)))

    def holds(self, point: Point) -> bool:
        column, row = round(point[0]), round(point[1])
        cells = self._cells
        return (column, row) in cells or any((column + i, row + j) in cells for i, j in _AROUND)


def _joined(segments: Sequence[Segment], *, opens_word: bool = False) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    before: Segment | None = None
    for segment in segments:
        if before is not None:
            gap = "" if opens_word and len(starts) == 1 else parting(before, segment)
            parts.append(gap)
            at += len(gap)
        starts.append(at)
        parts.append(segment.text)
        at += len(segment.text)
        before = segment
    return "".join(parts), starts


def _read(segments: Sequence[Segment], needles: Needles, *, opens_word: bool = False) -> Iterable[Hit]:
    text, starts = _joined(segments, opens_word=opens_word)
    for found in found_in(text, needles):
        parts: list[tuple[Segment, int, int]] = []
        index = max(bisect_right(starts, found.start) - 1, 0)
        while index < len(segments) and starts[index] < found.end:
            part = _part(segments[index], found.start - starts[index], found.end - starts[index])
            if part is not None:
                parts.append(part)
            index += 1
        if parts:
            take(parts, found.entry)
            yield Hit(found.entry, parts)


def _part(segment: Segment, start: int, end: int) -> tuple[Segment, int, int] | None:
    """Give the glyphs that stand for these letters of the segment's text."""
    places = [place for place in segment.glyph_places()[max(start, 0) : max(end, 0)] if place >= 0]
    return (segment, min(places), max(places)) if places else None


def take(parts: list[tuple[Segment, int, int]], entry: int = -1) -> None:
    """Mark glyphs as removed for an entry. Each line of a term that wraps shows its own bar."""
    before: Segment | None = None
    for segment, first, last in parts:
        segment.removed.update(range(first, last + 1))
        if before is None or parting(before, segment) == "\n":
            segment.opens.setdefault(first, entry)
        before = segment


def _read_actual(
    segments: Sequence[Segment], actual_texts: Sequence[ActualText], needles: Needles
) -> Iterable[Hit]:
    """Read the page with each ActualText in place of what it stands for."""
    stands: dict[int, ActualText] = {id(text.segments[0]): text for text in actual_texts}
    covered = {id(segment) for text in actual_texts for segment in text.segments}
    text = ""
    owners: list[list[tuple[Segment, int, int]]] = []
    before: Segment | None = None
    for segment in segments:
        spoken = stands.get(id(segment))
        if spoken is None and id(segment) in covered:
            before = segment
            continue
        if before is not None and (gap := parting(before, segment)):
            text += gap
            owners.extend([[]] * len(gap))
        shown, theirs = _spoken_by(spoken) if spoken else (segment.text, _letters_of(segment))
        text += shown
        owners.extend(theirs)
        before = segment
    for found in found_in(text, needles):
        parts = _merged(
            list(dict.fromkeys(part for owner in owners[found.start : found.end] for part in owner))
        )
        if parts and any(id(segment) in covered for segment, _, _ in parts):
            take(parts, found.entry)
            yield Hit(found.entry, parts)


def _spoken_by(spoken: ActualText) -> tuple[str, list[list[tuple[Segment, int, int]]]]:
    """Give a text with what goes for each letter of it: all of it, unless it says just what is shown."""
    if spoken.text == "".join(segment.text for segment in spoken.segments):
        return spoken.text, [letter for segment in spoken.segments for letter in _letters_of(segment)]
    whole = [(segment, 0, len(segment.glyphs) - 1) for segment in spoken.segments if len(segment.glyphs)]
    return spoken.text, [whole] * len(spoken.text)


def _letters_of(segment: Segment) -> list[list[tuple[Segment, int, int]]]:
    return [[(segment, place, place)] if place >= 0 else [] for place in segment.glyph_places()]


def _is_answered(hit: OutsideHit, own: Sequence[Hit], outside: Sequence[OutsideHit]) -> bool:
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


def _mark_outside(
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
        merged = _merged(parts)
        for part in merged:
            take([part], hit.entry)
        marks.hits.append(Hit(hit.entry, merged))


def _merged(parts: list[tuple[Segment, int, int]]) -> list[tuple[Segment, int, int]]:
    merged: list[tuple[Segment, int, int]] = []
    for segment, first, last in parts:
        if merged and merged[-1][0] is segment and merged[-1][2] >= first - 1:
            merged[-1] = (segment, merged[-1][1], max(last, merged[-1][2]))
        else:
            merged.append((segment, first, last))
    return merged


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


def take_under(area: Sequence[Point], segments: Sequence[Segment], entry: int) -> tuple[int, int]:
    """Mark every glyph whose middle lies in an area of the page.

    Where as many visible ones had gone already, the term was found as text: a font that is not in the file is
    drawn with other widths than it says, and what else lies under the area then is a neighbour. So it is with a
    layer that is fitted to its line as a whole, where most of what lies there had gone already; and where most of
    one whole term had gone, for OCR gives a long address one box. Should the rest be the term after all, the
    result still shows it, and whoever looks at that refuses it.

    Returns:
        How many visible glyphs in it had gone already, and how many glyphs went now.
    """
    left, bottom, right, top = _bounds(area)
    gone = hidden_gone = 0
    is_answered = False
    fresh: list[tuple[Segment, int, int]] = []
    for segment in segments:
        x0, y0, x1, y1 = segment.bounds()
        if x0 >= right or x1 <= left or y0 >= top or y1 <= bottom:
            continue
        had_gone: set[int] = set()
        for index in range(len(segment.glyphs)):
            x, y = segment.centre(index)
            if left <= x <= right and bottom <= y <= top:
                if index in segment.removed:
                    had_gone.add(index)
                else:
                    fresh.append((segment, index, index))
        if segment.is_hidden:
            hidden_gone += len(had_gone)
        elif had_gone:
            gone += len(had_gone)
            is_answered = is_answered or _has_most_of_one(segment, had_gone, entry)
    if fresh and (is_answered or gone >= len(fresh)):
        return gone, 0
    if hidden_gone > len(fresh) and all(segment.is_hidden for segment, _, _ in fresh):
        return gone, 0
    for part in _merged(fresh):
        take([part], entry)
    return gone, len(fresh)


def _has_most_of_one(segment: Segment, inside: set[int], entry: int) -> bool:
    """Say whether these glyphs are most of one stretch that went for this entry."""
    for first in [index for index, each in segment.opens.items() if each == entry]:
        past = first
        while past in segment.removed:
            past += 1
        if 2 * sum(index in inside for index in range(first, past)) > past - first:
            return True
    return False


def _bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _mark_covered(segments: Sequence[Segment], hits: Sequence[Hit]) -> None:
    """Take every other glyph whose middle lies where a term stood: false bold, hidden doubles."""
    doubles = Doubles(segments)
    for hit in hits:
        for owner, first, last in hit.parts:
            for inside in doubles.of(owner, first, last):
                for part in _merged(inside):
                    take([part], hit.entry)
