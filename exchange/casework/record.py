"""Proving the record: every entry read again, every receipt asked of the vault."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from exchange.casework.beside.words_kept import kept_words
from exchange.casework.desk import SYSTEM, Desk
from exchange.ledger import Act
from exchange.rules.audit import Break, Deed, Entry, breaks_in
from exchange.rules.material import MaterialState, VersionState
from exchange.rules.officers import Officer
from storage import Receipt

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were read, the digest of the last, and where the chain breaks, if it does."""

    entries: int
    head: str
    breaks: tuple[Break, ...]


def verify_log(desk: Desk, officer: Officer = SYSTEM) -> Verification:
    """Read the whole record and say whether anything was edited, deleted or reordered."""
    with desk.ledger.look(officer, Deed.VERIFY_AUDIT, at=desk.now()) as act:
        number, digest = act.head()

        def entries() -> Iterator[Entry]:
            after = 0
            while page := act.entries(after=after, limit=PAGE):
                yield from page
                after += len(page)

        breaks = tuple(breaks_in(entries(), head_number=number, head_digest=digest))
    return Verification(entries=number, head=digest, breaks=breaks)


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What `exchange check` found: what was asked, and each thing that does not agree."""

    versions: int
    destroyed: int
    orphans: int
    problems: tuple[str, ...]


def check_store(desk: Desk) -> StoreCheck:
    """Hold store, database and keys against each other. Changes nothing."""
    with desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=desk.now()) as act:
        receipts = kept_receipts(act)
        versions = act.versions.where()
    gone = [version for version in versions if version.state is VersionState.DESTROYED]
    problems = [f"{each.object_id}: {each.fault.value}" for each in desk.vault.check(receipts)]
    problems += [
        f"{version.id}: marked destroyed, but its key is still there"
        for version in gone
        if not desk.vault.is_destroyed(Receipt.from_json(version.receipt))
    ]
    known = {receipt.shelf_key for receipt in receipts}
    # What is younger may be a part or a version whose row is about to be written.
    settled = desk.now() - timedelta(hours=1)
    orphans = sum(1 for _ in desk.vault.orphans(known, kept_before=settled))
    return StoreCheck(len(versions) - len(gone), len(gone), orphans, tuple(problems))


def kept_receipts(act: Act) -> list[Receipt]:
    """The receipt of every sealed object that the record names and that should be on the shelf."""
    states = {material.id: material.state for material in act.materials.where()}
    written = [version.receipt for version in act.versions.where(state=VersionState.SEALED)]
    written += [
        found.plan
        for found in act.redaction_sets.where()
        if found.plan and states[found.material] is not MaterialState.DESTROYED
    ]
    arriving = {MaterialState.UPLOADING, MaterialState.CHECKING}
    written += [
        part for upload in act.uploads.where() if states[upload.material] in arriving for part in upload.parts
    ]
    written += kept_words(act)
    return [Receipt.from_json(receipt) for receipt in written]
