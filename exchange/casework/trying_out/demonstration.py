"""A demonstration: two parties, fictitious people on both sides, and one matter to try things in."""

from dataclasses import dataclass
from datetime import timedelta

from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.matters import (
    NewMatter,
    add_member,
    name_contact,
    open_matter,
    share_terms_of_reference,
)
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.matter import Matter, Mode
from exchange.rules.officers import Officer, Organisation, OrganisationKind, Party, PartyKind, Role
from exchange.rules.sign_in import Account

PARTNERSHIP, IOPC = "northshire-partnership", "iopc"
_DOMAINS = {PARTNERSHIP: "northshire.example", IOPC: "iopc.example"}
_ORGANISATIONS = (
    Organisation(
        "northshire-council", PARTNERSHIP, OrganisationKind.LOCAL_AUTHORITY, "Northshire County Council"
    ),
    Organisation("northshire-icb", PARTNERSHIP, OrganisationKind.INTEGRATED_CARE_BOARD, "NHS Northshire ICB"),
    Organisation("northshire-police", PARTNERSHIP, OrganisationKind.POLICE_FORCE, "Northshire Police"),
    Organisation("iopc-office", IOPC, OrganisationKind.IOPC, "Independent Office for Police Conduct"),
)
#: (local part, name, party, organisation, roles). Every one of them is made up.
_PEOPLE: tuple[tuple[str, str, str, str, frozenset[Role]], ...] = (
    ("priya.nair", "Priya Nair", PARTNERSHIP, "northshire-council", frozenset({Role.DISCLOSURE_OFFICER})),
    ("tom.ashby", "Tom Ashby", PARTNERSHIP, "northshire-council", frozenset({Role.REVIEWER})),
    ("grace.oduya", "Grace Oduya", PARTNERSHIP, "northshire-council", frozenset({Role.APPROVER})),
    ("helen.price", "Helen Price", PARTNERSHIP, "northshire-council", frozenset({Role.RECORDS_OFFICER})),
    ("omar.reid", "Omar Reid", PARTNERSHIP, "northshire-council", frozenset({Role.ADMINISTRATOR})),
    ("ruth.lyle", "Ruth Lyle", PARTNERSHIP, "northshire-council", frozenset({Role.AUDITOR})),
    ("daniel.frost", "Daniel Frost", IOPC, "iopc-office", frozenset({Role.DISCLOSURE_OFFICER})),
    ("mei.tan", "Mei Tan", IOPC, "iopc-office", frozenset({Role.REVIEWER})),
    ("amara.bell", "Amara Bell", IOPC, "iopc-office", frozenset({Role.APPROVER})),
    ("joan.whit", "Joan Whit", IOPC, "iopc-office", frozenset({Role.RECORDS_OFFICER})),
    ("luke.hart", "Luke Hart", IOPC, "iopc-office", frozenset({Role.ADMINISTRATOR})),
    ("nina.cole", "Nina Cole", IOPC, "iopc-office", frozenset({Role.AUDITOR})),
)


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """One sign-in of the demonstration. The password and the secret are generated for this installation."""

    officer: Officer
    username: str
    password: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was loaded."""

    accounts: tuple[DemonstrationAccount, ...]
    matter: Matter

    def officer(self, local_part: str) -> Officer:
        """The officer whose address begins so, like "priya.nair"."""
        return next(a.officer for a in self.accounts if a.username.startswith(f"{local_part}@"))


def is_loaded(desk: Desk) -> bool:
    """True when the demonstration's parties are there."""
    with desk.ledger.look(SYSTEM, Deed.LOAD_DEMONSTRATION, at=desk.now()) as act:
        return act.parties.find(PARTNERSHIP) is not None


def load(desk: Desk, *, password: str) -> Demonstration:
    """Write parties, organisations, accounts and one matter. `password` is used for every account."""
    hashed = desk.credentials.hash_password(password)
    with desk.ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=desk.now()) as act:
        act.parties.add(
            Party(PARTNERSHIP, PartyKind.PARTNERSHIP, "Northshire Local Safeguarding Partnership")
        )
        act.parties.add(Party(IOPC, PartyKind.IOPC, "Independent Office for Police Conduct"))
        for organisation in _ORGANISATIONS:
            act.organisations.add(organisation)
        accounts = tuple(_account(desk, act, person, password, hashed) for person in _PEOPLE)
        act.note(accounts=len(accounts))
    loaded = {account.username.split("@")[0]: account.officer for account in accounts}
    return Demonstration(accounts, _matter(desk, loaded))


def _account(
    desk: Desk, act: Act, person: tuple[str, str, str, str, frozenset[Role]], password: str, hashed: str
) -> DemonstrationAccount:
    local, name, party, organisation, roles = person
    username = f"{local}@{_DOMAINS[party]}"
    officer = Officer(
        id=act.new_reference("OFF"),
        party=party,
        organisation=organisation,
        roles=roles,
        name=name,
        email=username,
        undertaking_signed_on=london_date(act.at),
        second_factor=True,
    )
    secret = desk.credentials.new_totp_secret()
    act.officers.add(officer)
    act.accounts.add(Account(officer.id, username, hashed, secret))
    return DemonstrationAccount(officer, username, password, secret)


def _matter(desk: Desk, officers: dict[str, Officer]) -> Matter:
    opened = open_matter(
        desk,
        officers["priya.nair"],
        NewMatter(
            iopc_reference="2026/204417",
            review_reference="Northshire LCSPR 14",
            mode=Mode.INDEPENDENT,
            other_party=IOPC,
            decided_on=london_date(desk.now()) - timedelta(days=40),
            force_contacted_on=london_date(desk.now()) - timedelta(days=35),
            conflicted=("northshire-police",),
        ),
    )
    for local in ("tom.ashby", "grace.oduya", "helen.price", "ruth.lyle"):
        add_member(desk, officers["omar.reid"], opened.id, officers[local].id)
    for local in ("daniel.frost", "mei.tan", "amara.bell", "joan.whit", "nina.cole"):
        add_member(desk, officers["luke.hart"], opened.id, officers[local].id)
    for local, telephone in (("priya.nair", "01632 960101"), ("daniel.frost", "01632 960202")):
        person = officers[local]
        name_contact(desk, person, opened.id, name=person.name, telephone=telephone, email=person.email)
        share_terms_of_reference(
            desk,
            person,
            opened.id,
            text="To establish what happened, what can be learnt, and who needs to hear it. (Demonstration text.)",
        )
    return opened
