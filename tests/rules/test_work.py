"""Owed work: claimed, leased, tried again later, and given up with a sentence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.work import (
    ATTEMPTS_LIMIT,
    LEASE_SECONDS,
    Job,
    JobState,
    after_failure,
    claim,
    is_claimable,
)
from tests.builders import NOW, some_job

SOON = timedelta(microseconds=1)
LEASE = timedelta(seconds=LEASE_SECONDS)


def test_queued_work_is_claimed_once_it_is_due() -> None:
    assert is_claimable(some_job(), at=NOW)
    assert not is_claimable(some_job(), at=NOW - SOON)


def test_a_claim_raises_the_attempt_and_holds_others_off_until_its_lease_runs_out() -> None:
    claimed = claim(some_job(), at=NOW)

    assert (claimed.state, claimed.attempt, claimed.lease_until) == (JobState.RUNNING, 1, NOW + LEASE)
    assert not is_claimable(claimed, at=NOW + LEASE)
    assert is_claimable(claimed, at=NOW + LEASE + SOON)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_finished_work_is_never_claimed(state: JobState) -> None:
    assert not is_claimable(some_job(state=state, lease_until=NOW - LEASE), at=NOW)


def test_running_work_without_a_lease_is_not_claimed() -> None:
    assert not is_claimable(some_job(state=JobState.RUNNING), at=NOW)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 40)])
def test_each_failure_waits_longer_than_the_one_before(attempt: int, seconds: int) -> None:
    again = after_failure(
        some_job(state=JobState.RUNNING, attempt=attempt), problem="The store was away.", at=NOW
    )

    assert (again.state, again.lease_until) == (JobState.QUEUED, None)
    assert again.due_at == NOW + timedelta(seconds=seconds)


def test_the_fifth_failure_is_the_last_and_says_what_is_wrong() -> None:
    failed = after_failure(
        some_job(state=JobState.RUNNING, attempt=ATTEMPTS_LIMIT), problem="The store was away.", at=NOW
    )

    assert (failed.state, failed.problem) == (JobState.FAILED, "The store was away.")
    assert not is_claimable(failed, at=NOW + timedelta(days=365))


@given(st.lists(st.booleans(), max_size=20))
def test_work_is_tried_five_times_at_most_unless_workers_die(failures: list[bool]) -> None:
    job: Job = some_job()
    now, reported = NOW, 0
    for dies in failures:
        now += timedelta(hours=1)
        if not is_claimable(job, at=now):
            break
        job = claim(job, at=now)
        if not dies:
            job = after_failure(job, problem="x", at=now)
            reported += 1

    assert reported <= ATTEMPTS_LIMIT
    assert reported < ATTEMPTS_LIMIT or job.state is JobState.FAILED
