"""Requests, and the items of each."""

from datetime import date, datetime

from sqlalchemy import text as written
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, sealed, word
from exchange.rules.requests import Outcome, Purpose, RedirectAnswer, RequestState


class RequestRow(Versioned, Base):
    __tablename__ = "requests"
    matter: Mapped[str] = link("matters.id")
    asking: Mapped[str] = link("parties.id", index=False)
    holding: Mapped[str] = link("parties.id", index=False)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    purpose: Mapped[Purpose] = word(Purpose)
    needed_by: Mapped[date | None]
    state: Mapped[RequestState] = word(RequestState)


class RequestItemRow(Versioned, Base):
    __tablename__ = "request_items"
    request: Mapped[str] = link("requests.id")
    matter: Mapped[str] = link("matters.id")
    description: Mapped[str] = sealed()
    relevance: Mapped[str] = sealed()
    material: Mapped[str] = mapped_column(index=True)
    redirect: Mapped[RedirectAnswer] = word(RedirectAnswer)
    redirect_reason: Mapped[str] = sealed()
    outcome: Mapped[Outcome | None] = word(Outcome)
    reason: Mapped[str] = sealed()
    detriment_to_child: Mapped[str] = sealed()
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    number: Mapped[int] = mapped_column(server_default=written("0"))
