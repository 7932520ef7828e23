"""Retention and destruction: a practice run, a frozen list, a second person, and time to think again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import (
    DestructionRun,
    HoldState,
    ItemOutcome,
    RetentionRule,
    RunItem,
    RunState,
    Trigger,
    approve_run,
    check_retention,
    due_on,
    fingerprint_of,
    propose_run,
)
from exchange.rules.errors import InputRefused, NotFound, WrongState
from exchange.rules.material import Material, MaterialState
from exchange.rules.officers import Officer
from exchange.rules.work import JobKind


@dataclass(frozen=True, slots=True)
class NewRule:
    """A party's retention rule: so many calendar months after the trigger, by this mandate."""

    trigger: Trigger
    months: int
    mandate: str


def set_retention(desk: Desk, officer: Officer, new: NewRule) -> RetentionRule:
    """Issue the party's rule anew; earlier issues stay on the record."""
    with desk.ledger.act(officer, Deed.SET_RETENTION, at=desk.now()) as act:
        rule = RetentionRule(
            id=act.new_reference("RET"),
            party=officer.party,
            issue=1 + act.retention_rules.count(party=officer.party),
            trigger=new.trigger,
            months=new.months,
            mandate=new.mandate.strip(),
            set_by=officer.id,
            set_at=act.at,
        )
        check_retention(rule)
        act.note(rule.id, months=rule.months, trigger=rule.trigger.value)
        return act.retention_rules.add(rule)


def rule_in_force(act: Act, party: str) -> RetentionRule:
    """The newest issue of a party's rule.

    Raises:
        WrongState: the party has none; without a policy nothing is destroyed.
    """
    rules = act.retention_rules.where(party=party, order_by="-issue", limit=1)
    if not rules:
        raise WrongState(
            "Your party has no retention rule.",
            next_step="Set one first; nothing is destroyed without it.",
            clause="A§9.6b2",
        )
    return rules[0]


def due_date(act: Act, rule: RetentionRule, material: Material) -> date | None:
    """When one item falls due under a rule, or None while its trigger has not happened."""
    matter = act.matters.get(material.matter)
    closed_on = london_date(matter.closed_at) if matter.closed_at else None
    return due_on(rule, received_on=london_date(material.registered_at), matter_closed_on=closed_on)


def practise(desk: Desk, officer: Officer, *, due_by: date) -> DestructionRun:
    """List what would be destroyed and what is held back. Nothing is destroyed; the list is frozen."""
    with desk.ledger.act(officer, Deed.PRACTISE_DESTRUCTION, at=desk.now()) as act:
        if due_by > london_date(act.at):
            raise InputRefused(
                "due_by", "The date must be today or in the past: nothing is destroyed before it is due"
            )
        rule = rule_in_force(act, officer.party)
        run_id = act.new_reference("DR")
        items = tuple(_due_items(act, run_id, rule, due_by))
        ready = tuple(item for item in items if item.outcome is ItemOutcome.PENDING)
        run = DestructionRun(
            id=run_id,
            party=officer.party,
            due_by=due_by,
            fingerprint=fingerprint_of(ready),
            count=len(ready),
            held_back=len(items) - len(ready),
            proposed_by=officer.id,
            practised_at=act.at,
        )
        act.destruction_runs.add(run)
        for item in items:
            act.run_items.add(item)
        act.note(run.id, count=run.count, held_back=run.held_back, fingerprint=run.fingerprint)
        return run


def _due_items(act: Act, run_id: str, rule: RetentionRule, due_by: date) -> Iterator[RunItem]:
    for material in act.materials.where(holder=act.officer.party, state=MaterialState.SEALED, order_by="id"):
        due = due_date(act, rule, material)
        if due is None or due > due_by:
            continue
        held = is_held(act, material)
        yield RunItem(
            id=f"{run_id}/{material.id}",
            run=run_id,
            material=material.id,
            matter=material.matter,
            material_version=material.version,
            due_on=due,
            rule=rule.id,
            outcome=ItemOutcome.HELD if held else ItemOutcome.PENDING,
        )


def is_held(act: Act, material: Material) -> bool:
    """True while any hold, by either party, covers the item."""
    return any(hold.covers(material.matter, material.id) for hold in act.holds.where(matter=material.matter))


def own_run(act: Act, run_id: str) -> DestructionRun:
    """A run of the officer's own party."""
    run = act.destruction_runs.find(run_id)
    if run is None or run.party != act.officer.party:
        raise NotFound
    act.note(run.id)
    return run


def propose_destruction(desk: Desk, officer: Officer, run_id: str) -> DestructionRun:
    """Put the practice run forward for approval, as it is frozen."""
    with desk.ledger.act(officer, Deed.PROPOSE_DESTRUCTION, at=desk.now()) as act:
        run = own_run(act, run_id)
        return act.destruction_runs.save(propose_run(run, by=officer))


def approve_destruction(
    desk: Desk, officer: Officer, run_id: str, *, count: int | None, fingerprint: str
) -> DestructionRun:
    """The second person approves exactly this list; it starts when the cooling-off time is over."""
    with desk.ledger.act(officer, Deed.APPROVE_DESTRUCTION, at=desk.now()) as act:
        run = own_run(act, run_id)
        items = act.run_items.where(run=run.id, outcome=ItemOutcome.PENDING)
        if fingerprint_of(items) != run.fingerprint or any(_has_changed(act, item) for item in items):
            raise WrongState(
                "The list has changed since it was approved. Check it again",
                next_step="Start a new practice run.",
            )
        approved = approve_run(
            run,
            count=count,
            fingerprint=fingerprint,
            by=officer,
            lifted_a_hold=_lifted_a_hold(act, officer, items),
            cooling_off_hours=desk.policy.cooling_off_hours,
            at=act.at,
        )
        act.owe(JobKind.DESTROY, run.id, due_at=approved.starts_at)
        act.note(count=run.count, fingerprint=run.fingerprint)
        return act.destruction_runs.save(approved)


def _has_changed(act: Act, item: RunItem) -> bool:
    material = act.materials.get(item.material)
    return material.version != item.material_version or material.state is not MaterialState.SEALED


def _lifted_a_hold(act: Act, officer: Officer, items: Iterable[RunItem]) -> bool:
    covered = {(item.matter, item.material) for item in items}
    matters = {matter for matter, _ in covered}
    lifted = [hold for m in matters for hold in act.holds.where(matter=m, state=HoldState.LIFTED)]
    return any(
        officer.id in {hold.lifted_by, hold.lift_asked_by}
        and (not hold.material or (hold.matter, hold.material) in covered)
        for hold in lifted
    )


def cancel_destruction(desk: Desk, officer: Officer, run_id: str) -> DestructionRun:
    """End a run before it starts."""
    with desk.ledger.act(officer, Deed.CANCEL_DESTRUCTION, at=desk.now()) as act:
        return act.destruction_runs.save(own_run(act, run_id).step(RunState.CANCELLED))


def retry_destruction(desk: Desk, officer: Officer, run_id: str) -> DestructionRun:
    """Set a run going again that stopped on a fault. Items under a hold stay as they are."""
    with desk.ledger.act(officer, Deed.PROPOSE_DESTRUCTION, at=desk.now()) as act:
        run = own_run(act, run_id)
        if run.state is not RunState.PARTIAL:
            raise WrongState("This run did not stop on a fault.", next_step="Go back to the run.")
        act.owe(JobKind.DESTROY, run.id)
        return act.destruction_runs.save(replace(run, finished_at=None))
