"""Onward sharing: the recipient asks, the provider consents or refuses, and a consent is used once.

Source: A§9.6b1: not outside the receiving party without the prior written agreement of the party that provided
it. Never wider or longer than the parent terms; silence is no; consent after the fact cures nothing (I-16).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from exchange.rules.clocks import london_date
from exchange.rules.disclosure import Disclosure
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.officers import Officer


class OnwardState(StrEnum):
    ASKED = "asked"
    CONSENTED = "consented"
    REFUSED = "refused"
    REFERRED = "referred"
    USED = "used"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class OnwardRequest:
    """A recipient asks the provider to let it share on, and what the provider answered.

    `until` is asked for; `expires_on` is granted, never later than the parent terms.
    """

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
    state: OnwardState = OnwardState.ASKED
    decided_by: str = ""
    decided_at: datetime | None = None
    conditions: str = ""
    expires_on: date | None = None
    reason: str = ""
    used_disclosure: str = ""
    version: int = 1


def check_onward_question(
    disclosure: Disclosure, question: OnwardRequest, *, by: Officer, today: date
) -> None:
    """Refuse a question that could not be granted.

    Raises:
        NotFound, InputRefused.
    """
    if by.party != disclosure.recipient or not _is_about(question, disclosure):
        raise NotFound
    if not question.recipient_name.strip() or not question.recipient_person.strip():
        raise InputRefused("recipient_name", "Enter who you want to share this with", clause="A§9.6b1")
    if not question.purpose.strip():
        raise InputRefused("purpose", "Enter why they need it", clause="A§9.6")
    if not today < question.until <= disclosure.destroy_by:
        raise InputRefused(
            "until",
            "The end date must be in the future and the same as or before the date your own copy must be destroyed",
            clause="A§9.7",
        )


def _is_about(question: OnwardRequest, disclosure: Disclosure) -> bool:
    """True when the question names this disclosure, its version and its two ends, and nothing wider."""
    return (
        question.matter,
        question.disclosure,
        question.version_id,
        question.provider,
        question.asking,
    ) == (
        disclosure.matter,
        disclosure.id,
        disclosure.version_id,
        disclosure.provider,
        disclosure.recipient,
    )


class OnwardAnswer(StrEnum):
    CONSENT = "consent"
    REFUSE = "refuse"
    REFER = "refer"


def decide_onward(
    asked: OnwardRequest,
    parent: Disclosure,
    *,
    answer: OnwardAnswer,
    conditions: str,
    expires_on: date | None,
    reason: str,
    by: Officer,
    at: datetime,
) -> OnwardRequest:
    """What the providing party answers: never wider or longer than the parent.

    Raises:
        NotFound: `parent` is not the disclosure that was asked about.
        NotAllowed: not of the providing party, or the asker.
        WrongState: already answered.
        InputRefused: no reason for a refusal; an expiry beyond what was asked or the parent allows.
    """
    if by.party != asked.provider or by.id == asked.asked_by:
        raise NotAllowed(
            "Only the party that provided it can decide.",
            next_step="Wait for their decision.",
            clause="A§9.6b1",
        )
    if not _is_about(asked, parent):
        raise NotFound
    if asked.state is not OnwardState.ASKED:
        raise WrongState("This request has been answered.", next_step="Go back to the request.")
    if answer is not OnwardAnswer.CONSENT:
        if not reason.strip():
            raise InputRefused("reason", "Enter a reason for your decision", clause="A§3.4")
        state = OnwardState.REFUSED if answer is OnwardAnswer.REFUSE else OnwardState.REFERRED
        return replace(asked, state=state, reason=reason.strip(), decided_by=by.id, decided_at=at)
    ends = expires_on or asked.until
    if ends > min(asked.until, parent.destroy_by) or ends <= london_date(at):
        raise InputRefused(
            "expires_on",
            "Consent cannot last longer than was asked, or than the recipient's own copy",
            clause="A§9.7",
        )
    return replace(
        asked,
        state=OnwardState.CONSENTED,
        conditions=conditions.strip(),
        expires_on=ends,
        reason=reason.strip(),
        decided_by=by.id,
        decided_at=at,
    )


def use_consent(
    asked: OnwardRequest, *, by: Officer, at: datetime, today: date, disclosure: str
) -> OnwardRequest:
    """The consent as it is used, once, after it was given and before it ends (I-13, I-16).

    Raises:
        NotFound: not the asking party. WrongState: no consent, used, withdrawn or expired.
    """
    if by.party != asked.asking:
        raise NotFound
    given = asked.state is OnwardState.CONSENTED and asked.decided_at is not None and asked.decided_at < at
    if not given or asked.expires_on is None or today > asked.expires_on:
        raise WrongState(
            "There is no consent for this that can be used now.",
            next_step="Ask the party that provided it.",
            clause="A§9.6b1",
        )
    return replace(asked, state=OnwardState.USED, used_disclosure=disclosure)


def withdraw_consent(asked: OnwardRequest, *, reason: str, by: Officer) -> OnwardRequest:
    """The consent withdrawn; what was shared under it stays on the record (I-17)."""
    if by.party != asked.provider:
        raise NotAllowed(
            "Only the party that provided it can decide.", next_step="Contact them.", clause="A§9.6b1"
        )
    if asked.state not in {OnwardState.CONSENTED, OnwardState.USED}:
        raise WrongState("There is no consent to withdraw.", next_step="Go back to the request.")
    if not reason.strip():
        raise InputRefused("reason", "Enter a reason for your decision")
    return replace(asked, state=OnwardState.WITHDRAWN, reason=reason.strip())
