"""Reads the words of one frame, at the size and in the tones in which OCR reads best.

Grey alone hides print whose colour differs from its ground while its brightness does not: such a picture is
read in that colour channel too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from redaction.page import Box
from redaction.sight.ocr import SMALL_PICTURE_PIXELS, OcrReader, OcrWord, ReadsAhead
from redaction.sight.shadows import without_shadow

LARGEST_SIDE: Final = 4_200
SMALLEST_SIDE: Final = 1_400
MOST_MAGNIFIED: Final = 3
_A4_INCHES: Final = 11.7
_STRONG, _WEAK = 96, 24
_LEAST_PIXELS: Final = 150
_DARK: Final = 110.0


def words_of(image: Image.Image, ocr: OcrReader, *, is_thorough: bool = False) -> tuple[OcrWord, ...]:
    """Every word that can be read in a flat picture, with boxes in its pixels; lines are numbered on.

    Args:
        is_thorough: read it smaller, light on dark and in each colour as well; for one that still told something.
    """
    found: list[OcrWord] = []
    for seen, dpi in _sized_readings(image, is_thorough=is_thorough):
        lines = 1 + max((word.line for word in found), default=-1)
        found += [_placed(word, image.size, seen.size, lines) for word in ocr.words(seen, dpi=dpi)]
    return tuple(found)


def read_ahead(images: Iterable[Image.Image], ocr: OcrReader) -> None:
    """Have small pictures read in few runs, before the words of each are asked for. Larger ones are passed over."""
    if not isinstance(ocr, ReadsAhead):
        return
    by_dpi: dict[int, list[Image.Image]] = {}
    for image in images:
        if image.width * image.height * _scale(image.size) ** 2 <= SMALL_PICTURE_PIXELS:
            for seen, dpi in _sized_readings(image, is_thorough=False):
                by_dpi.setdefault(dpi, []).append(seen)
    for dpi, readings in by_dpi.items():
        ocr.read_ahead(readings, dpi=dpi)


def _sized_readings(image: Image.Image, *, is_thorough: bool) -> Iterator[tuple[Image.Image, int]]:
    """Each reading at the size at which it is read, with its dots to the inch."""
    for tones in _readings(image, is_thorough=is_thorough):
        seen = _scaled(tones, _scale(tones.size))
        yield seen, max(70, min(600, round(max(seen.size) / _A4_INCHES)))


def _readings(image: Image.Image, *, is_thorough: bool) -> Iterator[Image.Image]:
    grey = image.convert("L")
    is_dark = ImageStat.Stat(grey).mean[0] < _DARK
    yield ImageOps.invert(grey) if is_dark else grey
    lit = without_shadow(grey)
    if lit is not None:
        yield lit
    if is_thorough:
        yield grey if is_dark else ImageOps.invert(grey)
        yield _scaled(ImageOps.autocontrast(grey, cutoff=1), 0.6)
        yield from _coloured(image)
    yield from _unseen_in_grey(image, grey)


def _coloured(image: Image.Image) -> Iterator[Image.Image]:
    """Each channel of a picture in colours: small print on a coloured ground is clear in one and blurred in grey."""
    if image.mode != "RGB":
        return
    channels = image.split()
    apart = (ImageChops.difference(*pair).getextrema() for pair in ((channels[0], channels[1]), channels[1:]))
    if any(float(high) > _STRONG for _, high in apart):  # type: ignore[arg-type]  # one channel has one pair
        yield from channels


def _unseen_in_grey(image: Image.Image, grey: Image.Image) -> Iterator[Image.Image]:
    """The colour channel that shows edges where grey shows none, if one does."""
    if image.mode != "RGB":
        return
    plain = grey.filter(ImageFilter.FIND_EDGES).point(lambda value: 255 if value < _WEAK else 0)
    shown = []
    for channel in image.split():
        edges = channel.filter(ImageFilter.FIND_EDGES).point(lambda value: 255 if value > _STRONG else 0)
        shown.append((ImageChops.darker(edges, plain).histogram()[255], channel))
    count, channel = max(shown, key=lambda each: each[0])
    if count >= _LEAST_PIXELS:
        yield channel


def _scale(size: tuple[int, int]) -> float:
    longest = max(size)
    if longest > LARGEST_SIDE:
        return LARGEST_SIDE / longest
    return float(min(MOST_MAGNIFIED, max(1, round(SMALLEST_SIDE / longest))))


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale == 1.0:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS)


def _placed(word: OcrWord, size: tuple[int, int], seen: tuple[int, int], lines: int) -> OcrWord:
    across, down = size[0] / seen[0], size[1] / seen[1]
    box = word.box
    moved = Box(box.left * across, box.top * down, box.right * across, box.bottom * down)
    return replace(word, box=moved, line=word.line + lines)
