"""Opens a PDF from outside, or says by name why it is not taken."""

import contextlib
import re
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream, settings
from pypdfium2 import raw

from redaction.errors import (
    DocumentEmpty,
    DocumentLocked,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.pdf.appearances import pages_without_appearances, write_with_appearances
from redaction.pdf.frame import frame_of
from redaction.schedule import AS_IT_IS, Opening

PAGE_LIMIT = 5_000
# 10,000 pixels at 200 dpi.
SIDE_LIMIT_POINTS = 3_600.0
# One page's drawing operators; the longest honest one seen is a map of 20 MB.
CONTENT_LIMIT_BYTES = 96 * 1024 * 1024
# A decoded picture of 10,000 by 10,000 in three colours fits; a bomb does not.
_DECODED_LIMIT_BYTES = 320 * 1024 * 1024

_UNKNOWN_LOCK = re.compile(r"(?i)unsupported encryption|encryption filter|security handler")
_SEALS = (Name.Sig, Name.DocTimeStamp)
_TOO_MUCH = "The document unpacks to more than one document may."
_SIMPLER = "Ask for a simpler copy of the document."


def _set_limits() -> None:
    settings.set_qpdf_limits(
        flate_max_memory=_DECODED_LIMIT_BYTES,
        run_length_max_memory=_DECODED_LIMIT_BYTES,
        dct_max_memory=_DECODED_LIMIT_BYTES,
        png_max_memory=_DECODED_LIMIT_BYTES,
        tiff_max_memory=_DECODED_LIMIT_BYTES,
    )


def open_checked(source: Path, opening: Opening = AS_IT_IS, *, mended: Path) -> pikepdf.Pdf:
    """Open a PDF that may be redacted.

    Args:
        source: the file; never written to.
        opening: the password that was given for it, and whether a signature may go.
        mended: where a copy may be put when only pdfium can open the file.

    Raises:
        DocumentEmpty, DocumentLocked, DocumentSigned, DocumentTooCostly, DocumentUnreadable
    """
    _set_limits()
    if source.stat().st_size == 0:
        raise DocumentEmpty("The document is empty.", next_step="Upload the file again.")
    with source.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise DocumentUnreadable(
                "The file is not a PDF, whatever its name says.", next_step="Upload the PDF itself."
            )
    pdf = _with_appearances(_opened(source, opening.password, mended), source, opening.password, mended)
    try:
        _check(pdf, may_lose_signature=opening.may_lose_signature)
    except BaseException:
        pdf.close()
        raise
    return pdf


def open_again(opened: Path, opening: Opening) -> pikepdf.Pdf:
    """Open a file once more that `open_checked` opened: the `filename` of what it gave.

    Raises:
        DocumentUnreadable: it cannot be opened any more.
    """
    try:
        return _unlocked(opened, opening.password)
    except pikepdf.PdfError as fault:
        raise _damaged() from fault


def _with_appearances(pdf: pikepdf.Pdf, source: Path, password: str, mended: Path) -> pikepdf.Pdf:
    """The same document with all that is drawn on its pages, where a program would otherwise make it up."""
    places = pages_without_appearances(pdf) if len(pdf.pages) <= PAGE_LIMIT else []
    if not places or mended.exists():
        return pdf
    with contextlib.suppress(pypdfium2.PdfiumError, pikepdf.PdfError):
        write_with_appearances(source, password, places, mended)
        drawn = pikepdf.open(mended, suppress_warnings=True)
        if len(drawn.pages) == len(pdf.pages):
            pdf.close()
            return drawn
        drawn.close()
    return pdf  # without those drawings: whether the pages still look alike is for the verifier to see


def _damaged() -> DocumentUnreadable:
    return DocumentUnreadable(
        "The document is damaged: it cannot be opened.", next_step="Ask the sender for a fresh copy."
    )


def _opened(source: Path, password: str, mended: Path) -> pikepdf.Pdf:
    try:
        pdf = _unlocked(source, password)
    except pikepdf.PasswordError as fault:
        raise DocumentLocked.with_password(password) from fault
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as fault:
        if isinstance(fault, pikepdf.PdfError) and _UNKNOWN_LOCK.search(str(fault)):
            raise _locked_otherwise() from fault
        return _mended(source, password, mended)
    try:
        pages = len(pdf.pages)
        if pages:
            _must_be_read_alike(source, password, pages)
            return pdf
    except BaseException as fault:
        pdf.close()
        if not isinstance(fault, pikepdf.PdfError | RuntimeError | ValueError | TypeError):
            raise
    return _mended(source, password, mended)


def _unlocked(source: Path, password: str) -> pikepdf.Pdf:
    """The password as given; for locks from before 2008 also in the one byte a letter that they spell it in."""
    try:
        return pikepdf.open(source, password=password, suppress_warnings=True)
    except pikepdf.PasswordError:
        if password.isascii():
            raise
    return pikepdf.open(source, password=password.encode("pdfdoc", "replace"), suppress_warnings=True)


def _must_be_read_alike(source: Path, password: str, pages: int) -> None:
    """A file that only one program can open was repaired by it, and nobody can say that the repair is right.

    Whether the pages then look as they did is for the verifier to see, who draws both.
    """
    try:
        with pypdfium2.PdfDocument(source, password=password or None) as document:
            if len(document) == pages:
                return
    except pypdfium2.PdfiumError as fault:
        if not password.isascii():
            return  # older locks spell such a password in another way than pdfium does
        if fault.err_code == raw.FPDF_ERR_PASSWORD:
            # Its owner's password was left empty, which opens it in some programs and not in others.
            raise DocumentLocked.with_password(password) from fault
    raise DocumentUnreadable(
        "The document is damaged: two programs read it differently, and nobody can say which is right.",
        next_step="Open it in its own program, print it to a new PDF and upload that.",
    )


def _locked_otherwise() -> DocumentLocked:
    return DocumentLocked(
        "The document is locked to a certificate or in another way that no password opens.",
        next_step="Ask the sender for a copy without this protection.",
    )


def _mended(source: Path, password: str, mended: Path) -> pikepdf.Pdf:
    try:
        document = pypdfium2.PdfDocument(source, password=password or None)
        try:
            document.save(mended)
        finally:
            document.close()
        pdf = pikepdf.open(mended, suppress_warnings=True)
    except (pypdfium2.PdfiumError, pikepdf.PdfError, RuntimeError, ValueError, OSError) as fault:
        raise _damaged() from fault
    if not len(pdf.pages):
        pdf.close()
        raise _damaged()
    return pdf


def _check(pdf: pikepdf.Pdf, *, may_lose_signature: bool) -> None:
    if len(pdf.pages) > PAGE_LIMIT:
        raise DocumentTooCostly(
            f"The document has more than {PAGE_LIMIT} pages.", next_step="Divide it and upload the parts."
        )
    if _is_signed(pdf) and not may_lose_signature:
        raise DocumentSigned(
            "The document carries a digital signature, which cannot survive redaction.",
            next_step="Say that a copy without the signature is right, or ask the sender for an unsigned one. "
            "The signed original is kept as it is.",
        )
    for page in pdf.pages:
        frame = frame_of(page.obj)
        if max(frame.width, frame.height) > SIDE_LIMIT_POINTS:
            raise DocumentTooCostly(
                "A page is larger than a page may be.",
                next_step="Print it to a new PDF on A4 or A3 paper, and upload that.",
            )


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get(Name.AcroForm)
    waiting = list(_items(form.get(Name.Fields))) if isinstance(form, Dictionary) else []
    waiting.extend(widget for page in pdf.pages for widget in _items(page.obj.get(Name.Annots)))
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        value = field.get(Name.V)
        if _is_a_seal(value):
            return True
        waiting.extend(_items(field.get(Name.Kids)))
    # A certification, and the rights that a reader's program was given, are signatures over the file too.
    permissions = pdf.Root.get(Name.Perms)
    if not isinstance(permissions, Dictionary):
        return False
    return Name.DocMDP in permissions or any(_is_a_seal(permissions.get(key)) for key in ("/UR3", "/UR"))


def _is_a_seal(value: object) -> bool:
    return isinstance(value, Dictionary) and (Name.ByteRange in value or value.get(Name.Type) in _SEALS)


def _items(listed: object) -> list[pikepdf.Object]:
    return list(listed) if isinstance(listed, Array) else []


def bounded(stream: pikepdf.Object, limit: int = CONTENT_LIMIT_BYTES) -> bytes:
    """Give a stream's decoded bytes, if they are not more than the limit.

    Raises:
        DocumentTooCostly: they are more.
        pikepdf.PdfError: a filter fails.
    """
    if not isinstance(stream, Stream):
        return b""
    filters = stream.get(Name.Filter)
    only = filters[0] if isinstance(filters, Array) and len(filters) == 1 else filters
    if only == Name.FlateDecode and Name.DecodeParms not in stream:
        packed = stream.read_raw_bytes()
        if len(packed) * 1032 > limit:
            try:
                opened = zlib.decompressobj().decompress(packed, limit + 1)
            except zlib.error:
                opened = b""
            if len(opened) > limit:
                raise DocumentTooCostly(_TOO_MUCH, next_step=_SIMPLER)
    content = stream.read_bytes()
    if len(content) > limit:
        raise DocumentTooCostly(_TOO_MUCH, next_step=_SIMPLER)
    return content
