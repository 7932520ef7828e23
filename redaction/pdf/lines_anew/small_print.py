"""Puts small raised or lowered print into the line it belongs to: the "th" of a date, the number of a footnote.

Such print has a baseline of its own. Left on a line of its own it would look like a gap in the line that it
stands in, and would be drawn over what follows once that line is set anew.
"""

from collections.abc import Sequence

from redaction.pdf.lines_anew.lines import Line, end_of_print
from redaction.pdf.text_state import Point, Segment

_SMALLEST, _SMALL = 0.4, 0.85
_FURTHEST_ACROSS_EM = 0.7
_BESIDE_EM = 0.25
# What is raised as a word of its own stands a space from the words beside it.
_BETWEEN_EM = 0.5
_PARTED_EM = 0.6
_MOST_LETTERS = 8
Span = tuple[float, float]


def with_small_print(lines: Sequence[Line], direction: Point) -> list[Line]:
    """Give the lines of one direction with what is small and stands right behind a word put into its line.

    What shares its place with other print (a fraction, two marks one over the other) stays on its own line.
    """
    places = [_across(line[0].start_point, direction) for line in lines]
    smallest = [min(segment.em for segment in line) for line in lines]
    largest = [max(segment.em for segment in line) for line in lines]
    joined = [list(line) for line in lines]
    by_place = sorted(range(len(lines)), key=places.__getitem__)
    for at, number in enumerate(by_place):
        near = [
            each
            for each in _near(at, by_place, places, smallest)
            if smallest[number] <= _SMALL * largest[each]
        ]
        for small in _stretches(lines[number], direction) if near else ():
            home = next(
                (each for each in near if _belongs(small, lines[each], joined[each], direction)),
                None,
            )
            if home is not None:
                moved = {id(segment) for segment in small}
                joined[number] = [each for each in joined[number] if id(each) not in moved]
                joined[home] = sorted(
                    [*joined[home], *small],
                    key=lambda segment: _along(segment.start_point, direction),
                )
    return [line for line in joined if line]


def first_on_baseline(line: Line) -> Segment:
    """Give the first segment that is not small print: where it stands is where the line stands."""
    least = _SMALL * max(segment.em for segment in line)
    return next(segment for segment in line if segment.em >= least)


def _near(at: int, by_place: Sequence[int], places: Sequence[float], ems: Sequence[float]) -> list[int]:
    """Give the lines that are no further away than small print is raised or lowered."""
    own = by_place[at]
    reach = _FURTHEST_ACROSS_EM * ems[own] / _SMALLEST
    found = []
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(by_place) and abs(places[by_place[other]] - places[own]) <= reach:
            found.append(by_place[other])
            other += step
    return found


def _stretches(line: Line, direction: Point) -> list[Line]:
    """Part a line of small print where a gap says that it belongs to different words."""
    found: list[Line] = []
    reach = 0.0
    for segment in line:
        if not found or _along(segment.start_point, direction) - reach > _PARTED_EM * segment.em:
            found.append([])
        found[-1].append(segment)
        reach = _along(end_of_print(segment), direction)
    return found


def _belongs(small: Line, line: Line, joined: Line, direction: Point) -> bool:
    """Say whether a stretch stands right behind a word of a line, or between two, and over nothing else in it.

    What stands right behind a word is short; between two words it would be drawn over if it were left out.
    """
    if not any(segment.text.strip() for segment in small):
        return False
    is_short = sum(len(segment.text.strip()) for segment in small) <= _MOST_LETTERS
    low, high = _span(small[0], direction)[0], _span(small[-1], direction)[1]
    slack = _BESIDE_EM * max(segment.em for segment in line)
    others = [_span(segment, direction) for segment in joined if segment.text.strip()]
    if any(end > low + slack and start < high - slack for start, end in others):
        return False
    larger = [each for each in line if each.text.strip() and _is_smaller(small, each, direction)]
    before = [(low - _span(each, direction)[1]) / each.em for each in larger]
    if is_short and any(abs(apart) < _BESIDE_EM for apart in before):
        return True
    after = [(_span(each, direction)[0] - high) / each.em for each in larger]
    return all(any(-_BESIDE_EM < apart < _BETWEEN_EM for apart in beside) for beside in (before, after))


def _is_smaller(small: Line, segment: Segment, direction: Point) -> bool:
    """Say whether a stretch is small print of this size's: of its neighbour's, not of the largest on the line."""
    apart = abs(_across(small[0].start_point, direction) - _across(segment.start_point, direction))
    share = max(each.em for each in small) / segment.em
    return _SMALLEST <= share <= _SMALL and apart <= _FURTHEST_ACROSS_EM * segment.em


def _span(segment: Segment, direction: Point) -> Span:
    one, other = (
        _along(segment.start_point, direction),
        _along(end_of_print(segment), direction),
    )
    return min(one, other), max(one, other)


def _along(point: Point, direction: Point) -> float:
    return point[0] * direction[0] + point[1] * direction[1]


def _across(point: Point, direction: Point) -> float:
    return point[0] * direction[1] - point[1] * direction[0]
