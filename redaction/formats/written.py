"""What all formats of plain writing have in common: no lock, no page of their own, nothing to look at by eye."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from redaction.page import DocumentText
from redaction.plain.sheet import part_png
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader


@dataclass(frozen=True, slots=True)
class Written:
    """A format that is read part by part and written anew; `parts_of` gives the parts that a reader sees."""

    parts_of: Callable[[Path], Sequence[str]]
    read_file: Callable[[Path], DocumentText]
    burn_file: Callable[[Path, Path, Schedule], BurnReport]

    def check(self, source: Path, opening: Opening) -> int:  # noqa: ARG002 - writing has no lock
        return len(self.parts_of(source))

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:  # noqa: ARG002 - no lock, no picture
        return self.read_file(source)

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,  # noqa: ARG002 - writing has no lock
        *,
        ocr: OcrReader | None,  # noqa: ARG002 - it shows no picture
        told: Told,  # noqa: ARG002 - nothing here can become a picture
    ) -> BurnReport:
        return self.burn_file(source, target, schedule)

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:  # noqa: ARG002 - no lock
        return part_png(self.parts_of(source), page_number, dpi=dpi)
