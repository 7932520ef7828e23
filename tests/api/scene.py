"""Things on their way, for tests that begin in the middle. Made by the acts themselves, not through the API."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from exchange.casework.ending import destroy, hold
from exchange.casework.redacting import redact
from exchange.casework.releasing import disclose, release, share_onward
from exchange.casework.releasing import request as requesting
from exchange.rules.destruction import HoldKind, Trigger
from exchange.rules.handling import LawfulBasis, OnwardRule
from exchange.rules.matter import Matter
from exchange.rules.release import Release
from exchange.rules.requests import Decision, Outcome, Purpose
from tests.desk import House
from tests.scene import COMMISSION, TODAY

#: The same document twice in one matter is refused, so each is another.
_TITLES = itertools.count(1)


@dataclass(frozen=True)
class Scene:
    """References of one of each thing in one matter."""

    matter: str
    document: str
    version: str
    upload: str
    request: str
    item: str
    redactions: str
    release: str
    ticket: str
    disclosure: str
    onward: str
    hold: str
    run: str
    membership: str


def an_asked_document(
    house: House, matter: Matter, outcome: Outcome = Outcome.RELEASE_FULL
) -> tuple[str, str]:
    """A classified document that answers a decided item: (document, its original version)."""
    document = house.classified(matter, title=f"Chronology {next(_TITLES)}")
    question = requesting.Question(Purpose.ASSIST_INVESTIGATION, (("The chronology", "Contact with police"),))
    asked = requesting.ask(house.desk, house.officers["j.ferns"], matter.id, question)
    with house.desk.ledger.housekeeping() as act:
        item = act.request_items.where(request=asked.id)[0].id
    decision = Decision(outcome, reason="Nothing in it is about others")
    requesting.decide(house.desk, house.officers["a.khan"], item, decision, material_id=document.id)
    return document.id, document.original


def a_proposal(matter: Matter, version: str) -> release.Proposal:
    return release.Proposal(
        matter=matter.id,
        recipient_organisation=COMMISSION,
        versions=(version,),
        readers=("j.ferns",),
        purpose_detail="To establish the contact with police",
        basis_provider=LawfulBasis.PUBLIC_TASK,
        basis_recipient=LawfulBasis.LAW_ENFORCEMENT,
        storage_rule="In the case system only",
        rights_contact="The data protection officer",
        incident_contact="The point of contact",
        keep_until=TODAY + timedelta(days=365),
        review_on=TODAY + timedelta(days=180),
        onward=OnwardRule.WITH_CONSENT,
    )


def a_proposed_release(house: House, matter: Matter) -> tuple[Release, str]:
    """A release whose terms wait to be agreed, and the digest of its terms."""
    _, version = an_asked_document(house, matter)
    proposed = release.propose_release(house.desk, house.officers["a.khan"], a_proposal(matter, version))
    house.work()
    with house.desk.ledger.housekeeping() as act:
        return proposed, act.handling_terms.get(proposed.terms).digest


def an_agreed_release(house: House, matter: Matter) -> Release:
    """A release whose terms are agreed; an approver may let it go."""
    proposed, digest = a_proposed_release(house, matter)
    release.accept_terms(house.desk, house.officers["g.frost"], proposed.id, digest=digest, confirmed=True)
    return proposed


def an_available_release(house: House, matter: Matter) -> Release:
    return release.approve(house.desk, house.officers["c.hart"], an_agreed_release(house, matter).id)


def everything_in(house: House, matter: Matter) -> Scene:
    """One of each thing, so that an address of each can be asked for."""
    desk, people = house.desk, house.officers
    let_go = an_available_release(house, matter)
    minted = disclose.disclose(desk, people["j.ferns"], let_go.id, let_go.versions[0])
    asked = share_onward.OnwardQuestion(
        "Crown Prosecution Service", "A lawyer", "Advice", TODAY + timedelta(60)
    )
    onward = share_onward.ask_onward(desk, people["j.ferns"], minted.disclosure.id, asked)
    document = minted.disclosure.material
    begun = redact.start(desk, people["a.khan"], document, terms=("Rosalind Thackeray",))
    placed = hold.NewHold(matter.id, HoldKind.CORONIAL, "The inquest", TODAY + timedelta(30), document)
    held = hold.place_hold(desk, people["r.grant"], placed)
    destroy.set_retention(desk, people["r.grant"], destroy.NewRule(Trigger.RECEIVED, 0, "Schedule 4"))
    run = destroy.practise(desk, people["r.grant"], due_by=TODAY)
    with desk.ledger.housekeeping() as act:
        return Scene(
            matter=matter.id,
            document=document,
            version=let_go.versions[0],
            upload=act.uploads.where(material=document)[0].id,
            request=act.requests.where(matter=matter.id)[0].id,
            item=act.request_items.where(matter=matter.id)[0].id,
            redactions=begun.id,
            release=let_go.id,
            ticket=minted.secret,
            disclosure=minted.disclosure.id,
            onward=onward.id,
            hold=held.id,
            run=run.id,
            membership=act.memberships.where(matter=matter.id)[0].id,
        )
