"""Compares what a reader sees before and after, outside what was removed."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from redaction.errors import DocumentLocked
from redaction.page import Box
from redaction.render import draw, open_document
from redaction.verify.burned import Burned
from redaction.verify.verdict import Check, CheckState

NAME: Final = "likeness outside what was removed"
DPI: Final = 72
SHARE_THAT_MAY_DIFFER: Final = 0.001
"""Of a page's pixels: what is more is a find."""
SHARE_NOT_WORTH_A_LOOK: Final = 0.0002
"""Of a page's pixels, a word in small print: what is more is a notice."""
_DIFFERENCE: Final = 64  # of 255, after a slight blur: another letter, not another hinting
_MARGIN_PIXELS: Final = 3


def of_pages(path: Path, original: Path, burned: Burned) -> Check:
    """FOUND where a page looks different outside what was removed: it was harmed, or shows what it hid.

    Where the layout is kept, and on pages made pictures of themselves, only the bars are left out. Elsewhere
    a line that lost a word closes up, so each line that was hit is left out whole. A page found here is made
    a picture of itself, which looks right by itself.
    """
    boxes: dict[int, list[Box]] = {}
    for number, box in (*burned.removals, *burned.areas):
        boxes.setdefault(number, []).append(box)
    with open_document(path) as after, _original(original, burned.password) as before:
        if len(after) != len(before):
            return Check(NAME, CheckState.FOUND, "it has another number of pages")
        for document in (before, after):
            document.init_forms()
        shares = {
            number: share_differing(
                before[number - 1],
                after[number - 1],
                boxes.get(number, ()),
                whole_lines=not burned.keeps_layout and number not in burned.rasterised_pages,
            )
            for number in range(1, len(after) + 1)
        }
    for state, least in (
        (CheckState.FOUND, SHARE_THAT_MAY_DIFFER),
        (CheckState.NOTICE, SHARE_NOT_WORTH_A_LOOK),
    ):
        unlike = tuple(number for number, share in shares.items() if share > least)
        if unlike:
            return Check(NAME, state, f"{len(unlike)} pages differ, first page {unlike[0]}", unlike)
    return Check(NAME, CheckState.CLEAN)


def _original(path: Path, password: str) -> pypdfium2.PdfDocument:
    """The original as pdfium opens it.

    Older locks spell a password beyond plain letters in a way it does not know: qpdf takes those off.
    """
    try:
        return open_document(path, password)
    except DocumentLocked:
        if password.isascii():
            raise
    held = io.BytesIO()
    with pikepdf.open(path, password=password.encode("pdfdoc", "replace")) as locked:
        locked.save(held, encryption=False)
    return pypdfium2.PdfDocument(held.getvalue())


def share_differing(
    before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, boxes: Sequence[Box], *, whole_lines: bool
) -> float:
    """The share of a page's pixels, 0 to 1, that differ outside some boxes, or outside the lines they stand in."""
    seen, left = (draw(page, dpi=DPI, grey=True).filter(ImageFilter.BoxBlur(1)) for page in (before, after))
    if max(abs(seen.width - left.width), abs(seen.height - left.height)) > 1:
        return 1.0
    if seen.size != left.size:  # a page of half a point is rounded here and there
        left = left.resize(seen.size)
    differing = ImageChops.difference(seen, left).point(lambda value: 255 if value > _DIFFERENCE else 0)
    _forget(differing, boxes, whole_lines=whole_lines)
    return differing.histogram()[255] / max(1, differing.width * differing.height)


def _forget(differing: Image.Image, boxes: Iterable[Box], *, whole_lines: bool) -> None:
    """Blacken each box, or the whole line it stands in: across for a wide box, down for a tall one."""
    pen, scale = ImageDraw.Draw(differing), DPI / 72
    for box in boxes:
        left, top = box.left * scale - _MARGIN_PIXELS, box.top * scale - _MARGIN_PIXELS
        right, bottom = box.right * scale + _MARGIN_PIXELS, box.bottom * scale + _MARGIN_PIXELS
        if whole_lines and right - left >= bottom - top:
            left, right = 0, differing.width
        elif whole_lines:
            top, bottom = 0, differing.height
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=0)
