"""Word documents, rewritten in their own format, and what presentations share with them."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redaction.errors import DocumentRefused
from redaction.formats.format import Format
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import Package, open_package
from redaction.office.office_copy import UNFORESEEN, OfficeCopy, damaged
from redaction.office.open_xml import must_be_plain
from redaction.office.properties import KIND, lists_of_properties
from redaction.office.runs import Terms
from redaction.office.word_copy import word_copy
from redaction.page import DocumentText
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader
from redaction.wording.needles import Needles

Taker = Callable[[Package, Needles | None, OcrReader | None], OfficeCopy]


@dataclass(frozen=True, slots=True)
class OfficeFormat:
    """One kind of office document, with what takes it apart."""

    kind: DocumentKind
    take_apart: Taker

    def check(self, source: Path, opening: Opening) -> int:
        with self._copy(source, opening, None, None) as copy:
            return len(copy.part_names)

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        with self._copy(source, opening, None, ocr) as copy:
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
        with self._copy(source, opening, terms.needles, ocr) as copy:
            return copy.burn(target, terms, self.kind, unseen=told.as_pictures)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        with self._copy(source, opening, None, None) as copy:
            return copy.draw(page_number, dpi=dpi)

    @contextlib.contextmanager
    def _copy(
        self, source: Path, opening: Opening, needles: Needles | None, ocr: OcrReader | None
    ) -> Iterator[OfficeCopy]:
        try:
            with open_package(source) as package:
                must_be_plain(package, opening, without_macros=self.kind.value)
                copy = self.take_apart(package, needles, ocr)
                copy.left_out[KIND] += lists_of_properties(package)
                yield copy
        except DocumentRefused:
            raise
        except UNFORESEEN as fault:
            raise damaged() from fault


FORMAT: Final[Format] = OfficeFormat(DocumentKind.DOCX, word_copy)
