"""Handling terms: the contract of a release, controller to controller.

Source: A§9.6 to A§9.8; the ICO data sharing code's list of what an agreement covers (domain.md 4.3). What is
accepted is the hash, by a named person, for a named controller; any change is a new issue and a new acceptance.
"""

import hashlib
import json
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from exchange.rules.errors import InputRefused, NotAllowed, WrongState
from exchange.rules.markings import Level, Marking
from exchange.rules.officers import Officer
from exchange.rules.requests import Purpose


class LawfulBasis(StrEnum):
    """UK GDPR Article 6, or law enforcement processing under Part 3 of the Data Protection Act 2018."""

    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    VITAL_INTERESTS = "vital-interests"
    LEGITIMATE_INTERESTS = "legitimate-interests"
    LAW_ENFORCEMENT = "law-enforcement"


class OnwardRule(StrEnum):
    """Default NONE: not outside the receiving party without prior written agreement (A§9.6b1)."""

    NONE = "none"
    WITH_CONSENT = "with-consent"


class Disposition(StrEnum):
    """What the recipient does at the end (A§9.7)."""

    DESTROY = "destroy"
    RETURN = "return"


class TermsState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Cover:
    """Exactly one version: its reference and the SHA-256 of its bytes."""

    version_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed. Everything here is hashed; nothing else is.

    `provider` and `recipient` are organisations (legal persons). `readers` are account references of the
    receiving party. `keep_until` is the last day the recipient may keep its copy.
    """

    matter: str
    provider: str
    recipient: str
    covers: tuple[Cover, ...]
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
    readers: tuple[str, ...]
    onward: OnwardRule
    storage_rule: str
    accuracy: str
    rights_contact: str
    keep_until: date
    disposition: Disposition
    incident_contact: str
    incident_hours: int
    review_on: date

    def digest(self) -> str:
        """SHA-256 (hex) over every field by name, as canonical JSON."""
        written = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        line = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(line.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Cover):
        return [value.version_id, value.sha256]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class HandlingTerms:
    """One issue of the terms of one release, and what became of it."""

    id: str
    matter: str
    release: str
    issue: int
    terms: Terms
    digest: str
    proposed_by: str
    proposed_at: datetime
    state: TermsState = TermsState.PROPOSED
    answered_by: str = ""
    answered_at: datetime | None = None
    accepted_digest: str = ""
    decline_reason: str = ""
    version: int = 1

    def covers(self, version_id: str, sha256: str) -> bool:
        """True when these terms are accepted as they stand and name exactly this version (I-1)."""
        return (
            self.state is TermsState.ACCEPTED
            and self.accepted_digest == self.digest == self.terms.digest()
            and Cover(version_id, sha256) in self.terms.covers
        )


def check_terms(terms: Terms, *, today: date) -> None:
    """Refuse terms that leave something open.

    Raises:
        InputRefused: naming the field and its clause.
    """
    wanted = (
        ("purpose_detail", terms.purpose_detail, "Enter what this is needed for", "A§9.6"),
        ("storage_rule", terms.storage_rule, "Enter where the recipient may keep it", "A§9.6b2"),
        (
            "rights_contact",
            terms.rights_contact,
            "Enter who answers requests from people about their data",
            "A§9.8",
        ),
        ("incident_contact", terms.incident_contact, "Enter who to tell if something goes wrong", "A§9.6b2"),
    )
    for field, value, sentence, clause in wanted:
        if not value.strip():
            raise InputRefused(field, sentence, clause=clause)
    if not terms.covers:
        raise InputRefused("versions", "Select at least one document", clause="A§9.6")
    if not terms.readers:
        raise InputRefused("readers", "Select who may read these documents", clause="A§9.6b1")
    if terms.marking is Marking.OFFICIAL_SENSITIVE and not terms.handling_instruction.strip():
        raise InputRefused("handling_instruction", "Enter a handling instruction for OFFICIAL-SENSITIVE")
    if terms.keep_until <= today:
        raise InputRefused(
            "keep_until", "The date to destroy or return by must be in the future", clause="A§9.7"
        )
    if not today < terms.review_on <= terms.keep_until:
        raise InputRefused(
            "review_on",
            "The review date must be in the future and not after the date to destroy by",
            clause="A§9.7",
        )
    if not 1 <= terms.incident_hours <= 72:
        raise InputRefused(
            "incident_hours", "Time to tell must be between 1 and 72 hours", clause="UK GDPR Article 33"
        )
    if terms.provider == terms.recipient:
        raise InputRefused("recipient", "Select an organisation of the other party", clause="A§2.1")


def accept(
    current: HandlingTerms, *, digest: str, by: Officer, receiving_party: str, at: datetime
) -> HandlingTerms:
    """The terms as a named person of the receiving controller accepts this exact hash.

    Raises:
        NotAllowed: not of the receiving controller.
        WrongState: not waiting for an answer, or not these words.
    """
    _check_answerable(current, by=by, receiving_party=receiving_party)
    if digest != current.digest or current.digest != current.terms.digest():
        raise WrongState("These handling terms have changed.", next_step="Read them again before you agree.")
    return replace(
        current, state=TermsState.ACCEPTED, answered_by=by.id, answered_at=at, accepted_digest=digest
    )


def decline(
    current: HandlingTerms, *, reason: str, by: Officer, receiving_party: str, at: datetime
) -> HandlingTerms:
    """The terms with the reason why the recipient cannot agree; goes to the provider as a task."""
    _check_answerable(current, by=by, receiving_party=receiving_party)
    if not reason.strip():
        raise InputRefused("decline_reason", "Enter why you cannot agree to these terms")
    return replace(
        current, state=TermsState.DECLINED, answered_by=by.id, answered_at=at, decline_reason=reason.strip()
    )


def _check_answerable(current: HandlingTerms, *, by: Officer, receiving_party: str) -> None:
    if by.party != receiving_party or by.organisation != current.terms.recipient:
        raise NotAllowed(
            "Only a person of the receiving organisation can answer for it.",
            next_step="Ask someone of that organisation on this matter.",
            clause="A§9.8",
        )
    if current.state is not TermsState.PROPOSED:
        raise WrongState("These handling terms have been answered.", next_step="Go back to the release.")
