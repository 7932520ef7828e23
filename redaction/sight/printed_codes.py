"""Reads printed codes in a picture: QR, Data Matrix, Aztec, PDF417, and barcodes along one line.

What a code says is matched as any text is. A code goes as a whole: half of one may still be read.
"""

import contextlib
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from redaction.page import Box

if TYPE_CHECKING:
    import zxingcpp
    from PIL import Image

MOST_PIXELS: Final = 40_000_000
"""A larger picture is read smaller: an A2 sheet at 300 dots an inch is not."""
FEWEST_PIXELS: Final = 100
_ENLARGED_BELOW: Final = 300_000
_MOST_CODES_OVER_EACH_OTHER: Final = 4
_MARGIN: Final = 0.03
_LEVEL: Final = 0.01
_MOST_ESCAPES: Final = 2
_TONES_APART: Final = 96  # of 255

__all__ = ["code_boxes", "cover"]


def code_boxes(image: "Image.Image", find: Callable[[str], Sequence[int]]) -> list[tuple[int, Box]]:
    """Give each code that says something wanted: the entry, and the box of the whole code in pixels.

    Args:
        find: the entries that a text says.

    A slanting barcode is read in one band of it at a time, so the picture is read again with what was found covered.
    A picture that nothing can be read in has no codes, whatever went wrong.
    """
    grey, scale = _as_read(image)
    found: list[tuple[int, Box]] = []
    for _ in range(_MOST_CODES_OVER_EACH_OTHER):
        fresh: list[tuple[int, Box]] = []
        for code in _codes_in(grey):
            box = _box_of(code, grey)
            fresh += [(entry, box) for entry in sorted(set(find(_spelt(code))))]
        if not fresh:
            break
        found += fresh
        cover(grey, [box for _, box in fresh])
    return [
        (entry, Box(box.left / scale, box.top / scale, box.right / scale, box.bottom / scale))
        for entry, box in found
    ]


def cover(image: "Image.Image", boxes: Sequence[Box]) -> None:
    """Paint boxes (pixels) in one dark colour, in place."""
    for box in boxes:
        edges = math.floor(box.left), math.floor(box.top), math.ceil(box.right), math.ceil(box.bottom)
        image.paste(0 if len(image.getbands()) == 1 else (0,) * len(image.getbands()), edges)


def _as_read(image: "Image.Image") -> tuple["Image.Image", float]:
    """The picture in grey on white paper, and how many times larger it is than it was."""
    from PIL import Image  # noqa: PLC0415 - a process that reads no picture should not load Pillow

    if image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    pixels = image.width * image.height
    scale = 3.0 if pixels < _ENLARGED_BELOW else min(1.0, math.sqrt(MOST_PIXELS / pixels))
    grey = image.convert("L")
    if scale == 1.0:
        return grey.copy(), scale
    how = Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX
    return grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), how), scale


def _codes_in(grey: "Image.Image") -> list["zxingcpp.Barcode"]:
    if grey.width * grey.height < FEWEST_PIXELS:
        return []
    with contextlib.suppress(
        Exception
    ):  # a decoder can raise anything: what it cannot read, it says nothing of
        import zxingcpp  # noqa: PLC0415 - as above

        return zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    return []


def _spelt(code: "zxingcpp.Barcode") -> str:
    """What a code says, as its own letters, as plain bytes, and with the escapes of links undone."""
    told = [code.text, code.bytes.decode("utf-8", "ignore")]
    for _ in range(_MOST_ESCAPES):
        told.append(unquote_plus(told[-1]))
    return "\n".join(dict.fromkeys(told))


def _box_of(code: "zxingcpp.Barcode", grey: "Image.Image") -> Box:
    corners = code.position
    at = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    xs, ys = [each.x for each in at], [each.y for each in at]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    margin = 2 + _MARGIN * max(right - left, bottom - top)
    box = Box(left - margin, top - margin, right + margin, bottom + margin)
    beside = ((corners.top_left, corners.top_right), (corners.top_left, corners.bottom_left))
    is_level = all(_is_level(other.x - one.x, other.y - one.y) for one, other in beside)
    return box if is_level else _grown(grey, box)


def _is_level(across: int, down: int) -> bool:
    return min(abs(across), abs(down)) <= _LEVEL * max(abs(across), abs(down))


def _grown(grey: "Image.Image", box: Box) -> Box:
    """Of bars that slant only a band is read: the box grows until its edges are of one tone, at most to thrice."""
    left, top, right, bottom = (round(each) for each in (box.left, box.top, box.right, box.bottom))
    most = max(right - left, bottom - top)
    left, right = max(0, left), min(grey.width, right)
    top, bottom = max(0, top), min(grey.height, bottom)
    for _ in range(most):
        before = left, top, right, bottom
        top -= top > 0 and _is_drawn_in(grey, (left, top - 1, right, top))
        bottom += bottom < grey.height and _is_drawn_in(grey, (left, bottom, right, bottom + 1))
        left -= left > 0 and _is_drawn_in(grey, (left - 1, top, left, bottom))
        right += right < grey.width and _is_drawn_in(grey, (right, top, right + 1, bottom))
        if before == (left, top, right, bottom):
            break
    return Box(left, top, right, bottom)


def _is_drawn_in(grey: "Image.Image", edges: tuple[int, int, int, int]) -> bool:
    low, high = grey.crop(edges).getextrema()
    return float(high) - float(low) > _TONES_APART  # type: ignore[arg-type]  # one channel has one pair
