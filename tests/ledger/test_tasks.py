"""Owed work: one worker at a time, done again after a crash, and never finished by the wrong one."""

from concurrent.futures import ThreadPoolExecutor

from exchange.ledger import (
    Ledger,
    claim_by_id,
    claim_next,
    due,
    extend,
    fail,
    finish,
    is_worn_out,
)
from exchange.rules.work import ATTEMPTS_LIMIT, LEASE_SECONDS, Job, JobKind, JobState
from tests.ledger.given import later


def owe(ledger: Ledger, count: int = 1, *, after_seconds: float = 0) -> list[str]:
    with ledger.housekeeping() as act:
        return [
            act.owe(JobKind.SUGGEST, f"DOC-{n}", due_at=later(after_seconds + n)).id for n in range(count)
        ]


def claimed(ledger: Ledger, seconds: float = 100) -> Job:
    job = claim_next(ledger, later(seconds))
    assert job is not None
    return job


def stored(ledger: Ledger, id: str) -> Job:
    with ledger.housekeeping() as act:
        return act.jobs.get(id)


class TestClaiming:
    """Each job goes to one worker."""

    def test_the_job_that_has_been_due_longest_comes_first(self, ledger: Ledger) -> None:
        first, second = owe(ledger, 2)

        assert (claimed(ledger).id, claimed(ledger).id) == (first, second)
        assert claim_next(ledger, later(100)) is None

    def test_work_that_is_not_due_is_not_given_out(self, ledger: Ledger) -> None:
        (id,) = owe(ledger, after_seconds=60)

        assert claim_next(ledger, later(59)) is None
        assert claim_by_id(ledger, id, later(59)) is None
        assert due(ledger, later(59)) == ()
        assert due(ledger, later(60)) == (id,)

    def test_a_named_job_is_given_out_once(self, ledger: Ledger) -> None:
        (id,) = owe(ledger)

        taken = claim_by_id(ledger, id, later(1))

        assert taken is not None and (taken.id, taken.attempt) == (id, 1)
        assert claim_by_id(ledger, id, later(2)) is None
        assert claim_by_id(ledger, "JOB-NONE", later(2)) is None

    def test_workers_racing_for_jobs_never_share_one(self, ledger: Ledger) -> None:
        ids = owe(ledger, 24)

        def work(_: int) -> list[str]:
            mine = []
            while job := claim_next(ledger, later(100)):
                mine.append(job.id)
            return mine

        with ThreadPoolExecutor(6) as pool:
            taken = [id for mine in pool.map(work, range(6)) for id in mine]

        assert sorted(taken) == sorted(ids)


class TestLease:
    """A worker that went silent loses its job; one that still speaks keeps it."""

    def test_a_lapsed_lease_is_given_to_another(self, ledger: Ledger) -> None:
        owe(ledger)
        silent = claimed(ledger, seconds=0)

        assert due(ledger, later(LEASE_SECONDS)) == ()
        taken_over = claimed(ledger, seconds=LEASE_SECONDS + 1)

        assert (taken_over.id, taken_over.attempt) == (silent.id, 2)

    def test_an_extended_lease_is_kept(self, ledger: Ledger) -> None:
        owe(ledger)
        job = claimed(ledger, seconds=0)

        assert extend(ledger, job, later(50))

        assert claim_next(ledger, later(LEASE_SECONDS + 1)) is None
        assert finish(ledger, job)

    def test_a_stale_attempt_can_neither_extend_nor_finish_nor_fail(self, ledger: Ledger) -> None:
        owe(ledger)
        stale = claimed(ledger, seconds=0)
        current = claimed(ledger, seconds=LEASE_SECONDS + 1)

        assert not extend(ledger, stale, later(62))
        assert not finish(ledger, stale)
        assert fail(ledger, stale, "broke", later(62)) == current

        assert stored(ledger, current.id) == current
        assert finish(ledger, current)
        assert not finish(ledger, current)
        assert stored(ledger, current.id).state is JobState.DONE


class TestFailing:
    """Tried again later, each time later, and not for ever."""

    def test_a_failed_job_waits_and_says_why(self, ledger: Ledger) -> None:
        owe(ledger)
        job = claimed(ledger, seconds=0)

        failed = fail(ledger, job, "scanner did not answer", later(1))

        assert failed == stored(ledger, job.id)
        assert (failed.state, failed.due_at) == (JobState.QUEUED, later(6))
        assert claim_next(ledger, later(5)) is None

    def test_after_the_limit_it_is_given_up(self, ledger: Ledger) -> None:
        owe(ledger)
        for n in range(ATTEMPTS_LIMIT):
            job = fail(ledger, claimed(ledger, seconds=1000 * n), "broke", later(1000 * n))

        assert (job.state, job.problem) == (JobState.FAILED, "broke")
        assert claim_next(ledger, later(1_000_000)) is None

    def test_a_job_that_keeps_stopping_its_worker_is_worn_out(self, ledger: Ledger) -> None:
        owe(ledger)
        for n in range(ATTEMPTS_LIMIT):
            assert not is_worn_out(claimed(ledger, seconds=1000 * n))

        last = claimed(ledger, seconds=10_000)

        assert is_worn_out(last)
        assert fail(ledger, last, "stopped its worker", later(10_000)).state is JobState.FAILED
