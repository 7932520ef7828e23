"""Areas of pages that go whatever lies in them: marked, listed, taken back."""

from typing import Annotated

from pydantic import Field

from exchange.api.redaction_shapes import SetShown
from exchange.api.routes import Room
from exchange.api.shapes import Shown, Told, Truth, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.redactions import open_review
from exchange.casework.redacting.areas import NewArea, mark_area, unmark_area
from exchange.rules.areas import LONGEST_SIDE, WHOLE_PAGE
from exchange.rules.audit import Deed
from exchange.rules.redactions import RedactionSet

room = Room("areas")

Points = Annotated[float, Field(ge=0, le=LONGEST_SIDE, allow_inf_nan=False)]


class AreaToMark(Told):
    """`page` counts from 1; the edges are in points of the page as shown, from its top left corner.

    With `whole_page` the edges are not looked at.
    """

    page: Whole
    ground: Words
    left: Points = 0.0
    top: Points = 0.0
    right: Points = 0.0
    bottom: Points = 0.0
    whole_page: Truth = False


class AreaToTakeBack(Told):
    number: Whole


class AreaShown(Shown):
    """One area. `number` stays while others are taken back; what reaches past a page is cut off at its edge."""

    number: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    ground: str
    marked_by: str


class Areas(Shown):
    """`can_be_marked` is false where the copy keeps a format that has no pages: ask for it as PDF."""

    items: list[AreaShown]
    can_be_marked: bool


def _tagged(found: RedactionSet, status: int) -> tuple[RedactionSet, int, dict[str, str]]:
    return found, status, {"ETag": f'"{found.id}-{found.version}"'}


@room.get("/redactions/<set_id>/areas", Deed.READ_REDACTIONS, gives=Areas)
def listed(set_id: str) -> dict[str, object]:
    """The areas of a set, in the order in which they were marked."""
    view = open_review(desk(), officer(), set_id)
    items = [
        {
            "number": area.number,
            "page": area.page_number,
            "left": area.left,
            "top": area.top,
            "right": area.right,
            "bottom": area.bottom,
            "ground": area.ground,
            "marked_by": area.marked_by,
        }
        for area in view.areas
    ]
    return {"items": items, "can_be_marked": view.takes_areas}


@room.post(
    "/redactions/<set_id>/areas",
    Deed.DECIDE_REDACTION,
    needs="redact",
    takes=AreaToMark,
    gives=SetShown,
    status=201,
)
def mark(set_id: str, body: AreaToMark) -> object:
    """Redact everything in an area of a page: a signature, a face, handwriting, a stamp, a whole page."""
    edges = WHOLE_PAGE if body.whole_page else (body.left, body.top, body.right, body.bottom)
    return _tagged(mark_area(desk(), officer(), set_id, NewArea(body.page, edges, body.ground)), 201)


@room.post(
    "/redactions/<set_id>/areas/remove",
    Deed.DECIDE_REDACTION,
    needs="redact",
    takes=AreaToTakeBack,
    gives=SetShown,
)
def take_back(set_id: str, body: AreaToTakeBack) -> object:
    """Take an area out of a draft again."""
    return _tagged(unmark_area(desk(), officer(), set_id, body.number), 200)
