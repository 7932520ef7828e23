"""PDF in, pages out; refuses locked, signed or malformed by name."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf

from redaction.errors import DocumentUnreadable
from redaction.page import DocumentText, PageText, Reading
from redaction.pdf.batches import Batch, batches
from redaction.pdf.beside import beside_the_pages, in_words
from redaction.pdf.frame import frame_of
from redaction.pdf.intake import open_checked
from redaction.pdf.interpret import Interpreter
from redaction.pdf.library import Library
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.scans.seeing import OCR_DPI, has_trusted_text, needs_eyes, read_page
from redaction.pdf.scopes import PageContent
from redaction.schedule import AS_IT_IS, Opening
from redaction.sight.ocr import OcrReader
from redaction.wording.read_words import joined


def check_pdf(source: Path, opening: Opening = AS_IT_IS) -> int:
    """Give the number of pages of a PDF that may be redacted.

    Raises:
        DocumentEmpty, DocumentLocked, DocumentSigned, DocumentUnreadable, DocumentTooCostly
    """
    with tempfile.TemporaryDirectory(prefix="read-") as folder, _opened(source, opening, Path(folder)) as pdf:
        return len(pdf.pages)


def read_text(source: Path, opening: Opening = AS_IT_IS, *, ocr: OcrReader | None) -> DocumentText:
    """Give the text of every page in reading order, as a reader of the page sees it.

    A page without text of its own, or with only an invisible layer over a scan, is read by `ocr`; with None
    the invisible layer is what there is. Form fields and notes count as the page's own text.

    Raises:
        DocumentEmpty, DocumentLocked, DocumentSigned, DocumentUnreadable, DocumentTooCostly
    """
    with tempfile.TemporaryDirectory(prefix="read-") as folder:
        beside: Counter[str] = Counter()
        pages: list[PageText] = []
        comments = 0
        try:
            found = batches(
                source, opening, Path(folder), look=lambda old: beside.update(beside_the_pages(old))
            )
            for batch in found:
                pages += _read_batch(batch, ocr)
                comments += batch.comments
                batch.path.unlink()
        except (pikepdf.PdfError, ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as fault:
            raise DocumentUnreadable(
                "The document is damaged: it could not be read.", next_step="Ask the sender for a fresh copy."
            ) from fault
        return DocumentText(tuple(pages), in_words(comments, beside))


def _read_batch(batch: Batch, ocr: OcrReader | None) -> list[PageText]:
    library = Library()
    with pikepdf.open(batch.path) as pdf, PdfiumDocument(batch.path) as seen:
        return [
            replace(_page(pdf.pages[index].obj, seen, library, index, ocr), number=batch.first + index + 1)
            for index in range(batch.count)
        ]


def _opened(source: Path, opening: Opening, room: Path) -> pikepdf.Pdf:
    return open_checked(source, opening, mended=room / "mended.pdf")


def _page(
    page: pikepdf.Object, seen: PdfiumDocument, library: Library, index: int, ocr: OcrReader | None
) -> PageText:
    frame = frame_of(page)
    text = _tidy(seen.text(index))
    reading = Reading.TEXT if text else Reading.NOTHING
    if ocr is not None:
        content = _content(page, library)
        outlines = seen.outlines(index) if content is None or content.path_count else None
        if content is None or outlines is not None or needs_eyes(content):
            picture = seen.picture(index, dpi=OCR_DPI)
            words = (
                read_page(content, picture, frame, ocr, outlines=outlines)
                if content
                else ocr.words(picture, dpi=OCR_DPI)
            )
            read, _ = joined(words)
            trusted = bool(text) and content is not None and has_trusted_text(content)
            if read.strip():
                reading = Reading.BOTH if trusted else Reading.OCR
                text = _with_unread(text, read) if trusted else read
    return PageText(index + 1, text, reading, frame.width, frame.height)


def _content(page: pikepdf.Object, library: Library) -> PageContent | None:
    try:
        return Interpreter(library).read(page)
    except (
        ContentUnreadable,
        pikepdf.PdfError,
        ArithmeticError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ):
        return None


def _tidy(text: str) -> str:
    """Join words that pdfium parts at a line end, and give one newline for each line."""
    joined_up = text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\x02", "")
    return joined_up.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _with_unread(text: str, read: str) -> str:
    """Add the lines that only OCR saw, so that words in pictures are found beside the page's own."""
    known = {word.casefold() for word in text.split()}
    unread = [line for line in read.split("\n") if any(word.casefold() not in known for word in line.split())]
    return "\n".join([text, *unread])
