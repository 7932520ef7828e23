"""Retention, holds, destruction runs and their certificates. A certificate is never changed or removed."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Named, Versioned
from exchange.ledger.tables.columns import link, sealed, word
from exchange.rules.destruction import HoldKind, HoldState, ItemOutcome, RunState, Trigger


class RetentionRuleRow(Versioned, Base):
    __tablename__ = "retention_rules"
    __table_args__ = (UniqueConstraint("party", "trigger", "issue"),)
    party: Mapped[str] = link("parties.id", index=False)
    issue: Mapped[int]
    trigger: Mapped[Trigger] = word(Trigger)
    months: Mapped[int]
    mandate: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


class HoldRow(Versioned, Base):
    __tablename__ = "holds"
    matter: Mapped[str] = link("matters.id")
    material: Mapped[str] = mapped_column(index=True)
    kind: Mapped[HoldKind] = word(HoldKind)
    mandate: Mapped[str] = sealed()
    placed_by: Mapped[str]
    party: Mapped[str] = link("parties.id", index=False)
    placed_at: Mapped[datetime]
    review_on: Mapped[date]
    state: Mapped[HoldState] = word(HoldState)
    lift_asked_by: Mapped[str]
    lift_reason: Mapped[str] = sealed()
    lifted_by: Mapped[str]
    lifted_at: Mapped[datetime | None]


class DestructionRunRow(Versioned, Base):
    __tablename__ = "destruction_runs"
    party: Mapped[str] = link("parties.id")
    due_by: Mapped[date]
    fingerprint: Mapped[str]
    count: Mapped[int]
    held_back: Mapped[int]
    proposed_by: Mapped[str]
    practised_at: Mapped[datetime]
    state: Mapped[RunState] = word(RunState)
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None]
    starts_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    certificate: Mapped[str]


class RunItemRow(Versioned, Base):
    __tablename__ = "run_items"
    __table_args__ = (UniqueConstraint("run", "material"),)
    run: Mapped[str] = link("destruction_runs.id", index=False)
    material: Mapped[str] = link("materials.id")
    matter: Mapped[str] = link("matters.id", index=False)
    material_version: Mapped[int]
    due_on: Mapped[date]
    rule: Mapped[str] = link("retention_rules.id", index=False)
    outcome: Mapped[ItemOutcome] = word(ItemOutcome)
    key_destroyed_at: Mapped[datetime | None]
    versions_removed: Mapped[int]
    read_back_refused: Mapped[bool]
    problem: Mapped[str]


class CertificateRow(Named, Base):
    __tablename__ = "certificates"
    run: Mapped[str] = link("destruction_runs.id")
    party: Mapped[str] = link("parties.id")
    issued_at: Mapped[datetime]
    final_on: Mapped[date]
    document: Mapped[str]
    sha256: Mapped[str]
