"""Looks for terms in what printed codes say, with a call of its own: nothing here is shared with the burner."""

import math
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote, unquote_plus

import zxingcpp
from PIL import Image, ImageChops, ImageOps

from redaction.page import Box
from redaction.sight.slanted_bars import SlantedBars, slanted_bars
from redaction.verify.sought import Sought

MOST_PIXELS: Final = 40_000_000
"""What is larger is read smaller."""
_SMALL_PIXELS: Final = 400_000
_AROUND: Final = 0.04
_QUIET_PIXELS: Final = 8
_STRONG_COLOUR: Final = 64  # of 255, between two of the three colours of a pixel
_LEAST_OF_STRONG_COLOUR: Final = 0.002


def terms_in_codes(image: Image.Image, sought: Sought) -> tuple[int, list[tuple[int, Box]]]:
    """How many codes of a picture say a term, and for each term in one its entry and the box of the code (pixels).

    Raises:
        Exception: whatever the decoder raises; a picture that it stumbles over was not checked.
    """
    grey = _grey(image)
    grey = grey if min(grey.size) >= 3 else ImageOps.expand(grey, _QUIET_PIXELS, 255)
    boxes: list[tuple[int, Box]] = []
    count = 0
    told = [(_spellings(code), _round(code, times)) for code, times in _codes(grey)]
    for channel in _strong_colours(image):
        told += [(_spellings(code), _round(code, times)) for code, times in _codes(channel)]
    for place in slanted_bars(grey):
        told += [(_spellings(code), place.box) for code in _read(_made_upright(grey, place))]
    for spellings, box in told:
        entries = {term.entry for spelt in spellings for term, _, _ in sought.find(spelt)}
        count += bool(entries)
        boxes += [(entry, box) for entry in sorted(entries)]
    return count, boxes


def _strong_colours(image: Image.Image) -> list[Image.Image]:
    """Each colour by itself of a picture in strong colours: grey may show no difference between two of them."""
    if image.mode != "RGB":
        return []
    small = image.reduce(4) if min(image.size) >= 16 else image
    red, green, blue = small.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    strong = sum(apart.histogram()[_STRONG_COLOUR:])
    return list(image.split()) if strong > _LEAST_OF_STRONG_COLOUR * small.width * small.height else []


def _made_upright(grey: Image.Image, place: SlantedBars) -> Image.Image:
    edges = tuple(round(side) for side in (place.box.left, place.box.top, place.box.right, place.box.bottom))
    turned = grey.crop(edges).rotate(place.degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255)  # type: ignore[arg-type]  # four sides
    return ImageOps.expand(turned, _QUIET_PIXELS, 255)


def _grey(image: Image.Image) -> Image.Image:
    if "A" in image.getbands() or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return image.convert("L")


def _codes(grey: Image.Image) -> Iterator[tuple[zxingcpp.Barcode, float]]:
    """Each code, and how many times larger the picture was in which it was read."""
    pixels = grey.width * grey.height
    if pixels > MOST_PIXELS:
        part = math.ceil(math.sqrt(pixels / MOST_PIXELS))
        yield from ((code, 1 / part) for code in _read(grey.reduce(part)))
        return
    yield from ((code, 1.0) for code in _read(grey))
    if pixels < _SMALL_PIXELS:
        twice = grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.NEAREST)
        yield from ((code, 2.0) for code in _read(ImageOps.expand(twice, _QUIET_PIXELS, 255)))


def _read(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)


def _spellings(code: zxingcpp.Barcode) -> Iterable[str]:
    held = code.bytes
    told = {code.text, held.decode("utf-8", "replace"), held.decode("latin-1")}
    return told | {unquote(each) for each in told} | {unquote_plus(unquote(each)) for each in told}


def _round(code: zxingcpp.Barcode, times: float) -> Box:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    xs, ys = [each.x / times for each in corners], [each.y / times for each in corners]
    margin = _AROUND * max(max(xs) - min(xs), max(ys) - min(ys)) + 2
    # Of slanting bars a band alone is read.
    slant = min(abs(xs[1] - xs[0]), abs(ys[1] - ys[0]))
    margin += slant if slant > 2 else 0.0
    return Box(min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)
