"""Looks for terms in text that some engine gave: its own matching, not the burner's.

If both used one matcher, what the burner cannot see its check could not see either.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from redaction.verify.joined_names import has_sign, parted, without_signs, words_of
from redaction.verify.letters import FOLDING, squash
from redaction.verify.link_codes import places_undone, undone_links
from redaction.verify.rows import row_of

LONG_ENOUGH_ACROSS_SPACES: Final = 6
LONG_ENOUGH_ACROSS_LINES: Final = 8
LEAST_DIGITS_OF_A_NUMBER: Final = 6  # 2,000 people are not the year 2000
LEAST_DIGITS_AMONG_OFFSETS: Final = 7
LEAST_LETTERS_AMONG_NAMES: Final = 4  # /W, /F1, /Tj, /NE: the format's own, and fonts' letters
_WIDEST_SEPARATOR: Final = 3
_DECIMAL: Final = re.compile(r"\d+[.,]\d+$")
_LINK_ESCAPE: Final = re.compile("%[0-9A-Fa-f]{2}$")
# A note's number touches the word that it is for: "1Constance" and "Lee3" are read as the name.
_ENDS_IN_NOTE: Final = re.compile(r"(?:^|[^\w%])[0-9¹²³⁰-⁹]{1,3}$")
_BEGINS_WITH_NOTE: Final = re.compile(r"[0-9¹²³⁰-⁹]{1,3}(?:\W|$)")
_WIDEST_NOTE: Final = 4
_LIST_COMMA: Final = re.compile(r"[,;]\s")
# Within an address: "14 Larch Close, Exeham" is printed over two lines as well, without the comma.
_COMMA_BETWEEN: Final = re.compile(r"[,;](?=\s|[^\W\d_])")
_LEAST_PARTS: Final = 3
_LEAST_LETTERS_LISTED: Final = 8
_LINE_ENDS: Final = frozenset("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029")
_TAG_LETTERS: Final = {0xE0000 + code: chr(code) for code in range(0x20, 0x7F)}
_TAGGED: Final = re.compile("[\U000e0020-\U000e007e]+")
_LETTERS_APART: Final = re.compile(r"(?<!\w)[^\W_](?:([^\w\s]|_)[^\W_])(?:\1[^\W_]){2,}(?!\w)")
_HYPHENS: Final = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\x02")


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


def _term(entry: int, written: str) -> Term | None:
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


def _uncommaed(text: str) -> str:
    """As long as it was, so that each letter keeps its place."""
    return _COMMA_BETWEEN.sub(" ", text)


def _without_commas(written: str) -> str:
    words = squash(_uncommaed(written))
    letters = sum(letter.isalpha() for letter in words)
    count = len(_uncommaed(written).split())
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


def _is_a_row(squashed: str) -> bool:
    """Say whether each letter follows the last in the alphabet: tables of letters in fonts are such rows."""
    return all(ord(after) - ord(before) == 1 for before, after in pairwise(squashed))


class Sought:
    """All terms of one document. An empty list is sought and never found."""

    def __init__(self, terms: Iterable[str]) -> None:
        given = (_term(entry, written) for entry, written in enumerate(terms))
        made = {term.squashed: term for term in given if term is not None}
        self.terms: tuple[Term, ...] = tuple(made.values())

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Sought":
        """Some of the terms of another."""
        made = cls(())
        made.terms = tuple(terms)
        return made

    def beside_the_format(self, format_words: frozenset[str]) -> "Sought":
        """Without what the format writes itself: its own words, rows like "0123456789", fewer than four
        letters, or seven digits.

        For names, fonts and raw bytes, where so little turns up by itself. What is shorter is looked for
        where people wrote: in text on pages, in strings, in XML.
        """
        return Sought.of(
            term
            for term in self.terms
            if term.squashed not in format_words
            and len(term.bare) >= LEAST_LETTERS_AMONG_NAMES
            and not _is_a_row(term.squashed)
            and not (term.bare.isdigit() and len(term.bare) < LEAST_DIGITS_AMONG_OFFSETS)
        )

    def in_pictures(self) -> "Sought":
        """Without single letters and digits: OCR sees those in any speck, line or leaf."""
        return Sought.of(term for term in self.terms if len(term.squashed) > 1)

    def beside_the_makers(self) -> "Sought":
        """Without single words: fonts and colour profiles name their makers, who are called Nicholas too."""
        return Sought.of(term for term in self.terms if term.spaces or any(map(str.isdigit, term.bare)))

    def count(self, text: str) -> int:
        """In how many places of the text a term stands as a whole word.

        Whole means that a term which begins or ends with a letter or digit has none beside it but the number of a
        note.
        Found too: across line ends, hyphenated, letter-spaced, with other accents, quotes or case;
        numbers with other separators.
        """
        return len({(first, last) for _, first, last in self.find(text)})

    def find(self, text: str) -> set[tuple[Term, int, int]]:
        """The same as terms, each with the places of its first and its last letter in the text."""
        found = self._as_written(text)
        undone = undone_links(text)
        if undone is not None:
            in_links = self._as_written(undone)
            at = places_undone(text) if in_links else []
            found.update((term, at[first], at[last]) for term, first, last in in_links)
        return found

    def _as_written(self, text: str) -> set[tuple[Term, int, int]]:
        found: set[tuple[Term, int, int]] = set()
        if not self.terms or not text:
            return found
        if _TAGGED.search(text):
            # Invisible letters, one for each of ours: left out below, read here.
            found.update(
                self.find(_TAGGED.sub(lambda run: f"\n{run.group().translate(_TAG_LETTERS)}\n", text))
            )
        squashed = squash(text)
        present = [term for term in self.terms if term.squashed in squashed]
        if present:
            found.update(_places(text, _mapped(text, join_hyphens=False), present))
        if _HYPHENS & set(text):
            joined = _mapped(text, join_hyphens=True)
            found.update(_places(text, joined, [term for term in self.terms if term.squashed in joined[0]]))
        if any(term.is_number for term in self.terms):
            found.update(self._numbers(text, squashed))
        found.update(self._apart(text))
        found.update(self._listed(text, squashed))
        found.update(self._joined(text, squashed))
        return found

    def _listed(self, text: str, squashed: str) -> Iterator[tuple[Term, int, int]]:
        """Addresses with commas between their parts where the term has none, or the other way round."""
        bare = squashed.replace(",", "").replace(";", "")
        wanted = [term for term in self.terms if term.listed and term.listed in bare]
        if not wanted:
            return
        spaced = _uncommaed(text)
        mapped = _mapped(spaced, join_hyphens=False)
        given = {alike: term for term in wanted if (alike := _term(term.entry, _uncommaed(term.written)))}
        for alike, where in _standing(spaced, mapped, given):
            if _has_commas_in_gaps_alone(text, alike, where):
                yield given[alike], where[0], where[-1]

    def _joined(self, text: str, squashed: str) -> Iterator[tuple[Term, int, int]]:
        """Names as addresses and file names write them: "oriel.fanshawe@", "Oriel_Fanshawe.docx"."""
        bare = without_signs(squashed)
        wanted = [term for term in self.terms if term.joined and term.joined in bare]
        if not wanted or len(bare) == len(squashed):
            return
        undone = parted(text)
        given = {alike: term for term in wanted if (alike := _term(term.entry, words_of(term.written)))}
        for alike, where in _standing(undone, _mapped(undone, join_hyphens=False), given):
            if _is_joined_in_gaps_alone(text, alike, where):
                yield given[alike], where[0], where[-1]

    def _apart(self, text: str) -> Iterator[tuple[Term, int, int]]:
        """Terms with a sign between each two letters, as in M.a.r.w.o.o.d."""
        for run in _LETTERS_APART.finditer(text):
            letters = squash(run.group()[::2])
            for term in self.terms:
                if (
                    len(term.bare) >= LEAST_LETTERS_AMONG_NAMES
                    and term.bare.isalpha()
                    and term.bare in letters
                ):
                    yield term, run.start(), run.end() - 1

    def is_in(self, text: str) -> bool:
        """Say whether any term stands in the text."""
        return self.count(text) > 0

    def _numbers(self, text: str, squashed: str) -> Iterator[tuple[Term, int, int]]:
        bare = "".join(filter(str.isalnum, squashed))
        present = [term for term in self.terms if term.is_number and term.bare in bare]
        if not present:
            return
        letters, at = _mapped(text, join_hyphens=False)
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


def _mapped(text: str, *, join_hyphens: bool) -> tuple[str, list[int]]:
    """The squashed text and, for each of its letters, where that stood. Hyphens at line ends may go."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        if join_hyphens and letter in _HYPHENS and _ends_a_line(text, place):
            continue
        for kept in FOLDING[ord(letter)]:
            letters.append(kept)
            at.append(place)
    return "".join(letters), at


def _ends_a_line(text: str, place: int) -> bool:
    after = text[place + 1 : place + 6].lstrip(" \t\u00a0")
    return not after or after[0] in _LINE_ENDS


def _places(
    text: str, mapped: tuple[str, list[int]], terms: Iterable[Term]
) -> Iterator[tuple[Term, int, int]]:
    for term, where in _standing(text, mapped, terms):
        yield term, where[0], where[-1]


def _standing(
    text: str, mapped: tuple[str, list[int]], terms: Iterable[Term]
) -> Iterator[tuple[Term, list[int]]]:
    squashed, at = mapped
    for term in terms:
        for start in _every(squashed, term.squashed):
            where = at[start : start + len(term.squashed)]
            row = at[slice(*row_of(squashed, term.squashed, start))]
            if _stands_alone(text, term, row) and _reads_as_one(text, term, where):
                yield term, where


def _has_commas_in_gaps_alone(text: str, term: Term, where: list[int]) -> bool:
    """Say whether each comma that the text has between letters stands where the term has a space."""
    return all(
        place in term.spaces
        for place, (before, after) in enumerate(pairwise(where), start=1)
        if {",", ";"} & set(text[before + 1 : after])
    )


def _is_joined_in_gaps_alone(text: str, term: Term, where: list[int]) -> bool:
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
    broken = [gap for gap in spaced if _LINE_ENDS & set(gap) and not _HYPHENS & set(gap)]
    if broken:
        return len(term.squashed) >= LONG_ENOUGH_ACROSS_LINES
    hyphenated = all(_HYPHENS & set(gap) for gap in spaced)
    return hyphenated or len(term.squashed) >= LONG_ENOUGH_ACROSS_SPACES
