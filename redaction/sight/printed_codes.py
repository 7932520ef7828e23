"""Reads printed codes in a picture: QR, Data Matrix, Aztec, PDF417, and barcodes along one line.

What a code says is matched as any text is. A code goes as a whole: half of one may still be read.
"""

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from redaction.page import Box
from redaction.sight.pale_print import coloured_print
from redaction.sight.slanted_bars import SlantedBars, slanted_bars

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
# Data Matrix has no corners that stand out: its errors are seen in any grain.
_SQUARE: Final = ("QRCode", "Aztec", "PDF417")

__all__ = ["CodesSeen", "code_boxes", "cover"]


@dataclass(frozen=True, slots=True)
class CodesSeen:
    """What the codes of a picture say of what is wanted: entries with the boxes of whole codes, in pixels.

    `unread` counts square codes that were seen and could not be read: what they say is not known.
    """

    wanted: tuple[tuple[int, Box], ...] = ()
    unread: int = 0


def code_boxes(image: "Image.Image", find: Callable[[str], Sequence[int]]) -> CodesSeen:
    """Give each code that says something wanted.

    Args:
        find: the entries that a text says.

    A slanting barcode is read in one band of it at a time, so the picture is read again with what was found covered;
    one that slants more is turned first. A code in colours that grey does not tell apart is read in one of them.
    A picture that nothing can be read in has no codes, whatever went wrong.
    """
    grey, scale = _as_read(image)
    coloured = coloured_print(image)
    seen = [_codes_of(grey, find)]
    if coloured is not None:
        seen.append(_codes_of(coloured.resize(grey.size), find))
    wanted = dict.fromkeys(
        (entry, Box(box.left / scale, box.top / scale, box.right / scale, box.bottom / scale))
        for each in seen
        for entry, box in each.wanted
    )
    return CodesSeen(tuple(wanted), max(each.unread for each in seen))


def _codes_of(grey: "Image.Image", find: Callable[[str], Sequence[int]]) -> CodesSeen:
    found: list[tuple[int, Box]] = []
    unread = 0
    for turn in range(_MOST_CODES_OVER_EACH_OTHER):
        codes = _codes_in(grey)
        unread = unread if turn else _count_unread(codes, grey)
        told = [(find(_spelt(code)), _box_of(code, grey)) for code in codes if code.valid]
        fresh = [(entry, box) for entries, box in told for entry in sorted(set(entries))]
        if not fresh:
            break
        found += fresh
        cover(grey, [box for _, box in fresh])
    for place in slanted_bars(grey):
        found += _on_a_slant(grey, place, find)
    return CodesSeen(tuple(found), unread)


def _on_a_slant(
    grey: "Image.Image", place: SlantedBars, find: Callable[[str], Sequence[int]]
) -> Iterator[tuple[int, Box]]:
    from PIL import Image  # noqa: PLC0415 - as below

    edges = [round(side) for side in (place.box.left, place.box.top, place.box.right, place.box.bottom)]
    cut = grey.crop((edges[0], edges[1], edges[2], edges[3]))
    turned = cut.rotate(place.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    for code in _codes_in(turned):
        if code.valid:
            box = _turned_back(_box_of(code, turned), turned.size, cut.size, place)
            yield from ((entry, box) for entry in sorted(set(find(_spelt(code)))))


def _turned_back(box: Box, turned: tuple[int, int], cut: tuple[int, int], place: SlantedBars) -> Box:
    """The upright box round a box of a part of a picture that was cut out and turned left about its middle."""
    sine, cosine = math.sin(math.radians(place.degrees)), math.cos(math.radians(place.degrees))
    offs = [
        (x - turned[0] / 2, y - turned[1] / 2) for x in (box.left, box.right) for y in (box.top, box.bottom)
    ]
    xs = [place.box.left + cut[0] / 2 + x * cosine - y * sine for x, y in offs]
    ys = [place.box.top + cut[1] / 2 + x * sine + y * cosine for x, y in offs]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _count_unread(codes: Sequence["zxingcpp.Barcode"], grey: "Image.Image") -> int:
    """How many square codes were seen and not read, each place once."""
    known = [_box_of(code, grey) for code in codes if code.valid]
    count = 0
    for code in codes:
        box = _box_of(code, grey)
        if _is_unread(code) and not any(_meet(box, other) for other in known):
            known.append(box)
            count += 1
    return count


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)


def _is_unread(code: "zxingcpp.Barcode") -> bool:
    """Say whether it is a square code with an error. Errors of barcodes are seen in any row of print."""
    return not code.valid and any(name in str(code.format).replace(" ", "") for name in _SQUARE)


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

        return zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain, return_errors=True)
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
