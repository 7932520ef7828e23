"""Word documents, rewritten in their own format."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from redaction.errors import DocumentRefused
from redaction.formats.format import Format
from redaction.needles import Needles
from redaction.ocr import OcrReader
from redaction.office.archive import open_package
from redaction.office.office_copy import UNFORESEEN, OfficeCopy, damaged
from redaction.office.open_xml import must_be_plain
from redaction.office.runs import Terms
from redaction.office.word_copy import word_copy
from redaction.page import DocumentText
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sniff import DocumentKind


class _Docx:
    def check(self, source: Path, opening: Opening) -> int:
        with _copy(source, opening, None, None) as copy:
            return len(copy.part_names)

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        with _copy(source, opening, None, ocr) as copy:
            return copy.text()

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
        with _copy(source, opening, terms.needles, ocr) as copy:
            return copy.burn(target, terms, DocumentKind.DOCX, unseen=told.as_pictures)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        with _copy(source, opening, None, None) as copy:
            return copy.draw(page_number, dpi=dpi)


@contextlib.contextmanager
def _copy(
    source: Path, opening: Opening, needles: Needles | None, ocr: OcrReader | None
) -> Iterator[OfficeCopy]:
    try:
        with open_package(source) as package:
            must_be_plain(package, opening, without_macros="docx")
            yield word_copy(package, needles, ocr)
    except DocumentRefused:
        raise
    except UNFORESEEN as fault:
        raise damaged() from fault


FORMAT: Final[Format] = _Docx()
