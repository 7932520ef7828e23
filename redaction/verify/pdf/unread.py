"""Finds where a page shows letters that no engine can name: only an eye reads those."""

import ctypes
from typing import Any, Final

from pypdfium2 import raw

from redaction.sight.outlines import Region

FEWEST: Final = 3
"""Bullets and arrows have no names either; a word that matters has three letters."""


def unread_region(page: Any) -> Region | None:
    """The part of a page (left, bottom, right, top, in its own units) with letters that pdfium cannot name."""
    text = page.get_textpage()
    try:
        boxes = [
            _box(text, index)
            for index in range(raw.FPDFText_CountChars(text))
            if raw.FPDFText_HasUnicodeMapError(text, index) == 1
        ]
    finally:
        text.close()
    if len(boxes) < FEWEST:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _box(text: Any, index: int) -> Region:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
