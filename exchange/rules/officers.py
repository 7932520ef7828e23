"""Officers, their roles and organisations, and who may do what.

Source: docs/security.md (roles and actions); the protocol's sections 2 and 5 for the parties.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotAllowed


class PartyKind(StrEnum):
    """The two ends of every release (A§2.1)."""

    PARTNERSHIP = "partnership"
    IOPC = "iopc"


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two ends of the protocol: the IOPC, or one Local Safeguarding Partnership."""

    id: str
    kind: PartyKind
    name: str
    version: int = 1


class OrganisationKind(StrEnum):
    LOCAL_AUTHORITY = "local-authority"
    INTEGRATED_CARE_BOARD = "integrated-care-board"
    POLICE_FORCE = "police-force"
    IOPC = "iopc"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A controller: a legal person that belongs to one party (A§9.8: sharing is controller to controller).

    `dissolved_on` set means it can no longer receive anything.
    """

    id: str
    party: str
    kind: OrganisationKind
    legal_name: str
    dissolved_on: date | None = None
    version: int = 1

    def is_live_on(self, day: date) -> bool:
        return self.dissolved_on is None or day < self.dissolved_on


class Role(StrEnum):
    """What an account is for. One person has one account in one party."""

    REVIEWER = "reviewer"
    DISCLOSURE_OFFICER = "disclosure-officer"
    APPROVER = "approver"
    RECORDS_OFFICER = "records-officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


#: Pairs that one account may not hold together. An administrator, who lets people in, holds no other role at
#: all: no sequence of permitted acts may bring that account to the plain words of a document (I-8).
INCOMPATIBLE: tuple[frozenset[Role], ...] = (
    *(frozenset({Role.ADMINISTRATOR, role}) for role in Role if role is not Role.ADMINISTRATOR),
    *(frozenset({Role.AUDITOR, role}) for role in Role if role is not Role.AUDITOR),
    *(frozenset({Role.SYSTEM, role}) for role in Role if role is not Role.SYSTEM),
)


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts: one account of one organisation of one party."""

    id: str
    party: str
    organisation: str
    roles: frozenset[Role]
    name: str = ""
    email: str = ""
    active: bool = True
    undertaking_signed_on: date | None = None
    second_factor: bool = False
    version: int = 1


def check_roles(roles: frozenset[Role]) -> None:
    """Refuse a set of roles that would let one person do both halves of something.

    Raises:
        InputRefused: the set is empty, or holds an incompatible pair.
    """
    if not roles:
        raise InputRefused("roles", "Select at least one role")
    for pair in INCOMPATIBLE:
        if pair <= roles:
            raise InputRefused("roles", "One account cannot hold both of these roles", clause="SoD")


_R, _D, _A = Role.REVIEWER, Role.DISCLOSURE_OFFICER, Role.APPROVER
_RO, _PA, _AU, _SYS = Role.RECORDS_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.SYSTEM
_CASE = frozenset({_R, _D, _A})
_EVERYONE = frozenset(Role)
_PEOPLE = _EVERYONE - {_SYS}

#: The table that is the policy. A deed that is not here is nobody's.
WHO_MAY: dict[Deed, frozenset[Role]] = {
    Deed.PUBLIC: _EVERYONE,
    Deed.SIGN_IN: _PEOPLE,
    Deed.SIGN_OUT: _PEOPLE,
    Deed.READ_TASKS: _PEOPLE,
    Deed.MINT_TOKEN: _PEOPLE,
    Deed.REVOKE_TOKEN: _PEOPLE,
    Deed.OPEN_MATTER: frozenset({_D, _A}),
    Deed.READ_MATTER: _PEOPLE,
    Deed.CHANGE_MATTER: frozenset({_D, _A}),
    Deed.ADD_MEMBER: frozenset({_A, _PA}),
    Deed.CLOSE_MATTER: frozenset({_A}),
    Deed.UPLOAD: _CASE,
    Deed.RECEIVE: frozenset({_SYS}),
    Deed.READ_MATERIAL: _CASE | {_RO},
    Deed.OPEN_ORIGINAL: _CASE,
    Deed.UNLOCK: _CASE,
    Deed.ASK_HINTS: frozenset({_D}),
    Deed.LOOK_FOR_HINTS: frozenset({_SYS}),
    Deed.READ_HINTS: frozenset({_D, _A}),
    Deed.CLASSIFY: frozenset({_D}),
    Deed.RECORD_SECRET_POINTER: frozenset({_D, _A}),
    Deed.REQUEST: _CASE,
    Deed.READ_REQUESTS: _CASE,
    Deed.ACKNOWLEDGE_REQUEST: frozenset({_D, _A}),
    Deed.CONSIDER_REDIRECT: frozenset({_D, _A}),
    Deed.DECIDE_ITEM: frozenset({_D, _A}),
    Deed.SUGGEST_REDACTIONS: frozenset({_D, _SYS}),
    Deed.READ_REDACTIONS: frozenset({_D, _A}),
    Deed.DECIDE_REDACTION: frozenset({_D}),
    Deed.UNDO_DECISION: frozenset({_D}),
    Deed.PROPOSE_REDACTIONS: frozenset({_D}),
    Deed.APPROVE_REDACTIONS: frozenset({_D, _A}),
    Deed.RETURN_REDACTIONS: frozenset({_D, _A}),
    Deed.APPLY_REDACTIONS: frozenset({_SYS}),
    Deed.LOOK_AT_COPY: frozenset({_D, _A}),
    Deed.READ_DETECTION: frozenset({_D, _A, _RO, _AU}),
    Deed.READ_KEY_TABLE: frozenset({_D, _A}),
    Deed.CHANGE_KEY_TABLE: frozenset({_D}),
    Deed.PROPOSE_RELEASE: frozenset({_D}),
    Deed.READ_RELEASE: _CASE,
    Deed.ACCEPT_TERMS: frozenset({_D, _A}),
    Deed.DECLINE_TERMS: frozenset({_D, _A}),
    Deed.APPROVE_RELEASE: frozenset({_A}),
    Deed.WITHDRAW_RELEASE: frozenset({_D}),
    Deed.REVOKE_RELEASE: frozenset({_D, _A}),
    Deed.ASK_COMPARISON: frozenset({_D, _A}),
    Deed.COMPARE: frozenset({_SYS}),
    Deed.READ_COMPARISON: frozenset({_D, _A}),
    Deed.KEEP_ON_PURPOSE: frozenset({_D, _A}),
    Deed.CONFIRM_KEPT: frozenset({_D, _A}),
    Deed.DISCLOSE: _CASE,
    Deed.COLLECT: _CASE,
    Deed.READ_DISCLOSURES: _PEOPLE - {_PA},
    Deed.EXPORT_DISCLOSURES: _PEOPLE - {_PA},
    Deed.ASK_ONWARD: _CASE,
    Deed.READ_ONWARD: _CASE,
    Deed.DECIDE_ONWARD: frozenset({_A}),
    Deed.SHARE_ONWARD: _CASE,
    Deed.WITHDRAW_CONSENT: frozenset({_A}),
    Deed.SET_RETENTION: frozenset({_RO}),
    Deed.READ_DESTRUCTION: frozenset({_RO, _A, _AU}),
    Deed.PLACE_HOLD: frozenset({_D, _A, _RO}),
    Deed.ASK_TO_LIFT_HOLD: frozenset({_D, _A, _RO}),
    Deed.LIFT_HOLD: frozenset({_A, _RO}),
    Deed.PRACTISE_DESTRUCTION: frozenset({_RO}),
    Deed.PROPOSE_DESTRUCTION: frozenset({_RO}),
    Deed.APPROVE_DESTRUCTION: frozenset({_A}),
    Deed.CANCEL_DESTRUCTION: frozenset({_RO, _A}),
    Deed.DESTROY: frozenset({_SYS}),
    Deed.CERTIFY: frozenset({_SYS}),
    Deed.READ_AUDIT: frozenset({_AU, _A, _RO}),
    Deed.VERIFY_AUDIT: frozenset({_AU, _A, _RO, _SYS}),
    Deed.LOAD_DEMONSTRATION: frozenset({_SYS}),
    Deed.LET_IN: frozenset({_SYS}),
    Deed.SHUT_OUT: frozenset({_SYS}),
}


def check_may(officer: Officer, deed: Deed) -> None:
    """Refuse an officer whose roles do not include this deed.

    Raises:
        NotAllowed: the account is not active, or no role of it may do this.
    """
    if not officer.active:
        raise NotAllowed("This account is not active.", next_step="Ask your party's administrator.")
    if not officer.roles & WHO_MAY.get(deed, frozenset()):
        raise NotAllowed(
            "Your role does not include this.",
            next_step="Ask someone on this matter whose role does.",
            clause="security.md 5.2",
        )
