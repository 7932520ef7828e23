"""Two people, or a person and a worker, at the same moment. On PostgreSQL, where they truly overlap."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest

from exchange.casework.ending import destroy, hold
from exchange.casework.ending.carry_out import carry_out
from exchange.casework.ending.hold import NewHold
from exchange.casework.releasing import disclose, release, request
from exchange.ledger import LedgerFault
from exchange.rules.audit import Deed, Result
from exchange.rules.destruction import HoldKind
from exchange.rules.errors import Refusal, WrongState
from exchange.rules.material import MaterialState
from exchange.rules.release import ReleaseState
from exchange.rules.requests import Decision, Outcome
from storage import Receipt
from tests.casework.story import (
    accepted,
    announced,
    approved_run,
    asked,
    decided,
    entries,
    proposed,
    released,
    retention,
    send,
    ticket,
    version_of,
)
from tests.desk import House, a_pdf
from tests.scene import TODAY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("house", ["production"], indirect=True),
]
T = TypeVar("T")


def _at_once(*acts: Callable[[], T]) -> list[T | Refusal | LedgerFault]:
    """Begin all of them together; what each gave, or what it was refused with."""
    together = threading.Barrier(len(acts))

    def go(act: Callable[[], T]) -> T | Refusal | LedgerFault:
        together.wait()
        try:
            return act()
        except (Refusal, LedgerFault) as said:
            return said

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def _said_no(answers: list[object]) -> int:
    return sum(isinstance(answer, Refusal | LedgerFault) for answer in answers)


class TestTwoPeople:
    """One of them is first; the other is told, and nothing is done twice."""

    @pytest.mark.parametrize("_round", range(3))
    def test_a_release_is_approved_by_one_of_two_approvers(self, house: House, _round: int) -> None:
        matter = house.matter()
        material = house.classified(matter)
        decided(house, matter, material)
        offer = accepted(house, proposed(house, matter, material.original))

        answers = _at_once(
            *(
                lambda who=who: release.approve(house.desk, house.officers[who], offer.id)
                for who in ("m.lewis", "c.hart")
            )
        )

        allowed = [e for e in entries(house, deed=Deed.APPROVE_RELEASE) if e.result is Result.ALLOWED]
        assert (_said_no(list(answers)), len(allowed)) == (1, 1)
        with house.desk.ledger.housekeeping() as act:
            assert act.releases.get(offer.id).state is ReleaseState.AVAILABLE

    def test_an_item_is_decided_by_one_of_two(self, house: House) -> None:
        (item,) = asked(house, house.matter())
        no = Decision(Outcome.NOT_HELD, "Nothing of this kind is held")
        answers = _at_once(
            *(
                lambda who=who: request.decide(house.desk, house.officers[who], item.id, no)
                for who in ("a.khan", "m.lewis")
            )
        )

        assert _said_no(list(answers)) == 1

    def test_a_destruction_is_approved_by_one_of_two(self, house: House) -> None:
        released(house)
        retention(house)
        run = destroy.practise(house.desk, house.officers["r.grant"], due_by=TODAY)
        destroy.propose_destruction(house.desk, house.officers["r.grant"], run.id)

        answers = _at_once(
            *(
                lambda who=who: destroy.approve_destruction(
                    house.desk, house.officers[who], run.id, count=1, fingerprint=run.fingerprint
                )
                for who in ("m.lewis", "c.hart")
            )
        )

        assert _said_no(list(answers)) == 1
        with house.desk.ledger.housekeeping() as act:
            assert act.jobs.count(subject=run.id) == 1

    def test_two_parts_for_one_place_leave_one(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))

        answers = _at_once(
            *(lambda: send(house, upload, content[:100]) for _ in range(2)),
        )
        whole = send(house, upload, content[100:], at=100)
        house.work()

        assert _said_no(list(answers)) == 1
        assert whole.finished
        assert house.material(upload.material).state is MaterialState.SEALED

    def test_two_tickets_at_once_are_one_disclosure(self, house: House) -> None:
        told = released(house)

        _at_once(*(lambda: ticket(house, told) for _ in range(2)))

        with house.desk.ledger.housekeeping() as act:
            assert act.disclosures.count(release=told.release.id) == 1

    def test_two_workers_take_one_job_once(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))
        send(house, upload, content)

        _at_once(*(house.work for _ in range(3)))

        with house.desk.ledger.housekeeping() as act:
            assert act.versions.count(material=upload.material) == 1
        assert len(entries(house, deed=Deed.RECEIVE)) == 1


class TestAHoldAndADestruction:
    """I-25: the hold wins, or it came strictly after; never a document dead under a hold."""

    @pytest.mark.parametrize("first", ["hold", "destruction", "neither"])
    def test_i_25_no_document_dies_under_a_hold(self, house: House, first: str) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)
        new = NewHold(
            told.matter.id, HoldKind.CORONIAL, "The inquest", TODAY + timedelta(days=90), told.material.id
        )

        def place() -> None:
            hold.place_hold(house.desk, house.officers["r.grant"], new)

        def destroy_it() -> None:
            carry_out(house.desk, run.id)

        if first == "hold":
            place()
            destroy_it()
        elif first == "destruction":
            destroy_it()
            place()
        else:
            _at_once(place, destroy_it)

        material = house.material(told.material.id)
        placed = [e for e in entries(house, deed=Deed.PLACE_HOLD) if e.result is Result.ALLOWED]
        dead = [e for e in entries(house, deed=Deed.DESTROY) if ("outcome", "destroyed") in e.facts]
        if material.state is MaterialState.DESTROYED:
            assert not placed or placed[0].number > dead[0].number
        else:
            assert material.state is MaterialState.SEALED
            assert dead == []
            assert not house.desk.vault.is_destroyed(_receipt(house, told.version))
        assert first != "hold" or material.state is MaterialState.SEALED
        assert first != "destruction" or material.state is MaterialState.DESTROYED


class TestRevokingDuringADownload:
    """I-4: the next byte is refused."""

    def test_i_4_the_stream_stops_within_four_mebibytes(self, house: House) -> None:
        note = b"A plain line of a long note.\n" * 600_000
        told = released(house, content=note, file_name="note.txt")
        minted = ticket(house, told)
        started, revoked = threading.Event(), threading.Event()
        received = 0

        def read() -> None:
            nonlocal received
            for chunk in disclose.collect(house.desk, house.officers["j.ferns"], minted.secret).chunks:
                received += len(chunk)
                started.set()
                revoked.wait(240)

        def revoke() -> None:
            started.wait(240)
            release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Sent in error")
            revoked.set()

        answers = _at_once(read, revoke)

        assert isinstance(answers[0], WrongState)
        assert received <= disclose.ASK_AGAIN_BYTES + (1 << 18) < len(note)


def _receipt(house: House, version_id: str) -> Receipt:
    return Receipt.from_json(version_of(house, version_id).receipt)
