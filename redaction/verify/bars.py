"""Looks at the pixels under each bar of a page that was turned into a picture."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from redaction.page import Box
from redaction.render import draw
from redaction.verify.pages import found_on
from redaction.verify.verdict import Check

DPI: Final = 110
_INSET_PIXELS: Final = 2
_LIKENESS: Final = 24  # of 255: what JPEG does to a plain surface near an edge


def are_uniform(path: Path, removals: Iterable[tuple[int, Box]], rasterised_pages: Sequence[int]) -> Check:
    """Every bar on a rasterised page is one colour. Elsewhere the line has closed up and there is no bar."""
    boxes: dict[int, list[Box]] = {}
    for number, box in removals:
        if number in rasterised_pages:
            boxes.setdefault(number, []).append(box)
    counts = []
    with pypdfium2.PdfDocument(path) as document:
        for number, on_page in sorted(boxes.items()):
            picture = draw(document[number - 1], dpi=DPI, grey=True)
            counts.append((number, sum(not _is_uniform(picture, box) for box in on_page)))
    return found_on("pixels under bars", counts)


def _is_uniform(picture: Image.Image, box: Box) -> bool:
    scale = DPI / 72
    left, top = (
        max(0, round(box.left * scale) + _INSET_PIXELS),
        max(0, round(box.top * scale) + _INSET_PIXELS),
    )
    right = min(picture.width, round(box.right * scale) - _INSET_PIXELS)
    bottom = min(picture.height, round(box.bottom * scale) - _INSET_PIXELS)
    if right <= left or bottom <= top:
        return True
    darkest, lightest = picture.crop((left, top, right, bottom)).getextrema()
    return float(lightest) - float(darkest) <= _LIKENESS  # type: ignore[arg-type]
