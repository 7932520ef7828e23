"""Who may sign in: letting people in from a table, and shutting them out, by whoever runs the service.

There is nobody yet who could let in the first administrator, so these acts are the service's own. The record says
which accounts they touched, and no name.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.new_people import NewPerson, wrong_in
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.errors import NotFound
from exchange.rules.officers import (
    Officer,
    Organisation,
    Party,
)
from exchange.rules.sign_in import Account, check_password

# Signs that nobody takes for one another on paper.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class FirstSignIn:
    """What one person signs in with. It is given once: the service keeps a hash, and the secret sealed."""

    email: str
    password: str
    totp_secret: str

    @property
    def for_app(self) -> str:
        """The secret as an authenticator app takes it."""
        return f"otpauth://totp/Exchange:{quote(self.email)}?secret={self.totp_secret}&issuer=Exchange"


def let_in(desk: Desk, people: Sequence[NewPerson], *, again: bool = False) -> tuple[FirstSignIn, ...]:
    """Give everybody of a table an account, with parties and organisations that are not there yet: all or nobody.

    Args:
        again: people who have an account get a new password, code and roles, and are signed out everywhere.

    Raises:
        InputRefused: somebody has an account already, or one of another party; an organisation is another party's.
    """
    given = [
        FirstSignIn(person.email, _new_password(), desk.credentials.new_totp_secret()) for person in people
    ]
    # Before the act, because each takes a tenth of a second, and an act holds others up.
    hashes = [desk.credentials.hash_password(each.password) for each in given]
    with desk.ledger.act(SYSTEM, Deed.LET_IN, at=desk.now()) as act:
        for person, sign_in, hashed in zip(people, given, hashes, strict=True):
            organisation = _organisation(act, person)
            officer = _officer(act, person, organisation, again=again)
            _sign_in_with(act, officer, sign_in, hashed)
            act.note(officer.id)
        act.note(accounts=len(people))
    return tuple(given)


def shut_out(desk: Desk, email: str) -> None:
    """Close an account at once, everywhere. What its officer did stays on the record.

    Raises:
        NotFound: nobody signs in with this address.
    """
    with desk.ledger.act(SYSTEM, Deed.SHUT_OUT, at=desk.now()) as act:
        found = act.accounts.where(username=email.strip().casefold())
        if not found:
            raise NotFound("Nobody signs in with this email address.")
        officer = act.officers.get(found[0].id)
        act.note(officer.id)
        act.officers.save(replace(officer, active=False))
        _sign_out(act, officer.id)


def _reference(line: int, field: str, name: str) -> str:
    """A name as the record may say it: letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60]
    if not made:
        raise wrong_in(line, field, f'"{field}" has no letter of A to Z')
    return made


def _organisation(act: Act, person: NewPerson) -> Organisation:
    party_id = _reference(person.line, "party", person.party)
    party = act.parties.find(party_id)
    if party is None:
        party = act.parties.add(Party(party_id, person.party_kind, person.party))
    own_id = _reference(person.line, "organisation", person.organisation)
    own = act.organisations.find(own_id)
    if own is None:
        own = act.organisations.add(
            Organisation(own_id, party.id, person.organisation_kind, person.organisation)
        )
    if (
        party.kind is not person.party_kind
        or own.kind is not person.organisation_kind
        or own.party != party.id
    ):
        raise wrong_in(
            person.line, "organisation", "this party or organisation is already here as something else"
        )
    return own


def _officer(act: Act, person: NewPerson, own: Organisation, *, again: bool) -> Officer:
    found = act.accounts.where(username=person.email)
    if found and not again:
        raise wrong_in(person.line, "email", "this person has an account already")
    before = act.officers.get(found[0].id) if found else None
    if before is not None and (before.party, before.organisation) != (own.party, own.id):
        # One person has one account in one party: what they saw for the one must not serve the other.
        raise wrong_in(person.line, "email", "this person has an account of another party or organisation")
    officer = Officer(
        id=before.id if before else act.new_reference("OFF"),
        party=own.party,
        organisation=own.id,
        roles=person.roles,
        name=person.name,
        email=person.email,
        undertaking_signed_on=person.undertaking_signed_on,
        second_factor=True,
    )
    if before is None:
        return act.officers.add(officer)
    return act.officers.save(replace(officer, version=before.version))


def _sign_in_with(act: Act, officer: Officer, sign_in: FirstSignIn, hashed: str) -> None:
    found = act.accounts.where(username=sign_in.email)
    if not found:
        act.accounts.add(Account(officer.id, sign_in.email, hashed, sign_in.totp_secret))
        return
    act.accounts.save(
        replace(found[0], password_hash=hashed, totp_secret=sign_in.totp_secret, failures=0, next_try_at=None)
    )
    _sign_out(act, officer.id)


def _sign_out(act: Act, officer_id: str) -> None:
    for session in act.sessions.where(officer=officer_id, ended=False):
        act.sessions.save(replace(session, ended=True))
    for token in act.tokens.where(officer=officer_id, revoked=False):
        act.tokens.save(replace(token, revoked=True))


def _new_password() -> str:
    """Five groups of five: 123 bits, and long enough for the rule."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(5))
    check_password(password)
    return password
