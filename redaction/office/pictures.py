"""Pictures that stand inside other documents: burned, or replaced by a blank where nobody here can read them."""

import contextlib
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import HEAD_BYTES, recognise
from redaction.office.archive import Package
from redaction.office.line_art import says_more_than
from redaction.pictures.burn import burn_picture
from redaction.pictures.eyes import read_ahead
from redaction.sight.frames import PICTURES, opened_frames
from redaction.sight.ocr import OcrReader, ReadsAhead
from redaction.wording.needles import Needles

_UNREAD: Final = "picture of a kind that is not read here"
_BLANK_PIXELS: Final = (320, 240)
_BLANK_SAYS: Final = "picture\nleft out"
_BLANK_LETTERS: Final = 48
_OCR_DPI: Final = 200
_WHOLE: Final = (0, 0, 0, 0)
_THOUSANDTHS: Final = 100_000
# The reader of pictures remembers 256 readings, and a picture has two at most.
_MOST_FORESEEN: Final = 120
_SMALL_BYTES: Final = 1 << 20
_ENDINGS: Final = {DocumentKind.JPEG: "jpeg", DocumentKind.PNG: "png"}

Crop = tuple[int, int, int, int]
"""What is cut off at the left, top, right and bottom, in thousandths of a per cent, as drawings say it."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as the copy holds it: "png" or "jpeg" in `ending`, and the schedule's entries burned in it.

    `is_blank` says that nobody here could read the original (a drawing that could not be drawn, a damaged file, or
    a find that no burn took away), so a blank one stands in its place. `telling` is the number of its bars, which are
    as wide as what stood under them; `unread_codes` that of printed codes which could not be read.
    """

    held: bytes
    ending: str
    entries: tuple[int, ...] = ()
    is_blank: bool = False
    telling: int = 0
    unread_codes: int = 0


def blank_picture(needles: Needles, ending: str = "png") -> PlacedPicture:
    """A grey picture to stand where one was left out, which says so unless it would say a term.

    Its frame in the document gives it its size.
    """
    written = io.BytesIO()
    blank = Image.new("L", _BLANK_PIXELS, 224)
    if not needles.occur_in(_BLANK_SAYS):
        middle = (_BLANK_PIXELS[0] / 2, _BLANK_PIXELS[1] / 2)
        letters = ImageFont.load_default(_BLANK_LETTERS)
        ImageDraw.Draw(blank).multiline_text(middle, _BLANK_SAYS, 64, letters, anchor="mm", align="center")
    blank.save(written, ending)
    return PlacedPicture(written.getvalue(), ending, is_blank=True)


def placed_picture(held: bytes, crop: Crop, needles: Needles, ocr: OcrReader | None) -> PlacedPicture:
    """The picture for a copy: what was cut off from view is cut off in truth, and terms are burned.

    Raises:
        DocumentTooCostly: it has more pixels than one picture may have.
        DocumentRefused: the program that reads pictures is missing.
    """
    try:
        burned = burn_picture(held, needles, ocr)
        if any(edge > 0 for edge in crop):
            burned = burn_picture(_cropped(burned.content, crop), needles, ocr)
    except (DocumentUnreadable, OSError, ValueError):
        return blank_picture(needles)
    entries = tuple(removal.entry for removal in burned.removals)
    if says_more_than(held, Counter(entries), needles):
        return blank_picture(needles)
    ending = _ENDINGS[burned.kind]
    return PlacedPicture(
        burned.content, ending, entries, telling=burned.telling, unread_codes=burned.unread_codes
    )


def _cropped(held: bytes, crop: Crop) -> bytes:
    with Image.open(io.BytesIO(held)) as picture:
        width, height = picture.size
        left, top, right, bottom = (max(0, min(edge, _THOUSANDTHS - 1)) / _THOUSANDTHS for edge in crop)
        edges = (
            round(width * left),
            round(height * top),
            max(round(width * (1 - right)), round(width * left) + 1),
            max(round(height * (1 - bottom)), round(height * top) + 1),
        )
        written = io.BytesIO()
        picture.crop(edges).save(written, "PNG")
        return written.getvalue()


def words_in(held: bytes, ocr: OcrReader | None) -> str:
    """What OCR reads in a picture of a copy, line by line."""
    if ocr is None:
        return ""
    lines: dict[int, list[str]] = {}
    with Image.open(io.BytesIO(held)) as picture:
        for word in ocr.words(picture, dpi=_OCR_DPI):
            lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(words) for _, words in sorted(lines.items()))


def read_pictures_ahead(pictures: Sequence[bytes], ocr: OcrReader | None) -> None:
    """Have the pictures of a copy read together, before `words_in` is asked for each."""
    if ocr is not None and isinstance(ocr, ReadsAhead):
        ocr.read_ahead([Image.open(io.BytesIO(held)) for held in pictures[:_MOST_FORESEEN]], dpi=_OCR_DPI)


def as_png(held: bytes) -> bytes:
    """A picture of a copy as PNG, for a reviewer."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(held)) as picture:
        picture.save(written, "PNG")
    return written.getvalue()


@dataclass(slots=True)
class Gallery:
    """All pictures of one document, each original (and each cut of it) once."""

    needles: Needles
    ocr: OcrReader | None
    left_out: Counter[str]
    pictures: list[PlacedPicture] = field(default_factory=list)
    _seen: dict[tuple[str, Crop], int] = field(default_factory=dict)

    def foresee(self, package: Package) -> None:
        """Have the small pictures of a package read together: each by itself takes longer to begin than to read."""
        if self.ocr is not None and (self.needles.needles or self.needles.literals):
            read_ahead(_small_pictures(package), self.ocr)

    def place(self, held: bytes, crop: Crop = _WHOLE) -> int:
        """Take a picture in; gives its number, from 1."""
        key = (hashlib.sha256(held).hexdigest(), crop)
        if key not in self._seen:
            self.pictures.append(self._made(held, crop))
            self._seen[key] = len(self.pictures)
        return self._seen[key]

    def _made(self, held: bytes, crop: Crop) -> PlacedPicture:
        made = blank_picture(self.needles)
        with contextlib.suppress(DocumentTooCostly):
            made = placed_picture(held, crop, self.needles, self.ocr)
        if made.is_blank:
            self.left_out[_UNREAD] += 1
        return made

    def hide(self, number: int) -> None:
        """Put a blank in the place of a picture: an earlier copy still told something in it."""
        self.pictures[number - 1] = blank_picture(self.needles, self.pictures[number - 1].ending)
        self.left_out[_UNREAD] += 1

    def name(self, number: int, folder: str) -> str:
        """What the part of a picture is called."""
        return f"{folder}/media/picture{number}.{self.pictures[number - 1].ending}"


def _small_pictures(package: Package) -> Iterator[Image.Image]:
    """The first pictures of a package that are small and can be read, as they are read."""
    small = (name for name in package.names if 0 < package.size_bytes(name) <= _SMALL_BYTES)
    endings = (name for name in small if not name.endswith((".xml", ".rels")))
    for name in list(endings)[:_MOST_FORESEEN]:
        held = package.part(name)
        kind = recognise(held[:HEAD_BYTES], "").kind
        if kind in PICTURES:
            with (
                contextlib.suppress(DocumentTooCostly, DocumentUnreadable),
                opened_frames(held, kind) as frames,
            ):
                yield frames.frame(1).image
