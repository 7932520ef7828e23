"""Reads the text of every page with three engines that share no code with the burner's interpreter."""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

from redaction.verify.pdf.hanging import HangingLetters
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.letters import OwnLetters
from redaction.verify.pdf.own_lines import read_along
from redaction.verify.pdf.poppler import PROGRAM as POPPLER
from redaction.verify.pdf.poppler import NotRead, poppler_pages
from redaction.verify.pdf.tags import orders_of
from redaction.verify.sought import Sought
from redaction.verify.verdict import READ_BY_TAGS, Check, CheckState

_MOST_PAGES_NAMED: Final = 20
_PAGES_REMEMBERED: Final = 64
"""So many pages are read before pdfminer is made to forget what it holds of them."""
_LARGE_BYTES: Final = 1 << 16
"""Of a stream, as a rule a picture: those are forgotten with their page."""


def with_pdfium(path: Path, sought: Sought) -> Check:
    """What pdfium reads, page by page."""
    return _counted("pdfium text", pdfium_pages(path), sought)


def with_pdfminer(path: Path, sought: Sought) -> Check:
    """What pdfminer reads as it is drawn, off-page and clipped text too; and as the tags say, where there are any."""
    drawn_on: list[tuple[int, int]] = []
    tagged_places = 0
    for number, (drawn, tagged) in enumerate(_pdfminer_pages(path, orders_of(path)), start=1):
        drawn_on += [(number, count)] if (count := sought.count(drawn)) else []
        tagged_places += sought.count(tagged)
    as_drawn = found_on("pdfminer text", drawn_on)
    if as_drawn.state is CheckState.CLEAN and tagged_places:
        return Check(READ_BY_TAGS, CheckState.FOUND, "the tags put together what stands apart on a page")
    return as_drawn


def with_poppler(path: Path, sought: Sought, *, program: str = POPPLER) -> tuple[Check, ...]:
    """What poppler reads, in reading order and in the order of the content stream."""
    return tuple(
        _poppler(path, sought, name, program, *how)
        for name, how in (("poppler text", ()), ("poppler text as drawn", ("-raw",)))
    )


def found_on(name: str, counts: Iterable[tuple[int, int]]) -> Check:
    """A check from (page number, places) pairs. Page 0 stands for: in the file, on no page we know of."""
    hit: dict[int, int] = {}
    for number, count in counts:
        if count:
            hit[number] = hit.get(number, 0) + count
    if not hit:
        return Check(name, CheckState.CLEAN)
    numbers = ", ".join(str(number) for number in sorted(hit)[:_MOST_PAGES_NAMED])
    more = ", ..." if len(hit) > _MOST_PAGES_NAMED else ""
    known = () if 0 in hit else tuple(sorted(hit))
    return Check(name, CheckState.FOUND, f"{sum(hit.values())} places, pages {numbers}{more}", known)


def _counted(name: str, pages: Iterable[str], sought: Sought) -> Check:
    return found_on(name, ((number, sought.count(text)) for number, text in enumerate(pages, start=1)))


def pdfium_pages(path: Path) -> Iterator[str]:
    """The text of every page in turn, as pdfium reads it."""
    with InTurn.of(path) as document:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()


def _poppler(path: Path, sought: Sought, name: str, program: str, *how: str) -> Check:
    try:
        return _counted(name, poppler_pages(path, *how, program=program), sought)
    except NotRead as reason:
        return Check(name, CheckState.UNAVAILABLE, str(reason))


def _pdfminer_pages(path: Path, orders: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[str, str]]:
    """The text of every page in turn, as it is drawn and as the tags read it."""
    # Loaded here: it takes a fifth of a second, and only this check needs it.
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415 - as said above
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - as said above

    with path.open("rb") as opened:
        document = _document(opened)
        for index, page in enumerate(PDFPage.create_pages(document)):
            if index % _PAGES_REMEMBERED == 0:
                document.forget()
                resources = PDFResourceManager()
                device = _device(resources)
                interpreter = PDFPageInterpreter(resources, device)
            interpreter.process_page(page)
            yield device.taken(orders[index] if orders else ())
            document.forget_large()


def _document(opened: IO[bytes]) -> Any:
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - as for _pdfminer_pages
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415 - as for _pdfminer_pages
    from pdfminer.pdftypes import PDFStream  # noqa: PLC0415 - as for _pdfminer_pages

    class Forgetful(PDFDocument):  # type: ignore[misc]  # pdfminer has no types
        """A document that can let go of its objects. Without a memory it reads a pack of them for each anew."""

        def forget(self) -> None:
            self._cached_objs.clear()
            self._parsed_objs.clear()

        def forget_large(self) -> None:
            large = [number for number, (held, _) in self._cached_objs.items() if _is_large(held)]
            for number in large:
                del self._cached_objs[number]

    def _is_large(held: object) -> bool:
        return isinstance(held, PDFStream) and len(held.rawdata or held.data or b"") > _LARGE_BYTES

    return Forgetful(PDFParser(opened))


def _device(resources: Any) -> Any:
    from pdfminer.pdfdevice import PDFTextDevice  # noqa: PLC0415 - as for _pdfminer_pages

    class Collector(PDFTextDevice):  # type: ignore[misc]  # pdfminer has no types
        """Collects letters as they are drawn: pdfminer's own layout analysis costs five times the reading."""

        def __init__(self) -> None:
            super().__init__(resources)
            self.line, self.own, self.marks = DrawnLine(), OwnLetters(), Marks()

        def begin_page(self, *_: Any) -> None:
            self.line, self.marks = DrawnLine(), Marks()

        def begin_tag(self, _tag: Any, props: Any = None) -> None:
            self.marks.begin(props)

        def end_tag(self) -> None:
            self.marks.end()

        def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, *more: Any) -> float:
            cid = more[1]  # after the rise; colours follow
            advance = float(font.char_width(cid)) * fontsize * scaling
            told = _letter(font, cid)
            self.line.add(matrix, told, fontsize, advance, vertical=font.is_vertical())
            self.marks.add(told)
            own = self.own.of(font, cid)
            if own and own != told:
                self.line.meant[len(self.line.letters) - 1] = own
            return advance

        def taken(self, order: Sequence[tuple[int, int]]) -> tuple[str, str]:
            return self.line.text(), self.marks.text(order)

    return Collector()


def _letter(font: Any, cid: int) -> str:
    from pdfminer.pdffont import PDFUnicodeNotDefined  # noqa: PLC0415 - as for _pdfminer_pages

    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return "\ufffd"


class Marks:
    """The letters of each mark on a page, put together in the order in which the tags read them."""

    def __init__(self) -> None:
        self._letters: dict[int, list[str]] = {}
        self._open: list[list[str] | None] = []

    def begin(self, properties: Any) -> None:
        number = properties.get("MCID") if isinstance(properties, dict) else None
        held = self._letters.setdefault(number, []) if isinstance(number, int) else None
        self._open.append(held)

    def end(self) -> None:
        if self._open:
            self._open.pop()

    def add(self, letter: str) -> None:
        held = self._open[-1] if self._open else None
        if held is not None:
            held.append(letter)

    def text(self, order: Sequence[tuple[int, int]]) -> str:
        """The marks of one part are read as one, those of the next begin a line."""
        made: list[str] = []
        last = -1
        for number, part in order:
            made += ["\n"] if part != last else []
            made += self._letters.get(number, ())
            last = part
        return "".join(made)


class DrawnLine:
    """Letters in drawing order, with a space or a line end where the pen has jumped.

    `meant` has, by place, letters that are something else than the document's map says.
    """

    GAP: Final = 0.17
    DROP: Final = 0.4

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.meant: dict[int, str] = {}
        self._end: tuple[float, float] | None = None
        self._hanging = HangingLetters()

    def text(self) -> str:
        """What stands there, large letters before their words and lines by themselves too; and as the fonts say."""
        told = "".join(self.letters) + self._hanging.read(self.letters, self._end)
        told += "".join(read_along(self.letters, pieces) for pieces in self._hanging.pieces())
        if not self.meant:
            return told
        own = (self.meant.get(place, letter) for place, letter in enumerate(self.letters))
        return f"{told}\n\f\n{''.join(own)}"

    def add(
        self, matrix: tuple[float, ...], letter: str, size: float, advance: float, *, vertical: bool
    ) -> None:
        """Put one letter after the last. `matrix` places it on the page; `size` and `advance` are in its units."""
        a, b, c, d, x, y = matrix
        along_x, along_y = (c, d) if vertical else (a, b)
        length = math.hypot(along_x, along_y) or 1.0
        em = abs(size) * length or 1.0
        jumped = ""
        if self._end is not None:
            moved_x, moved_y = x - self._end[0], y - self._end[1]
            along = (moved_x * along_x + moved_y * along_y) / length
            across = abs(moved_x * along_y - moved_y * along_x) / length
            if across > self.DROP * em:
                jumped = "\n"
            elif along > self.GAP * em or along < -em:
                jumped = " "
            self.letters += jumped
        if jumped or not self._hanging.is_as_large(em):
            direction = along_x / length, along_y / length
            self._hanging.begins(len(self.letters), (x, y), direction, em, ended=self._end)
        self.letters.append(letter)
        self._end = (x + along_x * advance, y + along_y * advance)
