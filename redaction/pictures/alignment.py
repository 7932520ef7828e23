"""Where a line that was set anew begins: at the edge, or round the middle, that it shares with other lines."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from redaction.sight.ocr import OcrWord

_ALIKE_HEIGHTS: Final = 0.35
_COLUMN_HEIGHTS: Final = 3.0
_LEVEL_HEIGHTS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Alignment:
    """The ends of the lines of a picture that lose nothing, by where they would stand on a straight page."""

    ends: tuple[tuple[float, float], ...]
    slope: float
    usual: float

    @classmethod
    def of(cls, words: Sequence[OcrWord], hit: Iterable[float], slope: float, usual: float) -> "Alignment":
        """`hit` are the middles of lines that lose something: they say nothing of where others stand."""
        levels, ends = list(hit), list[tuple[float, float]]()
        last: OcrWord | None = None
        for word in words:
            box = word.box
            across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            if any(abs(down - slope * across - level) < _LEVEL_HEIGHTS * usual for level in levels):
                last = None
                continue
            left, right = box.left + slope * down, box.right + slope * down
            if (
                last is not None
                and last.line == word.line
                and 0 <= left - ends[-1][1] < _COLUMN_HEIGHTS * usual
            ):
                ends[-1] = (ends[-1][0], right)
            else:
                ends.append((left, right))
            last = word
        return cls(tuple(ends), slope, usual)

    def begins_a_column(self, left: float, row: float) -> bool:
        """Say whether other lines begin where this does: what stands there is of a column of its own."""
        off = self.slope * (row + self.slope * left)
        return any(abs(one - left - off) <= _ALIKE_HEIGHTS * self.usual for one, _ in self.ends)

    def start(self, left: int, right: int, taken: int, row: float, *, is_gone: bool) -> int:
        """Where a line begins that began at `left`, ended at `right`, and now takes so many pixels.

        Args:
            row: where it stands at the first column; on a crooked page edges wander from line to line.
            is_gone: what it began with goes, so that its place only says about where the edge is.
        """
        near, off = _ALIKE_HEIGHTS * self.usual, self.slope * (row + self.slope * left)
        lefts = [one for one, _ in self.ends if abs(one - left - off) <= near]
        if lefts:
            return round(statistics.median(lefts) - off) if is_gone else left
        rights = [other for _, other in self.ends if abs(other - right - off) <= near]
        if rights:
            return round(statistics.median(rights) - off) - taken
        middle = (left + right) / 2 + off
        shared = [one + other for one, other in self.ends if abs((one + other) / 2 - middle) <= near]
        if shared:
            return round(statistics.median(shared) / 2 - off - taken / 2)
        return left
