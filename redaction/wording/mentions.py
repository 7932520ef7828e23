"""Finds given terms in text that is about to leave: pages, titles, file names. It looks as widely as the burner."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from redaction.page import DocumentText
from redaction.wording.needles import FoldedText, Needles

_PARTS_OF_A_NAME: Final = re.compile(r"[\W_]+")
_HUMP: Final = re.compile(
    r"(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
)
_ENDS_LOOKED_AT: Final = 300
"""Letters at a page's end and the next one's beginning that are read as one line: a term may be cut by the break."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place: the term by its place in what was asked for (from 0), the page (from 1), and how often."""

    term: int
    page_number: int
    times: int


class TermSearch:
    """Terms, made ready once to be looked for in many texts."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._needles = Needles(terms)

    def in_text(self, text: str) -> tuple[tuple[int, int, int], ...]:
        """Every place in a text as (term, start, end), by start; places may overlap."""
        found = FoldedText(text).find(self._needles)
        return tuple(sorted({(hit.entry, hit.start, hit.end) for hit in found}, key=lambda hit: hit[1:]))

    def in_document(self, document: DocumentText) -> tuple[Mention, ...]:
        """Every term on every page, one mention for each pair. What a page break cuts counts for the page before."""
        counted: dict[tuple[int, int], int] = {}
        for page in document.pages:
            for term, _, _ in self.in_text(page.text):
                counted[term, page.number] = counted.get((term, page.number), 0) + 1
        for number, term in self._over_breaks(document):
            counted.setdefault((term, number), 1)
        return tuple(Mention(term, number, times) for (term, number), times in sorted(counted.items()))

    def in_name(self, name: str) -> frozenset[int]:
        """Which terms stand in a title or a file name, however its words are joined: Anna_Smith, annaSmith2."""
        words = _PARTS_OF_A_NAME.sub(" ", name)
        spellings = {name, words, _HUMP.sub(" ", words)}
        return frozenset(term for spelling in spellings for term, _, _ in self.in_text(spelling))

    def _over_breaks(self, document: DocumentText) -> Iterator[tuple[int, int]]:
        for before, after in zip(document.pages, document.pages[1:], strict=False):
            left = before.text[-_ENDS_LOOKED_AT:]
            joined = f"{left}\n{after.text[:_ENDS_LOOKED_AT]}"
            for term, start, end in self.in_text(joined):
                if start < len(left) < end - 1:
                    yield before.number, term
