"""Looks through documents again for names of their matter that were found, or entered, since they were read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from redaction.candidates.candidate import Candidate
from redaction.candidates.gather import candidates_of
from redaction.find.initials import carry_initials, initials_of
from redaction.find.names import carried_forms, carry, name_found
from redaction.page import DocumentText
from redaction.register import KnownPeople
from redaction.spans import Span

#: Characters of a page that a candidate covers, half open.
Covered = Mapping[int, Sequence[tuple[int, int]]]

_LEAST_SHARE_OF_AN_IDENTIFIER: Final = 0.8


class NamesOfMatter:
    """The names that documents of a matter hold, and the people of its register, ready to be looked for.

    Build it once and ask it for every document: no model runs, so a page takes milliseconds.

    Args:
        found: wordings that name people, each with the detector that found it.
        register: the people who were entered.
    """

    def __init__(self, found: Iterable[tuple[str, str]], register: KnownPeople) -> None:
        names = [name_found(wording, detector) for wording, detector in found]
        self.names = tuple(names)
        self.register = register
        self._forms, self._initials = carried_forms(names), initials_of(names)

    def find(self, document: DocumentText, covered: Covered) -> tuple[Candidate, ...]:
        """The candidates that stand outside what is `covered` already, by page."""
        return candidates_of(
            (
                page,
                [span for span in self._spans(page.text) if not _lies_in(span, covered.get(page.number, ()))],
            )
            for page in document.pages
        )

    def _spans(self, text: str) -> Iterator[Span]:
        yield from carry(text, self._forms)
        yield from carry_initials(text, self._initials)
        yield from (known.span for known in self.register.find(text))


def whose_identifier(register: KnownPeople, wording: str) -> tuple[str, ...]:
    """The ids of the people whose date of birth, address or number this is; none where only a part of it is."""
    for known in register.find(wording):
        if known.span.end - known.span.start >= _LEAST_SHARE_OF_AN_IDENTIFIER * len(wording):
            return known.people
    return ()


def _lies_in(span: Span, covered: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in covered)
