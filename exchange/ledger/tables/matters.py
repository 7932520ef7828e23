"""Matters, who is on them, whom to ring, and their terms of reference."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed, word
from exchange.rules.matter import MatterState, Mode


class MatterRow(Versioned, Base):
    __tablename__ = "matters"
    iopc_reference: Mapped[str] = mapped_column(index=True)
    review_reference: Mapped[str]
    mode: Mapped[Mode] = word(Mode)
    iopc: Mapped[str] = link("parties.id")
    partnership: Mapped[str] = link("parties.id")
    decided_on: Mapped[date]
    force_contacted_on: Mapped[date | None]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    conflicted: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    state: Mapped[MatterState] = word(MatterState)
    closed_at: Mapped[datetime | None]


class MembershipRow(Versioned, Base):
    __tablename__ = "memberships"
    matter: Mapped[str] = link("matters.id")
    officer: Mapped[str] = link("officers.id")
    party: Mapped[str] = link("parties.id", index=False)
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    ends_on: Mapped[date | None]


class ContactRow(Versioned, Base):
    __tablename__ = "contacts"
    matter: Mapped[str] = link("matters.id")
    party: Mapped[str] = link("parties.id", index=False)
    name: Mapped[str] = sealed()
    telephone: Mapped[str] = sealed()
    email: Mapped[str] = sealed()
    named_by: Mapped[str]
    named_at: Mapped[datetime]


class TermsOfReferenceRow(Versioned, Base):
    __tablename__ = "terms_of_reference"
    __table_args__ = (UniqueConstraint("matter", "party", "issue"),)
    matter: Mapped[str] = link("matters.id", index=False)
    party: Mapped[str] = link("parties.id", index=False)
    issue: Mapped[int]
    text: Mapped[str] = sealed()
    shared_by: Mapped[str]
    shared_at: Mapped[datetime]
