"""Documents that have named parts instead of pages: what a part says, and what went from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from redaction.kinds.document_kind import DocumentKind
from redaction.page import DocumentText, PageText, Reading
from redaction.report import NOWHERE, BurnReport, Removal

_WIDTH_POINTS: Final = 595.0
_HEIGHT_POINTS: Final = 842.0


@dataclass(frozen=True, slots=True)
class NamedPart:
    """One part: its name in plain words without content ("Sheet 2"), and all that it says."""

    name: str
    text: str


@dataclass(slots=True)
class Tally:
    """What went from one part: an entry of the schedule for each gap, and how many letters of how many.

    `telling` is the number of bars in its pictures that are as wide as what stood under them; `unread_codes` that of
    printed codes in them which could not be read.
    """

    name: str
    entries: list[int] = field(default_factory=list)
    letters_taken: int = 0
    letters: int = 0
    telling: int = 0
    unread_codes: int = 0

    def add(self, entries: Iterable[int], letters_taken: int, letters: int = 0) -> None:
        self.entries += entries
        self.letters_taken += letters_taken
        self.letters += letters

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(1.0, self.letters_taken / self.letters) if self.letters else 0.0


def letters_in(text: str) -> int:
    """How many letters a reader sees, for shares: all but blanks."""
    return sum(not letter.isspace() for letter in text)


def as_pages(parts: Sequence[NamedPart], hidden: tuple[str, ...]) -> DocumentText:
    """The parts as pages of text, on paper of no matter what size; and what else the document holds."""
    return DocumentText(
        tuple(
            PageText(
                number,
                part.text,
                Reading.TEXT if part.text.strip() else Reading.NOTHING,
                _WIDTH_POINTS,
                _HEIGHT_POINTS,
                part.name,
            )
            for number, part in enumerate(parts, start=1)
        ),
        hidden,
    )


def report_of(tallies: Sequence[Tally], left_out: tuple[str, ...], kind: DocumentKind) -> BurnReport:
    """The report of a burn, from what went from each part."""
    return BurnReport(
        pages=len(tallies),
        removals=tuple(
            Removal(number, entry, NOWHERE)
            for number, tally in enumerate(tallies, start=1)
            for entry in tally.entries
        ),
        share_removed=tuple(tally.share for tally in tallies),
        part_names=tuple(tally.name for tally in tallies),
        left_out=left_out,
        kind=kind,
        telling=tuple(number for number, tally in enumerate(tallies, start=1) for _ in range(tally.telling)),
        unread_codes=tuple(
            number for number, tally in enumerate(tallies, start=1) for _ in range(tally.unread_codes)
        ),
    )
