"""Marks what goes on a page: three readings of the same text, united.

The order drawn finds a term that is split, kerned or wrapped; the order seen finds one drawn in pieces or
backwards; pdfium's reading finds what another reader would. Whatever any of them finds is removed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from redaction.pdf.doubled import Doubles
from redaction.pdf.lines_anew.down_columns import down_columns
from redaction.pdf.lines_anew.drop_caps import drop_caps
from redaction.pdf.lines_anew.lines import in_lines, without_doubles
from redaction.pdf.outside_hits import is_answered, mark_outside
from redaction.pdf.pdfium import OutsideHit
from redaction.pdf.scopes import ActualText, PageContent
from redaction.pdf.taking import Hit, Marks, merged, take
from redaction.pdf.text_state import Point, Segment, parting
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles


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
        if is_answered(hit, own, outside):
            continue
        taken.add(segments)
        mark_outside(hit, segments, content.unseen, marks)
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
        parts = merged(
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


def _mark_covered(segments: Sequence[Segment], hits: Sequence[Hit]) -> None:
    """Take every other glyph whose middle lies where a term stood: false bold, hidden doubles."""
    doubles = Doubles(segments)
    for hit in hits:
        for owner, first, last in hit.parts:
            for inside in doubles.of(owner, first, last):
                for part in merged(inside):
                    take([part], hit.entry)
