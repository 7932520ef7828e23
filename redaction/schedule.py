"""What goes from a document, on what ground, and how the copy is made: pure, ordered, hashable."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from redaction.grounds import Ground
from redaction.wording.marks import USUAL, holds_a_term, usual_mark

MARK: Final = USUAL
"""What stands in the gap of a removed term in a format of plain writing, unless that word is to go: the same
whatever went."""


class Gap(StrEnum):
    """What the hole that a removed term leaves looks like.

    `FIXED` is one constant width whatever was removed, because the width of an exact gap
    tells which of a few known people it was. `EXACT` keeps the layout to the point.
    """

    FIXED = "fixed"
    EXACT = "exact"


class CopyFormat(StrEnum):
    """In what format the redacted copy is made.

    `SAME` rewrites the document in its own format (a message of Outlook becomes EML, an Apple photograph JPEG).
    `PDF` converts it first, so that the copy is what a reader of the printed document would see.
    """

    SAME = "same"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One term that goes wherever it occurs in the document. `label` is a pseudonym to stand in its gap."""

    term: str
    ground: Ground
    label: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that goes from one document.

    An empty schedule is allowed: "nothing to redact" is a decision, and the document is
    still rebuilt so that nothing hidden in the file travels with it.
    """

    entries: tuple[ScheduleEntry, ...]
    gap: Gap = Gap.FIXED
    copy_format: CopyFormat = CopyFormat.SAME

    @property
    def marks(self) -> tuple[str, ...]:
        """For each entry what stands in its gap in a format of plain writing. No term stands in any of them."""
        usual = usual_mark(entry.term for entry in self.entries)
        return tuple(f"[{entry.label}]" if entry.label else usual for entry in self.fitting.entries)

    @property
    def fitting(self) -> "Schedule":
        """The same without the labels in which a term stands: their gaps are plain."""
        labels = {entry.label for entry in self.entries if entry.label}
        unfit = {label for label in labels if holds_a_term(label, (entry.term for entry in self.entries))}
        if not unfit:
            return self
        entries = (replace(entry, label="") if entry.label in unfit else entry for entry in self.entries)
        return replace(self, entries=tuple(entries))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person said so that a document may be opened at all.

    `password` is what they were told by the sender; it is never guessed. `may_lose_signature` is their answer
    that a redacted copy without the document's signature is right.
    """

    password: str = field(default="", repr=False)
    may_lose_signature: bool = False


AS_IT_IS: Final = Opening()
"""Nobody said anything: a locked or signed document is refused."""
