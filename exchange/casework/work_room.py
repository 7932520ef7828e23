"""A room for one document in the open: made for one piece of work, emptied when it is done.

Redaction needs a file. The room is readable by this account only and should lie on memory, not on disk
(docs/operating.md); nothing in it has a name that says what it is. Whoever is in a room holds its lock; a room
whose lock is free was left by a process that was killed, and is emptied by the next one that comes by.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from exchange.casework.desk import Desk
from exchange.rules.material import Version
from redaction import scratch_in
from storage import ObjectKind, Receipt, SealLabel

_LOCK = "lock"
#: A room this young may be about to be locked.
_JUST_MADE_SECONDS = 10


@contextmanager
def room(desk: Desk) -> Iterator[Path]:
    """An empty folder that is gone afterwards, whatever happens."""
    empty_abandoned_rooms(desk)
    desk.work_room.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="w-", dir=desk.work_room.resolve()))
    lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        inside = place / "inside"
        inside.mkdir(mode=0o700)
        with scratch_in(inside):
            yield inside
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(lock)


def empty_abandoned_rooms(desk: Desk) -> int:
    """Remove what killed processes left in the open; gives how many rooms there were."""
    emptied = 0
    for place in desk.work_room.glob("w-*"):
        try:
            if time.time() - place.stat().st_mtime < _JUST_MADE_SECONDS:
                continue
            lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(place, ignore_errors=True)
            emptied += 1
        except BlockingIOError:
            pass
        finally:
            os.close(lock)
    return emptied


def lay_out(desk: Desk, version: Version, place: Path) -> Path:
    """Unseal one version into the room, as a stream."""
    return lay_out_receipt(desk, version.receipt, place / "source")


def lay_out_receipt(desk: Desk, receipt: str, target: Path) -> Path:
    """Unseal what a receipt names into a file of the room, as a stream."""
    with target.open("wb") as out:
        for chunk in desk.vault.open(Receipt.from_json(receipt)).chunks():
            out.write(chunk)
    return target


def seal_plan(
    desk: Desk, *, matter: str, party: str, plan: Mapping[str, object], kind: ObjectKind = ObjectKind.PLAN
) -> Receipt:
    """Seal words that must not lie in the database: the candidates of a redaction set, what was read, who is who."""
    label = SealLabel(matter=matter, party=party, kind=kind)
    return desk.vault.put(
        BytesIO(json.dumps(plan, ensure_ascii=False).encode("utf-8", "surrogatepass")), label
    )


def open_plan(desk: Desk, receipt: str) -> dict[str, object]:
    """What `seal_plan` sealed."""
    written = b"".join(desk.vault.open(Receipt.from_json(receipt)).chunks())
    plan: dict[str, object] = json.loads(written.decode("utf-8", "surrogatepass"))
    return plan
