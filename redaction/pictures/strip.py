"""The rows of a picture round one line of print, straightened: where its ink stands, and where rules part it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing

from redaction.pictures.paper import Flags, Grey, ground_of, tint_steps

_INK: Final = 48  # of 255: more than JPEG and paper do to plain ground, less than grey print
_SHADE: Final = 14  # of 255: a shaded cell beside a plain one
_RULE_SHARE: Final = 0.9
_SPECK_SHARE: Final = 0.006  # of a usual word's height squared: less ink than a full stop has
_REACH_HEIGHTS: Final = 2.2
_CORE_HEIGHTS: Final = 1.2  # a line's letters reach no further from its middle
_RULE_HEIGHTS: Final = 1.0
_MARGIN_HEIGHTS: Final = 0.35
_DEPTH_HEIGHTS: Final = 1.5
_LEVEL_RULE_HEIGHTS: Final = 1.8  # no stroke of a letter is as long
_ROUND_HEIGHTS: Final = 1.8
_GRAIN: Final = 7  # dots of ink within five by five
_STRAY: Final = 2  # dots of ink that a row between two lines may have

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """Straightened rows; row 0 stands at `first_row` in the picture's first column.

    `rules` are upright lines and the edges of cells, `grounds` the edges of any other ground: a bubble, a mark.
    """

    ink: Flags
    rules: Flags
    grounds: Flags
    first_row: int
    usual: float

    @classmethod
    def of(cls, grey: Grey, middle: float, slope: float, usual: float, tints: Sequence[Grey] = ()) -> "Strip":
        """The rows round a line whose middle stands at `middle` in the first column."""
        reach = round(_REACH_HEIGHTS * usual)
        first = round(middle) - reach
        columns = np.arange(grey.shape[1])
        rows = first + np.rint(slope * columns).astype(np.intp)[None, :] + np.arange(2 * reach + 1)[:, None]
        inside = (rows >= 0) & (rows < grey.shape[0])
        at = np.clip(rows, 0, grey.shape[0] - 1), columns[None, :]
        cut = grey[at].astype(np.int16)
        ground, cells, grounds = ground_of(cut, usual)
        for tint in tints:
            grounds |= tint_steps(tint[at], usual)
        ink = _without_specks((np.abs(cut - ground) > _INK) & inside)
        near = round(_RULE_HEIGHTS * usual)
        around = slice(reach - near, reach + near + 1)
        # What is nowhere as light as the paper is a rule, or another ground.
        is_rule = ink[around].mean(axis=0) >= _RULE_SHARE
        is_other_ground = np.abs(cut[around] - ground).min(axis=0) > _SHADE
        # A rule is a dot or two wider than its darkest columns.
        rules: Flags = np.convolve(is_rule | is_other_ground | cells, np.ones(5), "same") > 0
        return cls(ink & ~rules, rules, grounds, first, usual)

    def band(self, left: int, right: int) -> Span | None:
        """The rows of this line between two columns, with white round them; None where other ink runs into it.

        They reach as far down whether or not a letter hangs there.
        """
        ink = self.ink[:, max(0, left) : right]
        # A stray dot is no line; the thin end of a tail hangs together with the row above it.
        inked = (ink.sum(axis=1) > _STRAY) | _hangs_together(ink)
        middle, most = len(inked) // 2, round(_CORE_HEIGHTS * self.usual)
        above = _first_clear(inked[middle - most : middle + 1][::-1])
        below = _first_clear(inked[middle : middle + most + 1])
        if above is None or below is None or not inked[middle - above : middle + below].any():
            return None
        first = middle - above + int(np.argmax(inked[middle - above :]))
        top = first - _run(~inked[:first][::-1][: round(_MARGIN_HEIGHTS * self.usual)])
        least, lowest = middle + below, first + round(_DEPTH_HEIGHTS * self.usual)
        return top, least + _run(~inked[least : max(least, lowest)])

    def cleaned(self) -> "Strip":
        """The same without grains: ink that has less than a comma's beside it."""
        high, wide = self.ink.shape
        counts = np.cumsum(np.cumsum(np.pad(self.ink, ((3, 2), (3, 2))), axis=0, dtype=np.int32), axis=1)
        near = counts[5:, 5:] - counts[:-5, 5:] - counts[5:, :-5] + counts[:-5, :-5]
        return replace(self, ink=self.ink & (near[:high, :wide] >= _GRAIN))

    def grounds_beyond(self, left: int, right: int) -> Flags:
        """Where another ground begins to the left and to the right of some columns."""
        found = self.grounds.copy()
        found[max(0, left) : max(0, right)] = False
        return found

    def fits_round(self, left: int, right: int) -> bool:
        """Say whether a ground ends soon behind some columns, as a bubble does round its words."""
        behind = self.grounds_beyond(left, right)
        return bool(behind[right : right + round(_ROUND_HEIGHTS * self.usual)].any())

    def lettering(self, band: Span) -> Flags:
        """The columns in which letters stand in these rows, and not only a rule under or through them."""
        inked = self.ink[band[0] : band[1]]
        is_letters = ~is_ruled(inked, round(_LEVEL_RULE_HEIGHTS * self.usual))
        found: Flags = np.logical_or.reduce(inked[is_letters], axis=0)
        return found

    def head(self, band: Span, left: int, right: int) -> int:
        """The first row in which letters of the line stand."""
        inked = self.ink[band[0] : band[1], max(0, left) : right].sum(axis=1) > _STRAY
        return band[0] + int(np.argmax(inked))

    def runs(self, band: Span) -> list[Span]:
        """The stretches of columns with ink in these rows, specks left out."""
        inked = self.ink[band[0] : band[1]]
        counts = inked.sum(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], (counts > 0).view(np.int8), [0]))))
        least = _SPECK_SHARE * self.usual**2
        return [
            (int(first), int(past))
            for first, past in edges.reshape(-1, 2)
            if counts[first:past].sum() > least
        ]


def is_ruled(ink: Flags, long: int) -> Flags:
    """Say of each row whether ink goes on in it for so many columns."""
    counts = np.pad(np.cumsum(ink, axis=1), ((0, 0), (1, 0)))
    found: Flags = np.logical_or.reduce(counts[:, long:] - counts[:, :-long] == long, axis=1)
    return found


def _first_clear(inked: Flags) -> int | None:
    """How far the line reaches from its middle: past its letters to the first clear row.

    A row of its own between letters (in a colon, under the dot of an i alone) is no end: some ink must lie before.
    """
    seen = np.flatnonzero(inked)
    if not seen.size:
        return 1
    clear = np.flatnonzero(~inked[seen[0] :])
    return int(seen[0] + clear[0]) if clear.size else None


def _hangs_together(ink: Flags) -> Flags:
    """Say of each row whether its ink touches that of a row above or below."""
    wide = np.pad(ink, ((0, 0), (1, 1)))
    wide = wide[:, 1:-1] | wide[:, 2:] | wide[:, :-2]
    touches = np.any(ink[1:] & wide[:-1], axis=1)
    found: Flags = np.concatenate(([False], touches)) | np.concatenate((touches, [False]))
    return found


def _run(flags: Flags) -> int:
    stops = np.flatnonzero(~flags)
    return int(stops[0]) if stops.size else int(flags.size)


def _without_specks(ink: Flags) -> Flags:
    """Leave out dots of ink that touch no other."""
    padded = np.pad(ink, 1)
    beside = np.zeros_like(ink)
    height, width = ink.shape
    for down in (0, 1, 2):
        for across in (0, 1, 2):
            if (down, across) != (1, 1):
                beside |= padded[down : down + height, across : across + width]
    return ink & beside
