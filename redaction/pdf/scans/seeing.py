"""Reads what only the eye can: decides which pages need OCR, and finds terms in what it says."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.scans.strips import Sheet, sheets
from redaction.pdf.scopes import PageContent, Placement
from redaction.pdf.text_state import Point, placed
from redaction.pictures.bars import bars_for, together
from redaction.pictures.own_ink import with_own_ink
from redaction.sight.bar_labels import Edges, write_label
from redaction.sight.ocr import OcrReader, OcrWord
from redaction.sight.outlines import Region
from redaction.sight.shadows import without_shadow
from redaction.wording.needles import Needles
from redaction.wording.read_words import term_boxes

OCR_DPI = 200
# Smaller than a line of small print: bullets, rules, logos' dots.
_SMALLEST_POINTS = (20.0, 6.0)
# Fewer readable letters than this, and the pictures speak for the page.
_TRUSTED_LETTERS = 12


@dataclass(frozen=True, slots=True)
class SeenHit:
    """A term that OCR read: the entry, and its place on the page in the page's own units."""

    entry: int
    area: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What was read of a page. `unshown` are hits in what its pictures hold and do not show.

    `picture` is the page drawn at OCR_DPI, with its `words`; None where nobody looked. `codes` are whole
    printed codes in pictures; `unread_codes` counts those that nobody could read.
    """

    hits: tuple[SeenHit, ...] = ()
    unshown: tuple[SeenHit, ...] = ()
    words: tuple[OcrWord, ...] = ()
    picture: Image.Image | None = None
    codes: tuple[SeenHit, ...] = ()
    unread_codes: int = 0

    def as_they_are(self, found: Sequence[SeenHit], frame: Frame) -> list[SeenHit]:
        """What nobody saw on the page as drawn: in pictures that hold more than it shows."""
        if self.picture is None:
            return list(found)
        seen = [(hit.entry, frame.box(hit.area)) for hit in found if hit not in self.unshown]
        # A picture that lies turned, or is stored larger than shown, is read twice, and says the same twice.
        return [
            hit
            for hit in found
            if hit in self.unshown
            and not any(hit.entry == entry and _is_same(frame.box(hit.area), box) for entry, box in seen)
        ]

    def places(self, found: Sequence[SeenHit], frame: Frame) -> list[tuple[int, Box]]:
        """What was seen on the page, as entries and boxes in pixels of its picture, each place once."""
        if self.picture is None:
            return []
        boxes = [(hit.entry, frame.box(hit.area)) for hit in found if hit not in self.unshown]
        seen = [(entry, _times(box, OCR_DPI / 72)) for entry, box in _once(_joined(boxes))]
        return with_own_ink(self.picture, self.words, seen)

    def on_grid(self, places: Sequence[tuple[int, Box]], frame: Frame) -> list[SeenHit]:
        """Widen places (pixels) to the grid, over plain ground alone."""
        if self.picture is None or not places:
            return []
        scale = 72 / OCR_DPI
        wide = bars_for(self.picture, self.words, places)
        boxes = [(entry, _times(Box(*map(float, edges)), scale)) for entry, edges in wide]
        return [
            SeenHit(entry, tuple(frame.own(corner) for corner in corners_of(box))) for entry, box in boxes
        ]


def _joined(boxes: Sequence[tuple[int, Box]]) -> list[tuple[int, Box]]:
    # As far apart as words on a line are, whichever way the lines run.
    high = (min(box.bottom - box.top, box.right - box.left) for _, box in boxes)
    return together(boxes, near=max(high, default=0.0))


def _once(boxes: Sequence[tuple[int, Box]]) -> list[tuple[int, Box]]:
    """Keep the first of the places of one term that lie over each other: the eye's, before the layer's.

    A layer that is fitted to its line as a whole says only about where a word is.
    """
    found: list[tuple[int, Box]] = []
    for entry, box in boxes:
        if not any(entry == other and _is_same(box, seen) for other, seen in found):
            found.append((entry, box))
    return found


def _is_same(one: Box, other: Box) -> bool:
    level = min(one.bottom, other.bottom) - max(one.top, other.top)
    beside = min(one.right, other.right) - max(one.left, other.left)
    return beside > 0.5 * (one.right - one.left) and level > 0.5 * (one.bottom - one.top)


def needs_eyes(content: PageContent) -> bool:
    """Say whether a page shows pictures or outlines that may hold text that its text does not say."""
    if content.has_meshes or large_pictures(content) or large_sheets(content):
        return True
    return content.path_count > 0 and not has_trusted_text(content)


def large_pictures(content: PageContent) -> list[Placement]:
    """Give the pictures that are large enough to hold a line of print."""
    return [each for each in content.placements if _is_large(each)]


def large_sheets(content: PageContent) -> list[Sheet]:
    """Give what is large enough to hold a line of print once pictures that lie together are put together."""
    return [each for each in sheets(content.placements) if _is_large(each)]


def _is_large(picture: Placement | Sheet) -> bool:
    left, bottom, right, top = picture.bounds()
    return right - left >= _SMALLEST_POINTS[0] and top - bottom >= _SMALLEST_POINTS[1]


def has_trusted_text(content: PageContent) -> bool:
    """Say whether the page shows text of its own, not only an invisible layer over a scan."""
    letters = 0
    for segment in content.segments:
        if not segment.is_hidden:
            letters += sum(letter.isalnum() for letter in segment.text)
            if letters >= _TRUSTED_LETTERS:
                return True
    return False


def read_page(
    content: PageContent,
    picture: Image.Image,
    frame: Frame,
    ocr: OcrReader,
    *,
    outlines: Region | None = None,
) -> tuple[OcrWord, ...]:
    """Read a rendered page: all of it, or the part with pictures and outlines where the rest speaks for itself."""
    if content.has_meshes or not has_trusted_text(content):
        words = ocr.words(picture, dpi=OCR_DPI)
        lit = without_shadow(picture)
        if lit is None:
            return words
        lines = 1 + max((word.line for word in words), default=-1)
        again = ocr.words(lit, dpi=OCR_DPI)
        return (*words, *(replace(word, line=word.line + lines) for word in again))
    scale = OCR_DPI / 72
    corners: list[Point] = []
    pictures: list[Placement | Sheet] = [*large_pictures(content), *large_sheets(content)]
    for placement in pictures:
        left, bottom, right, top = placement.bounds()
        corners.extend(frame.shown(point) for point in ((left, bottom), (right, top)))
    if outlines is not None:
        corners.extend(frame.shown(point) for point in (outlines[:2], outlines[2:]))
    if not corners:
        return ()
    xs, ys = [x * scale for x, _ in corners], [y * scale for _, y in corners]
    left_edge, top_edge = max(int(min(xs)) - 4, 0), max(int(min(ys)) - 4, 0)
    right_edge, bottom_edge = min(int(max(xs)) + 4, picture.width), min(int(max(ys)) + 4, picture.height)
    if right_edge - left_edge < 8 or bottom_edge - top_edge < 8:
        return ()
    words = ocr.words(picture.crop((left_edge, top_edge, right_edge, bottom_edge)), dpi=OCR_DPI)
    return tuple(_moved(word, left_edge, top_edge) for word in words)


def _moved(word: OcrWord, x: int, y: int) -> OcrWord:
    box = word.box
    return replace(word, box=Box(box.left + x, box.top + y, box.right + x, box.bottom + y))


def on_page(placement: Placement | Sheet, size: tuple[int, int], corner: Point) -> Point:
    """Where a pixel of a stored picture of this size lies on the page, in the page's own units."""
    return placed(placement.ctm, corner[0] / size[0], 1 - corner[1] / size[1])


def find_seen(words: Sequence[OcrWord], needles: Needles, frame: Frame, *, dpi: int) -> list[SeenHit]:
    """Find terms in what OCR read of a page rendered at `dpi`."""
    scale = 72 / dpi
    return [
        SeenHit(entry, tuple(frame.own((x * scale, y * scale)) for x, y in corners))
        for entry, corners in hits_of(words, needles)
    ]


def hits_of(words: Sequence[OcrWord], needles: Needles) -> list[tuple[int, tuple[Point, ...]]]:
    """Find terms in words: entries with the corners of where they stand, in the words' own units."""
    return [(entry, corners_of(box)) for entry, box in term_boxes(words, needles)]


def corners_of(box: Box) -> tuple[Point, ...]:
    """The corners of a box, from the top left clockwise."""
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))


def on_a_grid(
    picture: Image.Image, words: Sequence[OcrWord], found: Sequence[tuple[int, Box]], *, dpi: int
) -> list[tuple[int, Box]]:
    """Widen boxes (points as shown) on a page drawn at `dpi` to a coarse grid, over plain ground alone.

    A bar as wide as a name tells which of a few names it was (docs/decisions/0017-lines-set-anew.md).
    """
    scale = dpi / 72
    pixels = [(entry, _times(box, scale)) for entry, box in found]
    return [
        (entry, _times(Box(*map(float, edges)), 1 / scale))
        for entry, edges in bars_for(picture, words, pixels)
    ]


def _times(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def with_bars(
    picture: Image.Image, bars: Sequence[tuple[int, Box]], label_of: Callable[[int], str], *, dpi: int
) -> bytes:
    """Burn black bars into a rendered page, with the labels of their entries, and give it as JPEG.

    Boxes are in points as shown.
    """
    drawing = ImageDraw.Draw(picture)
    found = [(entry, _pixels(box, dpi / 72)) for entry, box in bars]
    for _, (left, top, right, bottom) in found:
        drawing.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=0)
    for entry, edges in found:
        # A label on bars that lie over each other could not be told from what they hide.
        if sum(_meet(edges, other) for _, other in found) == 1:
            write_label(picture, edges, label_of(entry))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, dpi=(dpi, dpi))
    return out.getvalue()


def _pixels(box: Box, scale: float) -> Edges:
    return (
        round(box.left * scale),
        round(box.top * scale),
        round(box.right * scale),
        round(box.bottom * scale),
    )


def _meet(one: Edges, other: Edges) -> bool:
    """Say whether two bars touch with their margins."""
    return (
        max(one[0], other[0]) < min(one[2], other[2]) + 5
        and max(one[1], other[1]) < min(one[3], other[3]) + 5
    )
