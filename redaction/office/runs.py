"""Finds terms in writing that is stored in pieces, and rewrites only the pieces that are hit.

Office formats cut a word wherever its author paused, changed a font or fixed a letter. A *flow* is all the
pieces that a reader sees in a row; it is read as one text. What is found becomes one mark, in the first piece
that was hit and so in its formatting; the other pieces lose their share. Everything else stays as it was.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

from redaction.schedule import Gap, Schedule
from redaction.wording.folding import fold
from redaction.wording.needles import FoldedText, Found, Needles
from redaction.wording.readings import escapes_undone
from redaction.wording.touching import apart

_BAR: Final = "|"  # parts what must not be read as one: no term is found across it
_GONE: Final = "\ufffc"
"""Stands for a letter that went: no word goes on over it, and no term has it."""
LONG_ENOUGH_ACROSS_BORDERS: Final = 6
"""Letters. Two neighbouring cells seldom make a longer word by chance; a shorter one is taken over a border only
where the term has a space there, or where every letter stands alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the way to change it. Without `put` it is a border: the end of a paragraph or of a cell.

    `put` is told the whole new text; for what is not text (a tab, a line break) it is told "" when it has to go,
    or a text to stand in its place.
    """

    text: str
    put: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from a flow: for each gap the entry, and how many of its letters went."""

    entries: tuple[int, ...]
    letters_taken: int
    letters: int

    @property
    def share(self) -> float:
        """0 to 1, of the flow's letters."""
        return self.letters_taken / self.letters if self.letters else 0.0


class Terms:
    """A schedule, ready to be taken out of flows."""

    def __init__(self, schedule: Schedule) -> None:
        self.needles = Needles([entry.term for entry in schedule.entries], and_backwards=True)
        several = [entry.term if _has_words(entry.term) else "" for entry in schedule.entries]
        self._several = Needles(several)
        self.marks = schedule.marks
        self.keeps_widths = schedule.gap is Gap.EXACT
        self.lengths = tuple(len(fold(entry.term)) for entry in schedule.entries)

    @property
    def may_be_parted(self) -> bool:
        """Say whether any term has words that may stand in cells of their own."""
        return any(needle.gaps for needle in self.needles.needles)

    def occur_in(self, text: str) -> bool:
        """Say whether any term stands in this text."""
        return self.needles.occur_in(text) or bool(self._spelt(text, set()))

    def said_by(self, spellings: Sequence[Sequence[str]]) -> dict[int, int]:
        """Which of some values say a term in any of their spellings, by their places, each with the term's entry."""
        written = [_BAR.join(spelt) + _BAR for spelt in spellings]
        starts = [0, *accumulate(len(each) for each in written)]
        chosen: dict[int, int] = {}
        for hit in sorted(FoldedText("".join(written)).find(self.needles), key=attrgetter("start")):
            chosen.setdefault(bisect_right(starts, hit.start) - 1, hit.entry)
        return chosen

    def without(self, text: str) -> str:
        """The text with a mark for every term: for a value that is one piece by itself."""
        kept = [text]
        self.take_from([Piece(text, kept.append)])
        return kept[-1]

    def take_from(self, flow: Iterable[Piece]) -> Taken:
        """Take every term out of a flow, by the pieces' own `put`. Pieces that are not hit are not touched."""
        pieces = [piece for piece in flow if piece.text]
        text = "".join(piece.text for piece in pieces)
        starts = [0, *accumulate(len(piece.text) for piece in pieces)]
        gaps = self._gaps(text, pieces, starts)
        edits: dict[int, list[tuple[int, int, str]]] = {}
        for gap in gaps:
            _share_out(gap, self.marks[gap.entry], pieces, starts, edits)
        for at, changes in edits.items():
            _put(pieces[at], changes)
        taken = sum(not letter.isspace() for gap in gaps for letter in text[gap.start : gap.end])
        letters = sum(not letter.isspace() for letter in text)
        return Taken(tuple(gap.entry for gap in gaps), taken, letters)

    def _gaps(self, text: str, pieces: Sequence[Piece], starts: Sequence[int]) -> list[Found]:
        """What goes, in order: finds that overlap become one gap, for the entry with the longest term in it."""
        borders = {
            place
            for at, piece in enumerate(pieces)
            if piece.put is None
            for place in range(starts[at], starts[at + 1])
        }
        gaps: list[Found] = []
        # What stands beside a gap may have become a word by itself: "7" behind the name in "Anna7".
        while found := self._found(text, borders) or self._spelt(text, borders) or self._beside(text, starts):
            gaps += found
            text = _emptied(text, found)
        return sorted(gaps, key=lambda each: each.start)

    def _found(self, text: str, borders: set[int]) -> list[Found]:
        hits = FoldedText(text).find(self.needles)
        return self._apart(hit for hit in hits if not borders or self._reads_over_borders(text, hit, borders))

    def _spelt(self, text: str, borders: set[int]) -> list[Found]:
        """What stands in a link, in code or in a quotation that somebody pasted in: "Anna%20Smith"."""
        hits: list[Found] = []
        for spelling in escapes_undone(text):
            for hit in FoldedText(spelling.text).find(self.needles):
                if hit.end - hit.start < spelling.least_letters:
                    continue
                start, end = (
                    min(spelling.starts[hit.start : hit.end]),
                    max(spelling.ends[hit.start : hit.end]),
                )
                is_long = self.lengths[hit.entry] >= LONG_ENOUGH_ACROSS_BORDERS
                if is_long or not any(place in borders for place in range(start, end)):
                    hits.append(Found(hit.entry, start, end))
        return self._apart(hits)

    def _beside(self, text: str, starts: Sequence[int]) -> list[Found]:
        """Names of several words that touch the pieces beside them: a label and its value, told apart by their look.

        Where an author paused a piece ends too, in the middle of a word: so single words are not looked for.
        """
        if len(starts) <= 2 or not self._several.needles:
            return []
        folded = fold(text)
        if not any(needle.folded in folded for needle in self._several.needles):
            return []
        pieces = [text[start:end] for start, end in pairwise(starts)]
        spaced = apart(pieces)
        return self._apart(
            Found(hit.entry, spaced.starts[hit.start], spaced.ends[hit.end - 1])
            for hit in FoldedText(spaced.text).find(self._several)
        )

    def _apart(self, hits: Iterable[Found]) -> list[Found]:
        """Finds that overlap as one, for the entry with the longest term."""
        gaps: list[Found] = []
        for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
            if gaps and hit.start < gaps[-1].end:
                last = gaps[-1]
                entry = max(last.entry, hit.entry, key=lambda each: (self.lengths[each], -each))
                gaps[-1] = Found(entry, last.start, max(last.end, hit.end))
            else:
                gaps.append(hit)
        return gaps

    def _reads_over_borders(self, text: str, hit: Found, borders: set[int]) -> bool:
        """Say whether a find that crosses a border is the term, or two words that happen to meet."""
        if self.lengths[hit.entry] >= LONG_ENOUGH_ACROSS_BORDERS:
            return True
        if not any(place in borders for place in range(hit.start, hit.end)):
            return True
        needle = next(each for each in self.needles.needles if each.entry == hit.entry)
        parted = FoldedText(text[hit.start : hit.end]).gaps(0, len(needle.folded))
        return parted <= needle.gaps or len(parted) == len(needle.folded) - 1


def _has_words(term: str) -> bool:
    return len(term.split()) > 1 and len(fold(term)) >= LONG_ENOUGH_ACROSS_BORDERS


def _emptied(text: str, gaps: Iterable[Found]) -> str:
    kept, at = [], 0
    for gap in gaps:
        kept += [text[at : gap.start], _GONE * (gap.end - gap.start)]
        at = gap.end
    return "".join([*kept, text[at:]])


def _share_out(
    gap: Found,
    mark: str,
    pieces: Sequence[Piece],
    starts: Sequence[int],
    edits: dict[int, list[tuple[int, int, str]]],
) -> None:
    """Write down what each piece under a gap loses; the first that can hold it gets the mark."""
    at = bisect_right(starts, gap.start) - 1
    standing = mark
    while at < len(pieces) and starts[at] < gap.end:
        if pieces[at].put is not None:
            start = max(gap.start, starts[at]) - starts[at]
            end = min(gap.end, starts[at + 1]) - starts[at]
            edits.setdefault(at, []).append((start, end, standing))
            standing = ""
        at += 1


def _put(piece: Piece, changes: Sequence[tuple[int, int, str]]) -> None:
    text = piece.text
    for start, end, mark in sorted(changes, reverse=True):
        text = text[:start] + mark + text[end:]
    assert piece.put is not None  # noqa: S101 - borders are never written down
    piece.put(text)
