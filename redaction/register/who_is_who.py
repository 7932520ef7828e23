"""Puts the wordings that name people together into persons, with a reason for each, as a proposal.

Nobody is told apart or thrown together for good here: a reviewer merges and splits, and what they said
is given back in `together` and `apart` and goes before every rule.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA

from redaction.find.names import TITLE_WORD, Name, name_in
from redaction.register import KnownPeople
from redaction.register.folding import folded
from redaction.register.nicknames import called

NEAR_ENOUGH: Final = 0.79
"""The least likeness of two spellings of a forename or surname, when the other is the same."""

_SAID_OF_MEN: Final = frozenset({"mr", "master", "sir", "father", "fr", "lord"})
_SAID_OF_WOMEN: Final = frozenset({"mrs", "ms", "miss", "sister", "dame", "lady"})


class Because(StrEnum):
    """Why a wording is taken to name a person; what a reviewer is told."""

    OWN_NAME = "this is the fullest form of the name"
    REGISTER = "the register of the matter says so"
    TOLD = "a reviewer said so"
    SAME_NAME = "the same name"
    TITLE = "the same name with a title"
    SHORT_FORM = "a short form of the same forename, and the same surname"
    INITIALS = "an initial and the same surname"
    ONLY_SURNAME = "the only person of this surname"
    ONLY_FORENAME = "the only person of this forename"
    NEAR_SPELLING = "nearly the same spelling"


@dataclass(frozen=True, slots=True)
class Belongs:
    """One wording of a person's."""

    wording: str
    because: Because


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as proposed: the fullest wording for a name, and every wording with its reason.

    `person` is the id in the register, empty for one who is not in it. `may_be` are the names of several people
    whom a wording that stands alone may mean: a reviewer must say.
    """

    name: str
    wordings: tuple[Belongs, ...]
    person: str = ""
    may_be: tuple[str, ...] = ()


def who_is_who(
    wordings: Iterable[str],
    *,
    register: KnownPeople | None = None,
    together: Sequence[tuple[str, str]] = (),
    apart: Sequence[tuple[str, str]] = (),
) -> tuple[Somebody, ...]:
    """Give the persons whom the wordings name, by name.

    Args:
        wordings: as they stand in the matter's documents: "DC Tyler Brennan", "BRENNAN, Tyler", "Tyler's".
        register: the people already known; they are persons whatever the spelling.
        together: pairs of wordings that a reviewer said are one person.
        apart: pairs that a reviewer said are two.
    """
    return _Sorting(wordings, register or KnownPeople(()), together, apart).persons()


@dataclass(frozen=True, slots=True)
class _Said:
    """A wording, taken apart."""

    wording: str
    name: Name
    title: str

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(folded(word) for word in self.name.words)

    @property
    def is_full(self) -> bool:
        return self.name.is_full


class _Sorting:
    def __init__(
        self,
        wordings: Iterable[str],
        register: KnownPeople,
        together: Sequence[tuple[str, str]],
        apart: Sequence[tuple[str, str]],
    ) -> None:
        self._said = {wording: _taken_apart(wording) for wording in dict.fromkeys(wordings)}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)
        self._heads: dict[str, str] = {}
        self._members = {wording: [wording] for wording in self._said}
        self._why: dict[str, Because] = {}
        self._may_be: dict[str, tuple[str, ...]] = {}
        self._person: dict[str, str] = {}
        for one, other in together:
            if one in self._said and other in self._said:
                self._put(self._fuller(one, other), one, other, Because.TOLD)
        self._by_register(register)
        self._full_names()
        self._parts_of_names()

    def persons(self) -> tuple[Somebody, ...]:
        """Everybody, each with the fullest wording first."""
        found = [self._somebody(head, sorted(of)) for head, of in self._members.items()]
        return tuple(sorted(found, key=lambda somebody: folded(somebody.name)))

    def _somebody(self, head: str, wordings: list[str]) -> Somebody:
        fullest = max(wordings, key=lambda w: (w == head, len(self._said[w].key), len(w)))
        belongs = tuple(
            Belongs(w, Because.OWN_NAME if w == fullest else self._why.get(w, Because.SAME_NAME))
            for w in (fullest, *(each for each in wordings if each != fullest))
        )
        own = " ".join(_cased(word) for word in self._said[fullest].name.words) or fullest
        person = next((self._person[w] for w in wordings if w in self._person), "")
        return Somebody(own, belongs, person, self._may_be.get(head, ()))

    def _head(self, wording: str) -> str:
        while (above := self._heads.get(wording, wording)) != wording:
            wording = above
        return wording

    def _put(self, head: str, one: str, other: str, because: Because) -> bool:
        """Make two wordings one person, unless a reviewer parted them or anything they already stand with."""
        first, second = self._head(one), self._head(other)
        if first == second:
            return True
        if because is not Because.TOLD and self._are_parted(first, second):
            return False
        kept = self._head(head)
        for each in (first, second):
            if each != kept:
                self._heads[each] = kept
                self._why[each] = because
                self._members[kept] += self._members.pop(each)
        return True

    def _are_parted(self, first: str, second: str) -> bool:
        ones, others = self._members[first], self._members[second]
        registered = {self._person[w] for w in (*ones, *others) if w in self._person}
        parted = (self._apart[wording] for wording in ones if wording in self._apart)
        return len(registered) > 1 or any(not away.isdisjoint(others) for away in parted)

    def _fuller(self, one: str, other: str) -> str:
        return max(one, other, key=lambda wording: (len(self._said[wording].key), len(wording)))

    def _by_register(self, register: KnownPeople) -> None:
        heads: dict[str, str] = {}
        for wording in self._said:
            known = [k for k in register.find(wording) if len(k.people) == 1]
            who = {k.people[0] for k in known}
            if len(who) == 1:
                (person,) = who
                self._person[wording] = person
                before = heads.setdefault(person, wording)
                fuller = self._fuller(before, wording)
                if before != wording and not self._put(fuller, before, wording, Because.REGISTER):
                    # A reviewer said that it is somebody else, and the reviewer goes before the register.
                    del self._person[wording]

    def _full_names(self) -> None:
        full = sorted((s for s in self._said.values() if s.is_full), key=lambda s: (-len(s.key), s.wording))
        by_ends: dict[tuple[str, str], _Said] = {}
        by_surname: defaultdict[str, list[_Said]] = defaultdict(list)
        for said in full:
            ends = (said.key[0], said.key[-1])
            same = by_ends.setdefault(ends, said)
            if same is not said:
                because = Because.TITLE if said.title else Because.SAME_NAME
                self._put(same.wording, same.wording, said.wording, because)
            else:
                by_surname[said.key[-1]].append(said)
        for sharing in by_surname.values():
            for one, other in itertools.combinations(sharing, 2):
                if other.key[0] in called(one.key[0]) and _may_be_one(one, other):
                    self._put(one.wording, one.wording, other.wording, Because.SHORT_FORM)
        self._near_names(tuple(by_ends.values()))

    def _near_names(self, full: Sequence[_Said]) -> None:
        """Join names of which one half is the same and the other nearly so; only those can be alike."""
        for half in (-1, 0):
            sharing: defaultdict[str, list[_Said]] = defaultdict(list)
            for said in full:
                sharing[said.key[half]].append(said)
            for alike in sharing.values():
                for one, other in itertools.combinations(alike, 2):
                    if _nearly_alike(one.key, other.key) and _may_be_one(one, other):
                        self._put(one.wording, one.wording, other.wording, Because.NEAR_SPELLING)

    def _parts_of_names(self) -> None:
        """Give a surname, a forename or an initial with a surname to the one full name that it fits."""
        surnames: defaultdict[str, set[str]] = defaultdict(set)
        forenames: defaultdict[str, set[str]] = defaultdict(set)
        for said in self._said.values():
            if said.is_full:
                head = self._head(said.wording)
                surnames[said.key[-1]].add(head)
                for given in {said.key[0], *called(said.key[0])}:
                    forenames[given].add(head)
        self._join_bare(surnames, forenames)

    def _join_bare(self, surnames: Mapping[str, set[str]], forenames: Mapping[str, set[str]]) -> None:
        alike: dict[tuple[str, ...], str] = {}
        for said in self._said.values():
            if said.is_full or not said.key or self._is_settled(said.wording):
                continue
            fitting, because = self._fitting(said, surnames, forenames)
            fitting = {head for head in fitting if not self._are_parted(self._head(said.wording), head)}
            if len(fitting) == 1:
                (head,) = fitting
                self._put(head, head, said.wording, because)
                continue
            same = alike.setdefault(said.key, said.wording)
            if same != said.wording:
                self._put(same, same, said.wording, Because.SAME_NAME)
            if len(fitting) > 1:
                names = (" ".join(_cased(w) for w in self._said[head].name.words) for head in fitting)
                self._may_be[self._head(said.wording)] = tuple(sorted(names))

    def _is_settled(self, wording: str) -> bool:
        """Whether a reviewer, or the register, has said already who is meant."""
        return wording in self._person or self._said[self._head(wording)].is_full

    def _fitting(
        self, said: _Said, surnames: Mapping[str, set[str]], forenames: Mapping[str, set[str]]
    ) -> tuple[set[str], Because]:
        last = said.key[-1]
        if len(said.key) > 1:
            letter = said.key[0][0]
            fitting = {
                head
                for head in surnames.get(last, set())
                if any(word.startswith(letter) for word in self._said[head].key[:-1])
            }
            return self._of_fitting_title(said, fitting), Because.INITIALS
        by_surname = self._of_fitting_title(said, surnames.get(last, set()))
        if said.title or (by_surname and last not in forenames):
            return by_surname, Because.ONLY_SURNAME
        return by_surname | self._now(forenames.get(last, set())), Because.ONLY_FORENAME

    def _now(self, heads: Iterable[str]) -> set[str]:
        """The heads of whoever those are by now: two may have become one since they were noted."""
        return {self._head(head) for head in heads}

    def _of_fitting_title(self, said: _Said, heads: set[str]) -> set[str]:
        titles = {head: [self._said[each].title for each in self._members[head]] for head in self._now(heads)}
        return {head for head in titles if all(_titles_agree(said.title, title) for title in titles[head])}


def _taken_apart(wording: str) -> _Said:
    words = wording.split()
    title = words[0].strip(".").casefold() if len(words) > 1 and TITLE_WORD.fullmatch(words[0]) else ""
    return _Said(wording, name_in(wording), title)


def _titles_agree(one: str, other: str) -> bool:
    men, women = one in _SAID_OF_MEN, one in _SAID_OF_WOMEN
    return not ((men and other in _SAID_OF_WOMEN) or (women and other in _SAID_OF_MEN))


def _may_be_one(one: _Said, other: _Said) -> bool:
    """Say whether nothing speaks against it: titles of one sex, and no middle names that differ."""
    middles = [{word[0] for word in said.key[1:-1]} for said in (one, other)]
    differ = all(middles) and not middles[0] & middles[1]
    return _titles_agree(one.title, other.title) and not differ


def _nearly_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    halves = list(_ends(one, other))
    return (
        any(a == b for a, b in halves) and all(_near(a, b) for a, b in halves) and one[-1][0] == other[-1][0]
    )


def _ends(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield one[0], other[0]
    yield one[-1], other[-1]


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    long_enough = min(len(one), len(other)) >= 5
    return long_enough and OSA.normalized_similarity(one, other, score_cutoff=NEAR_ENOUGH) > 0


def _cased(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 1 else word
