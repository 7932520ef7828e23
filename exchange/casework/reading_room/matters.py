"""Looking at matters: which there are for this officer, and what each side may see of one."""

from dataclasses import dataclass

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.casework.reading_room.standing import matters_of, may_also
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import days_left, london_date
from exchange.rules.destruction import Hold
from exchange.rules.errors import NotFound
from exchange.rules.markings import SecretPointer
from exchange.rules.material import Material
from exchange.rules.matter import Matter, Membership, PointOfContact, TermsOfReference
from exchange.rules.officers import Officer, Organisation, Party, Role
from exchange.rules.release import Release
from exchange.rules.requests import Request


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter in a list. `days_left` is to the end of the six months, negative when past."""

    matter: Matter
    other_party: Party
    days_left: int


def list_matters(desk: Desk, officer: Officer) -> tuple[MatterLine, ...]:
    """The officer's matters, newest first. An administrator sees every matter of the party, to let people in."""
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now()) as act:
        return tuple(
            MatterLine(
                matter=matter,
                other_party=act.parties.get(matter.other_party(officer.party)),
                days_left=days_left(matter.publication_due_on, act.at),
            )
            for matter in (_matters_of_party(act) if _lets_people_in(act) else matters_of(act))
        )


def _lets_people_in(act: Act) -> bool:
    return Role.ADMINISTRATOR in act.officer.roles


def _matters_of_party(act: Act) -> tuple[Matter, ...]:
    party = act.officer.party
    both = {m.id: m for m in (*act.matters.where(iopc=party), *act.matters.where(partnership=party))}
    return tuple(sorted(both.values(), key=lambda matter: matter.opened_at, reverse=True))


@dataclass(frozen=True, slots=True)
class Member:
    """One person on a matter. `is_live` is False once their last day has passed."""

    membership: Membership
    officer: Officer
    organisation: Organisation
    is_live: bool


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter as one side sees it: the other side's documents are not in it, nor how many there are.

    `contacts` and `terms_of_reference` are the newest of each party. `asked` are requests to us, `asking` ours.
    `is_conflicted` says that the officer's organisation is subject of the investigation, so nothing of the
    other party's is shown (I-9).
    """

    matter: Matter
    iopc: Party
    partnership: Party
    days_left: int
    is_conflicted: bool
    contacts: tuple[PointOfContact, ...]
    terms_of_reference: tuple[TermsOfReference, ...]
    members: tuple[Member, ...]
    pointers: tuple[SecretPointer, ...]
    documents: tuple[Material, ...] = ()
    asked: tuple[Request, ...] = ()
    asking: tuple[Request, ...] = ()
    provided: tuple[Release, ...] = ()
    received: tuple[Release, ...] = ()
    holds: tuple[Hold, ...] = ()

    def name_of(self, party: str) -> str:
        return self.iopc.name if party == self.iopc.id else self.partnership.name


def look_at_matter(desk: Desk, officer: Officer, matter_id: str) -> MatterView:
    """One matter, for a member of it.

    Raises:
        NotFound: no such matter, or not theirs to know of.
    """
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        conflicted = matter.has_conflict(officer)
        parties = (officer.party,) if conflicted else (matter.iopc, matter.partnership)
        return MatterView(
            matter=matter,
            iopc=act.parties.get(matter.iopc),
            partnership=act.parties.get(matter.partnership),
            days_left=days_left(matter.publication_due_on, act.at),
            is_conflicted=conflicted,
            contacts=_newest_contacts(act, matter, parties),
            terms_of_reference=_newest_terms(act, matter, parties),
            members=_members(act, matter, parties),
            pointers=act.secret_pointers.where(matter=matter.id, party=parties),
            documents=_documents(act, matter),
            asked=_requests(act, matter, held=True) if not conflicted else (),
            asking=_requests(act, matter, held=False),
            provided=_releases(act, matter, provided=True),
            received=_releases(act, matter, provided=False) if not conflicted else (),
            holds=act.holds.where(matter=matter.id, party=officer.party, order_by="-placed_at")
            if may_also(act, Deed.PLACE_HOLD)
            else (),
        )


def _newest_contacts(act: Act, matter: Matter, parties: tuple[str, ...]) -> tuple[PointOfContact, ...]:
    newest = {c.party: c for c in act.contacts.where(matter=matter.id, party=parties, order_by="named_at")}
    return tuple(newest[party] for party in parties if party in newest)


def _newest_terms(act: Act, matter: Matter, parties: tuple[str, ...]) -> tuple[TermsOfReference, ...]:
    shared = act.terms_of_reference.where(matter=matter.id, party=parties, order_by="issue")
    newest = {terms.party: terms for terms in shared}
    return tuple(newest[party] for party in parties if party in newest)


def _members(act: Act, matter: Matter, parties: tuple[str, ...]) -> tuple[Member, ...]:
    found = []
    for membership in act.memberships.where(matter=matter.id, party=parties, order_by="added_at"):
        person = act.officers.get(membership.officer)
        organisation = act.organisations.get(person.organisation)
        live = membership.is_live_on(london_date(act.at)) and person.active
        found.append(Member(membership, person, organisation, live))
    return tuple(sorted(found, key=lambda m: (m.officer.party, m.organisation.legal_name, m.officer.name)))


def _documents(act: Act, matter: Matter) -> tuple[Material, ...]:
    if not may_also(act, Deed.READ_MATERIAL):
        return ()
    return act.materials.where(matter=matter.id, holder=act.officer.party, order_by="-registered_at")


def _requests(act: Act, matter: Matter, *, held: bool) -> tuple[Request, ...]:
    if not may_also(act, Deed.READ_REQUESTS):
        return ()
    party = act.officer.party
    if held:
        return act.requests.where(matter=matter.id, holding=party, order_by="-asked_at")
    return act.requests.where(matter=matter.id, asking=party, order_by="-asked_at")


def _releases(act: Act, matter: Matter, *, provided: bool) -> tuple[Release, ...]:
    if not may_also(act, Deed.READ_RELEASE):
        return ()
    party = act.officer.party
    if provided:
        return act.releases.where(matter=matter.id, provider=party, order_by="-proposed_at")
    received = act.releases.where(matter=matter.id, recipient=party, order_by="-proposed_at")
    # Before it is available the recipient meets a release only through its terms.
    return tuple(release for release in received if release.was_let_go)


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Who of the officer's own party is on a matter, and who could be added."""

    matter: Matter
    members: tuple[Member, ...]
    others: tuple[Officer, ...]


def people_of_own_party(desk: Desk, officer: Officer, matter_id: str) -> PeopleView:
    """The officer's own party on a matter. An administrator needs no membership to see who is on it.

    Raises:
        NotFound: no such matter, or not theirs to know of.
    """
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now(), matter=matter_id) as act:
        if _lets_people_in(act):
            matter = act.matters.get(matter_id)
            if officer.party not in matter.parties:
                raise NotFound
        else:
            matter = enter(act, matter_id)
        members = _members(act, matter, (officer.party,))
        on_it = {member.officer.id for member in members if member.is_live} | {officer.id}
        others = act.officers.where(party=officer.party, active=True)
        return PeopleView(matter, members, tuple(one for one in others if one.id not in on_it))


@dataclass(frozen=True, slots=True)
class Ends:
    """What a new matter may be opened with: the possible other ends, and organisations that may be its subject."""

    other_parties: tuple[Party, ...]
    organisations: tuple[Organisation, ...]


def possible_ends(desk: Desk, officer: Officer) -> Ends:
    """Parties of the other kind, and every live organisation."""
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now()) as act:
        own = act.parties.get(officer.party)
        others = tuple(party for party in act.parties.where() if party.kind is not own.kind)
        today = london_date(act.at)
        return Ends(others, tuple(o for o in act.organisations.where() if o.is_live_on(today)))
