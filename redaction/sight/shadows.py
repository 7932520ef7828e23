"""Takes the shadow off a photograph of paper, so that OCR reads what lies in it."""

from typing import Final

import numpy as np
from PIL import Image, ImageFilter

_COARSE: Final = 16  # pixels to one: less than the paper round any letter
_LEAST_PIXELS: Final = 400
_UNEVEN: Final = 48  # of 255, between the lightest and the darkest parts of the paper
_DARKEST: Final = 40
_PAPER_SHARE: Final = (10, 90)  # percent: what lies beyond is no paper


def without_shadow(image: Image.Image) -> Image.Image | None:
    """The picture in grey as if evenly lit; None where its paper is about as light everywhere.

    Costs a few hundredths of what a reading costs. A dark picture or a coloured photograph passes too, and costs a
    reading more.
    """
    if min(image.size) < _LEAST_PIXELS or image.mode == "1":
        return None
    grey = image.convert("L")
    size = grey.width // _COARSE, grey.height // _COARSE
    small = grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(3))
    paper = small.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.GaussianBlur(2))
    dark, light = np.percentile(np.asarray(paper), _PAPER_SHARE)
    if light - dark < _UNEVEN:
        return None
    lit = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR)).astype(np.float32)
    even = np.asarray(grey) * (np.float32(255) / np.maximum(lit, _DARKEST))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))
