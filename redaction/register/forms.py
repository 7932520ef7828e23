"""Every way in which a person of the register may be named: surname alone, initials, nicknames, dates as typed."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from redaction.find.names import EVERYDAY, Name, name_in
from redaction.register.folding import folded
from redaction.register.nicknames import called
from redaction.register.person import Person


class Why(StrEnum):
    """How a stretch of text names a person; what a reviewer is told."""

    FULL_NAME = "the full name"
    SURNAME_FIRST = "the name with the surname first"
    NICKNAME = "a short form of the forename"
    INITIAL_AND_SURNAME = "an initial and the surname"
    SURNAME = "the surname alone"
    FORENAME = "the forename alone"
    PART_OF_A_NAME = "a part of the name"
    OTHER_FORM = "another form of the surname"
    INITIALS = "the initials"
    NEAR_SPELLING = "a spelling close to the name"
    DATE_OF_BIRTH = "the date of birth"
    ADDRESS = "the address"
    NUMBER = "a number of theirs"


@dataclass(frozen=True, slots=True)
class Form:
    """One folded wording that stands for a person. `score` says how sure, from 0 to 1.

    `needs_capital` where the wording is also an everyday word.
    """

    wording: str
    why: Why
    score: float
    needs_capital: bool = False


_SCORES: Final = {
    Why.FULL_NAME: 0.99,
    Why.SURNAME_FIRST: 0.99,
    Why.NICKNAME: 0.9,
    Why.INITIAL_AND_SURNAME: 0.95,
    Why.SURNAME: 0.85,
    Why.FORENAME: 0.8,
    Why.PART_OF_A_NAME: 0.7,
    Why.OTHER_FORM: 0.75,
    Why.DATE_OF_BIRTH: 0.95,
    Why.ADDRESS: 0.95,
}
_LEAST_LETTERS_ALONE: Final = 3
_PATRONYMICS: Final = ("ap", "ab", "ferch", "verch")
# Surnames of Polish and other Slavic families have a form for men and one for women.
_ENDINGS: Final = (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"), ("ov", "ova"), ("ev", "eva"), ("y", "a"))
_STREETS: Final = (
    ("road", "rd"), ("street", "st"), ("avenue", "ave"), ("close", "cl"), ("drive", "dr"), ("lane", "ln"),
    ("court", "ct"), ("crescent", "cres"), ("place", "pl"), ("terrace", "terr"), ("gardens", "gdns"),
    ("square", "sq"), ("grove", "gr"),
)  # fmt: skip
_STREET_WORDS: Final = frozenset(word for pair in _STREETS for word in pair)


def forms_of(person: Person) -> Iterator[Form]:
    """Yield every wording, the surer first for each; initials and near spellings are looked for otherwise."""
    for written in person.names:
        yield from _made([folded(written)], Why.FULL_NAME)
        yield from _name_forms(_name(written))
    for born in person.dates_of_birth:
        yield from _made(date_wordings(born), Why.DATE_OF_BIRTH)
    for address in person.addresses:
        yield from _made(_address_wordings(address), Why.ADDRESS)


def name_words(person: Person) -> Iterator[tuple[str, Why]]:
    """Yield the single words of a person's names, for near spellings: at least five letters each."""
    for written in person.names:
        words = [folded(word) for word in _name(written).words]
        for place, word in enumerate(words):
            if len(word) >= 5:
                yield word, Why.SURNAME if place == len(words) - 1 else Why.FORENAME


def _name(written: str) -> Name:
    """The name as written, its title taken off; a register holds nothing but names, so a word that is an
    everyday word too is taken as it stands."""
    return name_in(" ".join(written.split()))


def _name_forms(name: Name) -> Iterator[Form]:
    words = tuple(folded(word) for word in name.words)
    if not words:
        return
    yield from _made([" ".join(words)], Why.FULL_NAME if len(words) > 1 else Why.FORENAME)
    if len(words) == 1:
        return
    first, last = words[0], words[-1]
    surname = " ".join(words[-2:]) if len(words) > 2 and words[-2] in _PATRONYMICS else last
    yield from _made([f"{first} {surname}", f"{first} {last}"], Why.FULL_NAME)
    yield from _made([f"{surname}, {first}", f"{surname} {first}", f"{surname},{first}"], Why.SURNAME_FIRST)
    short = called(first) if len(first) > 1 else frozenset()
    halves = _parts((surname,)) if surname == last else []
    yield from _made([f"{nick} {one}" for nick in sorted(short) for one in (surname, *halves)], Why.NICKNAME)
    yield from _made([f"{first} {half}" for half in halves], Why.FULL_NAME)
    yield from _made(_with_initials(words, surname), Why.INITIAL_AND_SURNAME)
    yield from _alone([surname, last], Why.SURNAME)
    yield from _alone([first], Why.FORENAME)
    yield from _alone([*sorted(short), *words[1:-1]], Why.PART_OF_A_NAME)
    yield from _alone(_parts(words), Why.PART_OF_A_NAME)
    yield from _alone(_other_endings(last), Why.OTHER_FORM)


def _with_initials(words: tuple[str, ...], surname: str) -> Iterator[str]:
    first = words[0][0]
    given = [word[0] for word in words[:-1] if word not in _PATRONYMICS]
    for dot in (".", "", ". "):
        yield f"{first}{dot} {surname}".replace("  ", " ")
        yield f"{dot.join(given)}{dot.strip()} {surname}"
    yield f"{surname} {first}"
    yield f"{surname}, {first}"


def _parts(words: tuple[str, ...]) -> list[str]:
    """The halves of names joined by a hyphen, and the same without it."""
    joined = [word for word in words if "-" in word or "'" in word]
    halves = itertools.chain.from_iterable(word.replace("'", "-").split("-") for word in joined)
    closed = (word.replace("-", mark).replace("'", "") for word in joined for mark in (" ", ""))
    return [part for part in (*halves, *closed) if len(part) > _LEAST_LETTERS_ALONE]


def _other_endings(surname: str) -> Iterator[str]:
    for one, other in _ENDINGS:
        for ending, new in ((one, other), (other, one)):
            stem = surname.removesuffix(ending)
            if stem != surname and len(stem) >= 4 and (len(ending) > 1 or stem.endswith(("sk", "ck"))):
                yield stem + new


def _alone(words: Iterable[str], why: Why) -> Iterator[Form]:
    for word in dict.fromkeys(words):
        if len(word) >= _LEAST_LETTERS_ALONE:
            yield Form(word, why, _SCORES[why], needs_capital=word in EVERYDAY or len(word) < 5)


def _made(wordings: Iterable[str], why: Why) -> Iterator[Form]:
    for wording in dict.fromkeys(wordings):
        if wording.strip():
            yield Form(wording, why, _SCORES[why])


_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def date_wordings(day: date) -> tuple[str, ...]:
    """A date in every common way of writing one down in Britain, folded: some eighty of them."""
    years = (f"{day.year}", f"{day.year % 100:02}")
    days, months = (f"{day.day}", f"{day.day:02}"), (f"{day.month}", f"{day.month:02}")
    found = [
        sep.join((d, m, y))
        for sep in ("/", "-", ".", " ", " / ")
        for d in days
        for m in months
        for y in years
    ]
    found += [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%d%m%Y}", f"{day:%d%m%y}"]
    long = _MONTHS[day.month - 1]
    named = {long, long[:3], "sept" if long == "september" else long[:3]}
    for month in sorted(named):
        for d in (*days, f"{day.day}{_ordinal(day.day)}"):
            for y in years:
                found += [f"{d} {month} {y}", f"{d} {month}, {y}", f"{d}-{month}-{y}", f"{d} of {month} {y}"]
                found += [f"{month} {d} {y}", f"{month} {d}, {y}"]
    return tuple(dict.fromkeys(found))


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _address_wordings(address: str) -> Iterator[str]:
    """The whole address, its first line, and its street long and short. A number alone is no address."""
    whole = folded(address)
    lines = [" ".join(line.split()) for line in whole.replace("\n", ",").split(",") if line.strip()]
    for line in dict.fromkeys((whole, *lines, *_up_to_the_street(whole))):
        if not any(letter.isalpha() for letter in line) or len(line) < 6:
            continue
        yield line
        words = line.split()
        for one, other in _STREETS:
            if one in words or other in words:
                swapped = [other if word == one else one if word == other else word for word in words]
                yield " ".join(swapped)
    if len(lines) > 1:
        yield " ".join(lines)


def _up_to_the_street(address: str) -> Iterator[str]:
    """House number and street of an address that was written without a comma: "14 Harbour Lane Anytown"."""
    words = address.split()
    ends = [place for place, word in enumerate(words) if word in _STREET_WORDS and place > 1]
    if ends and words[0][:1].isdigit():
        yield " ".join(words[: ends[0] + 1])
