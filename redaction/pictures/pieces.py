"""Takes a line of print apart by its own ink: what stays together, and what a bar replaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from redaction.page import Box
from redaction.pictures.going import Gone, middle_of
from redaction.pictures.paper import Flags
from redaction.pictures.strip import Span, Strip
from redaction.sight.ocr import OcrWord

_LETTERS_APART_HEIGHTS: Final = 0.22
_MOSTLY: Final = 0.6
_EDGE_HEIGHTS: Final = 0.15
_LONGEST_BARE_RULE_HEIGHTS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Item:
    """Columns that stay together, or with `gone` what a bar replaces."""

    left: int
    right: int
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words that stay on a page whose lines may slope, with the height of a usual word in pixels."""

    words: Sequence[OcrWord]
    slope: float
    usual: float

    def on(self, strip: Strip, band: Span, reach: Span, here: Sequence[Gone]) -> list[Item] | None:
        """What stands on the rows of `band` from left to right within `reach`: words by their ink, and what goes.

        None where a rule goes on for long that no word stands on: how far it goes on would tell.
        """
        kept: list[Span] = []
        for run in strip.runs(band):
            if reach[0] <= run[0] and run[1] <= reach[1]:
                kept += self._left_of(run, here)
        kept, bare = _without_bare_rules(kept, strip.lettering(band))
        if bare > _LONGEST_BARE_RULE_HEIGHTS * self.usual * len(here):
            return None
        near, words = _LETTERS_APART_HEIGHTS * self.usual, [word.box for word in self.words]
        row = strip.first_row + sum(band) / 2
        level = [box for box in words if abs(middle_of(box, self.slope) - row) < self.usual]
        pieces: list[Span] = []
        last: Box | None = None
        for first, past in sorted(kept):
            word = max(level, key=lambda box: min(box.right, past) - max(box.left, first), default=None)
            if word is not None and min(word.right, past) <= max(word.left, first):
                word = None
            parted = any(
                pieces and pieces[-1][1] <= gone.box.right and gone.box.left < first for gone in here
            )
            is_same = word is not None and word is last
            if pieces and not parted and (is_same or first - pieces[-1][1] < near):
                pieces[-1] = (pieces[-1][0], past)
            else:
                pieces.append((first, past))
            last = word
        items = [Item(*piece) for piece in pieces] + [Item(*gone.span, gone) for gone in here]
        return sorted(items, key=lambda item: (item.left + item.right) / 2)

    def _left_of(self, run: Span, here: Sequence[Gone]) -> list[Span]:
        """What of a stretch of ink stays: all, nothing, or what reaches out beyond what goes."""
        stay, edge = [run], _EDGE_HEIGHTS * self.usual
        for gone in here:
            first, last = gone.span
            fresh: list[Span] = []
            for left, right in stay:
                shared = min(right, last) - max(left, first)
                if shared >= _MOSTLY * (right - left):
                    continue
                if shared <= edge:
                    fresh.append((left, right))
                    continue
                fresh += [span for span in ((left, first), (last, right)) if span[1] - span[0] > edge]
            stay = fresh
        return stay


def _without_bare_rules(runs: Sequence[Span], lettering: Flags) -> tuple[list[Span], int]:
    """Stretches of ink as far as letters reach in them, and how many columns that leaves out."""
    found, bare = list[Span](), 0
    for first, past in runs:
        letters = np.flatnonzero(lettering[first:past])
        if not letters.size:
            bare += past - first
            continue
        fresh = first + int(letters[0]), first + int(letters[-1]) + 1
        bare += (past - first) - (fresh[1] - fresh[0])
        found.append(fresh)
    return found, bare
