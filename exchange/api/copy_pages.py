"""A redacted copy before it goes: its pages as the recipient will see them, and who has looked at which."""

from datetime import datetime

from werkzeug.wrappers import Response

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Shown
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.copy_pages import look_at_copy, open_copy_page
from exchange.rules.audit import Deed

room = Room("copy_pages")


class LookShown(Shown):
    """The pages (from 1) that one officer has looked at."""

    officer: str
    pages: list[int]
    last_at: datetime


class CopyToLookAt(Shown):
    """`version` is the verified copy; `pages` counts its pages or parts, `looked` are those the caller has seen."""

    version: str
    pages: int
    looked: list[int]
    looks: list[LookShown]


@room.get("/redactions/<set_id>/copy", Deed.LOOK_AT_COPY, gives=CopyToLookAt)
def copy(set_id: str) -> dict[str, object]:
    """The verified copy of a set of redactions, and who has looked at which of its pages."""
    view = look_at_copy(desk(), officer(), set_id)
    looks = [{"officer": each.officer, "pages": each.pages, "last_at": each.last_at} for each in view.looks]
    return {"version": view.copy.id, "pages": view.pages, "looked": view.looked, "looks": looks}


@room.get(
    "/redactions/<set_id>/copy/pages/<int:page_number>.png",
    Deed.LOOK_AT_COPY,
    needs=PERSON,
    content="image/png",
)
def picture(set_id: str, page_number: int) -> Response:
    """A picture of one page of the copy as it goes out. That it was looked at is on the record."""
    return Response(open_copy_page(desk(), officer(), set_id, page_number), mimetype="image/png")
