"""The record: one entry for each act, joined to the one before, and the row that says where it ends.

Entries are only ever appended. The head moves only together with an append, and only from exactly where the
append found it, so that two writers can never both write entry n. The database's triggers refuse the rest.
Source: docs/decisions/0006-audit-chain.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, insert, select, true, type_coerce, update

from exchange.ledger.faults import LedgerBusy, LedgerFault
from exchange.ledger.tables import EntryRow, HeadRow, table_of
from exchange.rules.audit import Deed, Entry, Result

_ENTRIES = table_of(EntryRow)
_HEAD = table_of(HeadRow)
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}")
FACT_LIMIT = 256


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry says, before its place in the chain is known."""

    at: datetime
    officer: str
    party: str
    matter: str
    deed: Deed
    result: Result = Result.ALLOWED
    code: str = ""
    subjects: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def as_reference(offered: str) -> str:
    """A reference as it is; anything else becomes "not-a-reference".

    Someone may type a name where a reference belongs, and the record can never be erased.
    """
    return offered if not offered or _REFERENCE.fullmatch(offered) else "not-a-reference"


def as_fact(name: str, value: str | int) -> tuple[str, str]:
    """A named count, digest or reference.

    Raises:
        RuntimeError: longer than 256 characters, so it is none of these.
    """
    written = str(value)
    if len(written) > FACT_LIMIT:
        raise RuntimeError(f"the fact {name} is too long for the record")
    return name, written


def head(connection: Connection, *, lock: bool = False) -> tuple[int, str]:
    """The number and digest of the last entry; (0, 64 zeros) before the first.

    Raises:
        LedgerFault: the head itself is gone.
    """
    chosen = select(_HEAD.c.number, _HEAD.c.digest)
    row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise LedgerFault(
            "The end of the record is missing, so nothing was changed.",
            next_step="Tell the operator to run: exchange log verify",
            reason="no audit head",
        )
    return int(row.number), str(row.digest)


def append(connection: Connection, line: Line) -> Entry:
    """Write the next entry and move the head to it, in the transaction that is open.

    Raises:
        LedgerBusy: the head moved in between.
    """
    number, previous = head(connection, lock=True)
    entry = Entry(
        number=number + 1,
        at=line.at,
        officer=as_reference(line.officer),
        party=as_reference(line.party),
        matter=as_reference(line.matter),
        deed=line.deed,
        result=line.result,
        code=line.code,
        subjects=tuple(as_reference(subject) for subject in line.subjects),
        facts=line.facts,
        previous=previous,
        digest="",
    ).with_digest()
    row = {column.name: getattr(entry, column.name) for column in _ENTRIES.columns}
    connection.execute(insert(_ENTRIES).values(row))
    as_found = and_(_HEAD.c.number == number, _HEAD.c.digest == previous)
    moved = connection.execute(update(_HEAD).where(as_found).values(number=entry.number, digest=entry.digest))
    if moved.rowcount != 1:
        raise LedgerBusy(reason="the audit head moved")
    return entry


def entries(
    connection: Connection,
    *,
    after: int = 0,
    limit: int = 200,
    newest_first: bool = False,
    equals: Mapping[str, object],
) -> tuple[Entry, ...]:
    """Entries in the order of their numbers (or the other way), at most `limit`.

    `after` is the number of the last entry of the page before; 0 for the first page.
    """
    number = _ENTRIES.c.number
    past = true() if not after else (number < after if newest_first else number > after)
    chosen = select(_ENTRIES).where(past, *(_equal(name, wanted) for name, wanted in equals.items()))
    ordered = chosen.order_by(number.desc() if newest_first else number).limit(limit)
    return tuple(Entry(**row) for row in connection.execute(ordered).mappings())


def _equal(name: str, wanted: object) -> ColumnElement[bool]:
    if name == "subject":
        as_text = type_coerce(_ENTRIES.c.subjects, Text)
        return as_text.contains(f'"{as_reference(str(wanted))}"', autoescape=True)
    if name not in _ENTRIES.columns:
        raise RuntimeError(f"an entry has no {name}")
    column = _ENTRIES.columns[name]
    return column.in_(wanted) if isinstance(wanted, (tuple, list, set, frozenset)) else column == wanted
