"""Tells a label that may stand on a bar from letters that were left there, by drawing the label once more."""

from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from redaction.sight.bar_labels import Edges, write_label

_INSET_PIXELS: Final = 2
_ONE_COLOUR: Final = 24  # of 255: what JPEG does to a plain surface near an edge
_AT_A_LETTER: Final = 110  # what JPEG does to white letters on black; other letters differ by more


def shows_only_a_label(picture: Image.Image, edges: Edges, labels: Iterable[str]) -> bool:
    """Say whether a bar (pixels) is as it would be with one of the labels and nothing else on it."""
    grey = picture.convert("L").crop(edges)
    return any(_is_drawn(picture, edges, grey, label) for label in labels)


def _is_drawn(picture: Image.Image, edges: Edges, seen: Image.Image, label: str) -> bool:
    alone = Image.new(picture.mode, picture.size)
    write_label(alone, edges, label)
    drawn = alone.convert("L").crop(edges)
    off_by = ImageChops.difference(drawn, seen)
    near = drawn.filter(ImageFilter.MaxFilter(5)).point(lambda value: 255 if value else 0)
    inside = _inner(ImageChops.composite(Image.new("L", off_by.size), off_by, near))
    return inside.getextrema()[1] <= _ONE_COLOUR and off_by.getextrema()[1] <= _AT_A_LETTER  # type: ignore[operator]  # grey has one pair


def _inner(strip: Image.Image) -> Image.Image:
    edge = _INSET_PIXELS
    return strip.crop((edge, edge, max(edge + 1, strip.width - edge), max(edge + 1, strip.height - edge)))
