"""Finds where a page may show letters that are drawn as shapes: no text engine reads those, only an eye."""

from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

from redaction.sight.strokes import LONGEST_STROKE_POINTS, Region, stroked

if TYPE_CHECKING:
    import pypdfium2

FEWEST_SEGMENTS: Final = 7  # a rectangle has five, with or without its closing line
FEWEST_SEGMENTS_OF_A_WORD: Final = 40
MOST_SHAPES_LOOKED_AT: Final = 20_000
_LOWEST_POINTS: Final = 3.0
_HIGHEST_POINTS: Final = 150.0

_PAINTED: Final = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING]
_A_ROUNDED_BOX: Final = 17  # four lines, and four curves of three segments each

__all__ = ["Region", "outlined_region"]


def _segments_of_its_clip(shape: "pypdfium2.PdfObject") -> int:
    """How many segments the windows have that a shape is seen through."""
    clip = raw.FPDFPageObj_GetClipPath(shape)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    return sum(max(raw.FPDFClipPath_CountPathSegments(clip, number), 0) for number in range(max(count, 0)))


def outlined_region(page: "pypdfium2.PdfPage") -> Region | None:
    """The part of a page (left, bottom, right, top, in its own units) whose shapes may be letters; None if none.

    Shapes as high as print, with more corners than a rectangle, and together enough corners for a short
    word; windows with as many, through which something else is seen; or short strokes that lie together as
    those of letters do. Curves of a chart pass too: reading them costs time and shows nothing. For a shape
    inside a form it is the places of all forms, and for more shapes than anybody would look at, or windows
    inside a form, it is the whole page.
    """
    corners = 0
    in_form = False
    boxes: list[Region] = []
    strokes: list[Region] = []
    strokes_in_forms: list[Region] = []
    for looked_at, shape in enumerate(page.get_objects(filter=_PAINTED, max_depth=6)):
        if looked_at >= MOST_SHAPES_LOOKED_AT:
            whole: Region = page.get_mediabox()
            return whole
        windows = _segments_of_its_clip(shape)
        if windows > _A_ROUNDED_BOX:
            # Seen through windows that may be letters: a gradient, stripes, a plain ground.
            boxes.append(shape.get_bounds() if not shape.level else page.get_mediabox())
            corners += windows
        if shape.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        segments = raw.FPDFPath_CountSegments(shape)
        left, bottom, right, top = shape.get_bounds()
        if segments < FEWEST_SEGMENTS:
            if max(right - left, top - bottom) <= LONGEST_STROKE_POINTS:
                (strokes_in_forms if shape.level else strokes).append((left, bottom, right, top))
            continue
        if shape.level:
            in_form = True
        elif not _LOWEST_POINTS <= top - bottom <= _HIGHEST_POINTS:
            continue
        else:
            boxes.append((left, bottom, right, top))
        corners += segments
    if corners < FEWEST_SEGMENTS_OF_A_WORD:
        boxes, in_form = [], False
    if in_form or stroked(strokes_in_forms):
        forms = page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1)
        boxes.extend(form.get_bounds() for form in forms)
    boxes.extend(stroked(strokes))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
