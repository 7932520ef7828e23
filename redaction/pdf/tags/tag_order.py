"""Says where the order of a tree is one that the page does not show.

A writer may tag a page in another order than it is drawn in: a box at its side first, its head last. But an order
that goes up the page, against the drawing too, says something that no page shows.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from redaction.pdf.tags.tag_tree import Tags
from redaction.pdf.text_state import Segment

Bounds = tuple[float, float, float, float]
_TOUCH: Final = 2.0
_SHARE: Final = 0.3


def not_shown(tags: Tags, segments: Iterable[Segment], marks: Sequence[int]) -> list[tuple[int, int]]:
    """Give the pairs of slots that follow each other in the tree and go against what the page shows.

    `segments` are the page's words as they are written, `marks` whose each mark on the page is. Notes stand at the
    foot of a page wherever they are read, and a part goes on behind what stands in it.
    """
    drawn: dict[int, int] = {}
    for number, slot in enumerate(marks):
        drawn.setdefault(slot, number)
    if all(before < after for before, after in pairwise(drawn)):
        return []  # as most pages are: read as they are drawn
    boxes: dict[int, Bounds] = {}
    for segment in segments:
        if segment.slot >= 0:
            for box in _boxes(segment):
                boxes[segment.slot] = _round(boxes.get(segment.slot, box), box)
    return [
        (before, after)
        for before, after in pairwise(_down_the_page(tags, sorted(drawn.keys() & boxes.keys())))
        if drawn[before] > drawn[after] and _stands_above(boxes[after], boxes[before])
    ]


def _down_the_page(tags: Tags, slots: Sequence[int]) -> Iterator[int]:
    begun: set[int] = set()
    for slot in slots:
        part = tags.above[slot]
        if part not in begun and not tags.is_in_a_note(part):
            yield slot
        begun.add(part)


def _boxes(segment: Segment) -> Iterable[Bounds]:
    if segment.targets is None:
        yield segment.bounds()
        return
    for target in segment.targets:
        (x, y), em = target.point, segment.em
        yield x, y, x + abs(target.run) * segment.scale, y + 0.7 * em


def _round(one: Bounds, other: Bounds) -> Bounds:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _stands_above(one: Bounds, other: Bounds) -> bool:
    """Say whether one stands wholly over the other, in the same column."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    narrower = min(one[2] - one[0], other[2] - other[0])
    return one[1] >= other[3] - _TOUCH and shared > _SHARE * max(narrower, 1.0)
