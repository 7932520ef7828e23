"""Redaction sets, and what was decided about each candidate."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, word
from exchange.rules.redactions import Choice, PageReport, SetState


class RedactionSetRow(Versioned, Base):
    __tablename__ = "redaction_sets"
    matter: Mapped[str] = link("matters.id")
    material: Mapped[str] = link("materials.id")
    original: Mapped[str] = link("versions.id", index=False)
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    gap: Mapped[str]
    state: Mapped[SetState] = word(SetState)
    plan: Mapped[str]
    candidates: Mapped[int]
    decided_by: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime | None]
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None]
    fingerprint: Mapped[str]
    result: Mapped[str]
    report: Mapped[tuple[tuple[str, str], ...]] = many(tuple[tuple[str, str], ...])
    problem: Mapped[str]
    copy_format: Mapped[str] = mapped_column(server_default="same")
    may_lose_signature: Mapped[bool] = mapped_column(server_default=false())
    schedule: Mapped[tuple[str, ...]] = many(tuple[str, ...], otherwise="[]")
    pages: Mapped[tuple[PageReport, ...]] = many(tuple[PageReport, ...], otherwise="[]")
    left_out: Mapped[tuple[str, ...]] = many(tuple[str, ...], otherwise="[]")
    checks: Mapped[tuple[str, ...]] = many(tuple[str, ...], otherwise="[]")
    copy_for: Mapped[str] = mapped_column(server_default=text("''"))
    found_since: Mapped[int] = mapped_column(server_default=text("0"))


class FindingDecisionRow(Versioned, Base):
    __tablename__ = "finding_decisions"
    __table_args__ = (UniqueConstraint("redaction_set", "number"),)
    redaction_set: Mapped[str] = link("redaction_sets.id", index=False)
    number: Mapped[int]
    choice: Mapped[Choice] = word(Choice)
    ground: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
