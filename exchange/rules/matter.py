"""A matter: an IOPC investigation linked to a Local Child Safeguarding Practice Review.

Source: the protocol, sections 6 to 8. A member of one matter sees nothing of another (I-11).
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from exchange.rules.clocks import publication_due_on
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.officers import Officer

IOPC_REFERENCE = re.compile(r"20\d{2}/\d{6}")


class Mode(StrEnum):
    """How the IOPC runs the investigation (A§7.5). An information notice needs INDEPENDENT."""

    INDEPENDENT = "independent"
    DIRECTED = "directed"
    LOCAL = "local"


class MatterState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Matter:
    """Two parties, two references, one clock.

    `conflicted` lists organisations that are subject of the investigation: their people never read the other
    party's items (I-9). `force_contacted_on` is the first contact with the local police force (A§8.2).
    """

    id: str
    iopc_reference: str
    review_reference: str
    mode: Mode
    iopc: str
    partnership: str
    decided_on: date
    force_contacted_on: date | None
    opened_by: str
    opened_at: datetime
    conflicted: tuple[str, ...] = ()
    state: MatterState = MatterState.OPEN
    closed_at: datetime | None = None
    version: int = 1

    @property
    def publication_due_on(self) -> date:
        return publication_due_on(self.decided_on)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset({self.iopc, self.partnership})

    def other_party(self, party: str) -> str:
        """The other end of this matter.

        Raises:
            NotFound: `party` is not an end of it.
        """
        if party not in self.parties:
            raise NotFound
        return self.iopc if party == self.partnership else self.partnership

    def check_open(self) -> None:
        if self.state is not MatterState.OPEN:
            raise WrongState(
                "This matter is closed.",
                next_step="Ask an approver to open it again if this is still needed.",
            )

    def close(self, *, at: datetime) -> "Matter":
        self.check_open()
        return replace(self, state=MatterState.CLOSED, closed_at=at)

    def has_conflict(self, officer: Officer) -> bool:
        return officer.organisation in self.conflicted


def check_matter(matter: Matter, *, today: date) -> None:
    """Refuse a matter that cannot be right.

    Raises:
        InputRefused: naming the field.
    """
    if not IOPC_REFERENCE.fullmatch(matter.iopc_reference):
        raise InputRefused("iopc_reference", "Enter an IOPC reference, like 2026/204417", clause="A§8.2")
    if not matter.review_reference.strip():
        raise InputRefused("review_reference", "Enter the reference of the review", clause="A§8.2")
    if matter.decided_on > today:
        raise InputRefused("decided_on", "The decision date must be today or in the past", clause="A§6.6")
    if matter.force_contacted_on and matter.force_contacted_on > today:
        raise InputRefused("force_contacted_on", "The date of contact must be today or in the past")
    if matter.iopc == matter.partnership:
        raise InputRefused("partnership", "Select the other party", clause="A§2.1")


@dataclass(frozen=True, slots=True)
class Membership:
    """One officer on one matter. Ends with a date and is never deleted."""

    id: str
    matter: str
    officer: str
    party: str
    added_by: str
    added_at: datetime
    ends_on: date | None = None
    version: int = 1

    def is_live_on(self, day: date) -> bool:
        """True up to and including the last day (I-10: ended yesterday reads nothing today)."""
        return self.ends_on is None or day <= self.ends_on


@dataclass(frozen=True, slots=True)
class PointOfContact:
    """Whom the other side rings (A§8.2, A§8.3)."""

    id: str
    matter: str
    party: str
    name: str
    telephone: str
    email: str
    named_by: str
    named_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class TermsOfReference:
    """One party's terms of reference, shared with the other (A§8.3). A new text supersedes, never edits."""

    id: str
    matter: str
    party: str
    issue: int
    text: str
    shared_by: str
    shared_at: datetime
    version: int = 1


def check_member(officer: Officer, matter: Matter, membership: Membership | None, *, today: date) -> None:
    """Refuse someone who is not on the matter, in the words of "not there".

    Raises:
        NotFound: no live membership; the matter's existence is not admitted (I-7).
    """
    if officer.party not in matter.parties or membership is None or not membership.is_live_on(today):
        raise NotFound
    # Fail shut if the row that was looked up is another's: whoever looked it up may have erred.
    if (membership.matter, membership.officer, membership.party) != (matter.id, officer.id, officer.party):
        raise NotFound


def check_can_add(adder: Officer, newcomer: Officer, matter: Matter) -> None:
    """A party lets in its own people, and nobody lets themselves in.

    Raises:
        NotAllowed, NotFound.
    """
    if adder.party not in matter.parties:
        raise NotFound
    if newcomer.party != adder.party:
        raise NotAllowed(
            "You can only add people of your own party.",
            next_step="Ask the other party to add their own people.",
        )
    if newcomer.id == adder.id:
        raise NotAllowed("You cannot add yourself to a matter.", next_step="Ask another administrator.")
    if not newcomer.active:
        raise NotAllowed("That account is not active.", next_step="Ask your party's administrator.")
