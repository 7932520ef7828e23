"""Releases: exact versions under written terms, agreed by the recipient, approved behind the gate, ended."""

from datetime import datetime

from exchange.api.handling_terms import IssueShown, Reason, References
from exchange.api.matters import OrganisationShown, Reader
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Reference, Shown, Told, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.releases import (
    ReleasedVersion,
    ReleaseView,
    offer_in,
    release_of,
    releases_in,
)
from exchange.casework.releasing import release as releasing
from exchange.rules.audit import Deed
from exchange.rules.handling import Disposition, LawfulBasis, OnwardRule
from exchange.rules.material import VersionKind
from exchange.rules.release import ReleaseState

room = Room("releases")


class OfferedVersion(Shown):
    version_id: str
    document: str
    title: str
    kind: str
    format: str
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


class VersionInRelease(Shown):
    """One version in it. `kind` is original, redacted or schedule; a schedule goes with its redacted copy.

    `title` is empty for the recipient until the release is available.
    """

    version_id: str
    title: str
    kind: VersionKind
    format: str
    size_bytes: int
    sha256: str


class ReleaseOpened(Shown):
    """A release as one's own side sees it. `failures` is for the provider, while it waits for approval."""

    release: ReleaseShown
    contents: list[VersionInRelease]
    terms: IssueShown
    earlier_terms: list[str]
    failures: list[Failure]
    disclosures: list[str]
    is_provider: bool
    may_collect: bool


class Releases(Shown):
    items: list[ReleaseOpened]


def _opened(view: ReleaseView) -> dict[str, object]:
    return {
        "release": view.release,
        "contents": [_content(each) for each in view.versions],
        "terms": view.terms,
        "earlier_terms": [each.id for each in view.earlier_terms],
        "failures": view.failures,
        "disclosures": [each.id for each in view.disclosures],
        "is_provider": view.is_provider,
        "may_collect": view.may_collect,
    }


def _content(each: ReleasedVersion) -> dict[str, object]:
    version = each.version
    return {
        "version_id": version.id,
        "title": each.title,
        "kind": version.kind,
        "format": version.format,
        "size_bytes": version.size_bytes,
        "sha256": version.sha256,
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
            "format": version.format,
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


@room.post("/releases/<release_id>/withdraw", Deed.WITHDRAW_RELEASE, needs="release", gives=ReleaseShown)
def withdraw(release_id: str) -> object:
    """Take a proposal back before it is approved; only whoever proposed it can."""
    return releasing.withdraw(desk(), officer(), release_id)


@room.post(
    "/releases/<release_id>/revoke", Deed.REVOKE_RELEASE, needs="release", takes=Reason, gives=ReleaseShown
)
def revoke(release_id: str, body: Reason) -> object:
    """End it, downloads in progress included."""
    return releasing.revoke(desk(), officer(), release_id, reason=body.reason)
