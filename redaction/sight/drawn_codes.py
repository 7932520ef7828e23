"""Says whether a page may show a code that is drawn: by bars, by squares, or in one shape of many corners."""

from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

if TYPE_CHECKING:
    import pypdfium2

FEWEST_PIECES: Final = 16
"""The shortest barcodes have about twenty bars; the smallest square codes as many runs of squares."""
FEWEST_CORNERS: Final = 64
_BROADEST_POINTS: Final = 12.0
_LONGEST_POINTS: Final = 200.0
_BROADEST_SHAPE_POINTS: Final = 20.0


def may_draw_codes(page: "pypdfium2.PdfPage", *, most_looked_at: int = 20_000) -> bool:
    """Say whether shapes or letters of a page may be a code. A table of many lines passes too, and costs a look.

    Counted are small pieces; one line of dashes is enough, or one shape of many corners.
    """
    pieces = 0
    for looked_at, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=6)):
        if looked_at >= most_looked_at:
            return True
        corners = raw.FPDFPath_CountSegments(shape)
        left, bottom, right, top = shape.get_bounds()
        narrow, long = sorted((right - left, top - bottom))
        if corners >= FEWEST_CORNERS and narrow >= _BROADEST_SHAPE_POINTS:
            return True
        pieces += narrow <= _BROADEST_POINTS and long <= _LONGEST_POINTS
        if pieces >= FEWEST_PIECES or raw.FPDFPageObj_GetDashCount(shape) > 0:
            return True
    return False
