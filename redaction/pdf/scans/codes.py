"""Finds printed codes on a page that say what must go, in the pictures it holds and as it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.pixels.pictures import stored_picture
from redaction.pdf.scans.seeing import (
    OCR_DPI,
    SeenHit,
    corners_of,
    large_pictures,
    large_sheets,
    on_page,
)
from redaction.pdf.scans.strips import Sheet
from redaction.pdf.scopes import PageContent, Placement
from redaction.sight.printed_codes import code_boxes, cover
from redaction.wording.needles import FoldedText, Needles

_POINTS = 72 / OCR_DPI


def may_hold_codes(content: PageContent, seen: PdfiumDocument, index: int) -> bool:
    """Say whether a page draws what may be a code. Pages of text alone are not asked."""
    return content.path_count > 0 and seen.may_draw_codes(index)


@dataclass(frozen=True, slots=True)
class CodesOn:
    """Codes in the pictures of a page that say a term, whole, and how many codes nobody could read."""

    hits: tuple[SeenHit, ...] = ()
    unread: int = 0


def codes_on(content: PageContent, picture: Image.Image, frame: Frame, needles: Needles) -> CodesOn:
    """Find codes that say a term in the pictures of a page. `picture` is the page drawn at OCR_DPI.

    Raises:
        ContentUnreadable: one is shown that no picture holds: it is drawn, and only a picture of the page helps.
    """
    find = partial(entries_in, needles)
    stored: list[SeenHit] = []
    unread = 0
    sheets: list[tuple[Placement | Sheet, Image.Image | None]] = [
        (each, each.picture()) for each in large_sheets(content)
    ]
    alone = [(each, stored_picture(each.image)) for each in large_pictures(content)]
    for lies, image in [*sheets, *alone]:
        if image is not None:
            seen = code_boxes(image, find)
            unread += seen.unread
            stored += [
                SeenHit(entry, tuple(on_page(lies, image.size, corner) for corner in corners_of(box)))
                for entry, box in seen.wanted
            ]
    known = [(hit.entry, frame.box(hit.area)) for hit in stored]
    drawn = code_boxes(picture, find)
    for entry, box in _in_points(drawn.wanted):
        if not any(entry == other and _meet(box, place) for other, place in known):
            raise ContentUnreadable
    return CodesOn(tuple(stored), max(unread, drawn.unread))


def _in_points(found: Iterable[tuple[int, Box]]) -> list[tuple[int, Box]]:
    """Entries with boxes of a page drawn at OCR_DPI, in points as shown."""
    return [
        (entry, Box(box.left * _POINTS, box.top * _POINTS, box.right * _POINTS, box.bottom * _POINTS))
        for entry, box in found
    ]


def take_codes(picture: Image.Image, needles: Needles) -> tuple[list[tuple[int, Box]], int]:
    """Cover the codes that say a term in a page drawn at OCR_DPI, before its lines move.

    Gives their entries and boxes, in points, and how many codes nobody could read.
    """
    seen = code_boxes(picture, partial(entries_in, needles))
    cover(picture, [box for _, box in seen.wanted])
    return _in_points(seen.wanted), seen.unread


def entries_in(needles: Needles, text: str) -> list[int]:
    """The entries of the terms that a text says."""
    return [hit.entry for hit in FoldedText(text).find(needles)]


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.5 * (one.right - one.left) and down > 0.5 * (one.bottom - one.top)
