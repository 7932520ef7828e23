"""Compares what a reader sees before and after, outside the lines that something was taken from."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from redaction.page import Box
from redaction.render import draw
from redaction.verify.verdict import Check, CheckState

DPI: Final = 72
MOST_PAGES_COMPARED: Final = 40
SHARE_THAT_MAY_DIFFER: Final = 0.0002  # a word in small print
_DIFFERENCE: Final = 64  # of 255, after a slight blur: another letter, not another hinting
_MARGIN_PIXELS: Final = 3


def of_pages(path: Path, original: Path, removals: Iterable[tuple[int, Box]]) -> Check:
    """A notice when pages look different where nothing was taken out. It stops nothing: nothing leaks by it.

    A line that lost a word closes up, so each line hit is left out of the comparison at full width.
    Only the first 40 pages that lost something are compared.
    """
    name = "likeness outside what was removed"
    boxes: dict[int, list[Box]] = {}
    for number, box in removals:
        boxes.setdefault(number, []).append(box)
    unlike = []
    with pypdfium2.PdfDocument(path) as after, pypdfium2.PdfDocument(original) as before:
        if len(after) != len(before):
            return Check(name, CheckState.NOTICE, "it has another number of pages")
        for document in (before, after):
            document.init_forms()
        for number in sorted(boxes)[:MOST_PAGES_COMPARED]:
            share = _share_differing(before[number - 1], after[number - 1], boxes[number])
            if share > SHARE_THAT_MAY_DIFFER:
                unlike.append(number)
    if not unlike:
        return Check(name, CheckState.CLEAN)
    return Check(name, CheckState.NOTICE, f"{len(unlike)} pages differ, first page {unlike[0]}")


def _share_differing(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, boxes: Iterable[Box]) -> float:
    seen, left = (draw(page, dpi=DPI, grey=True).filter(ImageFilter.BoxBlur(1)) for page in (before, after))
    if seen.size != left.size:
        return 1.0
    differing = ImageChops.difference(seen, left).point(lambda value: 255 if value > _DIFFERENCE else 0)
    _forget_lines(differing, boxes)
    return differing.histogram()[255] / max(1, differing.width * differing.height)


def _forget_lines(differing: Image.Image, boxes: Iterable[Box]) -> None:
    """Blacken the whole line each box stands in: across for a wide box, down for a tall one."""
    pen, scale = ImageDraw.Draw(differing), DPI / 72
    for box in boxes:
        left, top = box.left * scale - _MARGIN_PIXELS, box.top * scale - _MARGIN_PIXELS
        right, bottom = box.right * scale + _MARGIN_PIXELS, box.bottom * scale + _MARGIN_PIXELS
        if right - left >= bottom - top:
            left, right = 0, differing.width
        else:
            top, bottom = 0, differing.height
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=0)
