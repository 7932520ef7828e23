"""Opening a matter, who is on it, whom to ring, and what each side is asked to find out."""

from dataclasses import dataclass, replace
from datetime import date

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.errors import InputRefused, NotFound, WrongState
from exchange.rules.matter import (
    Matter,
    Membership,
    Mode,
    PointOfContact,
    TermsOfReference,
    check_can_add,
    check_matter,
)
from exchange.rules.officers import Officer, PartyKind, Role


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What is asked when a matter is opened. `other_party` is the party at the other end."""

    iopc_reference: str
    review_reference: str
    mode: Mode
    other_party: str
    decided_on: date
    force_contacted_on: date | None = None
    conflicted: tuple[str, ...] = ()


def open_matter(desk: Desk, officer: Officer, new: NewMatter) -> Matter:
    """Link an IOPC investigation with a review; the opener is its first member."""
    with desk.ledger.act(officer, Deed.OPEN_MATTER, at=desk.now()) as act:
        own, other = act.parties.get(officer.party), act.parties.find(new.other_party)
        if other is None or other.kind is own.kind:
            raise InputRefused("other_party", "Select the other party", clause="A§2.1")
        iopc, partnership = (own, other) if own.kind is PartyKind.IOPC else (other, own)
        matter = Matter(
            id=act.new_reference("MX"),
            iopc_reference=new.iopc_reference.strip(),
            review_reference=new.review_reference.strip(),
            mode=new.mode,
            iopc=iopc.id,
            partnership=partnership.id,
            decided_on=new.decided_on,
            force_contacted_on=new.force_contacted_on,
            opened_by=officer.id,
            opened_at=act.at,
            conflicted=new.conflicted,
        )
        check_matter(matter, today=london_date(act.at))
        act.matters.add(matter)
        _add(act, matter, officer)
        act.note(matter.id, matter=matter.id)
        return matter


def _add(act: Act, matter: Matter, newcomer: Officer, *, ends_on: date | None = None) -> Membership:
    return act.memberships.add(
        Membership(
            id=act.new_reference("MEM"),
            matter=matter.id,
            officer=newcomer.id,
            party=newcomer.party,
            added_by=act.officer.id,
            added_at=act.at,
            ends_on=ends_on,
        )
    )


def add_member(
    desk: Desk, officer: Officer, matter_id: str, newcomer_id: str, *, ends_on: date | None = None
) -> Membership:
    """Let a colleague of the adder's own party in. An administrator needs no membership to do it."""
    with desk.ledger.act(officer, Deed.ADD_MEMBER, at=desk.now(), matter=matter_id) as act:
        matter = _matter_for_letting_in(act, matter_id)
        newcomer = act.officers.get(newcomer_id)
        check_can_add(officer, newcomer, matter)
        if ends_on is not None and ends_on < london_date(act.at):
            raise InputRefused("ends_on", "The last day must be today or in the future")
        live = list(act.memberships.where(matter=matter.id, officer=newcomer.id))
        if any(m.is_live_on(london_date(act.at)) for m in live):
            raise WrongState("That person is already on this matter.", next_step="Go back to the matter.")
        act.note(newcomer.id)
        return _add(act, matter, newcomer, ends_on=ends_on)


def _matter_for_letting_in(act: Act, matter_id: str) -> Matter:
    """The matter, for a member of it, or for an administrator of one of its parties; "not found" for all else."""
    if Role.ADMINISTRATOR not in act.officer.roles:
        return enter(act, matter_id)
    matter = act.matters.find(matter_id)
    if matter is None or act.officer.party not in matter.parties:
        raise NotFound
    return matter


def end_membership(desk: Desk, officer: Officer, membership_id: str, *, ends_on: date) -> Membership:
    """Say on which day someone's part in the matter ends; from the next day they read nothing (I-10)."""
    with desk.ledger.act(officer, Deed.ADD_MEMBER, at=desk.now()) as act:
        membership = act.memberships.get(membership_id)
        if membership.party != officer.party:
            raise NotFound
        _matter_for_letting_in(act, membership.matter)
        act.note(membership.officer, matter=membership.matter)
        return act.memberships.save(replace(membership, ends_on=ends_on))


def name_contact(
    desk: Desk, officer: Officer, matter_id: str, *, name: str, telephone: str, email: str
) -> PointOfContact:
    """Say whom the other side rings (A§8.2). The newest counts."""
    with desk.ledger.act(officer, Deed.CHANGE_MATTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        matter.check_open()
        if not name.strip():
            raise InputRefused("name", "Enter the name of the point of contact", clause="A§8.2")
        if not telephone.strip() and "@" not in email:
            raise InputRefused("telephone", "Enter a telephone number or an email address", clause="A§8.2")
        contact = PointOfContact(
            id=act.new_reference("POC"),
            matter=matter.id,
            party=officer.party,
            name=name.strip(),
            telephone=telephone.strip(),
            email=email.strip(),
            named_by=officer.id,
            named_at=act.at,
        )
        act.note(contact.id)
        return act.contacts.add(contact)


def share_terms_of_reference(desk: Desk, officer: Officer, matter_id: str, *, text: str) -> TermsOfReference:
    """Share this party's terms of reference with the other (A§8.3). A new text is a new issue."""
    with desk.ledger.act(officer, Deed.CHANGE_MATTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        matter.check_open()
        if not text.strip():
            raise InputRefused("text", "Enter your terms of reference", clause="A§8.3")
        issue = 1 + act.terms_of_reference.count(matter=matter.id, party=officer.party)
        shared = TermsOfReference(
            id=act.new_reference("TOR"),
            matter=matter.id,
            party=officer.party,
            issue=issue,
            text=text.strip(),
            shared_by=officer.id,
            shared_at=act.at,
        )
        act.note(shared.id)
        return act.terms_of_reference.add(shared)


def close_matter(desk: Desk, officer: Officer, matter_id: str) -> Matter:
    """Close it: releases stop, and retention by "matter closed" begins."""
    with desk.ledger.act(officer, Deed.CLOSE_MATTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        undecided = act.request_items.count(matter=matter.id, outcome=None)
        if undecided:
            raise WrongState(
                f"{undecided} requested item(s) have no decision.",
                next_step="Decide them first.",
                clause="A§9.3",
            )
        return act.matters.save(matter.close(at=act.at))
