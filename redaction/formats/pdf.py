"""PDF, as one format among the others."""

from pathlib import Path
from typing import Final

from redaction.areas import burn_all
from redaction.formats.format import Format
from redaction.page import DocumentText
from redaction.read import check_pdf, read_text
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader
from redaction.sight.render import page_png


class _Pdf:
    def check(self, source: Path, opening: Opening) -> int:
        return check_pdf(source, opening)

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        return read_text(source, opening, ocr=ocr)

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
        return burn_all(source, target, schedule, opening, ocr, told)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        return page_png(source, page_number, dpi=dpi, password=opening.password)


FORMAT: Final[Format] = _Pdf()
