"""Cuts the terms of a schedule out of text that may stand in many strands: runs, cells, elements.

A name can begin in one strand and end in the next, so strands are read as one text. What goes is replaced by
one private letter for its entry, so that no later look mistakes a mark for words of the document; `with_marks`
puts the marks in their place at the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.plain.cell_orders import other_orders
from redaction.plain.contact_cards import names_before_addresses, names_on_cards
from redaction.schedule import Schedule
from redaction.wording.needles import FoldedText, Needles
from redaction.wording.readings import NUMBER_SEPARATOR, Spelling, respelt, spellings
from redaction.wording.touching import apart

# Plane 15 is private and `visible` lets none of it through: no document can hold one of these.
_FIRST_GAP: Final = 0xF0000
_MOST_ENTRIES: Final = 0xFFF0
_MOST_ROUNDS: Final = 6
_LEAST_DIGITS: Final = 6
_LINE_ENDS: Final = frozenset("\n\r\f")


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
    entry: int


class Cutter:
    """The terms of a schedule, ready to be cut out."""

    def __init__(self, schedule: Schedule) -> None:
        if len(schedule.entries) > _MOST_ENTRIES:
            raise DocumentTooCostly(
                "The list of what goes is longer than one document may have.",
                next_step="Take out of the list what does not stand in this document.",
            )
        self._marks = schedule.marks
        terms = [entry.term for entry in schedule.entries]
        self._needles = Needles(terms, and_backwards=True)
        self._numbers = Needles([term if _is_number(term) else "" for term in terms])

    def cut(self, strands: Sequence[str], *, separator: str = "") -> list[str]:
        """The strands with a private letter in place of each term. Line ends inside a term stay.

        Args:
            strands: each as `visible` gives it.
            separator: what parts the cells, where the text is a table.

        Raises:
            DocumentUnreadable: a term still stands after many rounds.
        """
        cut = list(strands)
        for _ in range(_MOST_ROUNDS):
            beside = _in_writing(apart(cut), self._needles) if len(cut) > 1 else ()
            ranges = _merged([*self._ranges("".join(cut), separator), *beside])
            if not ranges:
                return cut
            cut = _without(cut, ranges)
        raise DocumentUnreadable(
            "The text is made so that words come together again when others are taken out.",
            next_step="Print it to PDF and upload that.",
        )

    def cut_one(self, text: str, *, separator: str = "") -> str:
        """The same for text in one strand."""
        return self.cut([text], separator=separator)[0]

    def with_marks(self, text: str) -> str:
        """The text as it leaves: each private letter is the mark of its entry."""
        if not any(map(_is_gap, text)):
            return text
        return "".join(
            self._marks[ord(letter) - _FIRST_GAP] if _is_gap(letter) else letter for letter in text
        )

    def _ranges(self, text: str, separator: str) -> list[_Range]:
        """What goes in one round, from every reading."""
        found = [_Range(hit.start, hit.end, hit.entry) for hit in FoldedText(text).find(self._needles)]
        written = chain(
            spellings(text, separator=separator),
            other_orders(text, separator),
            names_on_cards(text),
            names_before_addresses(text),
        )
        for spelling in written:
            found.extend(_in_writing(spelling, self._needles))
        if self._numbers.needles:
            found.extend(_in_writing(respelt(text, NUMBER_SEPARATOR, lambda _: "-"), self._numbers))
        return found


def gaps_in(text: str) -> Iterator[tuple[int, int]]:
    """Each place where something was cut out, and the entry it was."""
    return ((at, ord(letter) - _FIRST_GAP) for at, letter in enumerate(text) if _is_gap(letter))


def share_cut(before: str, after: str) -> float:
    """The part of the letters that went, 0 to 1."""
    letters = sum(map(str.isalnum, before))
    kept = sum(map(str.isalnum, after))
    return min(1.0, max(0.0, 1 - kept / letters)) if letters else 0.0


def _is_number(term: str) -> bool:
    """Say whether a term is mostly digits, and enough of them that other digits do not make it by chance."""
    letters = sum(map(str.isalnum, term))
    digits = sum(map(str.isdigit, term))
    return digits >= _LEAST_DIGITS and digits * 2 >= letters


def _is_gap(letter: str) -> bool:
    return _FIRST_GAP <= ord(letter) < _FIRST_GAP + _MOST_ENTRIES


def _in_writing(spelling: Spelling, needles: Needles) -> Iterator[_Range]:
    """The hits of a reading as stretches of the writing: joined where they touch, apart where something stays."""
    for hit in FoldedText(spelling.text).find(needles):
        if hit.end - hit.start < spelling.least_letters:
            continue
        pieces = _touching(
            zip(spelling.starts[hit.start : hit.end], spelling.ends[hit.start : hit.end], strict=True)
        )
        for number, (start, end) in enumerate(pieces):
            entry = hit.entry if number == 0 or spelling.marks_each else -1
            yield _Range(start, end, entry)


def _touching(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if start == end:
            continue
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return pieces


def _merged(found: list[_Range]) -> list[_Range]:
    """Overlapping stretches are one, marked as the longest of them."""
    merged: list[_Range] = []
    longest = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if merged and each.start < merged[-1].end:
            last = merged[-1]
            takes_over = each.entry >= 0 and (last.entry < 0 or each.end - each.start > longest)
            merged[-1] = _Range(last.start, max(last.end, each.end), each.entry if takes_over else last.entry)
            longest = max(longest, each.end - each.start)
        else:
            merged.append(each)
            longest = each.end - each.start
    return merged


def _without(strands: list[str], ranges: list[_Range]) -> list[str]:
    """Take the ranges out; the mark stands in the strand in which a range begins."""
    left: list[str] = []
    offset = 0
    pending = iter(ranges)
    current = next(pending, None)
    for strand in strands:
        kept: list[str] = []
        at, end_of_strand = offset, offset + len(strand)
        while current is not None and current.start < end_of_strand:
            if current.start >= at:
                kept.append(strand[at - offset : current.start - offset])
                if current.entry >= 0:
                    kept.append(chr(_FIRST_GAP + current.entry))
            gone_from, gone_to = max(current.start, offset), min(current.end, end_of_strand)
            kept.extend(filter(_LINE_ENDS.__contains__, strand[gone_from - offset : gone_to - offset]))
            at = gone_to
            if current.end > end_of_strand:
                break
            current = next(pending, None)
        kept.append(strand[at - offset :])
        left.append("".join(kept))
        offset = end_of_strand
    return left
