"""A line of print that is set anew as pixels: what of it is moved where, and where its bars stand.

All numbers are pixels of the picture that the line was looked at in. A line may sink or rise: what is said of its
height holds at its left edge.
"""

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
    stands for several entries comes once for each.
    """

    left: int
    top: int
    right: int
    bottom: int
    slope: float
    moves: tuple[Move, ...]
    bars: tuple[SetBar, ...]

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
