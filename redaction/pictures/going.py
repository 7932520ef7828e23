"""What goes from a picture of print as one: terms that stand in each other, and the middle of their line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from redaction.page import Box
from redaction.pictures.strip import Span

Hits = Sequence[tuple[int, Box]]
"""Entries of the schedule, each with the box of print that goes."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What goes as one: its entries, and where it stands."""

    entries: tuple[int, ...]
    box: Box
    middle: float

    @property
    def span(self) -> Span:
        return math.floor(self.box.left), math.ceil(self.box.right)


def as_one(hits: Hits, slope: float) -> list[Gone]:
    """Terms that stand in each other go as one: a name, and the parts of it that are terms too."""
    found: list[Gone] = []
    for entry, box in sorted(hits, key=lambda hit: hit[1].left - hit[1].right):
        entries: tuple[int, ...] = (entry,)
        for other in [each for each in found if meet(each.box, box)]:
            found.remove(other)
            entries = (*other.entries, *(each for each in entries if each not in other.entries))
            box = _round(box, other.box)  # noqa: PLW2901 - it grows by what it meets
        found.append(Gone(entries, box, middle_of(box, slope)))
    return found


def _round(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )  # fmt: skip


def meet(one: Box, other: Box) -> bool:
    """Say whether two boxes lie over each other by more than their margins."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrow = min(one.right - one.left, other.right - other.left)
    low = min(one.bottom - one.top, other.bottom - other.top)
    return across > 0.3 * narrow and down > 0.5 * low


def middle_of(box: Box, slope: float) -> float:
    """Give the row of a box's middle where its line, which may slope, would stand at the left edge."""
    return (box.top + box.bottom) / 2 - slope * (box.left + box.right) / 2
