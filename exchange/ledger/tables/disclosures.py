"""Disclosures, tickets and collections: what went, when and to whom (A§9.7b1).

Disclosures and collections are only ever added to; the database itself refuses to change or remove one.
"""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Named, Versioned
from exchange.ledger.tables.columns import link, sealed, word
from exchange.rules.disclosure import CollectionEvent, DisclosureBasis


class DisclosureRow(Named, Base):
    __tablename__ = "disclosures"
    matter: Mapped[str] = link("matters.id")
    release: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str] = link("parties.id", index=False)
    recipient: Mapped[str]
    recipient_organisation: Mapped[str]
    recipient_name: Mapped[str] = sealed()
    recipient_person: Mapped[str]
    material: Mapped[str] = link("materials.id")
    version_id: Mapped[str] = link("versions.id")
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    terms_digest: Mapped[str]
    purpose: Mapped[str] = sealed()
    basis: Mapped[DisclosureBasis] = word(DisclosureBasis)
    destroy_by: Mapped[date]
    disclosed_at: Mapped[datetime]
    parent: Mapped[str] = mapped_column(index=True)
    consent: Mapped[str]
    corrects: Mapped[str]


class TicketRow(Versioned, Base):
    __tablename__ = "tickets"
    disclosure: Mapped[str] = link("disclosures.id")
    matter: Mapped[str] = link("matters.id", index=False)
    release: Mapped[str]
    version_id: Mapped[str] = link("versions.id", index=False)
    officer: Mapped[str] = link("officers.id", index=False)
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    minted_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class CollectionRow(Named, Base):
    __tablename__ = "collections"
    ticket: Mapped[str] = link("tickets.id")
    disclosure: Mapped[str] = link("disclosures.id")
    matter: Mapped[str] = link("matters.id")
    officer: Mapped[str] = link("officers.id", index=False)
    event: Mapped[CollectionEvent] = word(CollectionEvent)
    start: Mapped[int]
    stop: Mapped[int]
    at: Mapped[datetime]
