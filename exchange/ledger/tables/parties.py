"""Parties, organisations, officers."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed, word
from exchange.rules.officers import OrganisationKind, PartyKind, Role


class PartyRow(Versioned, Base):
    __tablename__ = "parties"
    kind: Mapped[PartyKind] = word(PartyKind)
    name: Mapped[str]


class OrganisationRow(Versioned, Base):
    __tablename__ = "organisations"
    party: Mapped[str] = link("parties.id")
    kind: Mapped[OrganisationKind] = word(OrganisationKind)
    legal_name: Mapped[str]
    dissolved_on: Mapped[date | None]


class OfficerRow(Versioned, Base):
    __tablename__ = "officers"
    party: Mapped[str] = link("parties.id")
    organisation: Mapped[str] = link("organisations.id")
    roles: Mapped[frozenset[Role]] = many(frozenset[Role])
    name: Mapped[str] = sealed()
    email: Mapped[str] = mapped_column(index=True)
    active: Mapped[bool]
    undertaking_signed_on: Mapped[date | None]
    second_factor: Mapped[bool]
