"""The terms of one document as a checker looks for them: what of each counts, and where it had its gaps."""

import re
from dataclasses import dataclass
from typing import Final

from redaction.verify.joined_names import words_of
from redaction.verify.letters import squash

LEAST_DIGITS_OF_A_NUMBER: Final = 6  # 2,000 people are not the year 2000
_DECIMAL: Final = re.compile(r"\d+[.,]\d+$")
# Within an address: "14 Larch Close, Exeham" is printed over two lines as well, without the comma.
_COMMA_BETWEEN: Final = re.compile(r"[,;](?=\s|[^\W\d_])")
_LEAST_PARTS: Final = 3
_LEAST_LETTERS_LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class Term:
    """One term, ready to be looked for. `spaces` are the places in `squashed` where it had a space.

    `entry` is its place in the list that was given, from 0. `points` are the places in `bare` before which a
    decimal number has its point; None where it is none, so that "12.05.2019" may be 12/05/2019. `listed` is
    `squashed` without the commas between the parts of an address; empty where it is none. `joined` is the same for
    a name of several words without what joins them in an address.
    """

    entry: int
    written: str
    squashed: str
    bare: str
    spaces: frozenset[int]
    is_number: bool
    points: frozenset[int] | None
    starts_as_word: bool
    ends_as_word: bool
    listed: str
    joined: str


def term_of(entry: int, written: str) -> Term | None:
    """Make a term ready; None where nothing of it can be looked for, such as a hyphen alone."""
    words = [squash(word) for word in written.split()]
    squashed = "".join(words)
    if not squashed:
        return None
    places, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        places.add(at)
    bare = "".join(letter for letter in squashed if letter.isalnum())
    digits = sum(letter.isdigit() for letter in bare)
    return Term(
        entry=entry,
        written=written,
        squashed=squashed,
        bare=bare,
        spaces=frozenset(places),
        points=_points(written),
        is_number=digits >= LEAST_DIGITS_OF_A_NUMBER and digits * 2 >= len(bare),
        starts_as_word=squashed[0].isalnum(),
        ends_as_word=squashed[-1].isalnum(),
        listed=_without_commas(written),
        joined=squash(words_of(written)),
    )


def uncommaed(text: str) -> str:
    """Give a text without the commas between parts of an address, as long as it was: each letter keeps its place."""
    return _COMMA_BETWEEN.sub(" ", text)


def _without_commas(written: str) -> str:
    words = squash(uncommaed(written))
    letters = sum(letter.isalpha() for letter in words)
    count = len(uncommaed(written).split())
    is_a_list = count >= _LEAST_PARTS or (count > 1 and any(map(str.isdigit, words)))
    return words if is_a_list and letters and len(words) >= _LEAST_LETTERS_LISTED else ""


def _points(written: str) -> frozenset[int] | None:
    tokens = written.split()
    if not any(_DECIMAL.match(token) for token in tokens):
        return None
    points, at = set(), 0
    for token in tokens:
        whole = re.split("[.,]", token)[0] if _DECIMAL.match(token) else ""
        if whole:
            points.add(at + len(whole))
        at += sum(letter.isalnum() for letter in squash(token))
    return frozenset(points)
