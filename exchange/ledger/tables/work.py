"""Jobs, letters, and the keys under which a request is answered once."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Named, Versioned
from exchange.ledger.tables.columns import link, sealed, word
from exchange.rules.work import JobKind, JobState, LetterKind


class JobRow(Versioned, Base):
    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state", "due_at"),)
    kind: Mapped[JobKind] = word(JobKind)
    subject: Mapped[str] = mapped_column(index=True)
    due_at: Mapped[datetime]
    state: Mapped[JobState] = word(JobState)
    attempt: Mapped[int]
    lease_until: Mapped[datetime | None]
    problem: Mapped[str]


class LetterRow(Versioned, Base):
    __tablename__ = "letters"
    officer: Mapped[str] = link("officers.id")
    reference: Mapped[str]
    kind: Mapped[LetterKind] = word(LetterKind)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class IdempotencyRow(Named, Base):
    """`id` is a digest of the officer and the key, so that no officer meets another's key.

    `status` is empty while the first request is still being answered.
    """

    __tablename__ = "idempotency_keys"
    fingerprint: Mapped[str]
    claimed_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int | None]
    body: Mapped[str | None] = sealed()
