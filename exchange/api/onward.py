"""Onward sharing: the recipient asks, the provider answers, a consent is used once or taken back."""

from datetime import date, datetime

from exchange.api.disclosures import DisclosureShown
from exchange.api.handling_terms import Reason
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Shown, Told, Words
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.onward import onward_of
from exchange.casework.releasing import share_onward as sharing
from exchange.rules.audit import Deed
from exchange.rules.onward import OnwardAnswer, OnwardState

room = Room("onward")


class NewQuestion(Told):
    """To whom one disclosed version should be passed on, why, and until when."""

    recipient_name: Words
    recipient_person: Words
    purpose: Words
    until: Day


class QuestionShown(Shown):
    id: str
    matter: str
    disclosure: str
    version_id: str
    provider: str
    asking: str
    asked_by: str
    asked_at: datetime
    recipient_name: str
    recipient_person: str
    purpose: str
    until: date
    state: OnwardState
    decided_by: str
    decided_at: datetime | None
    conditions: str
    expires_on: date | None
    reason: str
    used_disclosure: str


class NewAnswer(Confirmed):
    """Consent with conditions and an end, a refusal with its reason, or a referral with its reason."""

    answer: OnwardAnswer
    conditions: Words = ""
    expires_on: Day | None = None
    reason: Words = ""


@room.post(
    "/disclosures/<disclosure_id>/onward",
    Deed.ASK_ONWARD,
    needs="request",
    takes=NewQuestion,
    gives=QuestionShown,
    status=201,
)
def ask(disclosure_id: str, body: NewQuestion) -> object:
    """Ask the providing party whether it may be shared on."""
    question = sharing.OnwardQuestion(**body.model_dump())
    return sharing.ask_onward(desk(), officer(), disclosure_id, question)


@room.get("/onward/<onward_id>", Deed.READ_ONWARD, gives=QuestionShown)
def show(onward_id: str) -> object:
    """One question and its answer, for either side."""
    return onward_of(desk(), officer(), onward_id).asked


@room.post(
    "/onward/<onward_id>/answer",
    Deed.DECIDE_ONWARD,
    needs=PERSON,
    takes=NewAnswer,
    gives=QuestionShown,
    confirmed=True,
    once=True,
)
def answer(onward_id: str, body: NewAnswer) -> object:
    """Consent, refuse, or refer to the organisation that created it."""
    return sharing.answer_onward(
        desk(),
        officer(),
        onward_id,
        body.answer,
        conditions=body.conditions,
        expires_on=body.expires_on,
        reason=body.reason,
    )


@room.post(
    "/onward/<onward_id>/share", Deed.SHARE_ONWARD, needs=PERSON, gives=DisclosureShown, status=201, once=True
)
def share(onward_id: str) -> object:
    """Use the consent: a disclosure of its own, written before anything is passed on."""
    return sharing.share_onward(desk(), officer(), onward_id)


@room.post(
    "/onward/<onward_id>/withdraw", Deed.WITHDRAW_CONSENT, needs=PERSON, takes=Reason, gives=QuestionShown
)
def withdraw(onward_id: str, body: Reason) -> object:
    """Take a consent back. Copies already made under it stay on the record."""
    return sharing.withdraw(desk(), officer(), onward_id, reason=body.reason)
