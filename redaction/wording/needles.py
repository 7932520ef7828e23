"""Finds scheduled terms in text however it is spelt out: one folding, one whole-word rule.

A page can say "Anna Smith" as `A n n a  S m i t h`, `ANNA SMI-` / `TH`, with a ligature, an accent, a
zero-width joiner or a hyphen. Text and term are folded the same way (compatibility form, no case, no
accents, no spaces, no hyphens, no apostrophes) and compared there; what was dropped is remembered so that
a term is only taken where it stands as whole words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redaction.wording.folding import fold
from redaction.wording.letters_apart import LEAST_APART, runs_apart
from redaction.wording.signs_between import JOINING_SIGNS, LEAST_LETTERS_JOINED, spaced, without_signs
from redaction.wording.word_edges import WordEdges

# Short numbers are taken only where they stand together: "20" and "24" in two cells are not "2024".
_SHORT_NUMBER = 5
# So long a word backwards is no other word: "mail" is one, "nodgnirrac" is none.
_LONG_ENOUGH_BACKWARDS = 6
# An address in one line has commas where one in lines has none. "Marwood, Anna" and "1, 234" are something else.
_LIST_SIGN = re.compile(r"[,;](?=\s|[^\W\d_])")
_LIST_SIGNS = frozenset(",;")
_LEAST_WORDS_IN_A_LIST = 3
# Shorter ones twice over are words of their own: "couscous", "Jojo".
_LEAST_IN_A_ROW = 5
_LEAST_LETTERS_IN_A_LIST = 8


def _is_long_word(folded: str) -> bool:
    return len(folded) >= _LONG_ENOUGH_BACKWARDS and folded.isalpha() and folded != folded[::-1]


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


@dataclass(frozen=True, slots=True)
class Needle:
    """One folded spelling of a term; `entry` is its place in the schedule.

    `gaps` are the places in it before which the term as typed has a space or a hyphen.
    """

    entry: int
    folded: str
    short_number: bool
    gaps: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the entry, and where it stands in the text as given (end is past the last letter)."""

    entry: int
    start: int
    end: int


def _listed(entry: int, term: str) -> Needle | None:
    """A term of several parts without the commas between them; None where commas would part something else."""
    bare = _LIST_SIGN.sub(" ", term)
    folded = fold(bare)
    words = len(bare.split())
    is_a_list = words >= _LEAST_WORDS_IN_A_LIST or (words > 1 and any(map(str.isdigit, folded)))
    if not is_a_list or len(folded) < _LEAST_LETTERS_IN_A_LIST or not any(map(str.isalpha, folded)):
        return None
    if _LIST_SIGNS & set(folded):
        return None
    return Needle(entry, folded, short_number=False, gaps=FoldedText(bare).gaps(0, len(folded)))


class Needles:
    """The terms of a schedule, ready to be looked for.

    `and_backwards` looks for longer words from their last letter to their first too: formats of writing can ask
    that they are shown so.
    """

    def __init__(self, terms: Sequence[str], *, and_backwards: bool = False) -> None:
        found: list[Needle] = []
        self.literals: list[tuple[int, str]] = []
        for entry, term in enumerate(terms):
            folded = fold(term)
            if not folded:
                # A term of hyphens or spaces alone folds to nothing; it is then taken letter for letter.
                if term:
                    self.literals.append((entry, term))
                continue
            turns = (and_backwards and _is_long_word(folded)) or _is_right_to_left(folded)
            spellings = [folded, folded[::-1]] if turns else [folded]
            short = folded.isdigit() and len(folded) <= _SHORT_NUMBER
            gaps = FoldedText(term).gaps(0, len(folded))
            found.extend(Needle(entry, spelling, short, gaps) for spelling in spellings)
        self.needles = tuple(found)
        listed = (_listed(entry, term) for entry, term in enumerate(terms))
        self.listed = tuple(each for each in listed if each is not None)
        self.joined = tuple(
            each
            for each in found
            if each.gaps and len(each.folded) >= LEAST_LETTERS_JOINED and any(map(str.isalpha, each.folded))
        )
        self.longest = max((len(needle.folded) for needle in found), default=0)

    def occur_in(self, text: str) -> bool:
        """Say whether any term stands in this text."""
        return bool(FoldedText(text).find(self))


class FoldedText(WordEdges):
    """A text and its folded form, able to say where in the text a hit in the folded form stands."""

    def find(self, needles: Needles) -> list[Found]:
        """Find every whole-word occurrence of every term, in no particular order."""
        hits: list[Found] = []
        folded = self.folded
        for needle in needles.needles:
            if needle.folded in folded:
                hits.extend(found for _, found in self._standing(needle))
        hits.extend(self._find_literals(needles.literals))
        hits.extend(self._find_apart(needles.needles))
        if needles.listed:
            hits.extend(self._find_listed(needles.listed, set(hits)))
        if needles.joined:
            hits.extend(self._find_joined(needles.joined, set(hits)))
        return hits

    def _find_listed(self, listed: Iterable[Needle], known: set[Found]) -> Iterable[Found]:
        """Terms that have commas between their parts where the text has none, or the other way round."""
        bare = self.folded.replace(",", "").replace(";", "")
        present = [each for each in listed if each.folded in bare]
        if not present:
            return
        # As long as the text itself, so that what is found in the one stands at the same place in the other.
        yield from self._find_in(FoldedText(_LIST_SIGN.sub(" ", self.text)), present, _LIST_SIGNS, known)

    def _find_joined(self, joined: Iterable[Needle], known: set[Found]) -> Iterable[Found]:
        """Names as addresses and file names write them, with a full stop, an underscore or a plus for the space."""
        bare = without_signs(self.folded)
        if len(bare) == len(self.folded):
            return
        present = [each for each in joined if each.folded in bare]
        undone = spaced(self.text) if present else None
        if undone is not None:
            yield from self._find_in(FoldedText(undone), present, JOINING_SIGNS, known)

    def _find_in(
        self, undone: "FoldedText", wanted: Iterable[Needle], signs: frozenset[str], known: set[Found]
    ) -> Iterable[Found]:
        """Terms in this text without some signs, where each sign stands at a gap that the term has too."""
        for needle in wanted:
            for start, found in undone._standing(needle):
                if found not in known and self._is_parted_as_typed(undone, needle, start, signs):
                    yield found

    def _standing(self, needle: Needle) -> Iterable[tuple[int, Found]]:
        """Every whole-word occurrence of one spelling, with its place in the folded text."""
        at = self.folded.find(needle.folded)
        while at >= 0:
            if self._stands(needle, at) or self._stands_in_a_row(needle, at):
                end = at + len(needle.folded)
                yield at, Found(needle.entry, self.places[at], self.places[end - 1] + 1)
            at = self.folded.find(needle.folded, at + 1)

    def _stands_in_a_row(self, needle: Needle, start: int) -> bool:
        """Say whether it is said twice or more without a space, as two fields of a form that stand close read."""
        own, size = needle.folded, len(needle.folded)
        if size < _LEAST_IN_A_ROW or not own.isalpha():
            return False
        end = start + size
        while self.folded.startswith(own, end):
            end += size
        while start >= size and self.folded.startswith(own, start - size):
            start -= size
        return end - start > size and self._is_edge(start, own[0]) and self._is_edge(end, own[-1], after=True)

    def _is_parted_as_typed(
        self, undone: "FoldedText", needle: Needle, start: int, signs: frozenset[str]
    ) -> bool:
        """Say whether a sign stands here only where the term as typed has a gap."""
        places = undone.places
        return all(
            index - start in needle.gaps
            for index in range(start + 1, start + len(needle.folded))
            if places[index] - places[index - 1] > 1
            and signs & set(self.text[places[index - 1] + 1 : places[index]])
        )

    def _find_apart(self, needles: Iterable[Needle]) -> Iterable[Found]:
        """Terms whose letters stand apart with a sign between each two: M.a.r.w.o.o.d."""
        for start, letters in runs_apart(self.text):
            folded = fold(letters)
            for needle in needles if len(folded) == len(letters) else ():
                at = folded.find(needle.folded)
                if at >= 0 and len(needle.folded) >= LEAST_APART:
                    end = at + len(needle.folded)
                    yield Found(needle.entry, start + 2 * at, start + 2 * end - 1)

    def _find_literals(self, literals: Iterable[tuple[int, str]]) -> Iterable[Found]:
        for entry, term in literals:
            at = self.text.find(term)
            while at >= 0:
                yield Found(entry, at, at + len(term))
                at = self.text.find(term, at + len(term))

    def _stands(self, needle: Needle, start: int) -> bool:
        end = start + len(needle.folded)
        if needle.short_number and not self._stands_together(start, end, needle.gaps):
            return False
        if self._is_numbered(needle, start):
            return False
        return self._is_edge(start, needle.folded[0]) and self._is_edge(end, needle.folded[-1], after=True)

    def _is_numbered(self, needle: Needle, start: int) -> bool:
        """Say whether the first letter is the number of an item before a word of its own: "a Aron" is not Aaron."""
        if len(needle.folded) < 2 or 1 in needle.gaps:
            return False
        first, second = self.places[start], self.places[start + 1]
        between = self.text[first + 1 : second]
        return between.isspace() and self.text[first].islower() and self.text[second].isupper()

    def _stands_together(self, start: int, end: int, typed: frozenset[int]) -> bool:
        """Say whether digits stand as they were typed ("10-14"), or are all spaced out."""
        found = self.gaps(start, end)
        return found == typed or len(found) == end - start - 1
