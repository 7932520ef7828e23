"""Finds terms in pictures that hold more than the page shows of them: clipped, covered, cropped, turned, pale."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

from redaction.pdf.frame import Frame
from redaction.pdf.pixels.pictures import stored_picture
from redaction.pdf.pixels.stored_planes import planes_of
from redaction.pdf.scans.seeing import (
    OCR_DPI,
    SeenHit,
    hits_of,
    large_pictures,
    large_sheets,
    on_page,
)
from redaction.pdf.scans.strips import Sheet
from redaction.pdf.scopes import PageContent, Placement
from redaction.sight.ocr import OcrReader, ReadsAhead
from redaction.sight.pale_print import pale_print
from redaction.wording.needles import Needles

# Pictures are compared with what is shown of them at this size.
_SAMPLE: Final = (160, 160)
# An A3 sheet at 200 dpi; OCR reads nothing more in a larger picture.
_LARGEST_READ: Final = 3_300
# What is lower and lies on a sheet with others is read there.
_LOW_POINTS: Final = 40.0
# Starting OCR takes longer than reading a few words: small pictures are read so many in one run.
_SMALL_PIXELS: Final = 150_000
_TOGETHER: Final = 32


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture to be read, and where it lies."""

    image: Image.Image
    lies: Placement | Sheet

    @property
    def is_small(self) -> bool:
        return self.image.width * self.image.height <= _SMALL_PIXELS


def find_unshown(
    content: PageContent, picture: Image.Image, frame: Frame, needles: Needles, ocr: OcrReader
) -> list[SeenHit]:
    """Find terms in what the pictures of a page hold and it does not show; `picture` is drawn at OCR_DPI."""
    found: list[SeenHit] = []
    for sheaf in _sheaves(_to_be_read(content, picture, frame)):
        if len(sheaf) > 1 and isinstance(ocr, ReadsAhead):
            ocr.read_ahead([each.image for each in sheaf], dpi=OCR_DPI)
        for each in sheaf:
            found += _hits_in(each, needles, ocr)
    return found


def _to_be_read(content: PageContent, picture: Image.Image, frame: Frame) -> Iterator[_Picture]:
    read: set[int] = set()
    for sheet in large_sheets(content):
        stored = sheet.picture()
        if stored is not None and not _is_seen(sheet, stored, picture, frame):
            read.update(id(piece) for piece in sheet.pieces if _is_low(piece))
            yield _Picture(_no_larger(stored), sheet)
    for placement in large_pictures(content):
        stored = stored_picture(placement.image) if id(placement) not in read else None
        if stored is None:
            continue
        yield from (_Picture(_no_larger(plane), placement) for plane in planes_of(placement.image, stored))
        pale = pale_print(stored)
        if pale is not None:
            yield _Picture(_no_larger(pale), placement)
        if not _looks_as_shown(stored, placement, picture, frame):
            yield _Picture(_no_larger(stored), placement)


def _sheaves(pictures: Iterator[_Picture]) -> Iterator[list[_Picture]]:
    """Small pictures together, few enough at a time that memory stays flat; every other alone."""
    sheaf: list[_Picture] = []
    for each in pictures:
        if not each.is_small:
            yield [each]
            continue
        sheaf.append(each)
        if len(sheaf) >= _TOGETHER:
            yield sheaf
            sheaf = []
    yield sheaf


def _no_larger(stored: Image.Image) -> Image.Image:
    stored.thumbnail((_LARGEST_READ, _LARGEST_READ))
    return stored


def _hits_in(picture: _Picture, needles: Needles, ocr: OcrReader) -> list[SeenHit]:
    size = picture.image.size
    return [
        SeenHit(entry, tuple(on_page(picture.lies, size, corner) for corner in corners))
        for entry, corners in hits_of(ocr.words(picture.image, dpi=OCR_DPI), needles)
    ]


def _is_low(piece: Placement) -> bool:
    _, bottom, _, top = piece.bounds()
    return top - bottom < _LOW_POINTS


def _is_seen(sheet: Sheet, stored: Image.Image, picture: Image.Image, frame: Frame) -> bool:
    """Say whether a sheet, or else each picture on it, looks as it is shown."""
    if _looks_as_shown(stored, sheet, picture, frame):
        return True
    return all(_is_piece_seen(piece, picture, frame) for piece in sheet.pieces)


def _is_piece_seen(piece: Placement, picture: Image.Image, frame: Frame) -> bool:
    alone = stored_picture(piece.image)
    return alone is not None and _looks_as_shown(alone, piece, picture, frame)


def _looks_as_shown(
    stored: Image.Image, placement: Placement | Sheet, picture: Image.Image, frame: Frame
) -> bool:
    a, b, c, d, _, _ = placement.ctm
    if frame.rotation or abs(b) + abs(c) > 0.01 * (abs(a) + abs(d)) or a <= 0 or d <= 0:
        return False
    left, bottom, right, top = placement.bounds()
    box = frame.box([(left, bottom), (right, top)])
    scale = OCR_DPI / 72
    left_edge, top_edge = round(box.left * scale), round(box.top * scale)
    right_edge, bottom_edge = round(box.right * scale), round(box.bottom * scale)
    if min(left_edge, top_edge) < -4 or right_edge > picture.width + 4 or bottom_edge > picture.height + 4:
        return False
    wide = right_edge - left_edge
    if stored.width > 1.5 * wide and wide < 0.6 * picture.width:
        # Shown small, stored large: print too fine to read on the page can be read in the file.
        return False
    crop = picture.crop((left_edge, top_edge, right_edge, bottom_edge))
    return _are_alike(crop, stored)


def _are_alike(one: Image.Image, other: Image.Image) -> bool:
    shown, kept = (each.convert("L").resize(_SAMPLE, Image.Resampling.BOX).tobytes() for each in (one, other))
    differing = sum(abs(first - second) > 48 for first, second in zip(shown, kept, strict=True))
    return differing <= 0.002 * _SAMPLE[0] * _SAMPLE[1]
