"""One label for one person, everywhere in a matter: "Child A", "Mother of Child A", "Officer 2".

Pure, given the table of who is who. The table is the secret; labels are chosen so that they tell nothing of it: no
initial, no order of names, and gaps in their numbering. Replacing runs through presidio-anonymizer, as an operator.
Source: docs/decisions/0014-difference-guard.md.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_uppercase
from typing import Any, Final

from redaction.names import TITLE_WORD, name_in
from redaction.needles import fold
from redaction.recognisers.titled_names import RANKS

LABEL_LIMIT: Final = 40
_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]*")
_POSSESSIVE: Final = re.compile(r"(?<=[^\W_])['’]s?$", re.IGNORECASE)
_RANK: Final = re.compile(rf"(?:{RANKS})\b", re.VERBOSE)
# I and O are read as one and nought.
_LETTERS: Final = tuple(letter for letter in ascii_uppercase if letter not in "IO")
#: Labels are drawn from at least so many, and from so many more than are in use: their order says nothing.
_DRAWN_FROM, _SPARE = 12, 6


class PersonRole(StrEnum):
    """What a person is to the matter, as the reader of a copy may know it."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    SIBLING = "sibling"
    RELATIVE = "relative"
    CARER = "carer"
    OFFICER = "officer"
    PROFESSIONAL = "professional"
    WITNESS = "witness"
    PERSON = "person"

    @property
    def is_of_someone(self) -> bool:
        """Whether its label can be made from another's: "Mother of Child A"."""
        return self in {self.MOTHER, self.FATHER, self.SIBLING, self.RELATIVE, self.CARER}

    @property
    def is_numbered(self) -> bool:
        """Whether its labels count ("Officer 2"); the others have letters ("Child A")."""
        return self in {self.OFFICER, self.PROFESSIONAL, self.WITNESS}


class LabelRefused(ValueError):
    """A label, or a person, that cannot be taken. `sentence` says why and never whom it is about."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the label, the role, and every spelling of them that is replaced by it.

    `of` is the label of the person that this one's label is made from. `is_fixed` once the label was put forward in a
    copy: it stays, or two copies would name two people.
    """

    label: str
    role: PersonRole
    spellings: tuple[str, ...]
    of: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The table of a matter: who has which label. No two share a label, and no spelling is of two people."""

    persons: tuple[Person, ...] = ()

    def label_of(self, wording: str) -> str:
        """The label for these words, with or without title and possessive; empty for nobody in the table."""
        spelt = _by_spelling(self.persons)
        for form in _forms(wording):
            if form in spelt:
                return spelt[form]
        return ""

    def find(self, label: str) -> Person:
        """The person with this label.

        Raises:
            LabelRefused: nobody has it.
        """
        for person in self.persons:
            if person.label == label:
                return person
        raise LabelRefused("label", "Nobody has this label any more")

    def with_person(
        self,
        role: PersonRole,
        spellings: Iterable[str],
        *,
        label: str = "",
        of: str = "",
        pick: Callable[[Sequence[str]], str] = secrets.choice,
    ) -> "People":
        """The table with one person more; an empty label is chosen.

        Raises:
            LabelRefused: no spelling, a spelling or a label that another has, or a label that tells the name.
        """
        written = tuple(dict.fromkeys(" ".join(each.split()) for each in spellings if each.split()))
        self._check_spellings(written)
        if of:
            self.find(of)
        chosen = label.strip() or self._free_label(role, written, of, pick)
        self._check_label(chosen, written)
        return People((*self.persons, Person(chosen, role, written, of)))

    def merged(self, kept: str, *others: str) -> "People":
        """The table where people turn out to be one: they all have the label `kept`.

        Raises:
            LabelRefused: one is not there, or two of the labels have gone out in copies.
        """
        chosen = [self.find(kept), *(self.find(label) for label in others if label != kept)]
        if sum(person.is_fixed for person in chosen[1:]):
            raise LabelRefused(
                "label", "A label that was put forward in a copy cannot be given up; keep that one"
            )
        spellings = tuple(dict.fromkeys(word for person in chosen for word in person.spellings))
        gone = {person.label for person in chosen[1:]}
        whole = replace(chosen[0], spellings=spellings)
        left = (
            whole if person == chosen[0] else person for person in self.persons if person.label not in gone
        )
        return People(tuple(replace(p, of=kept) if p.of in gone else p for p in left))

    def without(self, label: str) -> "People":
        """The table without this person.

        Raises:
            LabelRefused: nobody has the label, it was put forward in a copy, or another label is made from it.
        """
        if self.find(label).is_fixed:
            raise LabelRefused("label", "This label was put forward in a copy, so it stays")
        if any(person.of == label for person in self.persons):
            raise LabelRefused("label", "Another label is made from this one; remove that first")
        return People(tuple(person for person in self.persons if person.label != label))

    def with_spellings(self, label: str, spellings: Iterable[str]) -> "People":
        """The table where this person has more spellings.

        Raises:
            LabelRefused: nobody has the label, or a spelling is another's.
        """
        person = self.find(label)
        more = tuple(" ".join(each.split()) for each in spellings if each.split())
        others = People(tuple(each for each in self.persons if each.label != label))
        others._check_spellings(more)
        self._check_tells_nothing(label, more)
        longer = replace(person, spellings=tuple(dict.fromkeys((*person.spellings, *more))))
        return People(tuple(longer if each.label == label else each for each in self.persons))

    def fixing(self, labels: Iterable[str]) -> "People":
        """The table where these labels stay for good."""
        wanted = frozenset(labels)
        return People(tuple(replace(p, is_fixed=p.is_fixed or p.label in wanted) for p in self.persons))

    def _check_spellings(self, spellings: Sequence[str]) -> None:
        if not any(fold(each) for each in spellings):
            raise LabelRefused("spellings", "Enter the name that the label stands for")
        spelt = _by_spelling(self.persons)
        if any(form in spelt for each in spellings for form in _forms(each)):
            raise LabelRefused(
                "spellings", "One of these names has a label already. Merge the people instead"
            )

    def _check_label(self, label: str, spellings: Sequence[str]) -> None:
        if not label:
            raise LabelRefused("label", "Enter a label, like Child A")
        if len(label) > LABEL_LIMIT:
            raise LabelRefused("label", f"Label must be {LABEL_LIMIT} characters or fewer")
        if not _LABEL.fullmatch(label):
            raise LabelRefused("label", "Label must have only letters, numbers, spaces and hyphens")
        if fold(label) in {fold(person.label) for person in self.persons}:
            raise LabelRefused("label", f"{label} is already used. Choose another label or merge the people")
        self._check_tells_nothing(label, spellings)

    def _check_tells_nothing(self, label: str, spellings: Iterable[str]) -> None:
        everyone = (word for person in self.persons for word in person.spellings)
        names = {fold(word) for spelling in (*spellings, *everyone) for word in _name_words(spelling)}
        words = [fold(word) for word in label.replace("-", " ").split()]
        if any(word in names for word in words if len(word) > 1):
            raise LabelRefused("label", "Label must not have any part of a name in it")
        if any(len(word) == 1 and word.upper() in _initials(spellings) for word in words):
            raise LabelRefused("label", "Label must not have an initial of the name in it")

    def _free_label(
        self, role: PersonRole, spellings: Sequence[str], of: str, pick: Callable[[Sequence[str]], str]
    ) -> str:
        used = {fold(person.label) for person in self.persons}
        name = role.value.capitalize()
        if of and role.is_of_someone and fold(f"{name} of {of}") not in used:
            return f"{name} of {of}"
        in_use = sum(person.role is role for person in self.persons)
        marks = _marks(role, avoid=_initials(spellings))
        forms = (
            f"{name} {mark} of {of}" if of and role.is_of_someone else f"{name} {mark}" for mark in marks
        )
        free: list[str] = []
        for form in forms:
            if len(free) == max(_DRAWN_FROM, in_use + _SPARE):
                break
            if fold(form) not in used:
                free.append(form)
        return pick(free)


def _marks(role: PersonRole, *, avoid: frozenset[str]) -> Iterable[str]:
    if role.is_numbered:
        return map(str, range(1, 10_000))
    single = [letter for letter in _LETTERS if letter not in avoid]
    return (*single, *(first + second for first in single for second in single))


def _by_spelling(persons: Iterable[Person]) -> dict[str, str]:
    return {form: person.label for person in persons for each in person.spellings for form in _forms(each)}


def _forms(wording: str) -> tuple[str, ...]:
    """As it is compared: as it stands, without its possessive, and without its title."""
    bare = without_possessive(wording)
    untitled = " ".join(word for word in name_in(bare).words)
    forms = (fold(wording), fold(bare), fold(untitled))
    return tuple(dict.fromkeys(form for form in forms if form))


def without_possessive(wording: str) -> str:
    """The words without "'s" at their end, which stays in the sentence: "Anna's" becomes "Child A's"."""
    return _POSSESSIVE.sub("", wording.strip())


def _name_words(spelling: str) -> tuple[str, ...]:
    return tuple(word for word in spelling.split() if not TITLE_WORD.fullmatch(word))


def _initials(spellings: Iterable[str]) -> frozenset[str]:
    words = (
        word for spelling in spellings for word in re.split(r"[\s\-'’]+", " ".join(_name_words(spelling)))
    )
    return frozenset(fold(word)[:1].upper() for word in words if fold(word))


_ROLE_WORDS: Final[Mapping[str, PersonRole]] = {
    **dict.fromkeys(("mum", "mam", "mom", "mother", "stepmother", "stepmum"), PersonRole.MOTHER),
    **dict.fromkeys(("dad", "father", "stepfather", "stepdad"), PersonRole.FATHER),
    **dict.fromkeys(("brother", "sister", "sibling", "twin"), PersonRole.SIBLING),
    **dict.fromkeys(
        (
            "nan",
            "nana",
            "nanna",
            "gran",
            "granny",
            "grandma",
            "grandad",
            "granddad",
            "aunt",
            "auntie",
            "uncle",
            "cousin",
        ),
        PersonRole.RELATIVE,
    ),
    **dict.fromkeys(("carer", "foster"), PersonRole.CARER),
    **dict.fromkeys(("baby", "child", "master"), PersonRole.CHILD),
}
_TITLES_OF_PROFESSIONS = """
dr doctor prof professor nurse midwife solicitor judge hhj dj coroner magistrate iro sw hv revd reverend
imam rabbi cllr councillor social health
"""
_PROFESSIONS: Final = frozenset(_TITLES_OF_PROFESSIONS.split())


def suggested_role(wordings: Iterable[str]) -> PersonRole:
    """What a person may be to the matter, by the titles they are named with; a person decides."""
    for wording in wordings:
        first = wording.split()[0].strip(".,").casefold() if wording.split() else ""
        if _RANK.match(wording):
            return PersonRole.OFFICER
        if first in _ROLE_WORDS:
            return _ROLE_WORDS[first]
        if first in _PROFESSIONS and len(wording.split()) > 1:
            return PersonRole.PROFESSIONAL
    return PersonRole.PERSON


class Labeller:
    """Replaces people by their labels, with presidio-anonymizer and an operator of our own."""

    def __init__(self, people: People) -> None:
        from redaction.anonymizer import engine_for  # noqa: PLC0415 - presidio-anonymizer loads when asked for

        self._people = people
        self._engine: Any = engine_for()

    def label(self, wording: str) -> str:
        """The label for these words, empty for nobody in the table."""
        return self.text(wording, [(0, len(wording))], otherwise="")

    def text(self, text: str, places: Iterable[tuple[int, int]], *, otherwise: str) -> str:
        """The text with each place replaced by the label of who is named there, or by `otherwise`.

        A possessive stays: "Anna's" becomes "Child A's".
        """
        from redaction.anonymizer import replaced  # noqa: PLC0415

        kept = [(start, start + len(without_possessive(text[start:end]))) for start, end in places]
        return replaced(self._engine, text, kept, self._people.label_of, otherwise)
