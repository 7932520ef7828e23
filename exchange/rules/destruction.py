"""Retention, holds, what is due, and what a certificate must say.

Source: A§9.6b2 and A§9.7b2: kept by each party's own retention policy, with a record of the date of
destruction. A hold beats everything until the key is gone (duties.md, finding 7).
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from exchange.rules.clocks import london_date, months_after
from exchange.rules.errors import InputRefused, NotAllowed, SecondPersonRequired, UnderHold, WrongState
from exchange.rules.officers import Officer


class Trigger(StrEnum):
    """What starts the retention clock of a copy."""

    RECEIVED = "received"
    MATTER_CLOSED = "matter-closed"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One line of a party's retention policy. A new issue supersedes; old issues are kept.

    `months` is 0 to 1200 calendar months after the trigger. `mandate` cites the policy it comes from.
    """

    id: str
    party: str
    issue: int
    trigger: Trigger
    months: int
    mandate: str
    set_by: str
    set_at: datetime
    version: int = 1


def check_retention(rule: RetentionRule) -> None:
    if not 0 <= rule.months <= 1200:
        raise InputRefused("months", "Months must be between 0 and 1200", clause="A§9.6b2")
    if not rule.mandate.strip():
        raise InputRefused("mandate", "Enter the policy this rule comes from", clause="A§9.6b2")


def due_on(rule: RetentionRule, *, received_on: date, matter_closed_on: date | None) -> date | None:
    """The first day destruction may be proposed, or None while the trigger has not happened."""
    started = received_on if rule.trigger is Trigger.RECEIVED else matter_closed_on
    return None if started is None else months_after(started, rule.months)


class HoldState(StrEnum):
    PLACED = "placed"
    LIFT_ASKED = "lift-asked"
    LIFTED = "lifted"


class HoldKind(StrEnum):
    INQUIRY = "inquiry"
    CRIMINAL = "criminal"
    CORONIAL = "coronial"
    MISCONDUCT = "misconduct"
    SUBJECT_ACCESS = "subject-access"
    DISPUTE = "dispute"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing it covers is destroyed. `material` empty means every item of the matter, now and later."""

    id: str
    matter: str
    material: str
    kind: HoldKind
    mandate: str
    placed_by: str
    party: str
    placed_at: datetime
    review_on: date
    state: HoldState = HoldState.PLACED
    lift_asked_by: str = ""
    lift_reason: str = ""
    lifted_by: str = ""
    lifted_at: datetime | None = None
    version: int = 1

    def covers(self, matter: str, material: str) -> bool:
        """True while it stands and names this item, or its whole matter."""
        return (
            self.state is not HoldState.LIFTED and self.matter == matter and self.material in {"", material}
        )


def check_hold(hold: Hold, *, today: date) -> None:
    """Placing is one person's act and instant; it still needs a reason and a review date."""
    if not hold.mandate.strip():
        raise InputRefused("mandate", "Enter a reason for the legal hold")
    if hold.review_on <= today:
        raise InputRefused("review_on", "The review date must be in the future")


def ask_to_lift(hold: Hold, *, reason: str, by: Officer) -> Hold:
    """The first of the two who lift a hold."""
    if by.party != hold.party:
        raise NotAllowed("Only the party that placed a hold can lift it.", next_step="Contact that party.")
    if hold.state is not HoldState.PLACED:
        raise WrongState("This hold is not waiting for that.", next_step="Go back to the hold.")
    if not reason.strip():
        raise InputRefused("lift_reason", "Enter a reason for lifting the hold")
    return replace(hold, state=HoldState.LIFT_ASKED, lift_asked_by=by.id, lift_reason=reason.strip())


def lift(hold: Hold, *, by: Officer, at: datetime) -> Hold:
    """The second of the two.

    Raises:
        SecondPersonRequired: the one who asked.
    """
    if by.party != hold.party:
        raise NotAllowed("Only the party that placed a hold can lift it.", next_step="Contact that party.")
    if hold.state is not HoldState.LIFT_ASKED:
        raise WrongState("Nobody has asked to lift this hold.", next_step="Ask to lift it first.")
    if by.id == hold.lift_asked_by:
        raise SecondPersonRequired(
            "You asked to lift this hold. Someone else must agree.", next_step="Ask a colleague."
        )
    return replace(hold, state=HoldState.LIFTED, lifted_by=by.id, lifted_at=at)


class RunState(StrEnum):
    PRACTICE = "practice"
    PROPOSED = "proposed"
    APPROVED = "approved"
    RUNNING = "running"
    FINISHED = "finished"
    PARTIAL = "partial"
    CANCELLED = "cancelled"


RUN_STEPS: dict[RunState, frozenset[RunState]] = {
    RunState.PRACTICE: frozenset({RunState.PROPOSED, RunState.CANCELLED}),
    RunState.PROPOSED: frozenset({RunState.APPROVED, RunState.CANCELLED}),
    RunState.APPROVED: frozenset({RunState.RUNNING, RunState.CANCELLED}),
    RunState.RUNNING: frozenset({RunState.FINISHED, RunState.PARTIAL}),
    RunState.PARTIAL: frozenset({RunState.RUNNING}),
    RunState.FINISHED: frozenset(),
    RunState.CANCELLED: frozenset(),
}


class ItemOutcome(StrEnum):
    PENDING = "pending"
    DESTROYED = "destroyed"
    HELD = "held"
    CHANGED = "changed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunItem:
    """One item on the frozen list and what became of it. `material_version` is the row's version when frozen."""

    id: str
    run: str
    material: str
    matter: str
    material_version: int
    due_on: date
    rule: str
    outcome: ItemOutcome = ItemOutcome.PENDING
    key_destroyed_at: datetime | None = None
    versions_removed: int = 0
    read_back_refused: bool = False
    problem: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class DestructionRun:
    """A party destroys its own copies that are due. The list is frozen by its fingerprint."""

    id: str
    party: str
    due_by: date
    fingerprint: str
    count: int
    held_back: int
    proposed_by: str
    practised_at: datetime
    state: RunState = RunState.PRACTICE
    approved_by: str = ""
    approved_at: datetime | None = None
    starts_at: datetime | None = None
    finished_at: datetime | None = None
    certificate: str = ""
    version: int = 1

    def step(self, to: RunState) -> "DestructionRun":
        if to not in RUN_STEPS[self.state]:
            raise WrongState(
                f"This run is {self.state.value}, so this cannot be done.", next_step="Go back to the run."
            )
        return replace(self, state=to)


def fingerprint_of(items: tuple[RunItem, ...]) -> str:
    """SHA-256 (hex) of exactly what would be destroyed, and why it is due."""
    rows = sorted([i.material, i.material_version, i.due_on.isoformat(), i.rule] for i in items)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def propose_run(run: DestructionRun, *, by: Officer) -> DestructionRun:
    """The practice run put forward for approval; an empty one is refused."""
    if by.party != run.party:
        raise NotAllowed("A party destroys its own copies only.", next_step="Contact the other party.")
    if run.count == 0:
        raise WrongState(
            "No documents are due.", next_step="Choose a later date, or come back when one is due."
        )
    return replace(run.step(RunState.PROPOSED), proposed_by=by.id)


COOLING_OFF_HOURS_LIMIT = 336


def approve_run(
    run: DestructionRun,
    *,
    count: int | None,
    fingerprint: str,
    by: Officer,
    lifted_a_hold: bool,
    cooling_off_hours: int,
    at: datetime,
) -> DestructionRun:
    """The run as a second person approves exactly this list.

    `lifted_a_hold` is true when the approver lifted a hold on any item of it. `cooling_off_hours` is 0 to 336.

    Raises:
        SecondPersonRequired: the proposer, or someone who lifted a hold on it.
        InputRefused: the typed number of documents is missing or wrong.
        WrongState: the list changed after it was frozen.
        ValueError: `cooling_off_hours` is out of bounds, a fault of the settings.
    """
    ready = run.step(RunState.APPROVED)
    if by.party != run.party:
        raise NotAllowed("A party destroys its own copies only.", next_step="Contact the other party.")
    if by.id == run.proposed_by:
        raise SecondPersonRequired(
            "You created this run. Someone else must approve it", next_step="Ask an approver.", clause="I-26"
        )
    if lifted_a_hold:
        raise SecondPersonRequired(
            "You lifted a hold on these documents. Someone else must approve it",
            next_step="Ask another approver.",
        )
    if count is None:
        raise InputRefused("count", "Enter the number of documents that will be destroyed")
    if count != run.count:
        raise InputRefused("count", f"Number of documents must match the list, {run.count}")
    if fingerprint != run.fingerprint:
        raise WrongState(
            "The list has changed since it was approved. Check it again",
            next_step="Start a new practice run.",
        )
    if not 0 <= cooling_off_hours <= COOLING_OFF_HOURS_LIMIT:
        raise ValueError("cooling-off hours are outside 0 to 336")
    starts_at = at + timedelta(hours=cooling_off_hours)
    return replace(ready, approved_by=by.id, approved_at=at, starts_at=starts_at)


def check_may_start(run: DestructionRun, *, at: datetime) -> None:
    """Refuse to begin before the cooling-off time is over, or before what is on the list is due.

    `due_by` may lie ahead when a run is prepared; nothing dies early because it was approved early (domain.md
    4.2, DestructionSchedule: never earlier than the due date).
    """
    if run.state not in {RunState.APPROVED, RunState.PARTIAL} or run.starts_at is None or at < run.starts_at:
        raise WrongState("This run may not start yet.", next_step="Wait until its cooling-off time is over.")
    if london_date(at) < run.due_by:
        raise WrongState(
            "These documents are not due yet.",
            next_step="Wait until the day the run was made for.",
            clause="A§9.7b2",
        )


def check_may_destroy(*, matter: str, material: str, holds: tuple[Hold, ...]) -> None:
    """The last question before a key dies, asked inside the transaction that marks the item (I-25).

    Raises:
        UnderHold: any standing hold covers the item.
    """
    if any(hold.covers(matter, material) for hold in holds):
        raise UnderHold(
            "1 document is under a legal hold and cannot be destroyed",
            next_step="See the hold, or wait until it is lifted.",
            clause="I-25",
        )


@dataclass(frozen=True, slots=True)
class Certificate:
    """That the run happened, what it destroyed, and what is left. `document` is canonical JSON; never changed.

    `final_on` is the day by which backups that hold wrapped keys are overwritten; no certificate claims more.
    """

    id: str
    run: str
    party: str
    issued_at: datetime
    final_on: date
    document: str
    sha256: str
