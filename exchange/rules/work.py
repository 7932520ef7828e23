"""Work that must follow an act: a job, its lease and its retries.

The job row is the truth. `attempt` is a fencing token: whoever holds a lower one may no longer write.
Source: docs/decisions/0005-queue.md.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class JobKind(StrEnum):
    TAKE_IN = "take-in"
    HINTS = "hints"
    SUGGEST = "suggest"
    LOOK_AGAIN = "look-again"
    APPLY = "apply"
    COMPARE = "compare"
    DESTROY = "destroy"
    LETTER = "letter"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of owed work about one thing (`subject`), due at `due_at`.

    `attempt` counts from 0 and rises with every claim. FAILED means the limit was reached: the subject itself
    says what is wrong.
    """

    id: str
    kind: JobKind
    subject: str
    due_at: datetime
    state: JobState = JobState.QUEUED
    attempt: int = 0
    lease_until: datetime | None = None
    problem: str = ""
    version: int = 1


LEASE_SECONDS = 60
ATTEMPTS_LIMIT = 5
_FIRST_RETRY_SECONDS = 5


def is_claimable(job: Job, *, at: datetime) -> bool:
    """True for queued work that is due, and for running work whose worker let its lease run out."""
    if job.state is JobState.QUEUED:
        return job.due_at <= at
    return job.state is JobState.RUNNING and job.lease_until is not None and job.lease_until < at


def claim(job: Job, *, at: datetime) -> Job:
    return replace(
        job,
        state=JobState.RUNNING,
        attempt=job.attempt + 1,
        lease_until=at + timedelta(seconds=LEASE_SECONDS),
    )


def after_failure(job: Job, *, problem: str, at: datetime) -> Job:
    """Queued again, later each time (5 s, 10 s, 20 s, 40 s), or FAILED once the limit is reached."""
    if job.attempt >= ATTEMPTS_LIMIT:
        return replace(job, state=JobState.FAILED, lease_until=None, problem=problem)
    wait = timedelta(seconds=_FIRST_RETRY_SECONDS * 2 ** (job.attempt - 1))
    return replace(job, state=JobState.QUEUED, lease_until=None, due_at=at + wait, problem=problem)


class LetterKind(StrEnum):
    TASK_WAITING = "task-waiting"


@dataclass(frozen=True, slots=True)
class Letter:
    """A notification: an address, a reference and a link. Never a name, never content."""

    id: str
    officer: str
    reference: str
    kind: LetterKind
    written_at: datetime
    sent_at: datetime | None = None
    version: int = 1
