"""One OpenDocument file on its way to a copy: read, its parts for a reviewer, taken from, written."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from redaction.errors import DocumentRefused, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.office.allowing import Values
from redaction.office.archive import Package
from redaction.office.pictures import Gallery, blank_picture, words_in
from redaction.office.properties import KIND, lists_of_properties
from redaction.office.runs import Piece, Terms
from redaction.office.xml_parts import parse
from redaction.open_document.cells import cells_text, take_from_cells
from redaction.open_document.chart_taking import Sheets, cells_behind, take_from_chart, words_of
from redaction.open_document.charts import Charts, OpenChart
from redaction.open_document.copying import Copier
from redaction.open_document.flows import Story, has_asides, stories_of
from redaction.open_document.hidden_cells import empty_hidden_cells
from redaction.open_document.names import NAMESPACES, named
from redaction.open_document.results import Calculations, calculations_of, empty_results
from redaction.open_document.styles import Styles, styles_of
from redaction.open_document.values import settle_values
from redaction.open_document.widths import forget_widths
from redaction.open_document.writing import write_open_package
from redaction.parts import NamedPart, Tally
from redaction.sheets.workbook import LeftOut, free_name
from redaction.sight.ocr import OcrReader
from redaction.wording.needles import Needles

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MARGINS: Final = tuple(
    named(f"style:{own}")
    for own in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
)
_HREF: Final = named("xlink:href")
_TABLE: Final = named("table:table")
_NAME: Final = named("table:name")
_STYLE: Final = named("table:style-name")


@dataclass(slots=True)
class OpenCopy:
    """The copy of a document, made by allow-list and not yet taken from."""

    kind: DocumentKind
    content: etree._Element
    styles: etree._Element
    gallery: Gallery
    left_out: LeftOut
    charts: list[OpenChart]
    calculations: Calculations | None

    def parts(self, ocr: OcrReader | None = None) -> list[NamedPart]:
        """Each part for a reviewer. Pictures are read with `ocr`."""
        found = [
            NamedPart(f"Sheet {number}", cells_text(table))
            for number, table in enumerate(self._sheets(), start=1)
        ]
        found += [NamedPart(story.name, story.text) for story in self._writing()]
        found += [
            NamedPart(f"Chart {number}", words_of(chart)) for number, chart in enumerate(self.charts, start=1)
        ]
        if self.gallery.pictures:
            lines = [words_in(each.held, ocr) for each in self.gallery.pictures]
            found.append(NamedPart("Pictures", "\n".join(line for line in lines if line)))
        if self.kind is DocumentKind.ODS:
            names = [table.get(_NAME, "") for table in self._sheets()]
            found.append(NamedPart("Names of sheets", "\n".join(names)))
        return found

    def take_out(self, terms: Terms) -> list[Tally]:
        """Take every term out, part by part, in the order of `parts`."""
        tallies: list[Tally] = []
        writing = self._writing()
        behind = [cells_behind(chart, sheets_of(self._sheets())) for chart in self.charts]
        for number, table in enumerate(self._sheets(), start=1):
            tallies.append(Tally(f"Sheet {number}"))
            forget_widths(self.content, table, take_from_cells(table, terms, tallies[-1]))
        if self.calculations is not None:
            empty_results(self.calculations, self.content, self._sheets(), terms, self.left_out)
        for story in writing:
            tallies.append(Tally(story.name))
            for flow in story.flows:
                taken = terms.take_from(flow)
                tallies[-1].add(taken.entries, taken.letters_taken, taken.letters)
        for number, chart in enumerate(self.charts, start=1):
            tallies.append(Tally(f"Chart {number}"))
            take_from_chart(chart, behind[number - 1], terms, tallies[-1])
        if self.gallery.pictures:
            pictures = self.gallery.pictures
            entries = [entry for each in pictures for entry in each.entries]
            bars = 0 if terms.keeps_widths else sum(each.telling for each in pictures)
            unread = sum(each.unread_codes for each in pictures)
            tallies.append(Tally("Pictures", entries, telling=bars, unread_codes=unread))
        if self.kind is DocumentKind.ODS:
            tallies.append(self._take_from_names(terms))
        return tallies

    def write(self, target: Path) -> None:
        """Write the copy as a fresh package."""
        charts = [chart.root for chart in self.charts]
        write_open_package(target, self.kind, (self.content, self.styles), charts, self.gallery.pictures)

    def _sheets(self) -> list[etree._Element]:
        if self.kind is not DocumentKind.ODS:
            return []
        return list(self.content.iterfind(f"{named('office:body')}/{named('office:spreadsheet')}/{_TABLE}"))

    def _writing(self) -> list[Story]:
        """All that is written but cells: the text, what stands beside it, what is printed around it."""
        found: list[Story] = []
        if self.kind is DocumentKind.ODT:
            for body in self.content.iter(named("office:text")):
                found += stories_of(body, "Body")
        for number, table in enumerate(self._sheets(), start=1):
            beside = stories_of(table, "")[1:] if has_asides(table) else []
            found += [Story(f"Sheet {number}, {each.name.lower()}", each.flows) for each in beside]
        margins = Story("Headers and footers")
        for margin in self.styles.iter(*_MARGINS):
            margins.flows += [flow for story in stories_of(margin, "") for flow in story.flows]
        return [*found, margins] if margins.flows else found

    def _take_from_names(self, terms: Terms) -> Tally:
        tally = Tally("Names of sheets")
        sheets = self._sheets()
        for number, table in enumerate(sheets, start=1):
            taken = terms.take_from([Piece(table.get(_NAME, ""), _nowhere)])
            tally.add(taken.entries, taken.letters_taken, taken.letters)
            if taken.entries:
                names = {each.get(_NAME, "").casefold() for each in sheets}
                table.set(_NAME, free_name(number, names, terms.occur_in))
        return tally


def copy_of(
    package: Package,
    kind: DocumentKind,
    needles: Needles | None,
    ocr: OcrReader | None,
    told: frozenset[int] = frozenset(),
) -> OpenCopy:
    """Read a package and copy what is known and shown.

    Args:
        needles: what is burned out of pictures; none when the document is only read.
        told: numbers of pictures (from 1) that are left blank, because an earlier copy still told something.

    Raises:
        DocumentRefused: no sheet of it is shown.
        DocumentTooCostly, DocumentUnreadable: it cannot be read.
    """
    content = parse(package.part(_CONTENT))
    looks = (
        parse(package.part(_STYLES)) if _STYLES in package else etree.Element(named("office:document-styles"))
    )
    styles = styles_of((looks, content))
    left_out = LeftOut()
    left_out.add(KIND, lists_of_properties(package))
    is_taken_from = needles is not None and kind is DocumentKind.ODS
    calculations = calculations_of(content, styles) if is_taken_from else None
    for table in content.iter(_TABLE):
        empty_hidden_cells(table, left_out)
        settle_values(table, styles)
    gallery = Gallery(needles or Needles([]), ocr if needles else None, left_out.counts)
    gallery.foresee(package)
    drawn = _Drawn(package, gallery, styles, told)
    shown = content.iterfind(f".//{_TABLE}") if kind is DocumentKind.ODS else ()
    sheets = sheets_of([each for each in shown if each.get(_STYLE, "") not in styles.hidden])
    charts = Charts(package, Values(needles), left_out, sheets)
    copier = Copier(styles, Values(needles), left_out, drawn.picture, charts.embedded)
    made = OpenCopy(
        kind, copier.copied(content), copier.copied(looks), gallery, left_out, charts.made, calculations
    )
    _name_what_must_have_a_name(made)
    if kind is DocumentKind.ODS and made.content.find(f".//{_TABLE}") is None:
        raise DocumentRefused(
            "No sheet of this document can be seen: all are hidden.",
            next_step="Show the sheets that belong in the copy, save the document and upload that.",
        )
    return made


def sheets_of(tables: Iterable[etree._Element]) -> Sheets:
    """Gives a sheet by its name, in letters of either case."""
    named_so = {table.get(_NAME, "").casefold(): table for table in tables}
    return lambda name: named_so.get(name.casefold())


def _name_what_must_have_a_name(made: OpenCopy) -> None:
    """Sections and tables of a text are numbered; sheets keep their names, which readers see."""
    for number, section in enumerate(made.content.iter(named("text:section")), start=1):
        section.set(named("text:name"), f"Section {number}")
    if made.kind is DocumentKind.ODT:
        for number, table in enumerate(made.content.iter(_TABLE), start=1):
            table.set(_NAME, f"Table {number}")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Makes the pictures of frames."""

    package: Package
    gallery: Gallery
    styles: Styles
    told: frozenset[int]

    def picture(self, image: etree._Element) -> etree._Element | None:
        """The copy of a frame's picture; nothing for one that lies outside the file."""
        held = self._bytes(image)
        if held is None:
            self.gallery.left_out["picture from outside the file"] += 1
            return None
        frame = image.getparent()
        if frame is not None and frame.get(named("draw:style-name"), "") in self.styles.cropped:
            # What was cut off from view is still in the file, and how much it was depends on the program.
            held = blank_picture(self.gallery.needles).held
            self.gallery.left_out["picture of which a part was cut off from view"] += 1
        number = self.gallery.place(held)
        if number in self.told:
            self.gallery.hide(number)
        made = etree.Element(image.tag, nsmap=NAMESPACES)
        made.set(_HREF, self.gallery.name(number, "").lstrip("/").replace("media/", "Pictures/"))
        for own, value in (("type", "simple"), ("show", "embed"), ("actuate", "onLoad")):
            made.set(named(f"xlink:{own}"), value)
        return made

    def _bytes(self, image: etree._Element) -> bytes | None:
        inside = image.findtext(named("office:binary-data"))
        if inside:
            try:
                return base64.b64decode(inside)
            except binascii.Error:
                return b""
        name = image.get(_HREF, "").removeprefix("./")
        return self.package.part(name) if name in self.package else None


def _nowhere(text: str) -> None:
    """A name is not rewritten: it is replaced whole."""


def must_have_content(package: Package) -> None:
    """Refuse a package without the part that every OpenDocument file has."""
    if _CONTENT not in package:
        raise DocumentUnreadable(
            "The file says it is a document, and has no content.",
            next_step="Open it in its own program, save it anew and upload that copy.",
        )
