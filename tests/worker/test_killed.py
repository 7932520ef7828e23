"""`kill -9` of a real worker in the middle of its work: done again, and done once."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.casework import record, tidy
from exchange.casework.ending import destroy
from exchange.casework.redacting import redact
from exchange.casework.work_room import seal_plan
from exchange.rules.clocks import london_date
from exchange.rules.destruction import RunState
from exchange.rules.material import Material, MaterialState
from exchange.rules.redactions import Choice, SetState
from exchange.rules.work import JobState
from tests.casework.story import (
    announced,
    classified_as_ordinary,
    redaction_set,
    retention,
    run_of,
    send,
)
from tests.components import ClamdServer, FaultProxy, Wire
from tests.desk import a_pdf
from tests.worker.installation import Installation, Process, install, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def started() -> Iterator[list[Process]]:
    """Processes to end with the test."""
    made: list[Process] = []
    yield made
    for process in made:
        process.stop()


def _sent(here: Installation, content: bytes) -> str:
    upload = announced(here.house, here.house.matter(), length_bytes=len(content))
    send(here.house, upload, content)
    return upload.material


def _sound(here: Installation) -> None:
    """Store, record and keys agree, and nothing is left over once the tidying hour has come."""
    here.house.clock.forward(hours=25)
    tidy.tidy(here.house.desk)
    found = record.check_store(here.house.desk)
    assert (found.orphans, found.problems) == (0, ())
    assert record.verify_log(here.house.desk).breaks == ()


class TestTakingIn:
    """A document whose worker dies while the scanner looks at it."""

    def test_it_is_taken_in_once_by_the_next_worker(
        self,
        tmp_path: Path,
        clamd_server: ClamdServer,
        fault_proxy: Callable[[int], FaultProxy],
        started: list[Process],
    ) -> None:
        wire = fault_proxy(int(clamd_server.address.rpartition(":")[2]))
        here = install(tmp_path, scanner__kind="clamd", scanner__address=wire.address)
        worker = here.command("worker")
        started.append(worker.start(says="worker started"))
        wire.wire = Wire.STALLED
        material = _sent(here, a_pdf("Chronology"))
        wait_until(lambda: here.job_of(material).state is JobState.RUNNING)

        worker.kill()
        assert here.house.material(material).state is MaterialState.CHECKING
        wire.wire = Wire.GOOD
        here.let_the_lease_run_out(material)
        worker.start(says="worker started")
        wait_until(lambda: here.is_done(material))

        sealed = here.house.material(material)
        assert (sealed.state, sealed.scan.value) == (MaterialState.SEALED, "clean")
        assert here.job_of(material).attempt == 2
        with here.house.desk.ledger.housekeeping() as act:
            assert act.versions.count(material=material) == 1
        _sound(here)

    def test_bytes_sealed_by_a_worker_that_died_before_it_wrote_them_down_are_swept(
        self, tmp_path: Path
    ) -> None:
        here = install(tmp_path)
        desk = here.house.desk
        material = here.house.document(here.house.matter())
        seal_plan(desk, matter=material.matter, party=material.holder, plan={"words": ["left behind"]})

        here.house.clock.forward(hours=2)
        seen = record.check_store(desk).orphans
        too_early = tidy.tidy(desk).orphans
        here.house.clock.forward(hours=23)
        swept = tidy.tidy(desk).orphans

        assert (seen, too_early, swept) == (1, 0, 1)
        assert here.house.material(material.id).state is MaterialState.SEALED
        assert record.check_store(desk).problems == ()


class TestRedacting:
    """A redaction whose worker dies in the middle."""

    def test_there_is_one_redacted_version_and_nothing_lies_in_the_open(
        self, tmp_path: Path, started: list[Process]
    ) -> None:
        here = install(tmp_path)
        material = _reviewed_material(here)
        worker = here.command("worker")
        started.append(worker.start(says="worker started"))
        set_id = _signed(here, material)
        wait_until(lambda: here.job_of(set_id).state is JobState.RUNNING)
        wait_until(lambda: bool(_sources_in(tmp_path / "room")))

        worker.kill()
        assert redaction_set(here.house, set_id).state is SetState.APPROVED
        _age_rooms(tmp_path / "room")
        here.let_the_lease_run_out(set_id)
        worker.start(says="worker started")
        wait_until(lambda: here.is_done(set_id))

        assert redaction_set(here.house, set_id).state is SetState.VERIFIED
        with here.house.desk.ledger.housekeeping() as act:
            kinds = sorted(version.kind.value for version in act.versions.where(material=material.id))
        assert kinds == ["original", "redacted", "schedule", "schedule"]
        assert _sources_in(tmp_path / "room") == []
        _sound(here)


class TestDestroying:
    """A destruction whose worker dies half-way down the list."""

    def test_the_rest_is_destroyed_and_there_is_one_certificate(
        self, tmp_path: Path, started: list[Process]
    ) -> None:
        here = install(tmp_path)
        house, count = here.house, 40
        matter = house.matter()
        for number in range(count):
            house.document(matter, content=b"A plain note of visit %d.\n" % number * 9, file_name="n.txt")
        retention(house)
        worker = here.command("worker")
        started.append(worker.start(says="worker started"))
        run_id = _approved(here)
        wait_until(lambda: 0 < _destroyed(here) < count)

        worker.kill()
        at_the_kill = _destroyed(here)
        here.let_the_lease_run_out(run_id)
        worker.start(says="worker started")
        wait_until(lambda: here.is_done(run_id))

        assert 0 < at_the_kill < count
        assert _destroyed(here) == count
        assert run_of(house, run_id).state is RunState.FINISHED
        with house.desk.ledger.housekeeping() as act:
            assert act.certificates.count(run=run_id) == 1
        _sound(here)


def _reviewed_material(here: Installation) -> Material:
    lines = [f"Line {number}: Marlow Pemberton was seen." for number in range(30)]
    document = here.house.document(here.house.matter(), content=a_pdf(*lines))
    return classified_as_ordinary(here.house, document)


def _signed(here: Installation, material: Material) -> str:
    house, officer = here.house, here.house.officers["a.khan"]
    begun = redact.start(house.desk, officer, material.id, terms=["Pemberton"])
    wait_until(lambda: redaction_set(house, begun.id).state is SetState.DRAFT)
    draft = redaction_set(house, begun.id)
    numbers = range(1, draft.candidates + 1)
    redact.decide(house.desk, officer, draft.id, numbers, Choice.REDACT, ground="third-party")
    signed = redact.propose_set(house.desk, officer, draft.id)
    wait_until(lambda: here.is_done(begun.id))
    redact.approve_set(house.desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)
    return signed.id


def _approved(here: Installation) -> str:
    house, records = here.house, here.house.officers["r.grant"]
    today = london_date(datetime.now(UTC))
    run = destroy.practise(house.desk, records, due_by=today)
    destroy.propose_destruction(house.desk, records, run.id)
    destroy.approve_destruction(
        house.desk, house.officers["m.lewis"], run.id, count=run.count, fingerprint=run.fingerprint
    )
    return run.id


def _destroyed(here: Installation) -> int:
    with here.look() as act:
        return act.materials.count(state=MaterialState.DESTROYED)


def _sources_in(place: Path) -> list[Path]:
    """The documents that lie in the open; rooms may go while they are looked through, which `os.walk` allows."""
    return [Path(room) / "source" for room, _, files in os.walk(place) if "source" in files]


def _age_rooms(place: Path) -> None:
    """As if the killed worker's room were older than the few seconds in which it may be about to be locked."""
    earlier = (datetime.now(UTC) - timedelta(minutes=1)).timestamp()
    for room in place.glob("w-*"):
        os.utime(room, (earlier, earlier))
