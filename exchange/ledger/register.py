"""One register: the values of one kind, found, added and changed inside one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError

from exchange.ledger.faults import is_unique_violation
from exchange.ledger.seal import FieldSeal
from exchange.ledger.shape import Shape, is_keepable
from exchange.rules.errors import ChangedMeanwhile, NotFound

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Pen:
    """What may be written: the registers that may be added to and changed. None means any."""

    adds: frozenset[str] | None
    saves: frozenset[str] | None
    locks: bool = True

    def check(self, allowed: frozenset[str] | None, name: str) -> None:
        """Stop a mistake in our own code: a reading act that writes.

        Raises:
            RuntimeError.
        """
        if allowed is not None and name not in allowed:
            raise RuntimeError(f"this act may not write in {name}")


class Register(Generic[V]):
    """The values of one kind. Reached through an Act; it ends with the act."""

    def __init__(self, connection: Connection, shape: Shape[V], seal: FieldSeal, pen: Pen) -> None:
        self._connection = connection
        self._shape = shape
        self._seal = seal
        self._pen = pen

    def find(self, id: str) -> V | None:
        """The value with this reference, or None."""
        return self._one(self._select(self._equal("id", id)))

    def get(self, id: str) -> V:
        """The value with this reference.

        Raises:
            NotFound.
        """
        return _there(self.find(id))

    def lock(self, id: str) -> V:
        """Like `get`, and nobody else changes it until this act ends.

        Raises:
            NotFound. RuntimeError: in a look, which locks nothing.
        """
        if not self._pen.locks:
            raise RuntimeError("a look locks nothing")
        return _there(self._one(self._select(self._equal("id", id)).with_for_update()))

    def where(
        self, *, order_by: str = "", limit: int | None = None, after: str = "", **equals: object
    ) -> tuple[V, ...]:
        """The values whose fields equal what is given; a tuple, list or set means any of its members.

        Args:
            order_by: a field, or "-field" for falling order; the reference decides between equals.
            limit: at most this many; all when None.
            after: the reference of the last value of the page before; only what follows it is given.
        """
        field, falls = order_by.removeprefix("-") or "id", order_by.startswith("-")
        column, id_column = self._shape.open_column(field), self._shape.column("id")
        conditions = self._conditions(equals)
        if after:
            conditions = and_(conditions, self._follows(field, after, falls=falls))
        ordered = self._select(conditions).order_by(
            (column.desc() if falls else column.asc()).nulls_last(), id_column.desc() if falls else id_column
        )
        return self.chosen(ordered if limit is None else ordered.limit(limit))

    def count(self, **equals: object) -> int:
        """How many values equal what is given, as in `where`."""
        counted = select(func.count()).select_from(self._shape.table).where(self._conditions(equals))
        return int(self._connection.execute(counted).scalar_one())

    def add(self, value: V) -> V:
        """Write a new value.

        Raises:
            ChangedMeanwhile: one with this reference or unique field is there already.
            InputRefused: a text holds characters that cannot be kept.
        """
        self._pen.check(self._pen.adds, self._shape.name)
        try:
            self._connection.execute(insert(self._shape.table).values(self._shape.row_of(value, self._seal)))
        except IntegrityError as error:
            if is_unique_violation(error):
                raise ChangedMeanwhile from None
            raise
        return value

    def save(self, value: V) -> V:
        """Write a changed value over the one it was made from, and give it with its next version.

        Raises:
            ChangedMeanwhile: somebody else changed it since it was read.
            InputRefused: a text holds characters that cannot be kept.
        """
        self._pen.check(self._pen.saves, self._shape.name)
        if not self._shape.is_changeable:
            raise RuntimeError(f"{self._shape.name} are only ever added to")
        row = self._shape.row_of(value, self._seal)
        id, version = str(row["id"]), int(str(row["version"]))
        as_read = and_(self._equal("id", id), self._equal("version", version))
        row["version"] = version + 1
        try:
            done = self._connection.execute(update(self._shape.table).where(as_read).values(row))
        except IntegrityError as error:
            if is_unique_violation(error):
                raise ChangedMeanwhile from None
            raise
        if done.rowcount != 1:
            raise ChangedMeanwhile
        return _with_version(value, version + 1)

    def remove(self, value: V) -> None:
        """Take out a value that was read: a decision that its maker undid before anybody signed it.

        Raises:
            ChangedMeanwhile: somebody else changed it since it was read.
        """
        self._pen.check(self._pen.saves, self._shape.name)
        if not self._shape.is_changeable:
            raise RuntimeError(f"{self._shape.name} are only ever added to")
        row = self._shape.row_of(value, self._seal)
        as_read = and_(self._equal("id", str(row["id"])), self._equal("version", int(str(row["version"]))))
        done = self._connection.execute(delete(self._shape.table).where(as_read))
        if done.rowcount != 1:
            raise ChangedMeanwhile

    def chosen(self, chosen: Select[Any]) -> tuple[V, ...]:
        """The values of a selection over this register's table (for the ledger's own files)."""
        return tuple(self._value(row) for row in self._connection.execute(chosen).mappings())

    def _select(self, condition: ColumnElement[bool]) -> Select[Any]:
        return select(self._shape.table).where(condition)

    def _one(self, chosen: Select[Any]) -> V | None:
        row = self._connection.execute(chosen).mappings().one_or_none()
        return None if row is None else self._value(row)

    def _value(self, row: Mapping[Any, Any]) -> V:
        return self._shape.value_of(row, self._seal)

    def _conditions(self, equals: Mapping[str, object]) -> ColumnElement[bool]:
        return and_(true(), *(self._equal(field, wanted) for field, wanted in equals.items()))

    def _equal(self, field: str, wanted: object) -> ColumnElement[bool]:
        column = self._shape.open_column(field)
        if wanted is None:
            return column.is_(None)
        if isinstance(wanted, (tuple, list, set, frozenset)):
            return or_(false(), *(self._equal(field, each) for each in wanted))
        if isinstance(wanted, str) and not is_keepable(wanted):
            return false()
        return column == wanted

    def _follows(self, field: str, after: str, *, falls: bool) -> ColumnElement[bool]:
        column, id_column = self._shape.open_column(field), self._shape.column("id")
        if column.nullable:
            raise RuntimeError(f"{self._shape.name} cannot be paged by {field}, which may be empty")
        row = self._connection.execute(self._select(self._equal("id", after))).mappings().one_or_none()
        if row is None:
            raise NotFound
        past = column < row[field] if falls else column > row[field]
        past_id = id_column < after if falls else id_column > after
        return or_(past, and_(column == row[field], past_id))


def _there(value: V | None) -> V:
    if value is None:
        raise NotFound
    return value


def _with_version(value: V, version: int) -> V:
    if "version" not in {field.name for field in fields(value)}:  # type: ignore[arg-type] # every V is a dataclass
        raise RuntimeError("this value has no version")
    return replace(value, version=version)  # type: ignore[type-var] # as above
