"""Where a line that was set anew begins: at the edge, or round the middle, that it shares with other lines."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from redaction.sight.ocr import OcrWord

_ALIKE_HEIGHTS: Final = 0.35
_COLUMN_HEIGHTS: Final = 3.0
_LEVEL_HEIGHTS: Final = 0.6
_NEAR_HEIGHTS: Final = 6.0
_STEP_PIXELS: Final = 4


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where a line begins and ends, and how far down it stands, on a page that lies straight."""

    left: float
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The ends of the lines of a picture that lose nothing."""

    ends: tuple[_Ends, ...]
    slope: float
    usual: float

    @classmethod
    def of(cls, words: Sequence[OcrWord], hit: Iterable[float], slope: float, usual: float) -> "Alignment":
        """`hit` are the middles of lines that lose something: they say nothing of where others stand."""
        levels, ends = list(hit), list[_Ends]()
        last: OcrWord | None = None
        for word in words:
            box = word.box
            down = (box.top + box.bottom) / 2
            level = down - slope * (box.left + box.right) / 2
            if any(abs(level - each) < _LEVEL_HEIGHTS * usual for each in levels):
                last = None
                continue
            left, right = box.left + slope * down, box.right + slope * down
            goes_on = last is not None and last.line == word.line
            if goes_on and 0 <= left - ends[-1].right < _COLUMN_HEIGHTS * usual:
                ends[-1] = replace(ends[-1], right=right)
            else:
                ends.append(_Ends(left, right, level))
            last = word
        return cls(tuple(ends), slope, usual)

    def begins_a_column(self, left: float, row: float) -> bool:
        """Say whether lines near it begin where this does: what stands there is of a column of its own."""
        off = self._off(left, row)
        return any(abs(each.left - left - off) <= _ALIKE_HEIGHTS * self.usual for each in self._near(row))

    def start(self, left: int, right: int, taken: int, row: float, *, is_gone: bool) -> tuple[int, bool]:
        """Where a line begins that began at `left`, ended at `right`, and now takes so many pixels.

        With it, whether it begins where it did: elsewhere where it began tells how long it was.

        Args:
            row: where it stands at the first column; on a crooked page edges wander from line to line.
            is_gone: what it began with goes, so that its place only says about where the edge is.
        """
        near, off = _ALIKE_HEIGHTS * self.usual, self._off(left, row)
        ends = self._near(row) or self.ends
        lefts = [each.left for each in ends if abs(each.left - left - off) <= near]
        if lefts:
            return (round(statistics.median(lefts) - off) if is_gone else left), True
        rights = [each.right for each in ends if abs(each.right - right - off) <= near]
        if rights:
            return round(statistics.median(rights) - off) - taken, False
        middle = (left + right) / 2 + off
        shared = [
            each.left + each.right for each in ends if abs((each.left + each.right) / 2 - middle) <= near
        ]
        if shared:
            return round(statistics.median(shared) / 2 - off - taken / 2), False
        return (left // _STEP_PIXELS * _STEP_PIXELS if is_gone else left), True

    def _off(self, left: float, row: float) -> float:
        """How far to the right a place of this line would stand on a page that lies straight."""
        return self.slope * (row + self.slope * left)

    def _near(self, row: float) -> list[_Ends]:
        return [each for each in self.ends if abs(each.down - row) <= _NEAR_HEIGHTS * self.usual]
