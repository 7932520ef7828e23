"""A document as its copy will hold it, before anything is taken out: read, burned and drawn from one and the same."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from redaction.errors import DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.office.charts import CHART_TYPE, take_from_chart
from redaction.office.copying import in_words
from redaction.office.flows import flow_of, text_of
from redaction.office.open_xml import FreshPackage
from redaction.office.pictures import Gallery, as_png, read_pictures_ahead, words_in
from redaction.office.runs import Terms
from redaction.office.word_tidying import paragraphs_of, tidy
from redaction.office.xml_parts import serialise
from redaction.page import DocumentText, PageText, Reading
from redaction.report import NOWHERE, BurnReport, Removal
from redaction.sight.text_card import text_card

_WIDTH_POINTS: Final = 595.0
_HEIGHT_POINTS: Final = 842.0


@dataclass(frozen=True, slots=True)
class CopyPart:
    """One part of the copy: its plain name for people ("Header 1"), its name in the package, its words."""

    title: str
    name: str
    content_type: str
    root: etree._Element


@dataclass(frozen=True, slots=True)
class OfficeCopy:
    """All parts of one copy. Those with words come first, then the pictures, each a part of its own.

    `folder` is where the package keeps its parts ("word", "ppt"). `looks` are parts without words: styles, themes.
    """

    parts: tuple[CopyPart, ...]
    looks: tuple[CopyPart, ...]
    gallery: Gallery
    fresh: FreshPackage
    left_out: Counter[str]
    folder: str

    @property
    def part_names(self) -> tuple[str, ...]:
        """What each part is, in plain words."""
        pictures = (f"Picture {number}" for number in range(1, len(self.gallery.pictures) + 1))
        return (*(part.title for part in self.parts), *pictures)

    def text(self) -> DocumentText:
        """What the copy will say, part by part; a picture says what OCR reads in it."""
        names = self.part_names
        pages = [
            self._page(names, number, text_of(part.root)) for number, part in enumerate(self.parts, start=1)
        ]
        read_pictures_ahead([each.held for each in self.gallery.pictures], self.gallery.ocr)
        for number, picture in enumerate(self.gallery.pictures, start=len(pages) + 1):
            words = words_in(picture.held, self.gallery.ocr)
            pages.append(self._page(names, number, words, Reading.OCR))
        return DocumentText(tuple(pages), in_words(self.left_out))

    @staticmethod
    def _page(names: Sequence[str], number: int, text: str, reading: Reading = Reading.TEXT) -> PageText:
        reading = reading if text else Reading.NOTHING
        return PageText(number, text, reading, _WIDTH_POINTS, _HEIGHT_POINTS, names[number - 1])

    def draw(self, number: int, *, dpi: int) -> bytes:
        """A PNG of a part: its words on a plain page, or the picture that it is."""
        must_have_part(number, len(self.part_names))
        if number <= len(self.parts):
            part = self.parts[number - 1]
            return text_card(part.title, text_of(part.root), dpi=dpi)
        return as_png(self.gallery.pictures[number - len(self.parts) - 1].held)

    def burn(
        self, target: Path, terms: Terms, kind: DocumentKind, *, unseen: Collection[int] = ()
    ) -> BurnReport:
        """Take every term out, and write the package. Pictures whose numbers are `unseen` become blank."""
        removals: list[Removal] = []
        shares: list[float] = []
        for number, part in enumerate(self.parts, start=1):
            is_chart = part.content_type == CHART_TYPE
            before = paragraphs_of(part.root)
            taken = take_from_chart(part.root, terms) if is_chart else terms.take_from(flow_of(part.root))
            if not terms.keeps_widths:
                tidy(before)
            removals += [Removal(number, entry, NOWHERE) for entry in taken.entries]
            shares.append(taken.share)
        first = len(self.parts) + 1
        for number in {each for each in unseen if 1 <= each <= len(self.gallery.pictures)}:
            self.gallery.hide(number)
        telling: list[int] = []
        unread: list[int] = []
        for number, picture in enumerate(self.gallery.pictures, start=first):
            telling += [] if terms.keeps_widths else picture.telling * [number]
            unread += picture.unread_codes * [number]
            removals += [Removal(number, entry, NOWHERE) for entry in picture.entries]
            shares.append(0.0)
        for part in (*self.parts, *self.looks):
            self.fresh.add(part.name, part.content_type, serialise(part.root))
        for number, picture in enumerate(self.gallery.pictures, start=1):
            name = self.gallery.name(number, self.folder)
            self.fresh.add_picture(name, picture.ending, picture.held)
        self.fresh.write(target)
        return BurnReport(
            pages=len(shares),
            removals=tuple(removals),
            share_removed=tuple(shares),
            ocr_pages=tuple(range(first, len(shares) + 1)) if self.gallery.ocr else (),
            part_names=self.part_names,
            left_out=in_words(self.left_out),
            kind=kind,
            telling=tuple(telling),
            unread_codes=tuple(unread),
        )


def must_have_part(number: int, parts: int) -> None:
    """Refuse a part that is not there."""
    if not 1 <= number <= parts:
        raise DocumentUnreadable(
            "The document has no such part.", next_step="Choose one of the parts that are listed."
        )


UNFORESEEN: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    OSError,
)


def damaged() -> DocumentUnreadable:
    """What is said of a file that could not be taken apart."""
    return DocumentUnreadable(
        "The document is damaged: it could not be taken apart safely.",
        next_step="Open it in its own program, save it anew and upload that copy.",
    )
