"""Looks for terms in text that some engine gave: its own matching, not the burner's.

If both used one matcher, what the burner cannot see its check could not see either.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from redaction.verify.joined_names import parted, without_signs, words_of
from redaction.verify.letters import squash
from redaction.verify.link_codes import places_undone, undone_links
from redaction.verify.standing import (
    HYPHENS,
    has_commas_in_gaps_alone,
    is_joined_in_gaps_alone,
    mapped_letters,
    numbers_in,
    places_of,
    standing,
)
from redaction.verify.terms import Term, term_of, uncommaed

LEAST_DIGITS_AMONG_OFFSETS: Final = 7
LEAST_LETTERS_AMONG_NAMES: Final = 4  # /W, /F1, /Tj, /NE: the format's own, and fonts' letters
_TAG_LETTERS: Final = {0xE0000 + code: chr(code) for code in range(0x20, 0x7F)}
_TAGGED: Final = re.compile("[\U000e0020-\U000e007e]+")
_LETTERS_APART: Final = re.compile(r"(?<!\w)[^\W_](?:([^\w\s]|_)[^\W_])(?:(?:\1| )[^\W_]){2,}(?!\w)")


def _is_a_row(squashed: str) -> bool:
    """Say whether each letter follows the last in the alphabet: tables of letters in fonts are such rows."""
    return all(ord(after) - ord(before) == 1 for before, after in pairwise(squashed))


class Sought:
    """All terms of one document. An empty list is sought and never found."""

    def __init__(self, terms: Iterable[str]) -> None:
        given = (term_of(entry, written) for entry, written in enumerate(terms))
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
            found.update(places_of(text, mapped_letters(text, join_hyphens=False), present))
        if HYPHENS & set(text):
            joined = mapped_letters(text, join_hyphens=True)
            found.update(places_of(text, joined, [term for term in self.terms if term.squashed in joined[0]]))
        found.update(numbers_in(text, squashed, self.terms))
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
        spaced = uncommaed(text)
        mapped = mapped_letters(spaced, join_hyphens=False)
        given = {alike: term for term in wanted if (alike := term_of(term.entry, uncommaed(term.written)))}
        for alike, where in standing(spaced, mapped, given):
            if has_commas_in_gaps_alone(text, alike, where):
                yield given[alike], where[0], where[-1]

    def _joined(self, text: str, squashed: str) -> Iterator[tuple[Term, int, int]]:
        """Names as addresses and file names write them: "oriel.fanshawe@", "Oriel_Fanshawe.docx"."""
        bare = without_signs(squashed)
        wanted = [term for term in self.terms if term.joined and term.joined in bare]
        if not wanted or len(bare) == len(squashed):
            return
        undone = parted(text)
        given = {alike: term for term in wanted if (alike := term_of(term.entry, words_of(term.written)))}
        for alike, where in standing(undone, mapped_letters(undone, join_hyphens=False), given):
            if is_joined_in_gaps_alone(text, alike, where):
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
