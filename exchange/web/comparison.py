"""What the comparison of a release found, both sides of it shown together, and the answers of two people."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework.comparing import keep
from exchange.casework.reading_room.comparison import open_comparison, open_version_page
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, officer

pages = Blueprint("comparison", __name__)
Answer = Response | tuple[str, int]


@pages.get("/releases/<release_id>/comparison")
@states(Deed.READ_COMPARISON)
def show(release_id: str) -> Answer:
    """Every finding with its words, for the provider's own officers."""
    return _comparison(release_id, Form.blank())


def _comparison(release_id: str, form: Form) -> Answer:
    view = open_comparison(desk(), officer(), release_id)
    return page("comparison.html", form=form, view=view, beside=_beside(view.findings))


def _beside(findings: object) -> tuple[int, int, int] | None:
    """Which finding is laid side by side, and which pages of its two documents; None for none."""
    number = request.args.get("finding", 0, type=int)
    if not isinstance(findings, tuple) or not 1 <= number <= len(findings):
        return None
    places = findings[number - 1].finding.places
    at = min(max(0, request.args.get("place", 0, type=int)), max(0, len(places) - 1))
    return (number, places[at].page, places[at].other_page) if places else None


@pages.get("/releases/<release_id>/comparison/<version_id>/pages/<int:page_number>.png")
@states(Deed.READ_COMPARISON)
def picture(release_id: str, version_id: str, page_number: int) -> Response:
    """One page of a version as it goes, or went, out."""
    png = open_version_page(desk(), officer(), release_id, version_id, page_number)
    return Response(png, mimetype="image/png")


def _to_comparison(release_id: str) -> Response:
    return redirect(url_for("web.comparison.show", release_id=release_id), 303)


@pages.post("/releases/<release_id>/comparison/again")
@states(Deed.ASK_COMPARISON)
def again(release_id: str) -> Answer:
    """Compare it anew."""
    keep.ask_again(desk(), officer(), release_id)
    return _to_comparison(release_id)


@pages.post("/releases/<release_id>/comparison/keep")
@states(Deed.KEEP_ON_PURPOSE)
def keep_some(release_id: str) -> Answer:
    """Say why what was ticked stays as it is."""
    form = Form.posted()
    kept = form.send(
        lambda: keep.keep_on_purpose(
            desk(), officer(), release_id, form.several("keys"), reason=form.text("reason")
        )
    )
    return _to_comparison(release_id) if kept else _comparison(release_id, form)


@pages.post("/releases/<release_id>/comparison/confirm")
@states(Deed.CONFIRM_KEPT)
def confirm_some(release_id: str) -> Answer:
    """Confirm as a second person, or send back, what was ticked."""
    form = Form.posted()
    form.at("keys", "waiting")
    act = keep.return_kept if form.value("do") == "return" else keep.confirm
    done = form.send(lambda: act(desk(), officer(), release_id, form.several("keys")))
    return _to_comparison(release_id) if done else _comparison(release_id, form)


@pages.post("/releases/<release_id>/comparison/redact")
@states(Deed.SUGGEST_REDACTIONS)
def redact_there(release_id: str) -> Answer:
    """Begin redactions of the document in which it stands."""
    begun = keep.redact_there(desk(), officer(), release_id, Form.posted().value("key"))
    return redirect(url_for("web.redactions.review", set_id=begun.id), 303)
