"""A room for one document in the open: made for one piece of work, emptied when it is done.

Redaction needs a file. The room is readable by this account only and should lie on memory, not on disk
(docs/operating.md); nothing in it has a name that says what it is.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from exchange.casework.desk import Desk
from exchange.rules.material import Version
from storage import ObjectKind, Receipt, SealLabel


@contextmanager
def room(desk: Desk) -> Iterator[Path]:
    """An empty folder that is gone afterwards, whatever happens."""
    desk.work_room.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="w-", dir=desk.work_room))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def lay_out(desk: Desk, version: Version, place: Path) -> Path:
    """Unseal one version into the room, as a stream."""
    target = place / "source"
    with target.open("wb") as out:
        for chunk in desk.vault.open(Receipt.from_json(version.receipt)).chunks():
            out.write(chunk)
    return target


def seal_plan(desk: Desk, *, matter: str, party: str, plan: Mapping[str, object]) -> Receipt:
    """Seal words that must not lie in the database: the candidates of a redaction set."""
    label = SealLabel(matter=matter, party=party, kind=ObjectKind.PLAN)
    return desk.vault.put(
        BytesIO(json.dumps(plan, ensure_ascii=False).encode("utf-8", "surrogatepass")), label
    )


def open_plan(desk: Desk, receipt: str) -> dict[str, object]:
    """What `seal_plan` sealed."""
    written = b"".join(desk.vault.open(Receipt.from_json(receipt)).chunks())
    plan: dict[str, object] = json.loads(written.decode("utf-8", "surrogatepass"))
    return plan
