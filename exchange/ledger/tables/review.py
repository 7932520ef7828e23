"""What a review leaves besides its decisions: steps to undo, counts for each recogniser, and hints."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, word
from exchange.rules.decisions import DecidedBefore
from exchange.rules.hints import HintState
from exchange.rules.redactions import Choice


class DecisionStepRow(Versioned, Base):
    __tablename__ = "decision_steps"
    __table_args__ = (UniqueConstraint("redaction_set", "number"),)
    redaction_set: Mapped[str] = link("redaction_sets.id", index=False)
    number: Mapped[int]
    choice: Mapped[Choice] = word(Choice)
    before: Mapped[tuple[DecidedBefore, ...]] = many(tuple[DecidedBefore, ...])
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    undone: Mapped[bool]


class RecogniserCountRow(Versioned, Base):
    __tablename__ = "recogniser_counts"
    party: Mapped[str] = link("parties.id")
    matter: Mapped[str] = link("matters.id", index=False)
    redaction_set: Mapped[str] = link("redaction_sets.id")
    detector: Mapped[str]
    label: Mapped[str]
    confidence: Mapped[str]
    redacted: Mapped[int]
    kept: Mapped[int]
    approved_at: Mapped[datetime]


class DocumentHintsRow(Versioned, Base):
    __tablename__ = "document_hints"
    matter: Mapped[str] = link("matters.id")
    party: Mapped[str] = link("parties.id", index=False)
    material: Mapped[str] = link("materials.id")
    asked_at: Mapped[datetime]
    state: Mapped[HintState] = word(HintState)
    sealed: Mapped[str]
    done_at: Mapped[datetime | None]
