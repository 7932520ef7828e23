"""Plans how lines of a scan are set anew, so that a bar of one width stands in them and nothing else tells what went.

A line is taken apart by its own ink: what OCR read says only which of it goes, and which letters are one word.
Where that cannot be done cleanly (something runs from one line into the next, nothing may be moved there) the
line is given back.

Source: docs/decisions/0026-scanned-lines-set-anew.md.
"""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from redaction.page import Box
from redaction.pictures.alignment import Alignment
from redaction.pictures.bars import GRID_HEIGHTS, USUAL_HEIGHT_PIXELS, together
from redaction.pictures.going import Gone, Hits, as_one, meet, middle_of
from redaction.pictures.paper import Grey, tints_of
from redaction.pictures.pieces import Item, Pieces
from redaction.pictures.set_line import Move, SetBar, SetLine
from redaction.pictures.slope import slope_of, upright
from redaction.pictures.strip import Span, Strip
from redaction.sight.bar_labels import least_width
from redaction.sight.ocr import OcrWord

GAP_HEIGHTS: Final = 0.4
"""Between two words, in heights of a usual word."""
COLUMN_HEIGHTS: Final = 3.0
"""A gap this wide parts two columns; what stands behind it is not moved."""
LINE_HEIGHTS: Final = 1.25
"""A line with its tails, in heights of a usual word."""
_GUTTER_HEIGHTS: Final = 0.9
_LEAST_GAP_HEIGHTS: Final = 0.2
_WIDEST_HEIGHTS: Final = 16  # what asks for more gets its short code, as in text
_LEAST_BAR_HEIGHTS: Final = 0.8
_STEP_PIXELS: Final = 8
_LEVEL_HEIGHTS: Final = 0.5
_HIGHLIGHT_HEIGHTS: Final = 0.6  # that it reaches beyond what it lies on
_SOFT_PIXELS: Final = 3
_MOST_PAD: Final = 2

Room = Callable[[Box], Box | None]
"""Given where a term stands, the part of the picture in which something may be moved; None for nothing."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a part of a line lies: its rows in the strip, and the columns it may take up.

    `is_fitted` is true where these end because its ground was made to fit it.
    """

    band: Span
    left: int
    right: int
    is_fitted: bool = False


class Planner:
    """Plans for one picture whose print is upright, by its words. `hits` are entries with the boxes that go."""

    def __init__(
        self, picture: Image.Image, words: Sequence[OcrWord], hits: Hits, labels: Sequence[str] = ()
    ) -> None:
        self.grey: Grey = np.asarray(picture.convert("L"))
        self._tints = tints_of(picture)
        self.slope = slope_of(self.grey, words)
        near = _usual([word for word in words if not any(meet(word.box, box) for _, box in hits)], self.slope)
        self.usual = near
        self._gone = as_one(together(hits, near=near), self.slope)
        self._words = [
            word for word in words if not any(meet(word.box, gone.box) for gone in self._gone)
        ]  # fmt: skip
        self._pieces = Pieces(self._words, self.slope, near)
        step = math.ceil(near / _STEP_PIXELS) * _STEP_PIXELS
        widths = [round(GRID_HEIGHTS * step), *(least_width(label, LINE_HEIGHTS * step) for label in labels)]
        self.gap, self.bar = round(GAP_HEIGHTS * step), min(max(widths), _WIDEST_HEIGHTS * step)
        self._alignment = Alignment.of(self._words, [gone.middle for gone in self._gone], self.slope, near)

    def plan(self, room: Room) -> tuple[list[SetLine], list[tuple[int, Box]]]:
        """The lines that can be set anew, and the entries with their boxes in those that cannot."""
        made: list[SetLine] = []
        left: list[tuple[int, Box]] = []
        for level in self._levels():
            strip = Strip.of(self.grey, level[0].middle, self.slope, self.usual, self._tints)
            for part in self._parts(level, strip):
                here = [gone for gone in level if gone.box in part]
                line = self._set(strip, part, here, room)
                if line is not None:
                    made.append(line)
                else:
                    left += [(entry, gone.box) for gone in here for entry in gone.entries]
        return made, left

    def _levels(self) -> list[list[Gone]]:
        found: list[list[Gone]] = []
        for gone in sorted(self._gone, key=lambda gone: gone.middle):
            if found and gone.middle - found[-1][0].middle < _LEVEL_HEIGHTS * self.usual:
                found[-1].append(gone)
            else:
                found.append([gone])
        return found

    def _parts(self, level: Sequence[Gone], strip: Strip) -> list[list[Box]]:
        """The boxes of each column of a line that loses something."""
        middle, near = level[0].middle, _LEVEL_HEIGHTS * self.usual
        words = [word.box for word in self._words if abs(middle_of(word.box, self.slope) - middle) < near]
        gone = [each.box for each in level]
        found: list[list[Box]] = []
        for box in sorted([*words, *gone], key=lambda box: box.left):
            end = max((each.right for each in found[-1]), default=0.0) if found else 0.0
            if found and not self._parts_columns(strip, math.floor(end), math.ceil(box.left)):
                found[-1].append(box)
            else:
                found.append([box])
        return [part for part in found if any(box in gone for box in part)]

    def _parts_columns(self, strip: Strip, end: int, left: int) -> bool:
        """Say whether what ends here and what begins there stand in two columns."""
        if left - end >= COLUMN_HEIGHTS * self.usual or strip.rules[max(0, end - 2) : left + 2].any():
            return True
        row = strip.first_row + len(strip.ink) // 2
        return left - end > _GUTTER_HEIGHTS * self.usual and self._alignment.begins_a_column(left, row)

    def _set(self, strip: Strip, part: Sequence[Box], here: Sequence[Gone], room: Room) -> SetLine | None:
        allowed = room(here[0].box)
        spot = None if allowed is None else self._spot(strip, part, here, allowed)
        if spot is None and allowed is not None:
            strip = strip.cleaned()
            spot = self._spot(strip, part, here, allowed)
        items = None if spot is None else self._pieces.on(strip, spot.band, (spot.left, spot.right), here)
        widths = None if spot is None or items is None else self._fitting(items, spot)
        if spot is None or items is None or widths is None:
            return None
        gap, bar = widths
        taken = sum(_width(item, bar) for item in items) + gap * (len(items) - 1)
        row = strip.first_row + spot.band[0]
        is_gone = items[0].gone is not None
        start, is_kept = self._alignment.start(items[0].left, items[-1].right, taken, row, is_gone=is_gone)
        start = max(spot.left + gap, min(start, spot.right - gap - taken))
        # Clean paper must not tell where the line began, any more than where it ended.
        left = max(spot.left, min(start, items[0].left) - _SOFT_PIXELS) if is_kept else spot.left
        return self._line(strip, replace(spot, left=left), items, start, widths)

    def _spot(self, strip: Strip, part: Sequence[Box], here: Sequence[Gone], allowed: Box) -> _Spot | None:
        """Find the part's rows, and how far on both sides nothing else stands."""
        left = max(0, math.floor(min(box.left for box in part)))
        right = min(self.grey.shape[1], math.ceil(max(box.right for box in part)))
        band = strip.band(left, right)
        if band is None:
            return None
        runs = strip.runs(band)
        before = [past for _, past in runs if past <= left]
        behind = [first for first, _ in runs if first >= right]
        # What stands near was not read, or was read as something else: it belongs to the line and moves with it.
        while before and not self._parts_columns(strip, before[-1], left):
            left = next(first for first, past in runs if past == before[-1])
            before.pop()
        while behind and not self._parts_columns(strip, right, behind[0]):
            right = next(past for first, past in runs if first == behind[0])
            behind.pop(0)
        reach = self._reach_of(left, right, here)
        rules = np.flatnonzero(strip.rules | strip.grounds_beyond(*reach))
        ends = [*before[-1:], *(rules[rules < left] + 1)[-1:].tolist()]
        starts = [*behind[:1], *rules[rules >= right][:1].tolist()]
        # What is soft at the edge of other print is that print's.
        low = max([math.ceil(allowed.left), *(each + _SOFT_PIXELS for each in ends)])
        high = min([math.floor(allowed.right), *(each - _SOFT_PIXELS for each in starts)])
        top, bottom = (strip.first_row + row for row in band)
        drop = [self.slope * low, self.slope * high]
        is_inside = allowed.top <= top + min(drop) and bottom + max(drop) <= allowed.bottom
        is_clean = strip.band(left, right) is not None and not _crosses(strip, band, left, right)
        if not (is_inside and is_clean and low <= left and right <= high):
            return None
        return _Spot(band, low, high, strip.fits_round(*reach))

    def _reach_of(self, left: int, right: int, here: Sequence[Gone]) -> Span:
        """From where to where a ground is that of the words: what goes may be highlighted."""
        reach = _HIGHLIGHT_HEIGHTS * self.usual
        first = min(math.floor(gone.box.left - reach) for gone in here)
        last = max(math.ceil(gone.box.right + reach) for gone in here)
        return min(left, first), max(right, last)

    def _fitting(self, items: Sequence[Item], spot: _Spot) -> tuple[int, int] | None:
        """The gap and the bar of this line: the usual ones, or what the words that stay leave room for."""
        bars = sum(item.gone is not None for item in items)
        words = sum(item.right - item.left for item in items if item.gone is None)
        for gap in (self.gap, round((GAP_HEIGHTS + _LEAST_GAP_HEIGHTS) / 2 * self.usual),
                    round(_LEAST_GAP_HEIGHTS * self.usual)):  # fmt: skip
            bar = (spot.right - spot.left - words - gap * (len(items) + 1)) // bars
            if bar >= self.bar:
                return gap, self.bar
        return (gap, bar) if bar >= _LEAST_BAR_HEIGHTS * self.usual else None

    def _line(
        self, strip: Strip, spot: _Spot, items: Sequence[Item], start: int, widths: tuple[int, int]
    ) -> SetLine:
        gap, bar = widths
        left = spot.left
        drop = round(self.slope * left)
        top, bottom = (strip.first_row + row + drop for row in spot.band)
        # As high as any line of this page, from where its letters begin: no tail of a name shows.
        head = strip.first_row + strip.head(spot.band, items[0].left, items[-1].right) - 1
        high = min(round(LINE_HEIGHTS * self.usual), strip.first_row + spot.band[1] - head)
        moves, bars, x = [], [], start
        for place, item in enumerate(items):
            if item.gone is None:
                before = items[place - 1].right if place else left
                behind = items[place + 1].left if place + 1 < len(items) else spot.right
                one = max(0, min(_MOST_PAD, (item.left - before) // 2))
                other = max(0, min(_MOST_PAD, (behind - item.right) // 2))
                moves.append(Move(item.left - one, item.right + other, x - one))
            else:
                upper = round(head + self.slope * (x + bar / 2))
                bar_box = Box(x, upper, x + bar, upper + high)
                bars += [SetBar(entry, item.gone.box, bar_box) for entry in item.gone.entries]
            x += _width(item, bar) + gap
        return SetLine(left, top, spot.right, bottom, self.slope, tuple(moves), tuple(bars), spot.is_fitted)


def _crosses(strip: Strip, band: Span, left: int, right: int) -> bool:
    """Say whether ink runs out of these rows into the next line."""
    first, last = band
    inside = strip.ink[:, left:right]
    joined = (inside[first] & inside[first - 1]) if first else inside[first]
    below = (inside[last - 1] & inside[last]) if last < len(inside) else inside[last - 1]
    return bool(joined.any() or below.any())


def _usual(words: Sequence[OcrWord], slope: float) -> float:
    heights = [bottom - top for top, bottom in (upright(word.box, slope) for word in words)]
    return max(8.0, statistics.median(heights)) if heights else USUAL_HEIGHT_PIXELS


def _width(item: Item, bar: int) -> int:
    return item.right - item.left if item.gone is None else bar
