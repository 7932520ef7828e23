"""Accounts, sessions, tokens."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base, Versioned
from exchange.ledger.tables.columns import link, many, sealed


class AccountRow(Versioned, Base):
    __tablename__ = "accounts"
    id: Mapped[str] = link("officers.id", primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    totp_secret: Mapped[str] = sealed()
    last_step: Mapped[int]
    failures: Mapped[int]
    next_try_at: Mapped[datetime | None]


class SessionRow(Versioned, Base):
    __tablename__ = "sessions"
    officer: Mapped[str] = link("officers.id")
    csrf: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended: Mapped[bool]


class TokenRow(Versioned, Base):
    __tablename__ = "tokens"
    officer: Mapped[str] = link("officers.id")
    secret_sha256: Mapped[str]
    scopes: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked: Mapped[bool]
