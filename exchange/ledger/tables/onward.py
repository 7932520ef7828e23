"""Requests to share onward, and what the provider answered."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, sealed, word
from exchange.rules.onward import OnwardState


class OnwardRequestRow(Versioned, Base):
    __tablename__ = "onward_requests"
    matter: Mapped[str] = link("matters.id")
    disclosure: Mapped[str] = link("disclosures.id")
    version_id: Mapped[str] = link("versions.id", index=False)
    provider: Mapped[str] = link("parties.id", index=False)
    asking: Mapped[str] = link("parties.id", index=False)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    recipient_name: Mapped[str] = sealed()
    recipient_person: Mapped[str] = sealed()
    purpose: Mapped[str] = sealed()
    until: Mapped[date]
    state: Mapped[OnwardState] = word(OnwardState)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    conditions: Mapped[str] = sealed()
    expires_on: Mapped[date | None]
    reason: Mapped[str] = sealed()
    used_disclosure: Mapped[str]
