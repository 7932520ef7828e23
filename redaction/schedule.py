"""What goes from a document, on what ground, and how the copy is made: pure, ordered, hashable."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from redaction.grounds import Ground

MARK = "[redacted]"
"""What stands in the gap of a removed term in a format of plain writing: the same whatever went."""


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

    @property
    def mark(self) -> str:
        """What stands in the gap in a format of plain writing."""
        return f"[{self.label}]" if self.label else MARK


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that goes from one document.

    An empty schedule is allowed: "nothing to redact" is a decision, and the document is
    still rebuilt so that nothing hidden in the file travels with it.
    """

    entries: tuple[ScheduleEntry, ...]
    gap: Gap = Gap.FIXED
    copy_format: CopyFormat = CopyFormat.SAME


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
