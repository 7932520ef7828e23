"""Draws plain text on a page, for a part of a document that has no layout of its own."""

import io
import textwrap
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_PAGE_INCHES: Final = (8.27, 11.69)
_MARGIN_INCHES: Final = 0.8
_LETTER_INCHES: Final = 0.14
_LINE_HEIGHT: Final = 1.35
_COLUMNS: Final = 88
_MOST_LINES: Final = 2_000
_FONTS: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def text_card(title: str, text: str, *, dpi: int) -> bytes:
    """A PNG of a title and a text on a page as long as it needs, at least A4.

    Text past 2,000 lines is cut off, and the picture says so.
    """
    lines = [
        piece
        for line in text.expandtabs(4).splitlines()
        for piece in textwrap.wrap(line, _COLUMNS, replace_whitespace=False, drop_whitespace=False) or [""]
    ]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "", "The rest of this part is not drawn."]
    letter, margin = max(6, round(_LETTER_INCHES * dpi)), round(_MARGIN_INCHES * dpi)
    step = round(letter * _LINE_HEIGHT)
    width = round(_PAGE_INCHES[0] * dpi)
    height = max(round(_PAGE_INCHES[1] * dpi), 2 * margin + step * (len(lines) + 2))
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    pen.text((margin, margin), title, fill=0, font=_font(_FONTS[1], letter))
    plain = _font(_FONTS[0], letter)
    for number, line in enumerate(lines, start=2):
        pen.text((margin, margin + number * step), line, fill=0, font=plain)
    written = io.BytesIO()
    page.save(written, "PNG")
    return written.getvalue()


def _font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """DejaVu where the system has it (it has most letters there are), or Pillow's own."""
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return ImageFont.load_default(size)
