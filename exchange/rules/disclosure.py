"""One disclosure to one recipient, the ticket it is collected with, and what must be true as bytes leave.

Source: A§9.7b1: a record of what was disclosed, when, and to whom.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from exchange.rules.errors import NotAllowed, NotFound, TermsNotAgreed, WrongState
from exchange.rules.handling import HandlingTerms
from exchange.rules.material import Version
from exchange.rules.matter import Matter, MatterState
from exchange.rules.officers import Officer
from exchange.rules.release import Release, ReleaseState

TICKET_MINUTES = 15


class DisclosureBasis(StrEnum):
    RELEASE = "release"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What went, when, from whom, to whom, under which terms. Never changed; corrected by a later one.

    `recipient_person` is an account for a release; for onward sharing it is empty and `recipient_name` holds the
    organisation's legal name. `parent` is the disclosure it was shared on from.
    """

    id: str
    matter: str
    release: str
    provider: str
    recipient: str
    recipient_organisation: str
    recipient_name: str
    recipient_person: str
    material: str
    version_id: str
    sha256: str
    size_bytes: int
    terms_digest: str
    purpose: str
    basis: DisclosureBasis
    destroy_by: date
    disclosed_at: datetime
    parent: str = ""
    consent: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to collect one version once. Only the SHA-256 of the secret is kept.

    It serves one whole download, which may be broken off and resumed by ranges until it expires.
    """

    id: str
    disclosure: str
    matter: str
    release: str
    version_id: str
    officer: str
    secret_sha256: str
    minted_at: datetime
    expires_at: datetime
    version: int = 1


class CollectionEvent(StrEnum):
    STARTED = "started"
    ENDED = "ended"
    BROKEN_OFF = "broken-off"


@dataclass(frozen=True, slots=True)
class Collection:
    """One line of what was sent over the wire under a ticket: byte range [start, stop)."""

    id: str
    ticket: str
    disclosure: str
    matter: str
    officer: str
    event: CollectionEvent
    start: int
    stop: int
    at: datetime


def ticket_expires_at(minted_at: datetime) -> datetime:
    return minted_at + timedelta(minutes=TICKET_MINUTES)


@dataclass(frozen=True, slots=True)
class EgressFacts:
    """What must be true at the instant a byte leaves, gathered afresh each time it is asked."""

    matter: Matter
    release: Release
    terms: HandlingTerms
    version: Version
    officer: Officer
    today: date


def check_egress(facts: EgressFacts) -> None:
    """Refuse every byte that accepted terms do not cover exactly (I-1, I-4).

    Raises:
        NotFound: not the recipient's officer, or not this matter. NotAllowed: the officer's organisation is
        subject of the investigation. TermsNotAgreed: no accepted terms over this version, not a permitted
        reader, or access has ended. WrongState: not released, or revoked. Destroyed: the bytes are gone.
    """
    release, officer = facts.release, facts.officer
    if officer.party != release.recipient or not officer.active or facts.matter.id != release.matter:
        raise NotFound
    if facts.matter.has_conflict(officer):
        raise NotAllowed(
            "Your organisation is subject of this investigation.",
            next_step="Ask another reader.",
            clause="I-9",
        )
    facts.version.check_readable()
    if release.state is not ReleaseState.AVAILABLE or facts.matter.state is not MatterState.OPEN:
        raise WrongState(
            "This release is not available.",
            next_step="Contact the provider's point of contact.",
            clause="A§9.6",
        )
    if facts.version.id not in release.versions or not facts.terms.covers(
        facts.version.id, facts.version.sha256
    ):
        raise TermsNotAgreed(
            "No accepted handling terms cover this document.",
            next_step="Read and agree the terms.",
            clause="A§9.6",
        )
    if facts.terms.release != release.id or officer.id not in facts.terms.terms.readers:
        raise TermsNotAgreed(
            "The handling terms do not name you as a reader.",
            next_step="Ask for new terms.",
            clause="A§9.6b1",
        )
    if facts.today > facts.terms.terms.keep_until:
        raise TermsNotAgreed("Your access has ended.", next_step="Ask for new terms.", clause="A§9.7")


def check_ticket(ticket: Ticket, *, officer: Officer, at: datetime, collected_whole: bool) -> None:
    """Refuse a ticket that is another's, spent or too old.

    Raises:
        NotFound, WrongState.
    """
    if ticket.officer != officer.id:
        raise NotFound
    if collected_whole:
        raise WrongState(
            "This download has been used.", next_step="Start a new download from the release page."
        )
    if at >= ticket.expires_at:
        raise WrongState(
            "This download has expired.", next_step="Start a new download from the release page."
        )
