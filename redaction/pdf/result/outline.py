"""A table of contents written anew: only entries whose words stand, and are seen, on the page they lead to.

The old words are never copied. An entry is looked for on its page in the finished document, and what is written is
what stands there; one that lost a word, or whose page says it otherwise or where nobody sees it, is left out.

Source: ISO 32000-2, 12.3.3 (document outline); docs/decisions/0021-title-outline-and-tags.md.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from redaction.pdf.frame import Frame
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.destinations import Destinations, wanted_by
from redaction.wording.folding import fold
from redaction.wording.needles import Needles

MOST_ENTRIES: Final = 2_000
_DEEPEST: Final = 12
_LONGEST: Final = 200
_FEWEST_LETTERS: Final = 2
# How pdfium writes that a word goes on in the next line.
_PARTED: Final = re.compile(r"[\x02\u00ad\ufffe]\s*")
_DPI: Final = 72
# Of 255: print that differs less from its ground is not seen.
_LEAST_CONTRAST: Final = 48


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an outline: its words, how deep it lies (from 0), and its page (by index)."""

    words: str
    depth: int
    page: int


def entries_of(pdf: pikepdf.Pdf) -> tuple[Entry, ...]:
    """Read the entries that lead to a page of the document, in order. What cannot be read is left out."""
    root = pdf.Root.get(Name.Outlines)
    if not isinstance(root, Dictionary):
        return ()
    return tuple(_read(root, Destinations(pdf)))


def _read(root: pikepdf.Object, destinations: Destinations) -> Iterator[Entry]:
    seen: set[tuple[int, int]] = set()
    waiting = [(root.get(Name.First), 0)]
    while waiting and len(seen) < MOST_ENTRIES:
        item, depth = waiting.pop()
        if not isinstance(item, Dictionary) or not item.is_indirect or item.objgen in seen:
            continue
        seen.add(item.objgen)
        waiting.append((item.get(Name.Next), depth))
        if depth < _DEEPEST:
            waiting.append((item.get(Name.First), depth + 1))
        words, page = item.get(Name.Title), destinations.page_of(wanted_by(item))
        if page is not None and isinstance(words, pikepdf.String) and len(str(words)) <= _LONGEST:
            yield Entry(str(words), depth, page)


def shown_entries(
    entries: Sequence[Entry], frames: Mapping[int, Frame], seen: PdfiumDocument, needles: Needles
) -> list[Entry]:
    """Give those that are seen on their pages, in the words that stand there; none on pages without a frame.

    `seen` is the finished document, `frames` has what of its pages is shown, by index.
    """
    shown: dict[int, str] = {}
    for page in sorted({entry.page for entry in entries} & frames.keys()):
        here = {number: entry for number, entry in enumerate(entries) if entry.page == page}
        shown.update(_shown_on(page, here, frames[page], seen))
    return [
        Entry(shown[number], entry.depth, entry.page)
        for number, entry in enumerate(entries)
        if number in shown and not needles.occur_in(shown[number])
    ]


def _shown_on(
    page: int, entries: dict[int, Entry], frame: Frame, seen: PdfiumDocument
) -> Iterator[tuple[int, str]]:
    numbers = [number for number in entries if len(fold(entries[number].words)) >= _FEWEST_LETTERS]
    found = seen.passages(page, Needles([entries[number].words for number in numbers])) if numbers else []
    if not found:
        return
    picture = seen.picture(page, dpi=_DPI, grey=True)
    for hit, words in found:
        if hit.boxes and all(_is_printed(picture, frame, box) for box in hit.boxes):
            yield numbers[hit.entry], " ".join(_PARTED.sub("", words).split())


def _is_printed(picture: Image.Image, frame: Frame, box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    shown = frame.box([(left, bottom), (right, top)])
    edges = (int(shown.left), int(shown.top), int(shown.right) + 1, int(shown.bottom) + 1)
    shades = picture.crop(edges).tobytes()
    return bool(shades) and max(shades) - min(shades) >= _LEAST_CONTRAST


@dataclass(slots=True)
class _Item:
    """An entry as it is written: the numbers of its own object and of those round it; 0 where there is none."""

    number: int
    text: bytes = b""
    before: int = 0
    after: int = 0
    first: int = 0
    last: int = 0
    below: int = 0


def write_outline(entries: Sequence[Entry], assembly: Assembly, page: Callable[[int], int]) -> int:
    """Write entries, each leading to its whole page, whose number `page` gives; give the number of their root.

    One whose parent is not there moves up.
    """
    root = _Item(assembly.reserve())
    items = {root.number: root}
    above: list[tuple[int, _Item]] = [(-1, root)]
    for entry in entries:
        while above[-1][0] >= entry.depth:
            above.pop()
        parent = above[-1][1]
        title = pikepdf.String(entry.words).unparse()
        text = b"/Title %s /Parent %d 0 R /Dest [ %d 0 R /Fit ]" % (title, parent.number, page(entry.page))
        item = _Item(assembly.reserve(), text, before=parent.last)
        items[item.number] = item
        if parent.last:
            items[parent.last].after = item.number
        else:
            parent.first = item.number
        parent.last = item.number
        parent.below += 1
        above.append((entry.depth, item))
    root.text = b"/Type /Outlines"
    for item in items.values():
        assembly.put(item.number, _spelt(item, is_open=item is root))
    return root.number


def _spelt(item: _Item, *, is_open: bool) -> bytes:
    text = item.text
    for key, number in (
        (b"Prev", item.before),
        (b"Next", item.after),
        (b"First", item.first),
        (b"Last", item.last),
    ):
        if number:
            text += b" /%s %d 0 R" % (key, number)
    if item.below:
        # A negative count: an entry is shown closed.
        text += b" /Count %d" % (item.below if is_open else -item.below)
    return b"<< %s >>" % text
