"""Workbooks of Excel, rewritten in their own format. A part is a sheet, what surrounds it, or the sheets' names."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from redaction.formats.format import Format
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import open_package
from redaction.office.open_xml import OpenXml, must_be_plain
from redaction.office.pictures import Gallery, PlacedPicture, words_in
from redaction.office.runs import Terms
from redaction.page import DocumentText
from redaction.parts import as_pages, report_of
from redaction.plain.sheet import part_png
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sheets.parts import part_texts
from redaction.sheets.taking import take_out
from redaction.sheets.workbook import Shape, Workbook
from redaction.sheets.xlsx_reading import read_workbook
from redaction.sheets.xlsx_writing import write_workbook
from redaction.sight.ocr import OcrReader

_NOTHING: Final = Schedule(())
_NOTHING_TOLD: Final = Told()


class _Xlsx:
    def check(self, source: Path, opening: Opening) -> int:
        with _opened(source, opening) as package:
            return len(part_texts(read_workbook(package)))

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        with _opened(source, opening) as package:
            workbook = read_workbook(package)
            _read_pictures(package, workbook, ocr)
            return as_pages(part_texts(workbook), workbook.left_out.sentences())

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,
        *,
        ocr: OcrReader | None,
        told: Told,
    ) -> BurnReport:
        terms = Terms(schedule)
        with _opened(source, opening) as package:
            workbook = read_workbook(package, terms.needles)
            gallery = Gallery(terms.needles, ocr, workbook.left_out.counts)
            gallery.foresee(package.package)
            tallies = take_out(workbook, terms, lambda shape: _drawn(package, shape, gallery, told))
        write_workbook(workbook, target)
        return report_of(tallies, workbook.left_out.sentences(), DocumentKind.XLSX)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        with _opened(source, opening) as package:
            parts = part_texts(read_workbook(package))
        return part_png([part.text for part in parts], page_number, dpi=dpi)


@contextlib.contextmanager
def _opened(source: Path, opening: Opening) -> Iterator[OpenXml]:
    with open_package(source) as package:
        must_be_plain(package, opening, without_macros="xlsx")
        yield OpenXml(package)


def _drawn(
    package: OpenXml, shape: Shape, gallery: Gallery, told: Told = _NOTHING_TOLD
) -> tuple[int, PlacedPicture]:
    """A shape's picture. One in which an earlier copy still told something is blank."""
    number = gallery.place(package.package.part(shape.picture), shape.crop)
    if number in told.as_pictures:
        gallery.hide(number)
    return number, gallery.pictures[number - 1]


def _read_pictures(package: OpenXml, workbook: Workbook, ocr: OcrReader | None) -> None:
    gallery = Gallery(Terms(_NOTHING).needles, None, Counter())
    for sheet in workbook.sheets:
        for shape in sheet.shapes:
            if shape.picture:
                shape.read_in_picture = words_in(_drawn(package, shape, gallery)[1].held, ocr)


FORMAT: Final[Format] = _Xlsx()
