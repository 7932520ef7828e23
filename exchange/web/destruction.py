"""Retention, destruction runs and their certificates."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.ending.destroy import (
    NewRule,
    approve_destruction,
    cancel_destruction,
    practise,
    propose_destruction,
    retry_destruction,
    set_retention,
)
from exchange.casework.reading_room.destruction import records_of, run_of
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import Trigger
from exchange.web.deeds import states
from exchange.web.forms import Form, date_parts, page
from exchange.web.step_up import check_code
from exchange.web.visit import desk, now, officer

pages = Blueprint("destruction", __name__)
Answer = Response | tuple[str, int]

#: Seconds between two looks at a run that is under way. A header, so that it needs no JavaScript.
_LOOK_AGAIN_SECONDS = 5


def _to_run(run_id: str) -> Response:
    return redirect(url_for("web.destruction.show", run_id=run_id), 303)


@pages.get("/destruction")
@pages.get("/destruction-runs")
@states(Deed.READ_DESTRUCTION)
def index() -> Answer:
    """What is due, overdue and held, the rule it is by, and the runs."""
    return page("destruction.html", view=records_of(desk(), officer()))


@pages.get("/retention/new")
@states(Deed.READ_DESTRUCTION)
def ask_rule() -> Answer:
    """How long, from when, and by which policy."""
    return _rule(Form.blank())


@pages.post("/retention/new")
@states(Deed.SET_RETENTION)
def set_rule() -> Answer:
    """Issue the party's rule anew."""
    form = Form.posted()
    new = NewRule(
        trigger=form.choice("trigger", Trigger, "Select when the time begins"),
        months=form.number("months", "Months must be between 0 and 1200"),
        mandate=form.text("mandate"),
    )
    made = form.send(lambda: set_retention(desk(), officer(), new))
    return redirect(url_for("web.destruction.index"), 303) if made else _rule(form)


def _rule(form: Form) -> Answer:
    return page("retention_new.html", form=form, view=records_of(desk(), officer()), triggers=Trigger)


@pages.get("/destruction-runs/new")
@states(Deed.READ_DESTRUCTION)
def ask_new() -> Answer:
    """Due up to when?"""
    return page("run_new.html", form=Form.blank(**date_parts("due_by", london_date(now()))))


@pages.post("/destruction-runs/new")
@states(Deed.PRACTISE_DESTRUCTION)
def practise_run() -> Answer:
    """List what would be destroyed; destroy nothing."""
    form = Form.posted()
    due_by = form.day("due_by")
    run = form.send(lambda: practise(desk(), officer(), due_by=due_by))
    return _to_run(run.id) if run else page("run_new.html", form=form)


@pages.get("/destruction-runs/<run_id>")
@states(Deed.READ_DESTRUCTION)
def show(run_id: str) -> Answer | tuple[str, int, dict[str, str]]:
    """The list, who must do what next, and while it runs how far it is."""
    return _run(run_id, Form.blank())


def _run(run_id: str, form: Form) -> Answer | tuple[str, int, dict[str, str]]:
    view = run_of(desk(), officer(), run_id)
    shown, status = page("run.html", form=form, view=view, horizon_days=desk().policy.backup_horizon_days)
    if view.is_under_way and not form.errors:
        return shown, status, {"Refresh": str(_LOOK_AGAIN_SECONDS)}
    return shown, status


@pages.post("/destruction-runs/<run_id>/propose")
@states(Deed.PROPOSE_DESTRUCTION)
def propose(run_id: str) -> Answer:
    """Put the frozen list forward."""
    propose_destruction(desk(), officer(), run_id)
    return _to_run(run_id)


@pages.post("/destruction-runs/<run_id>/approve")
@states(Deed.APPROVE_DESTRUCTION)
def approve(run_id: str) -> Answer | tuple[str, int, dict[str, str]]:
    """The second person approves exactly this list, with its number typed and a fresh code."""
    form = Form.posted()
    count = form.number("count", "Enter the number of documents that will be destroyed")
    check_code(form)
    approved = form.send(
        lambda: approve_destruction(
            desk(), officer(), run_id, count=count, fingerprint=form.value("fingerprint")
        )
    )
    return _to_run(run_id) if approved else _run(run_id, form)


@pages.post("/destruction-runs/<run_id>/cancel")
@states(Deed.CANCEL_DESTRUCTION)
def cancel(run_id: str) -> Answer:
    """End it before it starts."""
    cancel_destruction(desk(), officer(), run_id)
    return _to_run(run_id)


@pages.post("/destruction-runs/<run_id>/retry")
@states(Deed.PROPOSE_DESTRUCTION)
def retry(run_id: str) -> Answer:
    """Set a run going again that stopped on a fault."""
    retry_destruction(desk(), officer(), run_id)
    return _to_run(run_id)
