"""A line of print that is set anew as pixels: what of it is moved where, and where its bars stand.

All numbers are pixels of the picture that the line was looked at in. A line may sink or rise: what is said of its
height holds at its left edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from redaction.page import Box


@dataclass(frozen=True, slots=True)
class Move:
    """Columns of a line that stay together, left in and right out, and where the left one goes."""

    left: int
    right: int
    to: int


@dataclass(frozen=True, slots=True)
class SetBar:
    """A bar: the entry it stands for, where that stood, and where the bar stands."""

    entry: int
    was: Box
    box: Box


@dataclass(frozen=True, slots=True)
class SetLine:
    """A part of a line, made plain from `left` to `right` but for what is moved within it.

    `slope` is how far it sinks for each pixel to the right. All boxes are upright; a bar that
    stands for several entries comes once for each. `tells` is true where the ground round it says how long it was.
    """

    left: int
    top: int
    right: int
    bottom: int
    slope: float
    moves: tuple[Move, ...]
    bars: tuple[SetBar, ...]
    tells: bool = False

    @property
    def bounds(self) -> Box:
        """The upright box round all that may change."""
        drop = self.slope * (self.right - self.left)
        return Box(self.left, self.top + min(0.0, drop), self.right, self.bottom + max(0.0, drop))

    def drop_at(self, column: float) -> float:
        """How much lower the line is at a column than at its left edge."""
        return self.slope * (column - self.left)

    def meets(self, other: "SetLine | Box") -> bool:
        """Say whether anything of another line, or of a box, lies where this one may change."""
        left, right = (other.left, other.right)
        if min(self.right, right) - max(self.left, left) <= 1:
            return False
        at = max(self.left, left) if isinstance(other, SetLine) else (left + right) / 2
        by, drop = other.drop_at(at) if isinstance(other, SetLine) else 0.0, self.drop_at(at)
        return min(self.bottom + drop, other.bottom + by) - max(self.top + drop, other.top + by) > 1


def apart(
    lines: Sequence[SetLine], stays: Sequence[tuple[int, Box]]
) -> tuple[list[SetLine], list[tuple[int, Box]]]:
    """The lines that can be set anew without touching each other, or what stays; and all that then stays.

    Args:
        stays: entries, with the places where they stand on lines that are not moved.
    """
    kept, left = list(lines), list(stays)
    while True:
        free: list[SetLine] = []
        for line in kept:
            meets_a_line = any(line.meets(other) for other in free)
            if not meets_a_line and not any(line.meets(box) for _, box in left):
                free.append(line)
        refused = [line for line in kept if line not in free]
        if not refused:
            return free, left
        kept, left = free, left + [(bar.entry, bar.was) for line in refused for bar in line.bars]
