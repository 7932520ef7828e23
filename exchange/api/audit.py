"""The record of every act, one's tasks, and the proof that the record is whole."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from exchange.api.routes import Room
from exchange.api.shapes import Reference, Shown, Told
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.audit import audit_page
from exchange.casework.reading_room.tasks import TaskKind, tasks_of
from exchange.casework.record import verify_log
from exchange.rules.audit import Deed, Result

room = Room("audit")


class EntryShown(Shown):
    """One line of the record. `facts` are counts, digests and references only."""

    number: int
    at: datetime
    officer: str
    party: str
    matter: str
    deed: Deed
    result: Result
    code: str
    subjects: list[str]
    facts: list[tuple[str, str]]
    previous: str
    digest: str


class Entries(Shown):
    """Newest first. `before` is what to ask on from, 0 at the end."""

    entries: list[EntryShown]
    before: int


class WhichEntries(Told):
    before: Annotated[int, Field(ge=0, le=10**12)] = 0
    matter: Reference | None = None


class BreakShown(Shown):
    number: int
    sentence: str


class Verified(Shown):
    """How many entries were read, the digest of the last, and where the chain breaks, if it does."""

    entries: int
    head: str
    breaks: list[BreakShown]


class TaskShown(Shown):
    kind: TaskKind
    reference: str
    matter: str


class Tasks(Shown):
    items: list[TaskShown]


@room.get("/tasks", Deed.READ_TASKS, gives=Tasks)
def tasks() -> object:
    """What waits for the caller."""
    return {"items": tasks_of(desk(), officer())}


@room.get("/audit", Deed.READ_AUDIT, asks=WhichEntries, gives=Entries)
def show(asked: WhichEntries) -> object:
    """The entries of one's own party, and the system's in its matters. Reading them is an entry too."""
    return audit_page(desk(), officer(), before=asked.before, matter=asked.matter or "")


@room.post("/audit/verify", Deed.VERIFY_AUDIT, needs="read", gives=Verified)
def verify() -> object:
    """Read the whole record and say whether anything was edited, deleted or reordered."""
    return verify_log(desk(), officer())
