"""Handling terms: issued anew, agreed word by word, or declined with a reason."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from exchange.api.redaction_shapes import Sha256
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Reference, Shown, Told, Truth, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.releases import release_of
from exchange.casework.releasing import release as releasing
from exchange.rules.audit import Deed
from exchange.rules.handling import Disposition, LawfulBasis, OnwardRule, TermsState
from exchange.rules.markings import Level, Marking
from exchange.rules.requests import Purpose

room = Room("handling_terms")

References = Annotated[list[Reference], Field(max_length=500)]


class NewTerms(Told):
    """What changes in a new issue of the terms; what is left out stays as it is."""

    readers: References | None = None
    purpose_detail: Words | None = None
    basis_provider: LawfulBasis | None = None
    basis_recipient: LawfulBasis | None = None
    storage_rule: Words | None = None
    rights_contact: Words | None = None
    incident_contact: Words | None = None
    keep_until: Day | None = None
    review_on: Day | None = None
    condition_provider: Words | None = None
    condition_recipient: Words | None = None
    accuracy: Words | None = None
    what_was_removed: Words | None = None
    onward: OnwardRule | None = None
    disposition: Disposition | None = None
    incident_hours: Whole | None = None


class CoverShown(Shown):
    version_id: str
    sha256: str


class TermsShown(Shown):
    """The handling terms word by word; `digest` in the issue is over all of this."""

    matter: str
    provider: str
    recipient: str
    covers: list[CoverShown]
    purpose: Purpose
    purpose_detail: str
    basis_provider: LawfulBasis
    basis_recipient: LawfulBasis
    condition_provider: str
    condition_recipient: str
    marking: Marking
    handling_instruction: str
    level: Level
    what_was_removed: str
    readers: list[str]
    onward: OnwardRule
    storage_rule: str
    accuracy: str
    rights_contact: str
    keep_until: date
    disposition: Disposition
    incident_contact: str
    incident_hours: int
    review_on: date


class IssueShown(Shown):
    """One issue of the terms of a release, and what became of it."""

    id: str
    release: str
    issue: int
    terms: TermsShown
    digest: str
    state: TermsState
    proposed_by: str
    proposed_at: datetime
    answered_by: str
    answered_at: datetime | None
    decline_reason: str


class Acceptance(Confirmed):
    """`digest` is of exactly the terms that were read; `confirmed` says that they were."""

    digest: Sha256
    confirmed: Truth


class Reason(Told):
    reason: Words


@room.post(
    "/releases/<release_id>/terms",
    Deed.PROPOSE_RELEASE,
    needs="release",
    takes=NewTerms,
    gives=IssueShown,
    status=201,
)
def reissue(release_id: str, body: NewTerms) -> object:
    """Replace the terms before approval, by a new issue that must be agreed anew."""
    before = release_of(desk(), officer(), release_id).terms.terms
    told = body.model_dump(exclude_none=True)
    if body.readers is not None:
        told["readers"] = tuple(body.readers)
    return releasing.reissue_terms(desk(), officer(), release_id, replace(before, **told))


@room.post(
    "/releases/<release_id>/terms/acceptance",
    Deed.ACCEPT_TERMS,
    needs=PERSON,
    takes=Acceptance,
    gives=IssueShown,
    confirmed=True,
    once=True,
)
def accept(release_id: str, body: Acceptance) -> object:
    """Agree exactly these terms for the receiving organisation."""
    return releasing.accept_terms(desk(), officer(), release_id, digest=body.digest, confirmed=body.confirmed)


@room.post(
    "/releases/<release_id>/terms/decline", Deed.DECLINE_TERMS, needs=PERSON, takes=Reason, gives=IssueShown
)
def decline(release_id: str, body: Reason) -> object:
    """Say why the terms cannot be agreed."""
    return releasing.decline_terms(desk(), officer(), release_id, reason=body.reason)
