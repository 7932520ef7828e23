"""Releases: exact versions under written terms, agreed by the recipient, approved behind the gate, ended."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from exchange.api.matters import OrganisationShown, Reader
from exchange.api.redactions import Sha256
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Reference, Shown, Told, Truth, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework import release as releasing
from exchange.casework.reading_room.releases import ReleaseView, offer_in, release_of, releases_in
from exchange.rules.audit import Deed
from exchange.rules.handling import Disposition, LawfulBasis, OnwardRule, TermsState
from exchange.rules.markings import Level, Marking
from exchange.rules.release import ReleaseState
from exchange.rules.requests import Purpose

room = Room("releases")

References = Annotated[list[Reference], Field(max_length=500)]


class OfferedVersion(Shown):
    version_id: str
    document: str
    title: str
    kind: str
    sha256: str


class Offer(Shown):
    """What may be put into a release of a matter, and to whom."""

    versions: list[OfferedVersion]
    recipients: list[OrganisationShown]
    readers: list[Reader]


class NewRelease(Told):
    """Exact versions, who receives them, who may read them, and the terms of handling."""

    recipient: Reference
    versions: References
    readers: References
    purpose_detail: Words
    basis_provider: LawfulBasis
    basis_recipient: LawfulBasis
    storage_rule: Words
    rights_contact: Words
    incident_contact: Words
    keep_until: Day
    review_on: Day
    condition_provider: Words = ""
    condition_recipient: Words = ""
    accuracy: Words = ""
    what_was_removed: Words = ""
    onward: OnwardRule = OnwardRule.NONE
    disposition: Disposition = Disposition.DESTROY
    incident_hours: Whole = 24


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


class ReleaseShown(Shown):
    id: str
    matter: str
    provider: str
    recipient: str
    recipient_organisation: str
    versions: list[str]
    terms: str
    state: ReleaseState
    proposed_by: str
    proposed_at: datetime
    approved_by: str
    approved_at: datetime | None
    revoked_at: datetime | None
    revoke_reason: str


class Failure(Shown):
    """One condition of the gate that is not met."""

    code: str
    clause: str
    sentence: str
    next_step: str


class ReleaseOpened(Shown):
    """A release as one's own side sees it. `failures` is for the provider, while it waits for approval."""

    release: ReleaseShown
    terms: IssueShown
    earlier_terms: list[str]
    failures: list[Failure]
    disclosures: list[str]
    is_provider: bool
    may_collect: bool


class Releases(Shown):
    items: list[ReleaseOpened]


class Acceptance(Confirmed):
    """`digest` is of exactly the terms that were read; `confirmed` says that they were."""

    digest: Sha256
    confirmed: Truth


class Reason(Told):
    reason: Words


def _opened(view: ReleaseView) -> dict[str, object]:
    return {
        "release": view.release,
        "terms": view.terms,
        "earlier_terms": [each.id for each in view.earlier_terms],
        "failures": view.failures,
        "disclosures": [each.id for each in view.disclosures],
        "is_provider": view.is_provider,
        "may_collect": view.may_collect,
    }


@room.get("/matters/<matter_id>/offer", Deed.READ_RELEASE, gives=Offer)
def offer(matter_id: str) -> object:
    """What a proposer may choose from."""
    found = offer_in(desk(), officer(), matter_id)
    versions = [
        {
            "version_id": version.id,
            "document": material.id,
            "title": material.title,
            "kind": version.kind.value,
            "sha256": version.sha256,
        }
        for version, material in found.versions
    ]
    return {"versions": versions, "recipients": found.recipients, "readers": found.readers}


@room.get("/matters/<matter_id>/releases", Deed.READ_RELEASE, gives=Releases)
def show_all(matter_id: str) -> object:
    """Every release of a matter that one's party has a part in, newest first."""
    return {"items": [_opened(view) for view in releases_in(desk(), officer(), matter_id)]}


@room.post(
    "/matters/<matter_id>/releases",
    Deed.PROPOSE_RELEASE,
    needs="release",
    takes=NewRelease,
    gives=ReleaseShown,
    status=201,
    once=True,
)
def propose(matter_id: str, body: NewRelease) -> object:
    """Put exact versions forward under written terms; the recipient is asked to agree them."""
    told = body.model_dump(exclude={"recipient", "versions", "readers"})
    proposal = releasing.Proposal(
        matter=matter_id,
        recipient_organisation=body.recipient,
        versions=tuple(body.versions),
        readers=tuple(body.readers),
        **told,
    )
    return releasing.propose_release(desk(), officer(), proposal)


@room.get("/releases/<release_id>", Deed.READ_RELEASE, gives=ReleaseOpened)
def show(release_id: str) -> object:
    """One release, with every condition of the gate that is not met yet."""
    return _opened(release_of(desk(), officer(), release_id))


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


@room.post(
    "/releases/<release_id>/approve",
    Deed.APPROVE_RELEASE,
    needs=PERSON,
    takes=Confirmed,
    gives=ReleaseShown,
    confirmed=True,
    once=True,
)
def approve(release_id: str, body: Confirmed) -> object:  # noqa: ARG001 - its code has been checked
    """Let it go: the second person. Every failed condition of the gate comes back together."""
    return releasing.approve(desk(), officer(), release_id)


@room.post(
    "/releases/<release_id>/revoke", Deed.REVOKE_RELEASE, needs="release", takes=Reason, gives=ReleaseShown
)
def revoke(release_id: str, body: Reason) -> object:
    """End it, downloads in progress included."""
    return releasing.revoke(desk(), officer(), release_id, reason=body.reason)
