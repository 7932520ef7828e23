"""pdfium, the second pair of eyes: what another reader makes of a page, and how the page looks."""

import contextlib
import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.pdf.page_breaks import EdgeLine, Half, edge_lines, halves
from redaction.pdf.text_state import Point
from redaction.sight.drawn_codes import may_draw_codes
from redaction.sight.outlines import Region, outlined_region
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles

_PIXEL_LIMIT = 10_000
# So much of a file is read between two openings; but so many pages at least, as opening takes longer for many pages.
_HELD_BYTES, _FEWEST_TURNS, _LONG = 1024 * 1024, 8, 128


Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a term: for each the place of its origin and of its middle, and its box (page units)."""

    places: tuple[tuple[Point, Point], ...]
    boxes: tuple[Rectangle, ...]


@dataclass(slots=True)
class OutsideHit:
    """A term as pdfium read it. `origins` is where its letters stand, as far as that is known at a glance.

    The rest is only looked up when asked for: nearly always what stands there has gone already. Ask while the
    document is open.
    """

    entry: int
    origins: list[Point]
    look: Callable[[], Letters]
    _letters: Letters | None = None

    def _seen(self) -> Letters:
        if self._letters is None:
            self._letters = self.look()
        return self._letters

    @property
    def letters(self) -> tuple[tuple[Point, Point], ...]:
        """For each letter the place of its origin and of its middle (page units)."""
        return self._seen().places

    @property
    def boxes(self) -> tuple[Rectangle, ...]:
        """The box of each letter (page units)."""
        return self._seen().boxes


class PdfiumDocument:
    """A PDF opened by pdfium. Close it, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = self._opened()
        self._count = len(self._document)
        # What was read of a page stays in memory till the document is closed, so it is opened anew now and then.
        self._turns = max(
            _HELD_BYTES * self._count // max(path.stat().st_size, 1), self._count // _LONG, _FEWEST_TURNS
        )
        self._turned = self._in_use = 0
        # Of the last two pages that were searched, by index.
        self._endings: dict[int, list[EdgeLine]] = {}

    def _opened(self) -> pypdfium2.PdfDocument:
        try:
            return pypdfium2.PdfDocument(self._path)
        except pypdfium2.PdfiumError as fault:
            raise DocumentUnreadable(
                "The document is damaged: it cannot be opened.", next_step="Ask the sender for a fresh copy."
            ) from fault

    def __enter__(self) -> "PdfiumDocument":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return self._count

    @contextlib.contextmanager
    def _page(self, index: int) -> Iterator[pypdfium2.PdfPage]:
        if self._turned >= self._turns and not self._in_use:
            self._document.close()
            self._document, self._turned = self._opened(), 0
        self._turned += 1
        self._in_use += 1
        try:
            page = self._document[index]
            try:
                yield page
            finally:
                page.close()
        finally:
            self._in_use -= 1

    @contextlib.contextmanager
    def _text_page(self, index: int) -> Iterator[object]:
        with self._page(index) as page:
            text_page = raw.FPDFText_LoadPage(page)
            try:
                yield text_page
            finally:
                raw.FPDFText_ClosePage(text_page)

    def text(self, index: int) -> str:
        """Give the text of a page in pdfium's reading order; lines end with CR LF."""
        with self._text_page(index) as text_page:
            return _decoded(_units(text_page))

    def hits(self, needles: Needles, last: Sequence[EdgeLine] = ()) -> Iterator[list[OutsideHit]]:
        """Find the terms on each page in turn as pdfium reads it, those that a page break cuts in two included.

        It looks one page ahead and no further, so that memory stays flat. `last` are the ending lines of the page
        before the first, where there is one in another file.
        """
        waiting: list[OutsideHit] = []
        for index in range(len(self)):
            with self._text_page(index) as text_page:
                units = _units(text_page)
                text = _decoded(units)
                found = [Half(hit.entry, hit.start, hit.end) for hit in found_in(text, needles)]
                first, ending = edge_lines(text)
                before, after = halves(last, first, needles)
                made = self._glanced(index, text_page, text, units, [*found, *after])
            if index:
                yield [*waiting, *(self._again(index - 1, before) if before else ())]
            waiting, last = made, ending
            self._endings[index] = ending
            self._endings.pop(index - 2, None)
        yield waiting

    def ending(self, index: int) -> list[EdgeLine]:
        """Give the last few lines of a page; of one that was just searched they are known."""
        known = self._endings.get(index)
        return known if known is not None else edge_lines(self.text(index))[1]

    def _again(self, index: int, found: list[Half]) -> list[OutsideHit]:
        with self._text_page(index) as text_page:
            units = _units(text_page)
            return self._glanced(index, text_page, _decoded(units), units, found)

    def _glanced(
        self, index: int, text_page: object, text: str, units: bytes, found: list[Half]
    ) -> list[OutsideHit]:
        if not found:
            return []
        to_unit = _unit_places(text) if len(text) * 2 != len(units) else None
        hits = []
        for hit in found:
            start, end = (to_unit[hit.start], to_unit[hit.end]) if to_unit else (hit.start, hit.end)
            shown = [unit for unit in range(start, end) if to_unit or not text[unit].isspace()]
            look = partial(self._located, index, start, end)
            hits.append(OutsideHit(hit.entry, _origins(text_page, shown), look))
        return hits

    def _located(self, index: int, start: int, end: int) -> Letters:
        with self._text_page(index) as text_page:
            return _located(text_page, start, end)

    def passages(self, index: int, needles: Needles) -> list[tuple[OutsideHit, str]]:
        """Find terms on one page alone: where each stands, and how it is written there."""
        with self._text_page(index) as text_page:
            units = _units(text_page)
            text = _decoded(units)
            found = [Half(hit.entry, hit.start, hit.end) for hit in found_in(text, needles)]
            located = self._glanced(index, text_page, text, units, found)
        return [(hit, text[half.start : half.end]) for hit, half in zip(located, found, strict=True)]

    def outlines(self, index: int) -> Region | None:
        """Give the part of a page (page units) whose shapes may be letters; None if none may."""
        with self._page(index) as page:
            return outlined_region(page)

    def may_draw_codes(self, index: int) -> bool:
        """Say whether a page has shapes that may be a printed code."""
        with self._page(index) as page:
            return may_draw_codes(page)

    def picture(self, index: int, *, dpi: int, grey: bool = False) -> Image.Image:
        """Render a page as shown (rotation and crop box honoured).

        Raises:
            DocumentTooCostly: the page is over 10,000 pixels wide or high at this resolution.
        """
        with self._page(index) as page:
            width, height = page.get_size()
            if max(width, height) * dpi / 72 > _PIXEL_LIMIT:
                raise DocumentTooCostly(
                    "A page is larger than a page may be.",
                    next_step="Print it to a new PDF on A4 or A3 paper, and upload that.",
                )
            bitmap = page.render(scale=dpi / 72, grayscale=grey, may_draw_forms=False)
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("L" if grey else "RGB")


def _units(text_page: object) -> bytes:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return b""
    # Some letters stand for more than one unit of UTF-16, so ask for more than there are letters.
    room = 2 * count + 2
    buffer = (ctypes.c_ushort * room)()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: max(written - 1, 0) * 2]


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")


def _unit_places(text: str) -> list[int]:
    places, at = [], 0
    for letter in text:
        places.append(at)
        at += 2 if ord(letter) > 0xFFFF else 1
    places.append(at)
    return places


def _origins(text_page: object, units: Sequence[int]) -> list[Point]:
    origins = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for unit in units:
        char = raw.FPDFText_GetCharIndexFromTextIndex(text_page, unit)
        if char >= 0 and raw.FPDFText_GetCharOrigin(text_page, char, x, y):
            origins.append((x.value, y.value))
    return origins


def _located(text_page: object, start: int, end: int) -> Letters:
    letters, boxes = [], []
    x, y = ctypes.c_double(), ctypes.c_double()
    rect = raw.FS_RECTF()
    for unit in range(start, end):
        char = raw.FPDFText_GetCharIndexFromTextIndex(text_page, unit)
        if char < 0 or raw.FPDFText_IsGenerated(text_page, char) == 1:
            continue
        if chr(raw.FPDFText_GetUnicode(text_page, char)).isspace():
            continue
        if not raw.FPDFText_GetCharOrigin(text_page, char, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(text_page, char, rect)
        centre = ((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
        letters.append(((x.value, y.value), centre))
        boxes.append((rect.left, rect.bottom, rect.right, rect.top))
    return Letters(tuple(letters), tuple(boxes))
