"""Compares what a reader sees before and after, outside what was removed."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
from PIL import ImageChops, ImageDraw, ImageFilter
from pypdfium2 import raw

from redaction.errors import DocumentLocked
from redaction.page import Box
from redaction.sight.render import draw, open_document
from redaction.verify.burned import Burned
from redaction.verify.pdf import moved_lines
from redaction.verify.pdf.bars import own_point
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.places import box_as_shown
from redaction.verify.verdict import Check, CheckState

NAME: Final = "likeness outside what was removed"
DPI: Final = 72
SHARE_THAT_MAY_DIFFER: Final = 0.001
"""Of a page's pixels: what is more is a find."""
SHARE_NOT_WORTH_A_LOOK: Final = 0.0002
"""Of a page's pixels, a word in small print: what is more is a notice."""
WORDS_OF_A_REMOVAL: Final = 4
SHARE_OF_WORDS_THAT_MAY_GO: Final = 0.02
"""Words that a reader of the file joins or parts differently after lines were set anew."""
_DIFFERENCE: Final = 64  # of 255, after a slight blur: another letter, not another hinting
_MARGIN_PIXELS: Final = 3
_BLUR: Final = 1
_BLUR_OF_A_PICTURE: Final = 2  # print in a picture made smaller has softer edges than print drawn small


def of_pages(path: Path, original: Path, burned: Burned) -> Check:
    """FOUND where a page looks different outside what was removed: it was harmed, or shows what it hid.

    Where the layout is kept, and on pages made pictures of themselves, all but the bars is compared. Elsewhere
    lines close up and paragraphs are set anew, so the print is left out, as is where it stood before; whether
    its words are still there is compared instead. A page found here is made a picture of itself.
    """
    boxes: dict[int, list[Box]] = {}
    for number, box in (*burned.removals, *burned.areas):
        boxes.setdefault(number, []).append(box)
    shares, lost = {}, []
    with _in_turn(path, "") as after, _in_turn(original, burned.password) as before:
        if len(after) != len(before):
            return Check(NAME, CheckState.FOUND, "it has another number of pages")
        for number in range(1, len(after) + 1):
            pair, places = (before[number - 1], after[number - 1]), boxes.get(number, [])
            moved = [line for line in burned.moved if line.page_number == number]
            if moved and not moved_lines.are_whole(pair, moved, places):
                lost.append(number)
            if places and not burned.keeps_layout and number not in burned.rasterised_pages:
                places = [*places, *print_on(pair[0]), *print_on(pair[1])]
                drawn = [box for page, box in burned.given if page == number]
                if _has_lost_words(
                    pair, WORDS_OF_A_REMOVAL * len(burned.removals) + _words_in(pair[0], drawn)
                ):
                    lost.append(number)
            places = [
                *places,
                *(box for line in moved for box in moved_lines.boxes_of(line, pair[0].get_size())),
            ]
            blur = _BLUR_OF_A_PICTURE if number in burned.rasterised_pages else _BLUR
            shares[number] = share_differing(*pair, places, blur=blur)
    for state, least in (
        (CheckState.FOUND, SHARE_THAT_MAY_DIFFER),
        (CheckState.NOTICE, SHARE_NOT_WORTH_A_LOOK),
    ):
        unlike = {number for number, share in shares.items() if share > least}
        if state is CheckState.FOUND:
            unlike.update(lost)
        if unlike:
            first, *_ = told = tuple(sorted(unlike))
            return Check(NAME, state, f"{len(told)} pages differ, first page {first}", told)
    return Check(NAME, CheckState.CLEAN)


def print_on(page: pypdfium2.PdfPage) -> list[Box]:
    """Where print stands that is seen, line by line. An invisible layer moves nothing that is seen of a scan."""
    text = page.get_textpage()
    try:
        regions = [text.get_rect(index) for index in range(text.count_rects())]
        return [box_as_shown(page, region) for region in regions if not _is_invisible(text, region)]
    finally:
        text.close()


def _is_invisible(text: pypdfium2.PdfTextPage, region: Sequence[float]) -> bool:
    left, bottom, right, top = region
    place = (left + right) / 2, (bottom + top) / 2
    index = raw.FPDFText_GetCharIndexAtPos(text, *place, (right - left) / 2, (top - bottom) / 2)
    shown_by = raw.FPDFText_GetTextObject(text, index) if index >= 0 else None
    return bool(shown_by) and raw.FPDFTextObj_GetTextRenderMode(shown_by) == raw.FPDF_TEXTRENDERMODE_INVISIBLE


def _words_in(page: pypdfium2.PdfPage, areas: Iterable[Box]) -> int:
    """How many words stand in areas that were drawn, with two more for each line: those at its edges."""
    text, count = page.get_textpage(), 0
    for box in areas:
        (x, y), (past_x, past_y) = own_point(page, box.left, box.top), own_point(page, box.right, box.bottom)
        said = text.get_text_bounded(min(x, past_x), min(y, past_y), max(x, past_x), max(y, past_y))
        count += len(re.findall(r"\w+", said)) + 2 * len(said.splitlines())
    text.close()
    return count


def _has_lost_words(pair: Sequence[pypdfium2.PdfPage], most: int) -> bool:
    """Say whether more words went than can have stood in what was removed."""
    before, after = (Counter(re.findall(r"\w{2,}", page.get_textpage().get_text_range())) for page in pair)
    gone, fresh = before - after, after - before
    # A font that says of its letters what they are in a way that only some readers follow has its map written anew:
    # such words are read otherwise, letter for letter.
    lengths = Counter(len(word) for word in gone.elements())
    lengths -= Counter(len(word) for word in fresh.elements())
    return lengths.total() > most + SHARE_OF_WORDS_THAT_MAY_GO * before.total()


def _in_turn(path: Path, password: str) -> InTurn:
    return InTurn(_opening(path, password), size_bytes=path.stat().st_size, with_forms=True)


def _opening(path: Path, password: str) -> Callable[[], pypdfium2.PdfDocument]:
    """How pdfium opens a document.

    Older locks spell a password beyond plain letters in a way it does not know: qpdf takes those off.
    """
    try:
        open_document(path, password).close()
    except DocumentLocked:
        if password.isascii():
            raise
    else:
        return partial(open_document, path, password)
    held = io.BytesIO()
    with pikepdf.open(path, password=password.encode("pdfdoc", "replace")) as locked:
        locked.save(held, encryption=False)
    return partial(pypdfium2.PdfDocument, held.getvalue())


def share_differing(
    before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, boxes: Iterable[Box], *, blur: int = _BLUR
) -> float:
    """The share of a page's pixels, 0 to 1, that differ outside some boxes, both blurred by so many pixels."""
    seen, left = (
        draw(page, dpi=DPI, grey=True).filter(ImageFilter.BoxBlur(blur)) for page in (before, after)
    )
    if max(abs(seen.width - left.width), abs(seen.height - left.height)) > 1:
        return 1.0
    if seen.size != left.size:  # a page of half a point is rounded here and there
        left = left.resize(seen.size)
    differing = ImageChops.difference(seen, left).point(lambda value: 255 if value > _DIFFERENCE else 0)
    pen, scale = ImageDraw.Draw(differing), DPI / 72
    for box in boxes:
        left_edge, top = box.left * scale - _MARGIN_PIXELS, box.top * scale - _MARGIN_PIXELS
        right, bottom = box.right * scale + _MARGIN_PIXELS, box.bottom * scale + _MARGIN_PIXELS
        pen.rectangle((left_edge, top, max(left_edge, right), max(top, bottom)), fill=0)
    return differing.histogram()[255] / max(1, differing.width * differing.height)
