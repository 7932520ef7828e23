"""Reads what only the eye can: decides which pages need OCR, and finds terms in what it says."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from redaction.ocr import OcrWord
from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.scopes import PageContent
from redaction.pdf.terms import FoldedText, Needles
from redaction.pdf.text_state import Point

OCR_DPI = 200
# Smaller than a line of small print: bullets, rules, logos' dots.
_SMALLEST_POINTS = (20.0, 6.0)
# Fewer readable letters than this, and the pictures speak for the page.
_TRUSTED_LETTERS = 12


@dataclass(frozen=True, slots=True)
class SeenHit:
    """A term that OCR read: the entry, and its place on the page in the page's own units."""

    entry: int
    area: tuple[Point, Point, Point, Point]


def needs_eyes(content: PageContent) -> bool:
    """Say whether a page shows pictures or outlines that may hold text that its text does not say."""
    for placement in content.placements:
        left, bottom, right, top = placement.bounds()
        if right - left >= _SMALLEST_POINTS[0] and top - bottom >= _SMALLEST_POINTS[1]:
            return True
    return content.path_count > 0 and not has_trusted_text(content)


def has_trusted_text(content: PageContent) -> bool:
    """Say whether the page shows text of its own, not only an invisible layer over a scan."""
    letters = 0
    for segment in content.segments:
        if not segment.is_hidden:
            letters += sum(letter.isalnum() for letter in segment.text)
            if letters >= _TRUSTED_LETTERS:
                return True
    return False


def joined(words: Sequence[OcrWord]) -> tuple[str, list[int]]:
    """Give the words as text, lines parted by a newline, and where each word starts in it."""
    text, starts = [], []
    at = 0
    line: int | None = None
    for word in words:
        gap = "" if line is None else "\n" if word.line != line else " "
        at += len(gap)
        text.append(gap + word.text)
        starts.append(at)
        at += len(word.text)
        line = word.line
    return "".join(text), starts


def find_seen(words: Sequence[OcrWord], needles: Needles, frame: Frame, *, dpi: int) -> list[SeenHit]:
    """Find terms in what OCR read of a page rendered at `dpi`."""
    text, starts = joined(words)
    found = []
    for hit in FoldedText(text).find(needles):
        for word, start in zip(words, starts, strict=True):
            if start < hit.end and start + len(word.text) > hit.start:
                found.append(
                    SeenHit(hit.entry, _area(word, hit.start - start, hit.end - start, frame, 72 / dpi))
                )
    return found


def _area(
    word: OcrWord, start: int, end: int, frame: Frame, scale: float
) -> tuple[Point, Point, Point, Point]:
    box = word.box
    width = (box.right - box.left) / max(len(word.text), 1)
    # Letters are not equally wide: take one more on the side where a word is cut.
    left = box.left + width * (start - 1) if start > 1 else box.left
    right = box.left + width * (end + 1) if end < len(word.text) - 1 else box.right
    margin = 0.08 * (box.bottom - box.top) + 1
    corners = (
        (left - margin, box.top - margin), (right + margin, box.top - margin),
        (right + margin, box.bottom + margin), (left - margin, box.bottom + margin),
    )  # fmt: skip
    one, two, three, four = (frame.own((x * scale, y * scale)) for x, y in corners)
    return one, two, three, four


def with_bars(picture: Image.Image, boxes: Sequence[Box], *, dpi: int) -> bytes:
    """Burn black bars into a rendered page and give it as JPEG. Boxes are in points as shown."""
    drawing = ImageDraw.Draw(picture)
    scale = dpi / 72
    for box in boxes:
        drawing.rectangle(
            (box.left * scale - 2, box.top * scale - 2, box.right * scale + 2, box.bottom * scale + 2), fill=0
        )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, dpi=(dpi, dpi))
    return out.getvalue()
