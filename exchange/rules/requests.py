"""One party asks the other for material; each item gets its own decision.

Source: A§9.2 to A§9.4 and A§3.4: sharing is the default, a refusal needs its specific reason, and material the
holder did not generate raises the redirect question first.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from exchange.rules.errors import InputRefused, NotAllowed, WrongState
from exchange.rules.material import Material
from exchange.rules.officers import Officer


class Purpose(StrEnum):
    """Material is disclosed only to assist the other's investigation or review (A§9.6)."""

    ASSIST_REVIEW = "assist-review"
    ASSIST_INVESTIGATION = "assist-investigation"


class Outcome(StrEnum):
    """In the protocol's own order of preference."""

    RELEASE_FULL = "release-full"
    RELEASE_REDACTED = "release-redacted"
    REDIRECT = "redirect"
    NOT_HELD = "not-held"
    REFUSE = "refuse"

    @property
    def is_release(self) -> bool:
        return self in {Outcome.RELEASE_FULL, Outcome.RELEASE_REDACTED}


class RequestState(StrEnum):
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Request:
    """What one party asks of the other in one matter."""

    id: str
    matter: str
    asking: str
    holding: str
    asked_by: str
    asked_at: datetime
    purpose: Purpose
    needed_by: date | None
    state: RequestState = RequestState.SENT
    version: int = 1


class RedirectAnswer(StrEnum):
    """What came of considering whether the originator should be asked instead (A§9.4)."""

    NOT_CONSIDERED = "not-considered"
    ASK_ORIGINATOR = "ask-originator"
    HOLDER_MAY_SHARE = "holder-may-share"


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One thing asked for, in the asker's words, and what was decided about it.

    `material` is the holder's item that answers it; the asker never sees that reference before release. `number`
    counts from 1 in the order in which they were asked for; 0 where it was not kept.
    """

    id: str
    request: str
    matter: str
    description: str
    relevance: str
    material: str = ""
    redirect: RedirectAnswer = RedirectAnswer.NOT_CONSIDERED
    redirect_reason: str = ""
    outcome: Outcome | None = None
    reason: str = ""
    detriment_to_child: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    number: int = 0
    version: int = 1


def purpose_of(*, is_iopc: bool) -> Purpose:
    """The one purpose a party may receive material for: its own investigation, or its own review (A§9.6)."""
    return Purpose.ASSIST_INVESTIGATION if is_iopc else Purpose.ASSIST_REVIEW


def check_request(
    *,
    purpose: Purpose,
    items: tuple[tuple[str, str], ...],
    needed_by: date | None,
    today: date,
    asker_is_iopc: bool,
) -> None:
    """Refuse a request that the holder could not consider.

    `items` are (description, relevance) pairs.

    Raises:
        InputRefused: naming the field.
    """
    if purpose is not purpose_of(is_iopc=asker_is_iopc):
        raise InputRefused(
            "purpose", "Select the purpose of your own investigation or review", clause="A§9.6"
        )
    if not items:
        raise InputRefused("description", "Enter what you are asking for", clause="A§9.1")
    for description, relevance in items:
        if not description.strip():
            raise InputRefused("description", "Enter what you are asking for", clause="A§9.1")
        if not relevance.strip():
            raise InputRefused("relevance", "Enter why this is relevant", clause="A§9.1")
    if needed_by and needed_by < today:
        raise InputRefused("needed_by", "The date you need this by must be today or in the future")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the holder decides about one item."""

    outcome: Outcome
    reason: str = ""
    detriment_to_child: str = ""


def consider_redirect(item: RequestItem, *, answer: RedirectAnswer, reason: str) -> RequestItem:
    """Record that the question was asked whether the originator should be asked instead (A§9.4)."""
    _check_undecided(item)
    if answer is RedirectAnswer.NOT_CONSIDERED:
        raise InputRefused("redirect", "Select whether they should ask the organisation that created it")
    if not reason.strip():
        raise InputRefused("redirect_reason", "Enter a reason for your decision", clause="A§9.4")
    return replace(item, redirect=answer, redirect_reason=reason.strip())


def decide_item(
    item: RequestItem,
    material: Material | None,
    decision: Decision,
    *,
    by: Officer,
    at: datetime,
    holding: str,
) -> RequestItem:
    """The item with its decision.

    Raises:
        NotAllowed: the decider is not of the holding party.
        InputRefused: a release names no material, or anything but a full release lacks its specific reason.
        WrongState: already decided; not classified; or others' material with no considered redirect (I-19).
    """
    _check_undecided(item)
    if by.party != holding:
        raise NotAllowed(
            "Only the party that holds the material can decide.", next_step="Wait for their decision."
        )
    if decision.outcome is not Outcome.RELEASE_FULL and len(decision.reason.split()) < 2:
        raise InputRefused("reason", "Enter a reason for your decision", clause="A§3.4")
    if decision.outcome is Outcome.REFUSE and not decision.detriment_to_child.strip():
        raise InputRefused(
            "detriment_to_child",
            "Enter how you weighed the effect on the child",
            clause="A§3.1; Children Act 2004 s.16LA",
        )
    if decision.outcome.is_release:
        _check_releasable(item, material, holding)
    return replace(
        item,
        outcome=decision.outcome,
        reason=decision.reason.strip(),
        detriment_to_child=decision.detriment_to_child.strip(),
        material=material.id if material else "",
        decided_by=by.id,
        decided_at=at,
    )


def _check_undecided(item: RequestItem) -> None:
    if item.outcome is not None:
        raise WrongState("This item has already been decided.", next_step="Go back to the request.")


def _check_releasable(item: RequestItem, material: Material | None, holding: str) -> None:
    if material is None or material.holder != holding or material.matter != item.matter:
        raise InputRefused("material", "Select the document that answers this item")
    material.check_classified()
    if material.is_others and item.redirect is not RedirectAnswer.HOLDER_MAY_SHARE:
        raise WrongState(
            "Another organisation created this document.",
            next_step="First answer whether they should ask that organisation.",
            clause="A§9.4",
        )


def state_after(request: Request, items: tuple[RequestItem, ...]) -> Request:
    """DECIDED exactly when every item has a decision (I-18)."""
    decided = bool(items) and all(item.outcome is not None for item in items)
    return replace(request, state=RequestState.DECIDED) if decided else request
