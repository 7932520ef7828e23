"""Proposing a release, approving it behind the gate, ending it, and reading what was let go."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.releases import offer_in, preview, release_of
from exchange.casework.releasing.release import approve, propose_release, revoke, withdraw
from exchange.rules.audit import Deed
from exchange.rules.handling import Disposition, LawfulBasis, OnwardRule
from exchange.rules.release import ReleaseState
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.gate import conditions
from exchange.web.proposal import LISTS, TEXTS, proposal_in
from exchange.web.step_up import check_code
from exchange.web.visit import desk, officer

pages = Blueprint("releases", __name__)
Answer = Response | tuple[str, int]


@pages.get("/matters/<matter_id>/releases/new")
@states(Deed.READ_RELEASE)
def ask_new(matter_id: str) -> Answer:
    """Which documents, to whom, and under which terms."""
    return _new(
        matter_id, Form.blank(incident_hours="24", onward=OnwardRule.NONE, disposition=Disposition.DESTROY)
    )


@pages.post("/matters/<matter_id>/releases/new")
@states(Deed.PROPOSE_RELEASE)
def propose_new(matter_id: str) -> Answer:
    """Check the answers, change them, or put the release forward."""
    form = Form.posted()
    proposal = proposal_in(form, matter_id)
    if form.value("do") == "change":
        form.errors.clear()
        return _new(matter_id, form)
    if form.value("do") == "propose":
        release = form.send(lambda: propose_release(desk(), officer(), proposal))
        return _to_release(release.id) if release else _new(matter_id, form)
    terms = form.send(lambda: preview(desk(), officer(), proposal))
    if terms is None:
        return _new(matter_id, form)
    offer = offer_in(desk(), officer(), matter_id)
    return page("release_check.html", form=form, terms=terms, offer=offer, texts=TEXTS, lists=LISTS)


def _new(matter_id: str, form: Form) -> Answer:
    offer = offer_in(desk(), officer(), matter_id)
    return page(
        "release_new.html",
        form=form,
        offer=offer,
        bases=LawfulBasis,
    )


def _to_release(release_id: str) -> Response:
    return redirect(url_for("web.releases.show", release_id=release_id), 303)


@pages.get("/releases/<release_id>")
@states(Deed.READ_RELEASE)
def show(release_id: str) -> Answer:
    """The release, as each side may see it."""
    return _release(release_id, Form.blank())


@pages.post("/releases/<release_id>/approve")
@states(Deed.APPROVE_RELEASE)
def approve_it(release_id: str) -> Answer:
    """Let it go: the second person, with a fresh code."""
    form = Form.posted()
    check_code(form)
    approved = form.send(lambda: approve(desk(), officer(), release_id))
    return _to_release(release_id) if approved else _release(release_id, form)


@pages.post("/releases/<release_id>/withdraw")
@states(Deed.WITHDRAW_RELEASE)
def withdraw_it(release_id: str) -> Answer:
    """Take a proposal back before it is approved."""
    withdraw(desk(), officer(), release_id)
    return _to_release(release_id)


@pages.post("/releases/<release_id>/revoke")
@states(Deed.REVOKE_RELEASE)
def revoke_it(release_id: str) -> Answer:
    """End it, downloads in progress included."""
    form = Form.posted()
    ended = form.send(lambda: revoke(desk(), officer(), release_id, reason=form.text("revoke_reason")))
    return _to_release(release_id) if ended else _release(release_id, form)


def _release(release_id: str, form: Form) -> Answer:
    view = release_of(desk(), officer(), release_id)
    waits = view.is_provider and view.release.state is ReleaseState.PROPOSED
    return page("release.html", form=form, view=view, conditions=conditions(view.failures) if waits else ())
