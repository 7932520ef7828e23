"""Tidying: uploads never finished, sealed bytes that no record names, rooms that a killed process left.

A worker or a server that is killed between sealing and writing leaves bytes that nobody can find again. They are
the material all the same, so they must not stay. Everything here is safe to do twice, and by two at once.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.receiving.receive import shred_parts
from exchange.casework.record import kept_receipts
from exchange.casework.work_room import empty_abandoned_rooms
from exchange.rules.audit import Deed
from exchange.rules.errors import Refusal
from exchange.rules.material import MaterialState, Upload

#: Bytes younger than this may belong to an act that is about to be written.
ORPHAN_HOURS = 24


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many uploads were ended, and how many stored versions were removed."""

    uploads: int
    orphans: int


def tidy(desk: Desk) -> Tidied:
    """End expired uploads and remove orphans older than a day.

    Raises:
        StorageError, LedgerFault: not finished; the next call goes on.
    """
    empty_abandoned_rooms(desk)
    ended = sum(_end(desk, upload) for upload in _expired(desk))
    with desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=desk.now()) as act:
        known = {receipt.shelf_key for receipt in kept_receipts(act)}
    before = desk.now() - timedelta(hours=ORPHAN_HOURS)
    return Tidied(ended, desk.vault.sweep(known, kept_before=before))


def _expired(desk: Desk) -> list[Upload]:
    with desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=desk.now()) as act:
        unfinished = act.uploads.where(finished=False)
    return [upload for upload in unfinished if upload.expires_at <= desk.now()]


def _end(desk: Desk, upload: Upload) -> bool:
    try:
        with desk.ledger.act(SYSTEM, Deed.RECEIVE, at=desk.now(), matter=upload.matter) as act:
            material = act.materials.lock(upload.material)
            problem = "The upload was not finished in time. Upload the document again."
            act.materials.save(replace(material.step(MaterialState.REJECTED), problem=problem))
            act.uploads.save(replace(upload, finished=True))
            act.note(material.id, upload.id)
    except Refusal:
        # Its last part came at this very moment; the upload goes on and is not ours to end.
        return False
    shred_parts(desk, upload)
    return True
