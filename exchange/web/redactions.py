"""Reviewing redactions: begun, decided, proposed by one person, approved by another."""

from functools import partial

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.copy_pages import look_at_copy, open_copy_page
from exchange.casework.reading_room.materials import look_at_document
from exchange.casework.reading_room.redactions import (
    GROUNDS_SHOWN,
    Review,
    open_review,
    open_schedule,
    open_set_page,
)
from exchange.casework.redacting import redact
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile
from exchange.rules.redactions import Choice, SetState
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.headers import kept_as
from exchange.web.screen import kept_place, review_address, screen_of
from exchange.web.visit import desk, officer
from exchange.web.words import clock

pages = Blueprint("redactions", __name__)
Answer = Response | tuple[str, int]


@pages.get("/documents/<material_id>/redact")
@states(Deed.READ_MATERIAL)
def ask(material_id: str) -> Answer:
    """Which words should be looked for besides names and identifiers, and what should the copy be?"""
    return _begin(material_id, Form.blank(gap="fixed"))


@pages.post("/documents/<material_id>/redact")
@states(Deed.SUGGEST_REDACTIONS)
def start(material_id: str) -> Answer:
    """Ask for suggestions."""
    form = Form.posted()
    begun = form.send(
        lambda: redact.start(
            desk(),
            officer(),
            material_id,
            terms=form.lines("terms"),
            gap=form.value("gap"),
            copy_format=form.value("copy_format"),
            may_lose_signature=form.ticked("may_lose_signature"),
            labelled=form.ticked("labelled"),
        )
    )
    return to_review(begun.id) if begun else _begin(material_id, form)


def _begin(material_id: str, form: Form) -> Answer:
    view = look_at_document(desk(), officer(), material_id)
    if view.asks_password:
        return redirect(url_for("web.materials.ask_password", material_id=material_id), 303)
    return page("redact.html", form=form, view=view)


def to_review(set_id: str, *, at: str = "") -> Response:
    """Back to the review, at the same part of the list."""
    return redirect(review_address(set_id, at=at), 303)


@pages.get("/redactions/<set_id>")
@states(Deed.READ_REDACTIONS)
def review(set_id: str) -> Answer:
    """The suggestions to decide, or what became of them."""
    return review_again(set_id, Form.blank())


def review_again(set_id: str, form: Form, *, sentence_when_late: bool = False) -> Answer:
    """The review, with what was wrong in a form of it."""
    view = open_review(desk(), officer(), set_id)
    if sentence_when_late:
        at = clock(view.last_decided_at) or "this moment"
        sentence = f"Someone else changed this decision at {at}. Check it and decide again"
        form.refuse("decision", sentence, anchor="findings")
    template = "redactions_review.html" if view.redactions.state is SetState.DRAFT else "redactions.html"
    shown, status = page(
        template,
        form=form,
        view=view,
        screen=screen_of(view),
        place=kept_place(),
        address=partial(review_address, set_id),
        grounds=GROUNDS_SHOWN,
        had_a_part=_had_a_part(view),
    )
    return shown, 412 if sentence_when_late else status


def _had_a_part(view: Review) -> bool:
    """Whether who looks decided or proposed something here, and so may not approve it."""
    return officer().id in {view.redactions.proposed_by, *view.redactions.decided_by}


@pages.get("/redactions/<set_id>/pages/<int:page_number>.png")
@states(Deed.OPEN_ORIGINAL)
def picture(set_id: str, page_number: int) -> Response:
    """A picture of one page of the original, laid out as its copy will be."""
    return Response(open_set_page(desk(), officer(), set_id, page_number), mimetype="image/png")


@pages.get("/redactions/<set_id>/copy")
@states(Deed.LOOK_AT_COPY)
def copy(set_id: str) -> Answer:
    """The verified copy as the recipient will see it, page by page beside the original."""
    view = look_at_copy(desk(), officer(), set_id)
    asked = request.args.get("page", view.next_unseen or 1, type=int)
    return page("redactions_copy.html", view=view, page_number=min(max(1, asked), max(1, view.pages)))


@pages.get("/redactions/<set_id>/copy/pages/<int:page_number>.png")
@states(Deed.LOOK_AT_COPY)
def copy_picture(set_id: str, page_number: int) -> Response:
    """A picture of one page of the copy. That the officer looked at it is on the record."""
    return Response(open_copy_page(desk(), officer(), set_id, page_number), mimetype="image/png")


@pages.get("/redactions/<set_id>/schedule.<any(pdf, csv):written_as>")
@states(Deed.READ_REDACTIONS)
def schedule(set_id: str, written_as: str) -> Response:
    """The schedule of redactions, as it goes to the recipient with the copy."""
    written = open_schedule(desk(), officer(), set_id, written_as)
    answer = Response(written, mimetype="application/pdf" if written_as == "pdf" else "text/csv")
    answer.headers["Content-Disposition"] = kept_as(f"{set_id}-schedule.{written_as}")
    return answer


@pages.post("/redactions/<set_id>/decide")
@states(Deed.DECIDE_REDACTION)
def decide(set_id: str) -> Answer:
    """Redact or keep the wordings of one form: one wording, or a whole person."""
    form = Form.posted()
    place = form.value("place")
    form.at("ground", f"ground-{place}")
    form.at("choice", f"ground-{place}")
    form.at("numbers", f"ground-{place}")
    choice = form.choice("choice", Choice, "Select whether to redact or keep this text")
    numbers = tuple(int(written) for written in form.several("numbers") if written.isdigit())
    seen = form.number("version", "Load the page again and decide there")
    count = form.number("count", "Load the page again and decide there") if form.value("count") else None
    ground = form.value("ground") if choice is Choice.REDACT else ""
    try:
        decided = form.send(
            lambda: redact.decide(
                desk(),
                officer(),
                set_id,
                numbers,
                choice,
                ground=ground,
                seen_version=seen,
                shown_count=count,
            )
        )
    except ChangedMeanwhile:
        return review_again(set_id, form, sentence_when_late=True)
    if decided is None:
        return review_again(set_id, form)
    return to_review(set_id, at=form.value("next"))


@pages.post("/redactions/<set_id>/undo")
@states(Deed.UNDO_DECISION)
def undo(set_id: str) -> Answer:
    """Take back one's own last decision, of one finding or of a whole list."""
    form = Form.posted()
    seen = form.number("version", "Load the page again and undo there")
    try:
        undone = form.send(lambda: redact.undo(desk(), officer(), set_id, seen_version=seen))
    except ChangedMeanwhile:
        return review_again(set_id, form, sentence_when_late=True)
    return to_review(set_id, at=form.value("next")) if undone else review_again(set_id, form)


@pages.post("/redactions/<set_id>/words")
@states(Deed.DECIDE_REDACTION)
def add_words(set_id: str) -> Answer:
    """Redact words that nobody suggested."""
    form = Form.posted()
    form.at("ground", "term-ground")
    try:
        added = form.send(
            lambda: redact.add_term(
                desk(), officer(), set_id, term=form.text("term"), ground=form.value("ground")
            )
        )
    except ChangedMeanwhile:
        return review_again(set_id, form, sentence_when_late=True)
    return to_review(set_id, at="findings") if added else review_again(set_id, form)


@pages.post("/redactions/<set_id>/propose")
@states(Deed.PROPOSE_REDACTIONS)
def propose(set_id: str) -> Answer:
    """Sign off for a second person."""
    form = Form.posted()
    form.at("decisions", "findings")
    proposed = form.send(lambda: redact.propose_set(desk(), officer(), set_id))
    return to_review(set_id) if proposed else review_again(set_id, form)


@pages.get("/redactions/<set_id>/approve")
@states(Deed.READ_REDACTIONS)
def ask_approval(set_id: str) -> Answer:
    """Every decision, for the second person."""
    view = open_review(desk(), officer(), set_id)
    if view.redactions.state is not SetState.PROPOSED:
        return to_review(set_id)
    return page(
        "redactions_approve.html",
        form=Form.blank(),
        view=view,
        grounds=dict(GROUNDS_SHOWN),
        had_a_part=_had_a_part(view),
        page_number=min(max(1, request.args.get("page", 1, type=int)), max(1, view.pages)),
    )


@pages.post("/redactions/<set_id>/approve")
@states(Deed.APPROVE_REDACTIONS)
def approve(set_id: str) -> Answer:
    """The second person's sign-off over exactly what was on the page."""
    fingerprint = Form.posted().value("fingerprint")
    redact.approve_set(desk(), officer(), set_id, fingerprint=fingerprint)
    return to_review(set_id)


@pages.post("/redactions/<set_id>/return")
@states(Deed.RETURN_REDACTIONS)
def give_back(set_id: str) -> Answer:
    """Send it back to be changed."""
    redact.return_set(desk(), officer(), set_id)
    return to_review(set_id)
