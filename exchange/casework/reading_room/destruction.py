"""What is due, what is held, the runs and their certificates, for one party's records people."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.casework.ending.destroy import due_date, is_held
from exchange.casework.reading_room.standing import may_also
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import (
    Certificate,
    DestructionRun,
    Hold,
    HoldState,
    ItemOutcome,
    RetentionRule,
    RunItem,
    RunState,
)
from exchange.rules.errors import NotFound
from exchange.rules.material import Material, MaterialState
from exchange.rules.officers import Officer


@dataclass(frozen=True, slots=True)
class DueItem:
    """One of the party's items and when it falls due; `due_on` is None while the clock has not started."""

    material: Material
    due_on: date | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class RecordsView:
    """A records officer's first sight."""

    rule: RetentionRule | None
    earlier_rules: tuple[RetentionRule, ...]
    items: tuple[DueItem, ...]
    holds: tuple[Hold, ...]
    runs: tuple[DestructionRun, ...]
    today: date

    @property
    def due_now(self) -> int:
        return sum(1 for item in self.items if item.due_on and item.due_on <= self.today and not item.is_held)

    @property
    def overdue(self) -> int:
        return sum(1 for item in self.items if item.due_on and item.due_on < self.today and not item.is_held)

    @property
    def next_due_on(self) -> date | None:
        """The first day on which something that is not due yet falls due."""
        return min(
            (item.due_on for item in self.items if item.due_on and item.due_on > self.today), default=None
        )

    @property
    def on_hold(self) -> int:
        return sum(1 for item in self.items if item.is_held)


def records_of(desk: Desk, officer: Officer) -> RecordsView:
    """Everything the officer's party keeps, by when it is due."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        rules = act.retention_rules.where(party=officer.party, order_by="-issue")
        rule = rules[0] if rules else None
        kept = act.materials.where(holder=officer.party, state=MaterialState.SEALED, order_by="registered_at")
        items = tuple(
            DueItem(material, due_date(act, rule, material) if rule else None, is_held(act, material))
            for material in kept
        )
        return RecordsView(
            rule=rule,
            earlier_rules=rules[1:],
            items=tuple(sorted(items, key=lambda item: item.due_on or date.max)),
            holds=_holds(act),
            runs=act.destruction_runs.where(party=officer.party, order_by="-practised_at"),
            today=london_date(act.at),
        )


def _holds(act: Act) -> tuple[Hold, ...]:
    """Holds that stand on the party's matters and cover something of the party's: its own and the other party's."""
    matters = {m.matter for m in act.memberships.where(party=act.officer.party)}
    standing = act.holds.where(matter=matters, state=(HoldState.PLACED, HoldState.LIFT_ASKED))
    seen = (_as_may_be_seen(act, hold) for hold in standing)
    return tuple(sorted((hold for hold in seen if hold is not None), key=lambda hold: hold.placed_at))


def _as_may_be_seen(act: Act, hold: Hold) -> Hold | None:
    """The other party's hold tells that it stands, not on whose word; on its own documents it is not shown at all."""
    if hold.party == act.officer.party:
        return hold
    material = act.materials.find(hold.material) if hold.material else None
    if material is not None and material.holder != act.officer.party:
        return None
    return replace(hold, mandate="", placed_by="", lift_asked_by="", lift_reason="", lifted_by="")


def hold_of(desk: Desk, officer: Officer, hold_id: str) -> Hold:
    """One hold, for a member of its matter and for those who destroy for either party of it."""
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now()) as act:
        hold = act.holds.find(hold_id)
        if hold is None:
            raise NotFound
        if may_also(act, Deed.READ_DESTRUCTION):
            of_party = officer.party in act.matters.get(hold.matter).parties
        else:
            of_party = bool(enter(act, hold.matter))
        shown = _as_may_be_seen(act, hold) if of_party else None
        if shown is None:
            raise NotFound
        return shown


def holdable_in(desk: Desk, officer: Officer, matter_id: str) -> tuple[Material, ...]:
    """What of a matter a hold may name: the party's own items, and those that were disclosed to it."""
    with desk.ledger.look(officer, Deed.READ_MATTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        own = act.materials.where(matter=matter.id, holder=officer.party, state=MaterialState.SEALED)
        if matter.has_conflict(officer):
            return own
        disclosed = {row.material for row in act.disclosures.where(matter=matter.id, recipient=officer.party)}
        others = act.materials.where(id=disclosed, state=MaterialState.SEALED)
        return tuple({each.id: each for each in (*own, *others)}.values())


@dataclass(frozen=True, slots=True)
class RunView:
    """One run with its list."""

    run: DestructionRun
    items: tuple[tuple[RunItem, Material], ...]
    certificate: Certificate | None
    now: datetime

    @property
    def is_under_way(self) -> bool:
        """True while a worker is at it, or should begin at any moment."""
        is_due = self.run.starts_at is not None and self.run.starts_at <= self.now
        return self.run.state is RunState.RUNNING or (self.run.state is RunState.APPROVED and is_due)

    @property
    def done(self) -> int:
        return sum(1 for item, _ in self.items if item.outcome is ItemOutcome.DESTROYED)

    @property
    def size_bytes(self) -> int:
        """What the documents on the list came as; their copies are not counted."""
        return sum(
            material.size_bytes for item, material in self.items if item.outcome is not ItemOutcome.HELD
        )


def run_of(desk: Desk, officer: Officer, run_id: str) -> RunView:
    """One run of the officer's own party."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        run = act.destruction_runs.find(run_id)
        if run is None or run.party != officer.party:
            raise NotFound
        items = act.run_items.where(run=run.id, order_by="id")
        certificate = act.certificates.find(run.certificate) if run.certificate else None
        listed = tuple((item, act.materials.get(item.material)) for item in items)
        return RunView(run, listed, certificate, act.at)


def certificate_of(desk: Desk, officer: Officer, certificate_id: str) -> Certificate:
    """A certificate, for the party whose copies it is about."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        found = act.certificates.find(certificate_id)
        if found is None or found.party != officer.party:
            raise NotFound
        return found


def certificate_lines(certificate: Certificate) -> Mapping[str, Any]:
    """What a certificate says, read from the very document that its digest is over."""
    written: Mapping[str, Any] = json.loads(certificate.document)
    return written


def certificate_pdf(desk: Desk, officer: Officer, certificate_id: str) -> bytes:
    """The same certificate as an accessible PDF."""
    return desk.papers.certificate_pdf(certificate_of(desk, officer, certificate_id))
