"""Which checks are made on which kind of document. A kind without checks of its own cannot be released."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.sight.ocr import OcrReader
from redaction.verify.burned import Burned
from redaction.verify.verdict import Verdict


class Checker(Protocol):
    """Reads a copy back with engines that its burner does not use."""

    def __call__(
        self,
        target: Path,
        terms: Iterable[str],
        *,
        original: Path | None,
        burned: Burned | None,
        ocr: OcrReader,
    ) -> tuple[Verdict, str]:
        """The verdict, and the SHA-256 (hex) of the bytes it is about."""
        ...


_CHECKERS: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.PDF: "redaction.verify.pdf.inspection",
    DocumentKind.DOCX: "redaction.verify.packages.office",
    DocumentKind.PPTX: "redaction.verify.packages.office",
    DocumentKind.BMP: "redaction.verify.picture_files",
    DocumentKind.GIF: "redaction.verify.picture_files",
    DocumentKind.HEIC: "redaction.verify.picture_files",
    DocumentKind.JPEG: "redaction.verify.picture_files",
    DocumentKind.PNG: "redaction.verify.picture_files",
    DocumentKind.TIFF: "redaction.verify.picture_files",
    DocumentKind.WEBP: "redaction.verify.picture_files",
    DocumentKind.EML: "redaction.verify.writing.mail",
    DocumentKind.MSG: "redaction.verify.never_a_copy",
    DocumentKind.ZIP: "redaction.verify.writing.zip",
    DocumentKind.HTML: "redaction.verify.writing.html",
    DocumentKind.RTF: "redaction.verify.writing.rtf",
    DocumentKind.TEXT: "redaction.verify.writing.plain",
    DocumentKind.CSV: "redaction.verify.writing.plain",
    DocumentKind.XLSX: "redaction.verify.packages.spreadsheet",
    DocumentKind.ODT: "redaction.verify.packages.open_document",
    DocumentKind.ODS: "redaction.verify.packages.open_document",
}
"""For each kind the module that has its `inspect`."""


def checker_of(target: Path) -> Checker:
    """The checks for a file, by its bytes. A kind that has none is never clean."""
    kind = recognise_file(target).kind
    found: Checker = import_module(_CHECKERS.get(kind, "redaction.verify.never_a_copy")).inspect
    return found
