"""Turns a document into a PDF before it is redacted, in a child of its own; no parser here."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from redaction.asking import private_folder
from redaction.errand import send
from redaction.errors import DocumentUnreadable
from redaction.limits import Limits
from redaction.schedule import CopyFormat, Opening
from redaction.sniff import ONLY_AS_PDF, DocumentKind, recognise_file

_PDF_HEAD: Final = b"%PDF-"


@contextlib.contextmanager
def in_format(source: Path, copy_format: CopyFormat, opening: Opening, limits: Limits) -> Iterator[Path]:
    """The document as it is to be redacted: itself, or a PDF printed from it, which is gone afterwards.

    A kind that nobody can rewrite (old Microsoft files) becomes a PDF whatever was asked.

    Raises:
        DocumentRefused: or one of its family; it cannot be turned into PDF.

    Source: docs/decisions/0013-native-or-pdf.md.
    """
    kind = recognise_file(source).kind
    if kind is DocumentKind.PDF or (copy_format is CopyFormat.SAME and kind not in ONLY_AS_PDF):
        yield source
        return
    with private_folder() as folder:
        printed = folder / "printed"
        job = {
            "source": str(source.resolve()),
            "opening": {"password": opening.password, "may_lose_signature": opening.may_lose_signature},
            "folder": str(folder),
            "target": str(printed),
        }
        send("convert", job, limits=limits)
        if printed.is_symlink() or not _is_pdf(printed):
            raise DocumentUnreadable(
                "The document could not be printed to PDF.",
                next_step="Open it in its own program, print it to a new PDF and upload that.",
            )
        yield printed


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(len(_PDF_HEAD)) == _PDF_HEAD
