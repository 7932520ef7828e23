"""Releases, and the handling terms of each."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed, word
from exchange.rules.handling import Terms, TermsState
from exchange.rules.release import ReleaseState


class ReleaseRow(Versioned, Base):
    __tablename__ = "releases"
    matter: Mapped[str] = link("matters.id")
    provider: Mapped[str] = link("parties.id", index=False)
    recipient: Mapped[str] = link("parties.id", index=False)
    recipient_organisation: Mapped[str] = link("organisations.id", index=False)
    versions: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    items: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    terms: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    state: Mapped[ReleaseState] = word(ReleaseState)
    approved_by: Mapped[str]
    approved_at: Mapped[datetime | None]
    revoked_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoke_reason: Mapped[str] = sealed()


class HandlingTermsRow(Versioned, Base):
    __tablename__ = "handling_terms"
    __table_args__ = (UniqueConstraint("release", "issue"),)
    matter: Mapped[str] = link("matters.id")
    release: Mapped[str] = link("releases.id", index=False)
    issue: Mapped[int]
    terms: Mapped[Terms] = sealed()
    digest: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    state: Mapped[TermsState] = word(TermsState)
    answered_by: Mapped[str]
    answered_at: Mapped[datetime | None]
    accepted_digest: Mapped[str]
    decline_reason: Mapped[str] = sealed()
