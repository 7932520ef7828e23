"""Materials, their versions, uploads on their way in, and pointers to what must not enter."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed, word
from exchange.rules.markings import Classification
from exchange.rules.material import MaterialState, Obstacle, ScanState, VersionKind, VersionState


class MaterialRow(Versioned, Base):
    __tablename__ = "materials"
    __table_args__ = (Index(None, "matter", "holder"), Index(None, "matter", "sha256"))
    matter: Mapped[str] = link("matters.id", index=False)
    holder: Mapped[str] = link("parties.id")
    organisation: Mapped[str] = link("organisations.id", index=False)
    originator: Mapped[str] = sealed()
    title: Mapped[str] = sealed()
    file_name: Mapped[str] = sealed()
    kind: Mapped[str]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    scan: Mapped[ScanState] = word(ScanState)
    state: Mapped[MaterialState] = word(MaterialState, index=True)
    uploaded_by: Mapped[str]
    registered_at: Mapped[datetime]
    classification: Mapped[Classification | None] = sealed()
    original: Mapped[str]
    problem: Mapped[str] = sealed()
    destroyed_at: Mapped[datetime | None]
    destroyed_by_run: Mapped[str]
    obstacle: Mapped[Obstacle] = word(Obstacle, otherwise="none")
    opening: Mapped[str] = mapped_column(server_default=text("''"))
    unlock_failures: Mapped[int] = mapped_column(server_default=text("0"))
    unlock_next_at: Mapped[datetime | None]


class VersionRow(Versioned, Base):
    __tablename__ = "versions"
    material: Mapped[str] = link("materials.id")
    matter: Mapped[str] = link("matters.id")
    holder: Mapped[str] = link("parties.id", index=False)
    kind: Mapped[VersionKind] = word(VersionKind)
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    pages: Mapped[int]
    receipt: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    redaction_set: Mapped[str]
    state: Mapped[VersionState] = word(VersionState)
    format: Mapped[str] = mapped_column(server_default=text("''"))


class UploadRow(Versioned, Base):
    __tablename__ = "uploads"
    matter: Mapped[str] = link("matters.id")
    material: Mapped[str] = mapped_column(index=True)
    officer: Mapped[str] = mapped_column(index=True)
    length_bytes: Mapped[int]
    offset_bytes: Mapped[int]
    parts: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    expires_at: Mapped[datetime]
    sha256: Mapped[str]
    finished: Mapped[bool]


class SecretPointerRow(Versioned, Base):
    __tablename__ = "secret_pointers"
    matter: Mapped[str] = link("matters.id")
    party: Mapped[str] = link("parties.id", index=False)
    contact: Mapped[str] = sealed()
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
