"""Answering a request to share onwards, using the consent, and taking it back."""

from enum import StrEnum

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.onward import onward_of
from exchange.casework.releasing.share_onward import answer_onward, share_onward, withdraw
from exchange.rules.audit import Deed
from exchange.rules.onward import OnwardAnswer
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.step_up import check_code
from exchange.web.visit import desk, officer

pages = Blueprint("onward", __name__)
Answer = Response | tuple[str, int]


class Reply(StrEnum):
    """The four answers of the form; two of them are a consent."""

    SAME = "same"
    CONDITIONS = "conditions"
    REFUSE = "refuse"
    REFER = "refer"

    @property
    def answer(self) -> OnwardAnswer:
        is_consent = self in {Reply.SAME, Reply.CONDITIONS}
        return OnwardAnswer.CONSENT if is_consent else OnwardAnswer(self.value)


REPLIES = (
    (Reply.SAME, "Yes, on the same terms"),
    (Reply.CONDITIONS, "Yes, with extra conditions"),
    (Reply.REFUSE, "No"),
    (Reply.REFER, "They should ask the organisation that created it"),
)


def _to_question(onward_id: str) -> Response:
    return redirect(url_for("web.onward.show", onward_id=onward_id), 303)


def _question(onward_id: str, form: Form) -> Answer:
    return page("onward.html", form=form, view=onward_of(desk(), officer(), onward_id), replies=REPLIES)


@pages.get("/onward/<onward_id>")
@states(Deed.READ_ONWARD)
def show(onward_id: str) -> Answer:
    """The question, its answer, and what came of it."""
    return _question(onward_id, Form.blank())


@pages.post("/onward/<onward_id>/answer")
@states(Deed.DECIDE_ONWARD)
def answer(onward_id: str) -> Answer:
    """Consent, refuse, or refer."""
    form = Form.posted()
    reply = form.choice("decision", Reply, "Select your decision")
    expires_on = form.day_if_given("expires_on")
    if reply is Reply.CONDITIONS and not form.text("conditions").strip():
        form.refuse("conditions", "Enter the extra conditions")
    if reply.answer is OnwardAnswer.CONSENT:
        check_code(form)
    elif not form.text("reason").strip():
        form.refuse("reason", "Enter a reason for your decision")
    answered = form.send(
        lambda: answer_onward(
            desk(),
            officer(),
            onward_id,
            reply.answer,
            conditions=form.text("conditions") if reply is Reply.CONDITIONS else "",
            expires_on=expires_on,
            reason=form.text("reason"),
        )
    )
    return _to_question(onward_id) if answered else _question(onward_id, form)


@pages.post("/onward/<onward_id>/share")
@states(Deed.SHARE_ONWARD)
def share(onward_id: str) -> Answer:
    """Enter the onward disclosure on the record, before anything is passed on."""
    made = share_onward(desk(), officer(), onward_id)
    return redirect(url_for("web.disclosures.show", disclosure_id=made.id), 303)


@pages.post("/onward/<onward_id>/withdraw")
@states(Deed.WITHDRAW_CONSENT)
def take_back(onward_id: str) -> Answer:
    """Take the consent back."""
    form = Form.posted()
    taken = form.send(lambda: withdraw(desk(), officer(), onward_id, reason=form.text("withdraw_reason")))
    if taken is None and "reason" in form.errors:
        form.errors["withdraw_reason"] = form.errors.pop("reason")
    return _to_question(onward_id) if taken else _question(onward_id, form)
