"""What helps a reader about and tells nothing: the language, links from page to page, and the outline.

All are written anew. A language is one of a closed list of tags. A link covers its whole line from edge to edge
and leads to a whole page: one as wide as its words would tell how long they were, and a name for a place, or a
place on a page, could say anything.

Source: ISO 32000-2, 12.5.6.5 (link annotations), 12.3.2 (destinations), 14.9.2 (language); ISO 639-1.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.frame import Frame, frame_of
from redaction.pdf.result.destinations import Destinations, wanted_by
from redaction.pdf.result.outline import Entry, entries_of

_LISTED: Final = """
ar bg bn cs cy da de el en es et fa fi fr ga gd gu he hi hr hu it ja ko ku lt lv mt nl no pa pl ps pt ro ru sk sl so
sq sr sv sw ta th ti tr uk ur vi yo zh
"""
_LANGUAGES: Final = frozenset(_LISTED.split())
_TAG: Final = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")
_MOST_LINKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """From a line of one page (by index; from `low` to `high` across the line, in its own units) to another page."""

    page: int
    low: int
    high: int
    target: int


@dataclass(frozen=True, slots=True)
class Guide:
    """What is taken over of how to find one's way; `language` is empty where none of the list is named.

    Links come in the order of their pages. The outline is written last, from what stands in the finished document.
    """

    language: str = ""
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()


def guide_of(pdf: pikepdf.Pdf) -> Guide:
    """Read what may be taken over. What cannot be read, or leads anywhere else, is left out."""
    return Guide(_language(pdf), tuple(_links(pdf)), entries_of(pdf))


def links_on(guide: Guide, index: int, frame: Frame, page: Callable[[int], int]) -> bytes:
    """Spell the links of a page (by index) as an entry of it; `page` gives the number of the page each leads to."""
    start = bisect_left(guide.links, index, key=attrgetter("page"))
    end = bisect_right(guide.links, index, key=attrgetter("page"))
    notes = [_note(link, frame, page(link.target)) for link in guide.links[start:end]]
    return b" /Annots [ %s ]" % b" ".join(notes) if notes else b""


def _note(link: Link, frame: Frame, target: int) -> bytes:
    rect = _whole_line(link, frame).unparse()
    return b"<< /Type /Annot /Subtype /Link /Rect %s /Border [ 0 0 0 ] /Dest [ %d 0 R /Fit ] >>" % (
        rect,
        target,
    )


def _language(pdf: pikepdf.Pdf) -> str:
    found = _TAG.fullmatch(str(pdf.Root.get(Name.Lang, "")))
    if found is None or found[1].lower() not in _LANGUAGES:
        return ""
    # Of countries only the one that changes nothing but spelling: any two letters could be initials.
    is_british = found[1].lower() == "en" and (found[2] or "").upper() in {"GB", "UK"}
    return "en-GB" if is_british else found[1].lower()


def _links(pdf: pikepdf.Pdf) -> Iterator[Link]:
    destinations = Destinations(pdf)
    count = 0
    for index, page in enumerate(pdf.pages):
        notes = list(_dictionaries(page.obj.get(Name.Annots)))
        if not notes:
            continue
        frame = frame_of(page.obj)
        lines: set[tuple[int, int]] = set()
        for note in notes:
            if note.get(Name.Subtype) != Name.Link:
                continue
            target, line = destinations.page_of(wanted_by(note)), _line(note, frame)
            if target is None or line is None or line in lines or count >= _MOST_LINKS:
                continue
            lines.add(line)
            count += 1
            yield Link(index, *line, target)


def _whole_line(link: Link, frame: Frame) -> Array:
    """From edge to edge of the page as shown: on a page that is turned a quarter, lines run up or down."""
    if frame.rotation % 180:
        return Array([link.low, frame.bottom, link.high, frame.top])
    return Array([frame.left, link.low, frame.right, link.high])


def _line(note: pikepdf.Object, frame: Frame) -> tuple[int, int] | None:
    rect, across = note.get(Name.Rect), 0 if frame.rotation % 180 else 1
    if not isinstance(rect, Array) or len(rect) != 4:
        return None
    try:
        heights = sorted((float(rect[across]), float(rect[across + 2])))
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, heights)) or not 1 < heights[1] - heights[0] < 200:
        return None
    return math.floor(heights[0]), math.ceil(heights[1])


def _dictionaries(listed: object) -> Iterator[pikepdf.Object]:
    if isinstance(listed, Array):
        yield from (each for each in listed if isinstance(each, Dictionary))
