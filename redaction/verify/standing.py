"""Where in a text a term stands: letter by letter, as whole words, and as a reader would take it for one."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from redaction.verify.joined_names import has_sign
from redaction.verify.letters import FOLDING
from redaction.verify.rows import row_of
from redaction.verify.terms import Term

LONG_ENOUGH_ACROSS_SPACES: Final = 6
LONG_ENOUGH_ACROSS_LINES: Final = 8
_WIDEST_SEPARATOR: Final = 3
_LINK_ESCAPE: Final = re.compile("%[0-9A-Fa-f]{2}$")
# A note's number touches the word that it is for: "1Constance" and "Lee3" are read as the name.
_ENDS_IN_NOTE: Final = re.compile(r"(?:^|[^\w%])[0-9¹²³⁰-⁹]{1,3}$")
_BEGINS_WITH_NOTE: Final = re.compile(r"[0-9¹²³⁰-⁹]{1,3}(?:\W|$)")
_WIDEST_NOTE: Final = 4
_LIST_COMMA: Final = re.compile(r"[,;]\s")
_LINE_ENDS: Final = frozenset("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029")
HYPHENS: Final = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\x02")


def mapped_letters(text: str, *, join_hyphens: bool) -> tuple[str, list[int]]:
    """The squashed text and, for each of its letters, where that stood. Hyphens at line ends may go."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        if join_hyphens and letter in HYPHENS and _ends_a_line(text, place):
            continue
        for kept in FOLDING[ord(letter)]:
            letters.append(kept)
            at.append(place)
    return "".join(letters), at


def _ends_a_line(text: str, place: int) -> bool:
    after = text[place + 1 : place + 6].lstrip(" \t\u00a0")
    return not after or after[0] in _LINE_ENDS


def places_of(
    text: str, mapped: tuple[str, list[int]], terms: Iterable[Term]
) -> Iterator[tuple[Term, int, int]]:
    """Every place where a term stands in a text, as that of its first letter and that of its last."""
    for term, where in standing(text, mapped, terms):
        yield term, where[0], where[-1]


def standing(
    text: str, mapped: tuple[str, list[int]], terms: Iterable[Term]
) -> Iterator[tuple[Term, list[int]]]:
    """The same with the place of each letter in the text."""
    squashed, at = mapped
    for term in terms:
        for start in _every(squashed, term.squashed):
            where = at[start : start + len(term.squashed)]
            row = at[slice(*row_of(squashed, term.squashed, start))]
            if _stands_alone(text, term, row) and _reads_as_one(text, term, where):
                yield term, where


def numbers_in(text: str, squashed: str, terms: Iterable[Term]) -> Iterator[tuple[Term, int, int]]:
    """Numbers of six digits or more, whatever separates their digits; `squashed` is the text without its spaces."""
    numbers = [term for term in terms if term.is_number]
    bare = "".join(filter(str.isalnum, squashed)) if numbers else ""
    present = [term for term in numbers if term.bare in bare]
    if not present:
        return
    letters, at = mapped_letters(text, join_hyphens=False)
    kept = [place for place, letter in enumerate(letters) if letter.isalnum()]
    where = [at[place] for place in kept]
    for term in present:
        for start in _every(bare, term.bare):
            # A copy of this term's places alone: of all that follow, it would take the square of a page.
            places = where[start : start + len(term.bare)]
            first, last = places[0], places[-1]
            if _is_one_number(text, term, places) and not (
                _goes_on(text, first - 1, -1) or _goes_on(text, last + 1, 1)
            ):
                yield term, first, last


def has_commas_in_gaps_alone(text: str, term: Term, where: list[int]) -> bool:
    """Say whether each comma that the text has between letters stands where the term has a space."""
    return all(
        place in term.spaces
        for place, (before, after) in enumerate(pairwise(where), start=1)
        if {",", ";"} & set(text[before + 1 : after])
    )


def is_joined_in_gaps_alone(text: str, term: Term, where: list[int]) -> bool:
    """Say whether signs join the words of a term here, and nothing else."""
    signed = {
        place
        for place, (before, after) in enumerate(pairwise(where), start=1)
        if has_sign(text[before + 1 : after])
    }
    return bool(signed) and signed <= term.spaces


def _every(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _stands_alone(text: str, term: Term, where: list[int]) -> bool:
    first, past = where[0], where[-1] + 1
    before = term.starts_as_word and _is_word(text, first - 1) and not _is_escaped(text, first)
    after = term.ends_as_word and _is_word(text, past)
    if before and text[first].isalpha():
        before = _ENDS_IN_NOTE.search(text[max(0, first - _WIDEST_NOTE) : first]) is None
    if after and text[past - 1].isalpha():
        after = _BEGINS_WITH_NOTE.match(text[past : past + _WIDEST_NOTE]) is None
    return not (before or after)


def _is_escaped(text: str, place: int) -> bool:
    """Say whether a link's way to write a space or a stroke stands before: "a%20Smith", "a%2FSmith"."""
    return _LINK_ESCAPE.match(text[max(0, place - 3) : place]) is not None


def _is_word(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()


def _is_one_number(text: str, term: Term, places: list[int]) -> bool:
    """Say whether digits stand near enough to be one number: "0.00, 0.01" is not 0.00001, nor "1, 234" 1234."""
    gaps = [text[before + 1 : after] for before, after in pairwise(places)]
    if any(len(gap) >= _WIDEST_SEPARATOR or _LIST_COMMA.search(gap) for gap in gaps):
        return False
    if term.points is None:
        return True
    return term.points == {place for place, gap in enumerate(gaps, start=1) if set(gap) & {".", ","}}


def _goes_on(text: str, place: int, step: int) -> bool:
    """Say whether a number does not end here: "0.00000 0" is no part of "0.00000 0.00000"."""
    if 0 <= place < len(text) and text[place] in ".,":
        return 0 <= place + step < len(text) and text[place + step].isdigit()
    return _is_word(text, place)


def _reads_as_one(text: str, term: Term, where: list[int]) -> bool:
    """Say whether a reader sees the term, or two words that happen to meet ("the me" is not "theme")."""
    gaps = [
        text[before + 1 : after]
        for place, (before, after) in enumerate(pairwise(where), start=1)
        if after > before + 1 and place not in term.spaces
    ]
    spaced = [gap for gap in gaps if any(letter.isspace() for letter in gap)]
    if not spaced or len(spaced) == len(term.squashed) - 1 - len(term.spaces) >= 2:
        return True  # whole, or spaced out letter by letter
    broken = [gap for gap in spaced if _LINE_ENDS & set(gap) and not HYPHENS & set(gap)]
    if broken:
        return len(term.squashed) >= LONG_ENOUGH_ACROSS_LINES
    hyphenated = all(HYPHENS & set(gap) for gap in spaced)
    return hyphenated or len(term.squashed) >= LONG_ENOUGH_ACROSS_SPACES
