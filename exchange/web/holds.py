"""Legal holds: placed by one person at once, lifted by two."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework.ending.hold import NewHold, ask_lift, lift_hold, place_hold
from exchange.casework.reading_room.destruction import hold_of, holdable_in
from exchange.rules.audit import Deed
from exchange.rules.destruction import HoldKind
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, officer

pages = Blueprint("holds", __name__)
Answer = Response | tuple[str, int]


def _to_hold(hold_id: str) -> Response:
    return redirect(url_for("web.holds.show", hold_id=hold_id), 303)


@pages.get("/holds/new")
@states(Deed.READ_MATTER)
def ask_new() -> Answer:
    """What is held, and why; `matter` in the address says where."""
    return _new(Form.blank(matter=request.args.get("matter", ""), material=request.args.get("document", "")))


@pages.post("/holds/new")
@states(Deed.PLACE_HOLD)
def place() -> Answer:
    """Place it now."""
    form = Form.posted()
    new = NewHold(
        matter=form.value("matter"),
        kind=form.choice("kind", HoldKind, "Select what the hold is for"),
        mandate=form.text("mandate"),
        review_on=form.day("review_on"),
        material=form.value("material"),
    )
    placed = form.send(lambda: place_hold(desk(), officer(), new))
    return _to_hold(placed.id) if placed else _new(form)


def _new(form: Form) -> Answer:
    documents = holdable_in(desk(), officer(), form.value("matter"))
    return page("hold_new.html", form=form, documents=documents, kinds=HoldKind)


@pages.get("/holds/<hold_id>")
@states(Deed.READ_MATTER)
def show(hold_id: str) -> Answer:
    """One hold."""
    return _hold(hold_id, Form.blank())


def _hold(hold_id: str, form: Form) -> Answer:
    return page("hold.html", form=form, hold=hold_of(desk(), officer(), hold_id))


@pages.post("/holds/<hold_id>/ask-to-lift")
@states(Deed.ASK_TO_LIFT_HOLD)
def ask_to_lift(hold_id: str) -> Answer:
    """The first of two."""
    form = Form.posted()
    asked = form.send(lambda: ask_lift(desk(), officer(), hold_id, reason=form.text("lift_reason")))
    return _to_hold(hold_id) if asked else _hold(hold_id, form)


@pages.post("/holds/<hold_id>/lift")
@states(Deed.LIFT_HOLD)
def lift_it(hold_id: str) -> Answer:
    """The second of two."""
    lift_hold(desk(), officer(), hold_id)
    return _to_hold(hold_id)
