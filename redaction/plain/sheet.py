"""Draws text as a sheet of paper, for a reviewer to look at."""

import io
import textwrap
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from redaction.errors import DocumentUnreadable

_FONTS: Final = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"),
)
_COLUMNS: Final = 90
_MOST_LINES: Final = 400
_POINTS_A_LINE: Final = 12.0
_SIZE_POINTS: Final = 9.0
_MARGIN_POINTS: Final = 40.0
_WIDTH_POINTS: Final = 595.0
_LEAST_HEIGHT_POINTS: Final = 842.0
_LOWEST_DPI: Final = 20
_HIGHEST_DPI: Final = 200


def sheet_png(text: str, *, dpi: int) -> bytes:
    """A PNG of the text on a sheet of A4, longer where it needs to be. Past 400 lines it says that there is more."""
    scale = min(max(dpi, _LOWEST_DPI), _HIGHEST_DPI) / 72
    lines = _wrapped(text)
    height = max(_LEAST_HEIGHT_POINTS, 2 * _MARGIN_POINTS + len(lines) * _POINTS_A_LINE)
    image = Image.new("L", (round(_WIDTH_POINTS * scale), round(height * scale)), 255)
    pen = ImageDraw.Draw(image)
    font = _font(max(4, round(_SIZE_POINTS * scale)))
    for number, line in enumerate(lines):
        at = (_MARGIN_POINTS * scale, (_MARGIN_POINTS + number * _POINTS_A_LINE) * scale)
        pen.text(at, line, fill=0, font=font)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def part_png(parts: "list[str]", page_number: int, *, dpi: int) -> bytes:
    """A PNG of one of some parts, counted from 1.

    Raises:
        DocumentUnreadable: there is no such part.
    """
    if not 1 <= page_number <= len(parts):
        raise DocumentUnreadable(
            f"The document has no part {page_number}.", next_step="Choose a part that the document has."
        )
    return sheet_png(parts[page_number - 1], dpi=dpi)


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.expandtabs(8).splitlines():
        lines.extend(textwrap.wrap(line[: _COLUMNS * _MOST_LINES], _COLUMNS, drop_whitespace=False) or [""])
        if len(lines) > _MOST_LINES:
            return [*lines[:_MOST_LINES], "(there is more)"]
    return lines


@cache
def _font(pixels: int) -> "ImageFont.FreeTypeFont | ImageFont.ImageFont":
    for path in _FONTS:
        if path.is_file():
            return ImageFont.truetype(path, pixels)
    return ImageFont.load_default(pixels)
