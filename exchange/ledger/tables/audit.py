"""The record: one row for each entry, and one row that says where it ends."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.ledger.tables.base import Base
from exchange.ledger.tables.columns import many, word
from exchange.rules.audit import Deed, Result


class EntryRow(Base):
    __tablename__ = "audit_entries"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    officer: Mapped[str] = mapped_column(index=True)
    party: Mapped[str]
    matter: Mapped[str] = mapped_column(index=True)
    deed: Mapped[Deed] = word(Deed)
    result: Mapped[Result] = word(Result)
    code: Mapped[str]
    subjects: Mapped[tuple[str, ...]] = many(tuple[str, ...])
    facts: Mapped[tuple[tuple[str, str], ...]] = many(tuple[tuple[str, str], ...])
    previous: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)


class HeadRow(Base):
    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int]
    digest: Mapped[str]
