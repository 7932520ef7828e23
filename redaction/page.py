"""What is written on a page, as plain values: words, where they stand, and how they were read."""

from dataclasses import dataclass
from enum import StrEnum


class Reading(StrEnum):
    """How the text of a page came to us."""

    TEXT = "text"
    OCR = "ocr"
    BOTH = "both"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points, from the top left corner of the page as shown (y grows downwards)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, for detection and for a reviewer who reads it.

    `number` counts from 1. `text` is in reading order, lines parted by a newline.
    `reading` says whether it came from the page's own text, from OCR, from both, or that the page is blank.
    `name` says in plain words which part it is ("Sheet 2"); empty where pages are pages. It is never content.
    """

    number: int
    text: str
    reading: Reading
    width_points: float
    height_points: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """All pages of a document in order.

    `hidden` says in plain words what the document holds that no copy will have: "2 hidden sheets", "14 comments".
    Kinds and counts, never content.
    """

    pages: tuple[PageText, ...]
    hidden: tuple[str, ...] = ()
