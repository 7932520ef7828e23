"""Handling terms: read them whole, agree them or say why not."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.releases import TermsView, terms_of
from exchange.casework.releasing.release import accept_terms, decline_terms
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.step_up import check_code
from exchange.web.visit import desk, officer

pages = Blueprint("handling_terms", __name__)
Answer = Response | tuple[str, int]


@pages.get("/handling-terms/<terms_id>")
@states(Deed.READ_RELEASE)
def show(terms_id: str) -> Answer:
    """The exact terms, with what changed since they were last agreed."""
    return page("terms.html", form=Form.blank(), view=terms_of(desk(), officer(), terms_id))


@pages.post("/handling-terms/<terms_id>/agree")
@states(Deed.ACCEPT_TERMS)
def agree(terms_id: str) -> Answer:
    """Agree this exact text for the receiving organisation."""
    form = Form.posted()
    view = terms_of(desk(), officer(), terms_id)
    if not form.ticked("confirmed"):
        form.refuse("confirmed", "Confirm that you have read the handling terms")
    check_code(form)
    agreed = form.send(
        lambda: accept_terms(
            desk(), officer(), view.terms.release, digest=form.value("digest"), confirmed=True
        )
    )
    return _to_release(view) if agreed else page("terms.html", form=form, view=view)


@pages.get("/handling-terms/<terms_id>/decline")
@states(Deed.READ_RELEASE)
def ask_why(terms_id: str) -> Answer:
    """What is the problem?"""
    return page("terms_decline.html", form=Form.blank(), view=terms_of(desk(), officer(), terms_id))


@pages.post("/handling-terms/<terms_id>/decline")
@states(Deed.DECLINE_TERMS)
def decline(terms_id: str) -> Answer:
    """Tell the provider, who gets it as a task."""
    form = Form.posted()
    view = terms_of(desk(), officer(), terms_id)
    if not form.text("decline_reason").strip():
        form.refuse("decline_reason", f"Tell {_provider(view)} why you cannot agree")
    declined = form.send(
        lambda: decline_terms(desk(), officer(), view.terms.release, reason=form.text("decline_reason"))
    )
    return _to_release(view) if declined else page("terms_decline.html", form=form, view=view)


def _provider(view: TermsView) -> str:
    on = view.on
    return "the IOPC" if on.release.provider == on.matter.iopc else "the Local Safeguarding Partnership"


def _to_release(view: TermsView) -> Response:
    return redirect(url_for("web.releases.show", release_id=view.terms.release), 303)
