"""Work that fails: tried again later, each time later, and then the thing itself says what is wrong."""

from pathlib import Path

import pytest

from exchange.casework import owed
from exchange.ledger import tasks
from exchange.rules.material import MaterialState, ScanState
from exchange.rules.work import ATTEMPTS_LIMIT, JobState
from tests.casework.story import announced, send
from tests.desk import House, a_desk, a_pdf


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


def _sent(house: House) -> str:
    content = a_pdf("Chronology")
    upload = announced(house, house.matter(), length_bytes=len(content))
    send(house, upload, content)
    return upload.material


def test_a_document_that_stopped_its_worker_each_time_says_so_and_is_not_tried_again(house: House) -> None:
    material = _sent(house)

    for _ in range(ATTEMPTS_LIMIT):
        assert tasks.claim_next(house.desk.ledger, house.clock()) is not None
        house.clock.forward(seconds=61)

    house.work()

    stopped = house.material(material)
    assert stopped.state is MaterialState.REJECTED
    assert stopped.problem == "This document could not be worked on: each try broke off. Tell the operator."
    house.clock.forward(days=1)
    assert house.work() == 0


def test_each_try_is_later_than_the_last(house: House) -> None:
    house.scanner.answer = ScanState.UNAVAILABLE
    material = _sent(house)
    waits = []

    for _ in range(ATTEMPTS_LIMIT - 1):
        house.work()
        with house.desk.ledger.housekeeping() as act:
            (job,) = act.jobs.where(subject=material)
        waits.append((job.due_at - house.clock()).total_seconds())
        house.clock.forward(seconds=waits[-1])

    assert waits == [5, 10, 20, 40]


def test_a_worker_whose_lease_ran_out_cannot_finish_anothers_job(house: House) -> None:

    _sent(house)
    slow = tasks.claim_next(house.desk.ledger, house.clock())
    house.clock.forward(seconds=61)
    quick = tasks.claim_next(house.desk.ledger, house.clock())
    assert slow is not None and quick is not None

    assert tasks.finish(house.desk.ledger, slow) is False
    assert tasks.finish(house.desk.ledger, quick) is True


def test_a_message_for_a_job_that_is_done_changes_nothing(house: House) -> None:
    material = _sent(house)
    house.work()
    with house.desk.ledger.housekeeping() as act:
        (job,) = act.jobs.where(subject=material)

    assert owed.do_one(house.desk, job.id) is False
    assert owed.do_one(house.desk, "JOB-NOT-THERE") is False
    assert job.state is JobState.DONE
