"""Work that acts owe: claimed, done once, written down; retried with a limit, then said plainly.

A worker that dies leaves a lease that runs out; whoever claims the job next holds a higher attempt, and the dead
one's word no longer counts. Every piece of work here is safe to do twice.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from exchange.casework.comparing.compare import compare
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.ending.carry_out import carry_out
from exchange.casework.faults import FAULTS
from exchange.casework.hints import look_for_hints
from exchange.casework.receiving.take_in import take_in
from exchange.casework.redacting.apply import apply_set
from exchange.casework.redacting.look_again import look_again
from exchange.casework.redacting.suggest import suggest_for
from exchange.ledger import LedgerFault, tasks
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState
from exchange.rules.destruction import RunState
from exchange.rules.errors import Refusal
from exchange.rules.material import MaterialState
from exchange.rules.redactions import SetState
from exchange.rules.work import LEASE_SECONDS, Job, JobKind, JobState

log = logging.getLogger(__name__)

#: A document waits this long, after the retries are used up, for a part of the house that is away.
CHECKED_AGAIN_AFTER = timedelta(minutes=15)


def post_letter(desk: Desk, letter_id: str) -> None:
    """Send one owed letter: an address, a reference, a link. A letter sent stays sent."""
    with desk.ledger.housekeeping() as act:
        letter = act.letters.get(letter_id)
        officer = act.officers.get(letter.officer)
    if letter.sent_at is None and officer.active:
        link = f"{desk.policy.public_address}/"
        desk.letterbox.post(to_address=officer.email, reference=letter.reference, link=link)
        with desk.ledger.housekeeping() as act:
            act.letters.save(replace(letter, sent_at=desk.now()))


_WORK: dict[JobKind, Callable[[Desk, str], None]] = {
    JobKind.TAKE_IN: take_in,
    JobKind.HINTS: look_for_hints,
    JobKind.SUGGEST: suggest_for,
    JobKind.LOOK_AGAIN: look_again,
    JobKind.APPLY: apply_set,
    JobKind.COMPARE: compare,
    JobKind.DESTROY: carry_out,
    JobKind.LETTER: post_letter,
}


class WornOut(Exception):
    """The work stopped its worker each time it was tried."""

    sentence = "This document could not be worked on: each try broke off. Tell the operator."


def do_next(desk: Desk) -> bool:
    """Claim and do one due job; False when there is none."""
    job = tasks.claim_next(desk.ledger, desk.now())
    if job is None:
        return False
    _do(desk, job)
    return True


def do_one(desk: Desk, job_id: str) -> bool:
    """Do this job if it is due and nobody else has it: what a queue's message asks for."""
    job = tasks.claim_by_id(desk.ledger, job_id, desk.now())
    if job is None:
        return False
    _do(desk, job)
    return True


def due_jobs(desk: Desk) -> tuple[str, ...]:
    """Jobs that wait or whose worker went away: what the reaper sends again."""
    return tasks.due(desk.ledger, desk.now())


def _do(desk: Desk, job: Job) -> None:
    try:
        if tasks.is_worn_out(job):
            raise WornOut
        with _lease(desk, job):
            _WORK[job.kind](desk, job.subject)
    except Exception as fault:  # noqa: BLE001 - whatever broke, the job is kept and tried again
        _after_fault(desk, job, fault)
        return
    tasks.finish(desk.ledger, job)
    log.info("job done", extra={"job": job.id, "kind": job.kind.value, "attempt": job.attempt})


@contextmanager
def _lease(desk: Desk, job: Job) -> Iterator[None]:
    """Keep the lease while the work goes on."""
    ended = threading.Event()

    def extend() -> None:
        while not ended.wait(LEASE_SECONDS / 3):
            try:
                tasks.extend(desk.ledger, job, desk.now())
            except LedgerFault as fault:
                # The next try may reach the database in time; if none does, the job goes to another worker.
                log.warning("lease not extended", extra={"job": job.id, "fault": type(fault).__name__})

    keeper = threading.Thread(target=extend, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _after_fault(desk: Desk, job: Job, fault: Exception) -> None:
    sentence = getattr(fault, "sentence", "Something went wrong while this was worked on.")
    log.warning("job failed", extra={"job": job.id, "kind": job.kind.value, "fault": type(fault).__name__})
    after = tasks.fail(desk.ledger, job, sentence, desk.now())
    if after.state is JobState.FAILED and after.attempt == job.attempt:
        _say_what_is_wrong(desk, job, sentence, waits=isinstance(fault, FAULTS))


def _say_what_is_wrong(desk: Desk, job: Job, sentence: str, *, waits: bool) -> None:
    """Put the problem on the thing itself, where its people will see it.

    `waits` is true when nothing is wrong with the thing: a scanner or a store is away. An upload is then kept
    and checked again later, because nobody should have to send 2 GB twice.
    """
    try:
        if job.kind is JobKind.TAKE_IN and waits:
            _keep_waiting(desk, job.subject, sentence)
        elif job.kind is JobKind.TAKE_IN:
            _mark_material(desk, job.subject, sentence)
        elif job.kind in {JobKind.SUGGEST, JobKind.APPLY}:
            _mark_set(desk, job.subject, sentence)
        elif job.kind is JobKind.COMPARE:
            _mark_check(desk, job.subject, sentence)
        elif job.kind is JobKind.DESTROY:
            _mark_run(desk, job.subject)
    except Refusal:
        log.warning("job failure not shown", extra={"job": job.id})


def _keep_waiting(desk: Desk, material_id: str, sentence: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.RECEIVE, at=desk.now()) as act:
        material = act.materials.lock(material_id)
        act.note(material.id, matter=material.matter)
        if material.state is MaterialState.CHECKING:
            act.materials.save(replace(material, problem=sentence))
            act.owe(JobKind.TAKE_IN, material.id, due_at=act.at + CHECKED_AGAIN_AFTER)


def _mark_material(desk: Desk, material_id: str, sentence: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.RECEIVE, at=desk.now()) as act:
        material = act.materials.lock(material_id)
        act.note(material.id, matter=material.matter)
        act.materials.save(replace(material.step(MaterialState.REJECTED), problem=sentence))


def _mark_set(desk: Desk, set_id: str, sentence: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        found = act.redaction_sets.lock(set_id)
        act.note(found.id, matter=found.matter)
        act.redaction_sets.save(replace(found.step(SetState.FAILED), problem=sentence))


def _mark_check(desk: Desk, release_id: str, sentence: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        check = act.release_checks.lock(release_id)
        act.note(release_id, matter=check.matter)
        act.release_checks.save(replace(check.step(CheckState.FAILED), problem=sentence))


def _mark_run(desk: Desk, run_id: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.DESTROY, at=desk.now()) as act:
        run = act.destruction_runs.lock(run_id)
        act.note(run.id)
        act.destruction_runs.save(run.step(RunState.PARTIAL))
