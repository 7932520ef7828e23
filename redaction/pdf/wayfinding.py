"""What helps a reader about and tells nothing: the language of a document, and links from page to page of it.

Both are written anew. A language is one of a closed list of tags. A link covers its whole line from edge to edge
and leads to a whole page: one as wide as its words would tell how long they were, and a name for a place, or a
place on a page, could say anything.

Source: ISO 32000-2, 12.5.6.5 (link annotations), 12.3.2 (destinations), 14.9.2 (language); ISO 639-1.
"""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.frame import frame_of

_LISTED: Final = """
ar bg bn cs cy da de el en es et fa fi fr ga gd gu he hi hr hu it ja ko ku lt lv mt nl no pa pl ps pt ro ru sk sl so
sq sr sv sw ta th ti tr uk ur vi yo zh
"""
_LANGUAGES: Final = frozenset(_LISTED.split())
_TAG: Final = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")
_MOST_LINKS: Final = 20_000
_MOST_NAMES: Final = 50_000


@dataclass(frozen=True, slots=True)
class Link:
    """From a line of one page (by index; between two heights in its own units) to another page."""

    page: int
    bottom: int
    top: int
    target: int


@dataclass(frozen=True, slots=True)
class Guide:
    """What is taken over of how to find one's way; `language` is empty where none of the list is named."""

    language: str = ""
    links: tuple[Link, ...] = ()


def guide_of(pdf: pikepdf.Pdf) -> Guide:
    """Read what may be taken over. What cannot be read, or leads anywhere else, is left out."""
    return Guide(_language(pdf), tuple(_links(pdf)))


def write_guide(guide: Guide, pdf: pikepdf.Pdf, *, pages_drawn: Collection[int] = ()) -> None:
    """Write it into the new document, whose pages are those of the old in their order.

    Pages (from 1) that were drawn anew as pictures get no links: their measures are others.
    """
    if guide.language:
        pdf.Root.Lang = pikepdf.String(guide.language)
    for link in guide.links:
        if link.page + 1 in pages_drawn:
            continue
        page = pdf.pages[link.page].obj
        frame = frame_of(page)
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([frame.left, link.bottom, frame.left + frame.width, link.top]),
            Border=Array([0, 0, 0]),
            Dest=Array([pdf.pages[link.target].obj, Name.Fit]),
        )
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(note)


def _language(pdf: pikepdf.Pdf) -> str:
    found = _TAG.fullmatch(str(pdf.Root.get(Name.Lang, "")))
    if found is None or found[1].lower() not in _LANGUAGES:
        return ""
    # Of countries only the one that changes nothing but spelling: any two letters could be initials.
    is_british = found[1].lower() == "en" and (found[2] or "").upper() in {"GB", "UK"}
    return "en-GB" if is_british else found[1].lower()


def _links(pdf: pikepdf.Pdf) -> Iterator[Link]:
    places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    named: dict[str, object] | None = None
    count = 0
    for index, page in enumerate(pdf.pages):
        frame = frame_of(page.obj)
        lines: set[tuple[int, int]] = set()
        for note in _dictionaries(page.obj.get(Name.Annots)):
            if note.get(Name.Subtype) != Name.Link or frame.rotation:
                continue
            wanted = _wanted(note)
            if isinstance(wanted, pikepdf.String | pikepdf.Name):
                named = _named(pdf) if named is None else named
                wanted = named.get(str(wanted))
            target = _target(wanted, places)
            line = _line(note)
            if target is None or line is None or line in lines or count >= _MOST_LINKS:
                continue
            lines.add(line)
            count += 1
            yield Link(index, *line, target)


def _wanted(note: pikepdf.Object) -> object:
    action = note.get(Name.A)
    if isinstance(action, Dictionary):
        return action.get(Name.D) if action.get(Name.S) == Name.GoTo else None
    return note.get(Name.Dest)


def _target(wanted: object, places: dict[tuple[int, int], int]) -> int | None:
    if isinstance(wanted, Dictionary):
        wanted = wanted.get(Name.D)
    if not isinstance(wanted, Array) or not len(wanted) or not isinstance(wanted[0], Dictionary):
        return None
    return places.get(wanted[0].objgen)


def _line(note: pikepdf.Object) -> tuple[int, int] | None:
    rect = note.get(Name.Rect)
    if not isinstance(rect, Array) or len(rect) != 4:
        return None
    try:
        heights = sorted((float(rect[1]), float(rect[3])))
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, heights)) or not 1 < heights[1] - heights[0] < 200:
        return None
    return math.floor(heights[0]), math.ceil(heights[1])


def _named(pdf: pikepdf.Pdf) -> dict[str, object]:
    """The places that the old document named: read here, and never written again."""
    found: dict[str, object] = {}
    older = pdf.Root.get(Name.Dests)
    if isinstance(older, Dictionary):
        found.update((key, older[key]) for key in list(older.keys())[:_MOST_NAMES])
    names = pdf.Root.get(Name.Names)
    tree = names.get(Name.Dests) if isinstance(names, Dictionary) else None
    if isinstance(tree, Dictionary):
        try:
            found.update(
                (str(key), value) for key, value in islice(pikepdf.NameTree(tree).items(), _MOST_NAMES)
            )
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            return found
    return found


def _dictionaries(listed: object) -> Iterator[pikepdf.Object]:
    if isinstance(listed, Array):
        yield from (each for each in listed if isinstance(each, Dictionary))
