"""OpenDocument texts and sheets, rewritten in their own format."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import open_package
from redaction.office.runs import Terms
from redaction.open_document.document import OpenCopy, copy_of, must_have_content
from redaction.open_document.opening import must_be_open
from redaction.page import DocumentText
from redaction.parts import as_pages, report_of
from redaction.plain.sheet import part_png
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader
from redaction.wording.needles import Needles


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """One of the kinds of OpenDocument, as a format."""

    kind: DocumentKind

    def check(self, source: Path, opening: Opening) -> int:
        with self._copy(source, opening) as copy:
            return len(copy.parts())

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        with self._copy(source, opening) as copy:
            return as_pages(copy.parts(ocr), copy.left_out.sentences())

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
        with self._copy(source, opening, terms.needles, ocr, told) as copy:
            tallies = copy.take_out(terms)
            copy.write(target)
        return report_of(tallies, copy.left_out.sentences(), self.kind)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        with self._copy(source, opening) as copy:
            return part_png([part.text for part in copy.parts()], page_number, dpi=dpi)

    @contextlib.contextmanager
    def _copy(
        self,
        source: Path,
        opening: Opening,
        needles: Needles | None = None,
        ocr: OcrReader | None = None,
        told: Told | None = None,
    ) -> Iterator[OpenCopy]:
        with open_package(source) as package:
            must_be_open(package, opening)
            must_have_content(package)
            yield copy_of(package, self.kind, needles, ocr, told.as_pictures if told else frozenset())
