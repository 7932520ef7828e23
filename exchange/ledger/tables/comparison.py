"""Comparisons of releases, answers to what they found, documents as they were read, and key tables."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy import text as written
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed, word
from exchange.rules.comparison import CheckState, FindingKind


class ReleaseCheckRow(Versioned, Base):
    __tablename__ = "release_checks"
    matter: Mapped[str] = link("matters.id")
    party: Mapped[str] = link("parties.id", index=False)
    asked_at: Mapped[datetime]
    state: Mapped[CheckState] = word(CheckState)
    basis: Mapped[str]
    findings: Mapped[str]
    keys: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    done_at: Mapped[datetime | None]
    problem: Mapped[str]


class KeptFindingRow(Versioned, Base):
    __tablename__ = "kept_findings"
    __table_args__ = (UniqueConstraint("release", "key"),)
    release: Mapped[str] = link("releases.id", index=False)
    matter: Mapped[str] = link("matters.id")
    key: Mapped[str]
    kind: Mapped[FindingKind] = word(FindingKind)
    reason: Mapped[str] = sealed()
    kept_by: Mapped[str]
    kept_at: Mapped[datetime]
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime | None]


class VersionReadingRow(Versioned, Base):
    __tablename__ = "version_readings"
    matter: Mapped[str] = link("matters.id")
    party: Mapped[str] = link("parties.id", index=False)
    material: Mapped[str] = link("materials.id")
    sha256: Mapped[str] = mapped_column(index=True)
    read_at: Mapped[datetime]
    text: Mapped[str]
    page_prints: Mapped[str]
    printed: Mapped[str] = mapped_column(server_default=written("''"))


class KeyTableRow(Versioned, Base):
    __tablename__ = "key_tables"
    __table_args__ = (UniqueConstraint("matter", "party"),)
    matter: Mapped[str] = link("matters.id", index=False)
    party: Mapped[str] = link("parties.id", index=False)
    print_key: Mapped[str] = sealed()
    people: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime | None]
