"""Taking a table of people into the register of a matter: said beforehand what it would do, then done in one act."""

from collections.abc import Sequence
from dataclasses import dataclass

import redaction
from exchange.casework.admission import enter
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_found import Looked
from exchange.casework.who_is_who.people_kept import change_people, read_people, version_of
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused
from exchange.rules.officers import Officer

# `redaction.People` and its like are reached through the package: they load slowly, and few acts need them.
#: A table of some 5,000 people; it fits into one form.
TABLE_LIMIT_BYTES = 400_000


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """What taking a table would do, or did: people new, changed and as they were; and the register's version."""

    new: int
    changed: int
    same: int
    version: int


def preview_import(desk: Desk, officer: Officer, matter_id: str, table: bytes) -> ImportSeen:
    """Say what taking this table would do. Nothing is changed.

    Raises:
        NotFound; InputRefused: with the line of the first mistake, and nothing of what stands there.
    """
    with desk.ledger.look(officer, Deed.CHANGE_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
        enter(act, matter_id).check_open()
        kept = act.key_tables.find(key_table_id(matter_id, officer.party))
    rows = _rows(table)
    try:
        would = redaction.imported(read_people(desk, kept), rows)
    except redaction.RegisterProblem as problem:
        raise InputRefused("table", str(problem)) from None
    return ImportSeen(would.new, would.changed, would.same, version_of(kept))


def import_people(
    desk: Desk, officer: Officer, matter_id: str, table: bytes, *, seen_version: int | None = None
) -> ImportSeen:
    """Take a table into the register: whoever is there is joined by name, nobody is taken out.

    Raises:
        NotFound; InputRefused: with the line of the first mistake; nothing was taken then. ChangedMeanwhile.
    """
    rows = _rows(table)
    done: list[redaction.Imported] = []

    def take(people: "redaction.People", _: Sequence[Looked]) -> "redaction.People":
        done.append(redaction.imported(people, rows))
        return done[-1].people

    changed = change_people(
        desk, officer, matter_id, take, seen_version=seen_version, what="imported", count=len(rows)
    )
    return ImportSeen(done[-1].new, done[-1].changed, done[-1].same, changed.version)


def _rows(table: bytes) -> "tuple[redaction.Person, ...]":
    if not table.strip():
        raise InputRefused("table", "Select a table of people saved as CSV")
    if len(table) > TABLE_LIMIT_BYTES:
        raise InputRefused("table", "The table must be smaller than 400KB")
    try:
        return redaction.register_from_csv(table)
    except redaction.RegisterProblem as problem:
        raise InputRefused("table", str(problem)) from None
