"""Says which print lies under a picture that shows nothing there, so that nobody has ever seen it.

Such print is removed like any other. A bar over it would be the first thing to be seen of it, and burned into the
picture it would be as wide as the word. A picture that shows anything there may show the word: it is burned.
"""

from typing import Final

import pikepdf
from pikepdf import Name
from PIL import Image

from redaction.pdf.pixels.pictures import is_stencil, pixel_boxes, stored_picture
from redaction.pdf.scopes import PageContent, Placement
from redaction.pdf.text_state import Segment

# What JPEG does to a plain surface, of 255.
_PLAIN: Final = 10
Pictures = dict[tuple[int, int], Image.Image | None]


def covered_print(content: PageContent) -> frozenset[int]:
    """Give the segments (by id) that lost something, all of them under a picture that is plain there."""
    pictures: Pictures = {}
    found = set()
    for order, segment in enumerate(content.segments if content.placements else ()):
        if segment.removed and not segment.is_hidden:
            later = [each for each in content.placements if each.after > order and _meets(each, segment)]
            if later and all(_is_plain(each, segment, pictures) for each in later):
                found.add(id(segment))
    return frozenset(found)


def _meets(placement: Placement, segment: Segment) -> bool:
    (left, bottom, right, top), (x0, y0, x1, y1) = placement.bounds(), segment.bounds()
    return x0 < right and x1 > left and y0 < top and y1 > bottom


def _is_plain(placement: Placement, segment: Segment, pictures: Pictures) -> bool:
    """Say whether a picture covers a piece of text as a whole, and is of one colour there."""
    image = placement.image
    if image is None or is_stencil(image) or Name.SMask in image or Name.Mask in image:
        return False
    (left, bottom, right, top), (x0, y0, x1, y1) = placement.bounds(), segment.bounds()
    if not (left <= x0 and x1 <= right and bottom <= y0 and y1 <= top):
        return False
    picture = _decoded(image, pictures)
    if picture is None:
        return False
    boxes = pixel_boxes(placement.ctm, [segment.corners(0.0, segment.advance)], *picture.size)
    return bool(boxes) and all(_spread(band.crop(box)) <= _PLAIN for box in boxes for band in picture.split())


def _spread(shades: Image.Image) -> int:
    shown = [shade for shade, count in enumerate(shades.histogram()) if count]
    return shown[-1] - shown[0] if shown else 0


def _decoded(image: pikepdf.Object, pictures: Pictures) -> Image.Image | None:
    if image.objgen not in pictures:
        pictures[image.objgen] = stored_picture(image)
    return pictures[image.objgen]
