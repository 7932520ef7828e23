"""How each kind of field lies in a column, on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, ForeignKey, Text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from exchange.ledger.codec import from_text, to_text


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC to the microsecond and given back as aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy hands it
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """One word of a closed list. A word that is not on the list cannot be read back."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy hands it
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - SQLAlchemy hands it
        return None if value is None else self.words(value)


class Written(TypeDecorator[object]):
    """A tuple or a set, as one line of JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, hint: object) -> None:
        super().__init__()
        self.hint = hint

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy hands it
        return None if value is None else to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:  # noqa: ARG002 - SQLAlchemy hands it
        return None if value is None else from_text(value, self.hint)


def word(words: type[StrEnum], *, index: bool = False, otherwise: str | None = None) -> MappedColumn[Any]:
    """A column of one word of a closed list. `otherwise` is what rows have that are older than the column."""
    return mapped_column(Word(words), index=index, server_default=otherwise)


def many(hint: object, *, otherwise: str | None = None) -> MappedColumn[Any]:
    """A column of a tuple or a set. `otherwise` is what rows have that are older than the column."""
    return mapped_column(Written(hint), server_default=otherwise)


def sealed() -> MappedColumn[Any]:
    """A column that the field seal closes on the way in: a thief of the database reads none of it."""
    return mapped_column(Text, info={"sealed": True})


def link(target: str, *, index: bool = True, primary_key: bool = False) -> MappedColumn[str]:
    """A column that names a row of another table.

    Checked when the act commits, so that two rows that need each other may be added in either order.
    """
    true_at_commit = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return mapped_column(true_at_commit, index=index and not primary_key, primary_key=primary_key)
