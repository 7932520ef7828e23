"""Matters: which there are, what is in one, who is on it, and what each side was told."""

from datetime import date, datetime

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Day, Reference, Shown, Told, Words
from exchange.api.visit import desk, officer
from exchange.casework import classify, matters
from exchange.casework.reading_room.matters import (
    list_matters,
    look_at_matter,
    people_of_own_party,
    possible_ends,
)
from exchange.rules.audit import Deed
from exchange.rules.markings import SecretPointer
from exchange.rules.matter import MatterState, Mode
from exchange.rules.officers import OrganisationKind, PartyKind, Role

room = Room("matters")


class MatterShown(Shown):
    id: str
    iopc_reference: str
    review_reference: str
    mode: Mode
    iopc: str
    partnership: str
    decided_on: date
    publication_due_on: date
    state: MatterState
    opened_at: datetime
    closed_at: datetime | None
    conflicted: list[str]
    version: int


class MatterLine(Shown):
    """A matter in the list. `days_left` is to the end of the six months, negative when past."""

    matter: MatterShown
    days_left: int


class Matters(Shown):
    items: list[MatterLine]


class NewMatter(Told):
    """What is asked when a matter is opened. `conflicted` lists organisations subject of the investigation."""

    iopc_reference: Words
    review_reference: Words
    mode: Mode
    other_party: Reference
    decided_on: Day
    force_contacted_on: Day | None = None
    conflicted: tuple[Reference, ...] = ()


class MembershipShown(Shown):
    id: str
    officer: str
    party: str
    added_by: str
    added_at: datetime
    ends_on: date | None


class ContactShown(Shown):
    party: str
    name: str
    telephone: str
    email: str
    named_at: datetime


class TermsOfReferenceShown(Shown):
    party: str
    issue: int
    text: str
    shared_at: datetime


class PointerShown(Shown):
    """That something secret exists and whom to ring. Nothing else is ever kept of it."""

    id: str
    party: str
    contact: str
    recorded_at: datetime


class MatterOpened(Shown):
    """A matter as the caller's side sees it. Documents, requests and releases are lists of references."""

    matter: MatterShown
    days_left: int
    is_conflicted: bool
    contacts: list[ContactShown]
    terms_of_reference: list[TermsOfReferenceShown]
    members: list[MembershipShown]
    pointers: list[PointerShown]
    documents: list[str]
    requests_to_us: list[str]
    requests_by_us: list[str]
    releases_by_us: list[str]
    releases_to_us: list[str]
    holds: list[str]


class Members(Shown):
    """Who of one's own party is on the matter, and which accounts could be added."""

    items: list[MembershipShown]
    others: list[str]


class NewMember(Told):
    officer: Reference
    ends_on: Day | None = None


class LastDay(Told):
    ends_on: Day


class NewContact(Told):
    name: Words
    telephone: Words = ""
    email: Words = ""


class NewTermsOfReference(Told):
    text: Words


class NewPointer(Told):
    contact: Words


class PartyShown(Shown):
    id: str
    kind: PartyKind
    name: str


class OrganisationShown(Shown):
    id: str
    party: str
    kind: OrganisationKind
    legal_name: str


class Reader(Shown):
    """A person who could be named in handling terms."""

    id: str
    name: str
    organisation: str
    roles: list[Role]


class Ends(Shown):
    other_parties: list[PartyShown]
    organisations: list[OrganisationShown]


@room.get("/matters", Deed.READ_MATTER, gives=Matters)
def show_all() -> object:
    """The matters that the caller is on, newest first."""
    return {"items": list_matters(desk(), officer())}


@room.get("/parties", Deed.READ_MATTER, gives=Ends)
def ends() -> object:
    """What a matter can be opened with: the possible other parties, and every live organisation."""
    return possible_ends(desk(), officer())


@room.post("/matters", Deed.OPEN_MATTER, needs=PERSON, takes=NewMatter, gives=MatterShown, status=201)
def open_one(body: NewMatter) -> object:
    """Link an IOPC investigation with a review; whoever opens it is its first member."""
    new = matters.NewMatter(
        iopc_reference=body.iopc_reference,
        review_reference=body.review_reference,
        mode=body.mode,
        other_party=body.other_party,
        decided_on=body.decided_on,
        force_contacted_on=body.force_contacted_on,
        conflicted=body.conflicted,
    )
    return matters.open_matter(desk(), officer(), new)


@room.get("/matters/<matter_id>", Deed.READ_MATTER, gives=MatterOpened)
def show(matter_id: str) -> object:
    """One matter."""
    view = look_at_matter(desk(), officer(), matter_id)
    return {
        "matter": view.matter,
        "days_left": view.days_left,
        "is_conflicted": view.is_conflicted,
        "contacts": view.contacts,
        "terms_of_reference": view.terms_of_reference,
        "members": [member.membership for member in view.members],
        "pointers": view.pointers,
        "documents": [each.id for each in view.documents],
        "requests_to_us": [each.id for each in view.asked],
        "requests_by_us": [each.id for each in view.asking],
        "releases_by_us": [each.id for each in view.provided],
        "releases_to_us": [each.id for each in view.received],
        "holds": [each.id for each in view.holds],
    }


@room.get("/matters/<matter_id>/members", Deed.READ_MATTER, gives=Members)
def members(matter_id: str) -> object:
    """Who of one's own party is on it."""
    view = people_of_own_party(desk(), officer(), matter_id)
    items = [member.membership for member in view.members]
    return {"items": items, "others": [other.id for other in view.others]}


@room.post(
    "/matters/<matter_id>/members",
    Deed.ADD_MEMBER,
    needs=PERSON,
    takes=NewMember,
    gives=MembershipShown,
    status=201,
)
def add_member(matter_id: str, body: NewMember) -> object:
    """Let a colleague of one's own party in."""
    return matters.add_member(desk(), officer(), matter_id, body.officer, ends_on=body.ends_on)


@room.post(
    "/memberships/<membership_id>/end", Deed.ADD_MEMBER, needs=PERSON, takes=LastDay, gives=MembershipShown
)
def end_membership(membership_id: str, body: LastDay) -> object:
    """Say on which day someone's part in a matter ends."""
    return matters.end_membership(desk(), officer(), membership_id, ends_on=body.ends_on)


@room.post(
    "/matters/<matter_id>/contacts",
    Deed.CHANGE_MATTER,
    needs=PERSON,
    takes=NewContact,
    gives=ContactShown,
    status=201,
)
def name_contact(matter_id: str, body: NewContact) -> object:
    """Say whom the other side rings. The newest counts."""
    told = body.model_dump()
    return matters.name_contact(desk(), officer(), matter_id, **told)


@room.post(
    "/matters/<matter_id>/terms-of-reference",
    Deed.CHANGE_MATTER,
    needs=PERSON,
    takes=NewTermsOfReference,
    gives=TermsOfReferenceShown,
    status=201,
)
def share_terms_of_reference(matter_id: str, body: NewTermsOfReference) -> object:
    """Share one's own party's terms of reference. A new text is a new issue."""
    return matters.share_terms_of_reference(desk(), officer(), matter_id, text=body.text)


@room.post("/matters/<matter_id>/close", Deed.CLOSE_MATTER, needs=PERSON, gives=MatterShown)
def close(matter_id: str) -> object:
    """Close it: releases stop, and retention by "matter closed" begins."""
    return matters.close_matter(desk(), officer(), matter_id)


@room.post(
    "/matters/<matter_id>/secret-pointers",
    Deed.RECORD_SECRET_POINTER,
    needs=PERSON,
    takes=NewPointer,
    gives=PointerShown,
    status=201,
)
def record_secret_pointer(matter_id: str, body: NewPointer) -> SecretPointer:
    """Record that secret material exists and whom to ring."""
    return classify.record_secret_pointer(desk(), officer(), matter_id, contact=body.contact)
