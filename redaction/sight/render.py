"""Pictures of pages, drawn by pdfium."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pypdfium2

from redaction.errors import DocumentLocked, DocumentTooCostly, DocumentUnreadable

if TYPE_CHECKING:
    from PIL import Image

LOWEST_DPI: Final = 20
HIGHEST_DPI: Final = 400
MOST_PIXELS: Final = 100_000_000
_ERROR_PASSWORD: Final = 4


def open_document(source: Path, password: str = "") -> "pypdfium2.PdfDocument":
    """A document as pdfium opens it. The caller closes it.

    Raises:
        DocumentLocked: it asks for a password.
        DocumentUnreadable: it cannot be opened.
    """
    try:
        return pypdfium2.PdfDocument(source, password=password or None)
    except pypdfium2.PdfiumError as wrong:
        if getattr(wrong, "err_code", None) == _ERROR_PASSWORD:
            raise DocumentLocked(
                "The document asks for a password.",
                next_step="Save a copy without a password and upload that.",
            ) from wrong
        raise DocumentUnreadable(
            "The document is damaged, or not what it says it is.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        ) from wrong


def draw(page: "pypdfium2.PdfPage", *, dpi: float, grey: bool = False) -> "Image.Image":
    """One open page as a picture, with annotations drawn.

    Raises:
        DocumentTooCostly: it would have more than 100 million pixels.
    """
    width, height = page.get_size()
    if not 0 < width * height * (dpi / 72) ** 2 <= MOST_PIXELS:
        raise DocumentTooCostly(
            "A page of the document is too large to draw.",
            next_step="Print it to a new PDF on A4 paper and upload that.",
        )
    picture: Image.Image = page.render(scale=dpi / 72, grayscale=grey, may_draw_forms=True).to_pil()
    return picture


def page_png(source: Path, page_number: int, *, dpi: int, password: str = "") -> bytes:
    """A PNG of one page. Pages count from 1; `dpi` is held between 20 and 400.

    Raises:
        DocumentError: the document cannot be opened, has no such page, or the page is too large.
    """
    with open_document(source, password) as document:
        if not 1 <= page_number <= len(document):
            raise DocumentUnreadable(
                f"The document has no page {page_number}.",
                next_step=f"Choose a page from 1 to {len(document)}.",
            )
        document.init_forms()
        picture = draw(document[page_number - 1], dpi=max(LOWEST_DPI, min(dpi, HIGHEST_DPI)))
        written = io.BytesIO()
        picture.save(written, "PNG", compress_level=1)
        return written.getvalue()
