"""How the values of one kind become rows of one table, and rows become values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy import Column, Table

from exchange.ledger.codec import from_text, hints_of, to_text
from exchange.ledger.seal import FieldSeal
from exchange.ledger.tables import Base, table_of
from exchange.rules.errors import InputRefused

V = TypeVar("V")


@dataclass(frozen=True)
class Shape(Generic[V]):
    """One table and the frozen value that its rows keep, field by field of the same name."""

    table_class: type[Base]
    value_type: type[V]

    @cached_property
    def table(self) -> Table:
        return table_of(self.table_class)

    @property
    def name(self) -> str:
        return self.table.name

    @cached_property
    def is_changeable(self) -> bool:
        """False for what is only ever added to."""
        return "version" in self.table.columns

    @cached_property
    def _hints(self) -> Mapping[str, object]:
        return hints_of(self.value_type)

    def column(self, field: str) -> Column[object]:
        """The column that keeps `field`.

        Raises:
            RuntimeError: there is none (a mistake of the caller).
        """
        if field not in self.table.columns:
            raise RuntimeError(f"{self.name} keeps no {field}")
        return self.table.columns[field]

    def open_column(self, field: str) -> Column[object]:
        """A column that can be compared or sorted by; a sealed one cannot."""
        column = self.column(field)
        if is_sealed(column):
            raise RuntimeError(f"{self.name}.{field} is sealed, so nothing can be found or sorted by it")
        return column

    def row_of(self, value: V, seal: FieldSeal) -> dict[str, object]:
        """The row that keeps `value`, with its sealed columns closed."""
        id = str(getattr(value, "id"))  # noqa: B009 - every value has one, which its type cannot say
        return {field: self._write(id, field, getattr(value, field), seal) for field in self._hints}

    def value_of(self, row: Mapping[str, object], seal: FieldSeal) -> V:
        """The value that `row` keeps, with its sealed columns opened."""
        id = str(row["id"])
        return self.value_type(**{field: self._read(id, field, row[field], seal) for field in self._hints})

    def _place(self, id: str, field: str) -> str:
        # The row is bound in too: a reason may not be moved from one decision to another.
        return f"{self.name}.{field} {id}"

    def _write(self, id: str, field: str, value: object, seal: FieldSeal) -> object:
        if isinstance(value, str):
            check_keepable(field, value)
        column = self.table.columns[field]
        if value is None or not is_sealed(column):
            return value
        text = str(value) if self._hints[field] is str else to_text(value)
        return seal.seal(text, column=self._place(id, field))

    def _read(self, id: str, field: str, written: object, seal: FieldSeal) -> object:
        column = self.table.columns[field]
        if written is None or not is_sealed(column):
            return written
        text = seal.open(str(written), column=self._place(id, field))
        return text if self._hints[field] is str else from_text(text, self._hints[field])


def is_sealed(column: Column[object]) -> bool:
    return bool(column.info.get("sealed"))


def is_keepable(text: str) -> bool:
    """False for text that one of the two databases cannot hold: a null character or half a character."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def check_keepable(field: str, text: str) -> None:
    """Refuse text that one of the two databases cannot hold.

    Raises:
        InputRefused.
    """
    if not is_keepable(text):
        raise InputRefused(field, "Remove the characters that cannot be shown")
