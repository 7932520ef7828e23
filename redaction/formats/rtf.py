"""RTF, as one format among the others."""

from pathlib import Path
from typing import Final

from redaction.formats.format import Format
from redaction.ocr import OcrReader
from redaction.page import DocumentText
from redaction.plain.sheet import part_png
from redaction.report import BurnReport, Told
from redaction.rich.writing import burn_rich, parts_of, read_rich_file
from redaction.schedule import Opening, Schedule


class _Rich:
    def check(self, source: Path, opening: Opening) -> int:  # noqa: ARG002 - RTF has no lock
        return len(parts_of(source))

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:  # noqa: ARG002
        return read_rich_file(source)

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,  # noqa: ARG002
        *,
        ocr: OcrReader | None,  # noqa: ARG002
        told: Told,  # noqa: ARG002 - nothing here can become a picture
    ) -> BurnReport:
        return burn_rich(source, target, schedule)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:  # noqa: ARG002
        return part_png(parts_of(source), page_number, dpi=dpi)


FORMAT: Final[Format] = _Rich()
