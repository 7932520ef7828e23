"""The one shape of every format: count, read, burn, draw."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from redaction.errors import DocumentNotSupported
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.page import DocumentText
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader


class Format(Protocol):
    """How one kind of document is taken apart and put together again.

    Every method raises one of the family of DocumentRefused when it cannot be done, quoting nothing.
    """

    def check(self, source: Path, opening: Opening) -> int:
        """How many pages or parts it has, if it may be redacted."""
        ...

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:
        """Everything a reader, or a curious recipient of the copy, could read, part by part."""
        ...

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
        """Write a new document without anything the schedule names: whole or not at all."""
        ...

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:
        """A PNG of one page or part as a reader sees it. Parts count from 1."""
        ...


_FORMATS: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.PDF: "redaction.formats.pdf",
    DocumentKind.DOCX: "redaction.formats.docx",
    DocumentKind.PPTX: "redaction.formats.pptx",
    DocumentKind.BMP: "redaction.formats.picture",
    DocumentKind.GIF: "redaction.formats.picture",
    DocumentKind.HEIC: "redaction.formats.picture",
    DocumentKind.JPEG: "redaction.formats.picture",
    DocumentKind.PNG: "redaction.formats.picture",
    DocumentKind.TIFF: "redaction.formats.picture",
    DocumentKind.WEBP: "redaction.formats.picture",
    DocumentKind.EML: "redaction.formats.eml",
    DocumentKind.MSG: "redaction.formats.msg",
    DocumentKind.ZIP: "redaction.formats.zip",
    DocumentKind.HTML: "redaction.formats.html",
    DocumentKind.RTF: "redaction.formats.rtf",
    DocumentKind.TEXT: "redaction.formats.plain",
    DocumentKind.CSV: "redaction.formats.plain",
    DocumentKind.XLSX: "redaction.formats.xlsx",
    DocumentKind.ODT: "redaction.formats.odt",
    DocumentKind.ODS: "redaction.formats.ods",
}
"""For each kind the module that has its `FORMAT`. Loaded when first asked for: each loads its own libraries."""


def kind_of(source: Path) -> DocumentKind:
    """What a file is by its bytes; its name is not looked at."""
    return recognise_file(source).kind


def format_of(kind: DocumentKind) -> Format:
    """The format of a kind.

    Raises:
        DocumentNotSupported: there is none.
    """
    if kind is DocumentKind.UNKNOWN:
        raise DocumentNotSupported(
            "It cannot be told what kind of file this is, so it cannot be redacted here.",
            next_step="Open it in its own program, save it as PDF and redact the PDF.",
        )
    if kind not in _FORMATS:
        raise DocumentNotSupported(
            f"This file is {kind.value.upper()}, which cannot be redacted here.",
            next_step="Save it as PDF and redact the PDF.",
        )
    found: Format = import_module(_FORMATS[kind]).FORMAT
    return found
