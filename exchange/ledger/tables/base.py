"""What every table shares: names for constraints, and the type each plain field lies in."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Boolean, Date, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from exchange.ledger.tables.columns import Instant

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables. Each column is named as the field of the rule value that it keeps."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar = {
        str: Text,
        int: BigInteger,
        bool: Boolean,
        date: Date,
        datetime: Instant,
    }


class Named:
    """A row that is found by its reference."""

    id: Mapped[str] = mapped_column(primary_key=True)


class Versioned(Named):
    """A row that can change; `version` rises with every change, so that no change is made unseen."""

    version: Mapped[int]


def table_of(table_class: type[Base]) -> Table:
    """The plain table of a table class: the ledger writes statements, and lets no row object out."""
    table = table_class.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{table_class.__name__} is not one table")
    return table
