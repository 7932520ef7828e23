"""Finds the people of a register in a text, at millions of characters a second, near spellings included."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import ahocorasick_rs
from rapidfuzz import process
from rapidfuzz.distance import OSA

from redaction.find.initials import carry_initials, initials_of
from redaction.find.names import name_in
from redaction.recognisers.english_words import is_english
from redaction.register.folding import FoldedPage, folded
from redaction.register.forms import Form, Why, forms_of, name_words
from redaction.register.person import Person
from redaction.spans import Span

DETECTOR: Final = "register"
NEAR_ENOUGH: Final = 0.79
"""The least likeness of a near spelling: two letters in ten. Source: detection.md 2.5 (cut-off 0.8)."""

_INITIALS_SCORE: Final = 0.5
_NEAR_SCORE: Final = 0.6
_NUMBER_SCORE: Final = 0.97
_LEAST_CHARACTERS_OF_A_NUMBER: Final = 5
_LEAST_LETTERS_NEAR: Final = 5
_CALLED: Final = re.compile(r"^\s*(?:[^\W\d_]+[\s.:#]+)+(?=\d)")
_WORD: Final = re.compile(r"[^\W_][\w'’]*[^\W_]")
_MISREAD: Final = str.maketrans("015|", "olsl")
_LABELS: Final = {
    Why.DATE_OF_BIRTH: "DATE_OF_BIRTH",
    Why.ADDRESS: "ADDRESS",
    Why.NUMBER: "NUMBER",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of text that names people of the register: one, or several who share the wording."""

    span: Span
    people: tuple[str, ...]
    why: Why


class KnownPeople:
    """A register, ready to be looked for. Build it once for a matter and ask it for every text."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._forms: defaultdict[str, dict[str, Form]] = defaultdict(dict)
        for person in self.people:
            for form in forms_of(person):
                before = self._forms[form.wording].get(person.id)
                if before is None or before.score < form.score:
                    self._forms[form.wording][person.id] = form
        self._wordings = tuple(self._forms)
        self._near: dict[str, tuple[str, ...]] = {}

    def find(self, text: str) -> tuple[Known, ...]:
        """Every place in `text` where someone of the register is named, in order; the longest wording wins."""
        if not self.people:
            return ()
        page = FoldedPage(text)
        found = (self._exact(page), self._by_initials(text), self._numbers(text), self._near_spellings(text))
        return tuple(_longest(itertools.chain.from_iterable(found)))

    def _exact(self, page: FoldedPage) -> Iterator[Known]:
        for number, start, end in self._automaton.find_matches_as_indexes(page.folded, overlapping=True):
            if not _is_whole(page.folded, start, end):
                continue
            first, last = page.place(start, end)
            who = {
                person: form
                for person, form in self._forms[self._wordings[number]].items()
                if not form.needs_capital or page.text[first].isupper()
            }
            if who:
                best = max(who.values(), key=lambda form: form.score)
                yield _known(first, last, tuple(who), best.why, best.score)

    @cached_property
    def _automaton(self) -> "ahocorasick_rs.AhoCorasick":
        return ahocorasick_rs.AhoCorasick(self._wordings, matchkind=ahocorasick_rs.MatchKind.Standard)

    def _by_initials(self, text: str) -> Iterator[Known]:
        for span in carry_initials(text, frozenset(self._initials)):
            letters = "".join(letter for letter in text[span.start : span.end] if letter.isalpha())
            yield _known(span.start, span.end, self._initials[letters], Why.INITIALS, _INITIALS_SCORE)

    @cached_property
    def _initials(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.people:
            for letters in initials_of(name_in(name) for name in person.names):
                found[letters].append(person.id)
        return {letters: tuple(who) for letters, who in found.items()}

    def _numbers(self, text: str) -> Iterator[Known]:
        if not self._known_numbers:
            return
        at = [place for place, letter in enumerate(text) if letter.isalnum()]
        bare = "".join(map(text.__getitem__, at)).casefold()
        if len(bare) != len(at):
            bare = "".join(text[place].casefold()[0] for place in at)
        listed = tuple(self._known_numbers)
        for number, start, end in self._number_automaton.find_matches_as_indexes(bare, overlapping=True):
            first, last = at[start], at[end - 1] + 1
            # Spread over more than its own length in separators, it is no number but a table's cells.
            if _is_whole(text, first, last) and last - first <= 2 * (end - start):
                yield _known(first, last, self._known_numbers[listed[number]], Why.NUMBER, _NUMBER_SCORE)

    @cached_property
    def _number_automaton(self) -> "ahocorasick_rs.AhoCorasick":
        return ahocorasick_rs.AhoCorasick(
            tuple(self._known_numbers), matchkind=ahocorasick_rs.MatchKind.Standard
        )

    @cached_property
    def _known_numbers(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.people:
            for number in person.numbers:
                for form in _number_forms(number):
                    found[form].append(person.id)
        return {number: tuple(dict.fromkeys(who)) for number, who in found.items()}

    def _near_spellings(self, text: str) -> Iterator[Known]:
        long = {word: _plain(word) for word in set(_WORD.findall(text)) if len(word) >= _LEAST_LETTERS_NEAR}
        meant = {word: _as_read(plain) for word, plain in long.items() if plain not in self._forms}
        self._measure([word for word in meant.values() if word not in self._near])
        near = {word: self._near[read] for word, read in meant.items() if self._near[read]}
        if near:
            # A handful of words; the long list of names is never put into one expression.
            for match in re.finditer("|".join(map(re.escape, sorted(near, key=len, reverse=True))), text):
                if _is_whole(text, match.start(), match.end()):
                    yield _known(match.start(), match.end(), near[match[0]], Why.NEAR_SPELLING, _NEAR_SCORE)

    def _measure(self, words: list[str]) -> None:
        """Remember for each new word of the text whose name it is nearly spelt as."""
        names = self._name_words
        unknown = [word for word in dict.fromkeys(words) if not is_english(word)]
        self._near.update(dict.fromkeys(words, ()))
        if not names or not unknown:
            return
        listed = list(names)
        likeness = process.cdist(
            unknown, listed, scorer=OSA.normalized_similarity, score_cutoff=NEAR_ENOUGH, workers=1
        )
        for row, word in zip(likeness, unknown, strict=True):
            who = [person for name, near in zip(listed, row, strict=True) if near for person in names[name]]
            self._near[word] = tuple(dict.fromkeys(who))

    @cached_property
    def _name_words(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.people:
            for word, _ in name_words(person):
                found[word].append(person.id)
        return {word: tuple(dict.fromkeys(who)) for word, who in found.items()}


def _known(start: int, end: int, people: tuple[str, ...], why: Why, score: float) -> Known:
    return Known(Span(start, end, _LABELS.get(why, "PERSON"), score, DETECTOR), people, why)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a wording stands as whole words; a possessive may follow it."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())


def _number_forms(number: str) -> Iterator[str]:
    """The number, and without what it is called in front of it: "NHS 943 476 5919", "tel: 07700 900461"."""
    for written in dict.fromkeys((number, _CALLED.sub("", number))):
        if len(_bare(written)) >= _LEAST_CHARACTERS_OF_A_NUMBER:
            yield _bare(written)


def _bare(number: str) -> str:
    return "".join(letter for letter in number if letter.isalnum()).casefold()


def _plain(word: str) -> str:
    """A word small, without accents and a possessive."""
    return folded(word).removesuffix("'s")


def _as_read(word: str) -> str:
    """A plain word as it was meant: a scanner's digits for letters undone."""
    return word.translate(_MISREAD) if any(map(str.isalpha, word)) else word


def _longest(found: Iterable[Known]) -> Iterator[Known]:
    """Drop what lies inside a longer find, which says more; several people of one wording stay together."""
    reach = -1
    ordered = sorted(found, key=lambda known: (known.span.start, -known.span.end, -known.span.score))
    for known in ordered:
        if known.span.end > reach:
            yield known
            reach = known.span.end
