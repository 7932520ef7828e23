"""Marking areas of pages in a review: dragged on the picture of the page, or typed in millimetres."""

import re

from flask import Blueprint
from werkzeug.wrappers import Response

from exchange.casework.redacting.areas import NewArea, mark_area, unmark_area
from exchange.rules.areas import WHOLE_PAGE
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile
from exchange.web.deeds import states
from exchange.web.forms import Form
from exchange.web.redactions import Answer, review_again, to_review
from exchange.web.visit import desk, officer

pages = Blueprint("areas", __name__)
_MILLIMETRE = 72 / 25.4
_MILLIMETRES = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3})?")


@pages.post("/redactions/<set_id>/areas")
@states(Deed.DECIDE_REDACTION)
def mark(set_id: str) -> Answer:
    """Redact everything in an area of the page that is shown, or the whole page."""
    form = Form.posted()
    form.at("ground", "area-ground")
    form.at("page", "areas")
    number = form.number("page", "Load the page again and mark the area there")
    is_whole = form.value("what") == "page"
    edges = WHOLE_PAGE if is_whole else _edges(form)
    try:
        marked = form.send(
            lambda: mark_area(desk(), officer(), set_id, NewArea(number, edges, form.value("ground")))
        )
    except ChangedMeanwhile:
        return review_again(set_id, form, sentence_when_late=True)
    return to_review(set_id, at="areas") if marked else review_again(set_id, form)


@pages.post("/redactions/<set_id>/areas/remove")
@states(Deed.DECIDE_REDACTION)
def take_back(set_id: str) -> Response:
    """Take an area out again."""
    number = Form.posted().number("number", "Load the page again")
    unmark_area(desk(), officer(), set_id, number)
    return to_review(set_id, at="areas")


def _edges(form: Form) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in points, from what was typed in millimetres."""
    left = _points(form, "left", "Enter how far the area is from the left, in millimetres, like 25")
    top = _points(form, "top", "Enter how far the area is from the top, in millimetres, like 40")
    width = _points(form, "width", "Enter how wide the area is, in millimetres, like 60")
    height = _points(form, "height", "Enter how high the area is, in millimetres, like 20")
    return left, top, left + width, top + height


def _points(form: Form, name: str, otherwise: str) -> float:
    typed = form.value(name).strip().replace(",", ".")
    if _MILLIMETRES.fullmatch(typed):
        return float(typed) * _MILLIMETRE
    form.refuse(name, otherwise)
    return 0.0
