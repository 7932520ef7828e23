"""Says what of the places to be taken out lies in pictures, and is burned there."""

from redaction.pdf.bars import stretches
from redaction.pdf.frame import Frame
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pixels.covered_print import covered_print
from redaction.pdf.pixels.pictures import touches
from redaction.pdf.scans.seeing import SeenHit, corners_of
from redaction.pdf.scopes import Burn, PageContent
from redaction.pdf.taking import take_under
from redaction.pdf.text_state import Point
from redaction.report import Removal


def is_drawn(hit: SeenHit, content: PageContent) -> bool:
    """Say whether a term that OCR read is in a picture, after taking the glyphs that stand there.

    Raises:
        ContentUnreadable: it is drawn as outlines, which cannot be rewritten.
    """
    gone, fresh = take_under(hit.area, content.segments, hit.entry)
    in_picture = touches_a_picture(hit.area, content)
    if not in_picture and not gone and not fresh:
        raise ContentUnreadable
    return in_picture and not gone


def in_a_picture(place: Removal, frame: Frame, content: PageContent) -> SeenHit:
    """Give a place that the verifier saw in the page's own units.

    Raises:
        ContentUnreadable: there is no picture there: it is drawn, and only a picture of the page helps.
    """
    hit = SeenHit(place.entry, tuple(frame.own(corner) for corner in corners_of(place.box)))
    if not touches_a_picture(hit.area, content):
        raise ContentUnreadable
    return hit


def touches_a_picture(area: tuple[Point, ...], content: PageContent) -> bool:
    return any(touches(image.ctm, area) for image in content.placements)


def burns_of(content: PageContent) -> list[Burn]:
    """Say where removed letters stood that a picture may show too: under it, or as its invisible layer.

    What a picture covers and shows nothing of is noted in the content: it gets no bar.
    """
    found: list[Burn] = []
    content.covered = covered_print(content)
    for order, segment in enumerate(content.segments if content.placements else ()):
        # A layer that was set by its bars is burned by them.
        is_settled = segment.is_hidden and segment.targets is not None
        is_settled = is_settled or id(segment) in content.covered
        for first, last in () if is_settled else stretches(segment.removed):
            area = segment.corners(segment.glyphs.at[first], segment.glyphs.pens[last])
            found.append(Burn(area, -1 if segment.is_hidden else order))
    return found
