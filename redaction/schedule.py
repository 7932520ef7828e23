"""What goes from a document, on what ground, and how the copy is made: pure, ordered, hashable."""

import math
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from redaction.grounds import Ground
from redaction.page import Box
from redaction.wording.marks import USUAL, holds_a_term, usual_mark

MARK: Final = USUAL
"""What stands in the gap of a removed term in a format of plain writing, unless that word is to go: the same
whatever went."""


MOST_LETTERS_OF_A_LABEL: Final = 40
"""A longer one stands on no bar, however small it is written."""


def fault_of_label(label: str) -> str:
    """What is wrong with a label, as the end of a sentence; empty where it can be written on a bar whole.

    Bars are written on in the letters that every reader of PDF has; accents are left off there.
    """
    if len(label) > MOST_LETTERS_OF_A_LABEL:
        return f"is longer than {MOST_LETTERS_OF_A_LABEL} characters"
    bare = "".join(each for each in unicodedata.normalize("NFKD", label) if not unicodedata.combining(each))
    if not bare.isascii() or not bare.isprintable():
        return "has letters other than A to Z, numbers and signs, which cannot be written on a bar"
    return ""


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
class ScheduleArea:
    """A place on a page from which everything goes, whatever it is: a signature, a face, a cell, a paragraph.

    `page_number` counts from 1; `box` is on the page as shown. `label` is a pseudonym to stand on its bar.

    Raises:
        ValueError: the page or the box cannot be.
    """

    page_number: int
    box: Box
    ground: Ground
    label: str = ""

    def __post_init__(self) -> None:
        edges = (self.box.left, self.box.top, self.box.right, self.box.bottom)
        if self.page_number < 1 or not all(map(math.isfinite, edges)):
            raise ValueError("An area has a page number from 1, and four edges.")
        if self.box.right <= self.box.left or self.box.bottom <= self.box.top:
            raise ValueError(
                "An area's right edge lies right of its left one, its lower edge below its upper one."
            )


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that goes from one document: terms wherever they stand, and `areas` of a PDF's pages.

    An empty schedule is allowed: "nothing to redact" is a decision, and the document is
    still rebuilt so that nothing hidden in the file travels with it.
    """

    entries: tuple[ScheduleEntry, ...]
    gap: Gap = Gap.FIXED
    copy_format: CopyFormat = CopyFormat.SAME
    areas: tuple[ScheduleArea, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """For each entry what stands in its gap in a format of plain writing. No term stands in any of them."""
        usual = usual_mark(entry.term for entry in self.entries)
        return tuple(f"[{entry.label}]" if entry.label else usual for entry in self.fitting.entries)

    @property
    def fitting(self) -> "Schedule":
        """The same without the labels in which a term stands: their gaps are plain."""
        labels = {entry.label for entry in self.entries} | {area.label for area in self.areas}
        unfit = {label for label in labels if holds_a_term(label, (entry.term for entry in self.entries))}
        if not unfit:
            return self
        entries = (replace(each, label="") if each.label in unfit else each for each in self.entries)
        areas = (replace(each, label="") if each.label in unfit else each for each in self.areas)
        return replace(self, entries=tuple(entries), areas=tuple(areas))


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
