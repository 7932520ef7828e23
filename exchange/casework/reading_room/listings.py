"""Raw values and ranges of bytes, for doors that programs come through."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.casework.admission import enter, own_material, sealed_original
from exchange.casework.desk import Desk
from exchange.casework.reading_room.standing import matters_of
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.disclosure import Disclosure
from exchange.rules.material import Version
from exchange.rules.officers import Officer
from storage import Receipt


def original_of(desk: Desk, officer: Officer, material_id: str) -> tuple[Version, str]:
    """The row of a sealed original of the own party, and the name to offer it under. No byte is opened.

    Raises:
        NotFound, Destroyed, WrongState.
    """
    with desk.ledger.look(officer, Deed.OPEN_ORIGINAL, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        return sealed_original(act, material), material.file_name


def open_original_part(
    desk: Desk, officer: Officer, material_id: str, *, start: int, stop: int
) -> Iterator[bytes]:
    """Bytes [start, stop) of an original. The opening is on the record before the first byte.

    Raises:
        NotFound, Destroyed, WrongState; StorageError when it cannot be read; ValueError for a range outside.
    """
    with desk.ledger.act(officer, Deed.OPEN_ORIGINAL, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        version = sealed_original(act, material)
        act.note(version.id, sha256=version.sha256, start=start, stop=stop)
    return desk.vault.open(Receipt.from_json(version.receipt)).read_range(start, stop)


@dataclass(frozen=True, slots=True)
class DisclosuresAfter:
    """Some of the log, newest first. `next` is what to ask on from, empty at the end."""

    items: tuple[Disclosure, ...]
    next: str


def disclosures_after(
    desk: Desk, officer: Officer, *, matter: str = "", after: str = "", limit: int = 50
) -> DisclosuresAfter:
    """The disclosure log by keyset: what is added meanwhile moves nothing. The reading is on the record.

    Shows what `reading_room.disclosures` shows: what the officer's party made and what was made to it.

    Args:
        after: the reference of the last line of the page before; an unknown one ends the list.
        limit: at least 1.
    """
    with desk.ledger.act(officer, Deed.READ_DISCLOSURES, at=desk.now(), matter=matter) as act:
        matters = [enter(act, matter)] if matter else list(matters_of(act))
        clear = {each.id for each in matters if not each.has_conflict(officer)}
        found: list[Disclosure] = []
        while len(found) <= limit:
            rows = act.disclosures.where(matter=clear, order_by="-disclosed_at", after=after, limit=limit + 1)
            found += [row for row in rows if _is_ours(act, row)]
            if len(rows) <= limit:
                break
            after = rows[-1].id
        shown = tuple(found[:limit])
        act.note(shown=len(shown))
        return DisclosuresAfter(shown, shown[-1].id if len(found) > limit else "")


def _is_ours(act: Act, row: Disclosure) -> bool:
    party = act.officer.party
    parent = act.disclosures.find(row.parent) if row.parent else None
    ends = {row.provider, row.recipient} | ({parent.provider, parent.recipient} if parent else set())
    return party in ends
