"""Finds short strokes and dots that lie together as those of letters do: plotted, pixelled or mosaic writing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

LONGEST_STROKE_POINTS: Final = 60.0
# A letter has three strokes, a short word so many; frames of boxes in a form pass too, and cost a look.
_FEWEST_TOGETHER: Final = 3
_FEWEST_OF_A_WORD: Final = 16
_NARROWEST, _LOWEST, _HIGHEST = 2.0, 3.0, 200.0
_CELL: Final = 4.0
_REACH: Final = 1.0

Region = tuple[float, float, float, float]
"""Left, bottom, right, top, in the page's own units."""


def stroked(strokes: Sequence[Region]) -> list[Region]:
    """Give the places where strokes lie together as in letters; none where they are too few for a word.

    A row of dots or of dashes is no letter: it has no height, or no width.
    """
    if len(strokes) < _FEWEST_OF_A_WORD:
        return []
    found = [
        (len(group), _around(group))
        for group in _groups(strokes)
        if len(group) >= _FEWEST_TOGETHER and _is_like_a_letter(_around(group))
    ]
    if sum(count for count, _ in found) < _FEWEST_OF_A_WORD:
        return []
    return [region for _, region in found]


def _is_like_a_letter(region: Region) -> bool:
    left, bottom, right, top = region
    return right - left >= _NARROWEST and _LOWEST <= top - bottom <= _HIGHEST


def _around(regions: Sequence[Region]) -> Region:
    lefts, bottoms, rights, tops = zip(*regions, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _groups(strokes: Sequence[Region]) -> Iterable[list[Region]]:
    """Strokes that touch, or nearly do, directly or by others."""
    first_in: dict[tuple[int, int], int] = {}
    group_of = list(range(len(strokes)))

    def head(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = group_of[group_of[number]]
            number = group_of[number]
        return number

    for number, (left, bottom, right, top) in enumerate(strokes):
        for column in range(int((left - _REACH) // _CELL), int((right + _REACH) // _CELL) + 1):
            for row in range(int((bottom - _REACH) // _CELL), int((top + _REACH) // _CELL) + 1):
                group_of[head(number)] = head(first_in.setdefault((column, row), number))
    groups: dict[int, list[Region]] = defaultdict(list)
    for number, stroke in enumerate(strokes):
        groups[head(number)].append(stroke)
    return groups.values()
