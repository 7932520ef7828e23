"""Messages of any kind, as a set of documents: each enclosure is a member."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from redaction.errors import DocumentTooCostly
from redaction.mail.burn_letter import burn_letter, members_of, read_letter
from redaction.mail.letter import Letter
from redaction.page import DocumentText
from redaction.plain.sheet import part_png
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader

MOST_BYTES: Final = 256 << 20


class Messages:
    """A kind of message, by the function that reads it."""

    def __init__(self, read: Callable[[bytes, Opening], Letter]) -> None:
        self._read = read

    def check(self, source: Path, opening: Opening) -> int:
        return len(self.read(source, opening, ocr=None).pages)

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:  # noqa: ARG002 - the shape of every format
        return read_letter(self.letter(source, opening))

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,
        *,
        ocr: OcrReader | None,  # noqa: ARG002 - pictures are members
        told: Told,  # noqa: ARG002 - the shape of every format
    ) -> BurnReport:
        """A message without enclosures; any other is packed around their copies."""
        return self.pack(source, target, schedule, opening, ())

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        pages = self.read(source, opening, ocr=None).pages
        return part_png([page.text for page in pages], page_number, dpi=dpi)

    def unpack(self, source: Path, folder: Path, opening: Opening) -> int:
        enclosures = self.letter(source, opening).enclosures
        for number, enclosure in enumerate(enclosures):
            (folder / str(number)).write_bytes(enclosure.held)
        return len(enclosures)

    def pack(
        self, source: Path, target: Path, schedule: Schedule, opening: Opening, members: Sequence[Path]
    ) -> BurnReport:
        return burn_letter(self.letter(source, opening), target, schedule, members_of(members))

    def letter(self, source: Path, opening: Opening) -> Letter:
        """The message, taken apart.

        Raises:
            DocumentRefused: or one of its family.
        """
        if source.stat().st_size > MOST_BYTES:
            raise DocumentTooCostly(
                "The message is larger than one may be.",
                next_step="Save the files that it carries apart, and upload those that matter.",
            )
        return self._read(source.read_bytes(), opening)
