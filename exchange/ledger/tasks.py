"""Owed work: claimed by one worker at a time, under a lease, with the attempt as the fence.

The rules are in exchange.rules.work. A worker whose lease ran out holds an attempt that is no longer the job's,
and whatever it still tries to write about the job changes no row.
Source: docs/decisions/0005-queue.md.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from exchange.ledger.act import Act
from exchange.ledger.book import Ledger
from exchange.ledger.tables import JobRow, table_of
from exchange.rules.work import (
    ATTEMPTS_LIMIT,
    LEASE_SECONDS,
    Job,
    JobState,
    after_failure,
    claim,
    is_claimable,
)

_JOBS = table_of(JobRow)


def claim_next(ledger: Ledger, at: datetime) -> Job | None:
    """The job that has been due longest, now yours; None when nothing is due.

    Ask `is_worn_out` before doing it.
    """
    if ledger.is_sqlite and not due(ledger, at, limit=1):
        # Only a look: asking for the one writer's place every second would keep others waiting for nothing.
        return None
    with ledger.housekeeping() as act:
        oldest = select(_JOBS).where(_claimable(at)).order_by(_JOBS.c.due_at, _JOBS.c.id).limit(1)
        found = act.jobs.chosen(oldest.with_for_update(skip_locked=True))
        return _take(act, found[0], at) if found else None


def claim_by_id(ledger: Ledger, id: str, at: datetime) -> Job | None:
    """This job, now yours; None when it is done, not due yet, or another's."""
    with ledger.housekeeping() as act:
        found = act.jobs.chosen(select(_JOBS).where(_JOBS.c.id == id).with_for_update(skip_locked=True))
        return _take(act, found[0], at) if found and is_claimable(found[0], at=at) else None


def is_worn_out(job: Job) -> bool:
    """True for a claimed job that stopped its worker as often as the limit allows: do not do it again, `fail` it."""
    return job.attempt > ATTEMPTS_LIMIT


def extend(ledger: Ledger, job: Job, at: datetime) -> bool:
    """A fresh lease; False means the job is no longer yours and the work must stop."""
    return _write(ledger, job, {"lease_until": at + timedelta(seconds=LEASE_SECONDS)})


def finish(ledger: Ledger, job: Job) -> bool:
    """Mark the job done; False means it was no longer yours and nothing changed."""
    return _write(ledger, job, {"state": JobState.DONE, "lease_until": None, "problem": ""})


def fail(ledger: Ledger, job: Job, problem: str, at: datetime) -> Job:
    """The job as it now stands: queued for later, or FAILED at the limit; another's job is left as it is.

    `problem` is a fixed phrase, never the material's own words.
    """
    failed = after_failure(job, problem=problem, at=at)
    names = ("state", "lease_until", "due_at", "problem")
    if _write(ledger, job, {name: getattr(failed, name) for name in names}):
        return replace(failed, version=job.version + 1)
    with ledger.housekeeping() as act:
        return act.jobs.get(job.id)


def due(ledger: Ledger, at: datetime, *, limit: int = 100) -> tuple[str, ...]:
    """The references of jobs that wait for a worker, longest first: what the reaper sends again."""
    with ledger.transaction(reading=True) as connection:
        chosen = select(_JOBS.c.id).where(_claimable(at)).order_by(_JOBS.c.due_at, _JOBS.c.id).limit(limit)
        return tuple(str(id) for id in connection.execute(chosen).scalars())


def _claimable(at: datetime) -> ColumnElement[bool]:
    queued = and_(_JOBS.c.state == JobState.QUEUED, _JOBS.c.due_at <= at)
    abandoned = and_(_JOBS.c.state == JobState.RUNNING, _JOBS.c.lease_until < at)
    return or_(queued, abandoned)


def _take(act: Act, job: Job, at: datetime) -> Job:
    return act.jobs.save(claim(job, at=at))


def _write(ledger: Ledger, job: Job, changed: dict[str, object]) -> bool:
    with ledger.transaction() as connection:
        return _write_if_mine(connection, job, changed)


def _write_if_mine(connection: Connection, job: Job, changed: dict[str, object]) -> bool:
    mine = and_(_JOBS.c.id == job.id, _JOBS.c.attempt == job.attempt, _JOBS.c.state == JobState.RUNNING)
    done = connection.execute(update(_JOBS).where(mine).values(**changed, version=_JOBS.c.version + 1))
    return bool(done.rowcount == 1)
