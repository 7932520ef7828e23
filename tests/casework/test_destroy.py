"""Destruction: a frozen list, two people, time to think, holds asked again, keys gone, and a certificate."""

import json
from datetime import timedelta

import pytest

from exchange.casework import record
from exchange.casework.ending import carry_out as carry_out_room
from exchange.casework.ending import destroy, hold
from exchange.casework.ending.carry_out import carry_out
from exchange.casework.ending.hold import NewHold
from exchange.casework.releasing import disclose, release
from exchange.rules.audit import Deed, Result
from exchange.rules.destruction import DestructionRun, Hold, HoldKind, ItemOutcome, RunState
from exchange.rules.errors import (
    Destroyed,
    InputRefused,
    NotAllowed,
    NotFound,
    SecondPersonRequired,
    WrongState,
)
from exchange.rules.material import MaterialState, VersionState
from storage import ObjectDestroyed, Receipt
from tests.casework.story import (
    approved_run,
    classified_as_ordinary,
    disclosed,
    entries,
    released,
    retention,
    run_of,
    ticket,
    version_of,
)
from tests.desk import House, a_pdf
from tests.scene import TODAY


def _hold(house: House, matter: str, material: str = "", by: str = "r.grant") -> Hold:
    new = NewHold(matter, HoldKind.CORONIAL, "The inquest is open", TODAY + timedelta(days=90), material)
    return hold.place_hold(house.desk, house.officers[by], new)


def _practised(house: House) -> DestructionRun:
    return destroy.practise(house.desk, house.officers["r.grant"], due_by=TODAY)


def _items(house: House, run_id: str) -> dict[str, ItemOutcome]:
    with house.desk.ledger.housekeeping() as act:
        return {item.material: item.outcome for item in act.run_items.where(run=run_id)}


def _stop_between_mark_and_key(house: House, run: DestructionRun) -> None:
    """Where a worker stands when it is killed at the worst moment: marked, and nothing destroyed."""
    with house.desk.ledger.housekeeping() as act:
        items = act.run_items.where(run=run.id)
    assert carry_out_room._begin(house.desk, run.id)
    assert all(carry_out_room._mark(house.desk, item) for item in items)


class TestTheRun:
    """From the practice run to the certificate."""

    def test_i_23_after_it_every_version_refuses_to_open(self, house: House) -> None:
        told = released(house)
        disclosed(house, told)
        receipt = Receipt.from_json(version_of(house, told.version).receipt)
        retention(house)

        run = approved_run(house)
        house.work()

        assert run_of(house, run.id).state is RunState.FINISHED
        assert version_of(house, told.version).state is VersionState.DESTROYED
        with pytest.raises(ObjectDestroyed):
            house.desk.vault.open(receipt)
        found = record.check_store(house.desk)
        assert (found.destroyed, found.orphans, found.problems) == (1, 0, ())

    def test_i_24_what_happened_stays_on_the_record_and_verifies(self, house: House) -> None:
        told = released(house)
        given = disclosed(house, told)
        retention(house)
        run = approved_run(house)
        house.work()

        ended = run_of(house, run.id)
        with house.desk.ledger.housekeeping() as act:
            certificate = act.certificates.get(ended.certificate)
            kept = act.disclosures.get(given.id)
            items = act.request_items.where(material=told.material.id)
        (line,) = json.loads(certificate.document)["items"]
        assert kept.sha256 == given.sha256
        assert items[0].outcome is not None
        assert (line["document"], line["outcome"]) == (told.material.id, "destroyed")
        assert line["disclosures"] == [given.id]
        assert record.verify_log(house.desk).breaks == ()

    def test_the_certificate_names_the_day_when_backups_are_gone(self, house: House) -> None:
        released(house)
        retention(house)
        run = approved_run(house)
        house.work()

        ended = run_of(house, run.id)
        with house.desk.ledger.housekeeping() as act:
            certificate = act.certificates.get(ended.certificate)

        assert certificate.final_on == (house.clock() + timedelta(days=30)).date()

    def test_later_reads_say_destroyed(self, house: House) -> None:
        told = released(house)
        minted = ticket(house, told)
        retention(house)
        approved_run(house)
        house.work()

        with pytest.raises(Destroyed):
            ticket(house, told)
        with pytest.raises((Destroyed, WrongState)):
            disclose.collect(house.desk, house.officers["j.ferns"], minted.secret)

    def test_nothing_happens_before_the_cooling_off_time_is_over(self, house: House) -> None:
        told = released(house)
        retention(house)
        approved_run(house)
        house.clock.forward(hours=-2)

        house.work()

        assert house.material(told.material.id).state is MaterialState.SEALED

    def test_a_run_can_be_cancelled_before_it_starts(self, house: House) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)

        destroy.cancel_destruction(house.desk, house.officers["r.grant"], run.id)
        house.work()

        assert run_of(house, run.id).state is RunState.CANCELLED
        assert house.material(told.material.id).state is MaterialState.SEALED

    def test_done_twice_it_changes_nothing(self, house: House) -> None:
        released(house)
        retention(house)
        run = approved_run(house)
        house.work()
        before = run_of(house, run.id)

        carry_out(house.desk, run.id)

        assert run_of(house, run.id) == before
        with house.desk.ledger.housekeeping() as act:
            assert act.certificates.count(run=run.id) == 1


class TestTwoPeople:
    """I-26 and I-12: whoever proposed does not approve; the list is the one that was seen."""

    def test_i_26_the_approver_types_the_number_and_signs_the_frozen_list(self, house: House) -> None:
        released(house)
        retention(house)
        run = _practised(house)
        destroy.propose_destruction(house.desk, house.officers["r.grant"], run.id)
        approver = house.officers["m.lewis"]

        with pytest.raises(InputRefused, match="Enter the number"):
            destroy.approve_destruction(house.desk, approver, run.id, count=None, fingerprint=run.fingerprint)
        with pytest.raises(InputRefused, match="must match the list"):
            destroy.approve_destruction(house.desk, approver, run.id, count=9, fingerprint=run.fingerprint)
        with pytest.raises(WrongState, match="list has changed"):
            destroy.approve_destruction(house.desk, approver, run.id, count=1, fingerprint="0" * 64)
        with pytest.raises(NotAllowed):
            destroy.approve_destruction(
                house.desk, house.officers["r.grant"], run.id, count=1, fingerprint=run.fingerprint
            )

    def test_i_26_a_list_that_changed_after_it_was_frozen_is_not_approved(self, house: House) -> None:
        matter = house.matter()
        house.document(matter)
        retention(house)
        run = _practised(house)
        destroy.propose_destruction(house.desk, house.officers["r.grant"], run.id)
        with house.desk.ledger.housekeeping() as act:
            (item,) = act.run_items.where(run=run.id)
        classified_as_ordinary(house, house.material(item.material))

        with pytest.raises(WrongState, match="list has changed"):
            destroy.approve_destruction(
                house.desk, house.officers["m.lewis"], run.id, count=1, fingerprint=run.fingerprint
            )

    def test_i_26_nothing_outside_the_list_is_touched(self, house: House) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)
        later = house.document(told.matter, content=a_pdf("Came after the list was frozen"))

        while house.work():
            pass

        assert set(_items(house, run.id)) == {told.material.id}
        assert house.material(later.id).state is MaterialState.SEALED

    def test_i_12_whoever_lifted_a_hold_on_it_does_not_approve_it(self, house: House) -> None:
        told = released(house)
        retention(house)
        placed = _hold(house, told.matter.id)
        hold.ask_lift(house.desk, house.officers["r.grant"], placed.id, reason="It is closed")
        hold.lift_hold(house.desk, house.officers["m.lewis"], placed.id)

        with pytest.raises(SecondPersonRequired, match="You lifted a hold"):
            approved_run(house)

    def test_the_other_party_cannot_see_it(self, house: House) -> None:
        released(house)
        retention(house)
        run = _practised(house)

        with pytest.raises(NotFound):
            destroy.propose_destruction(house.desk, house.officers["k.rowe"], run.id)

    def test_without_a_policy_nothing_is_listed(self, house: House) -> None:
        released(house)

        with pytest.raises(WrongState, match="no retention rule"):
            _practised(house)

    def test_what_is_not_due_is_not_listed(self, house: House) -> None:
        released(house)
        retention(house, months=1)

        run = _practised(house)

        assert (run.count, run.held_back) == (0, 0)
        with pytest.raises(WrongState, match="No documents are due"):
            destroy.propose_destruction(house.desk, house.officers["r.grant"], run.id)


class TestHolds:
    """I-25: nothing dies under a hold, whenever it was placed."""

    def test_i_25_a_hold_keeps_a_document_off_the_list(self, house: House) -> None:
        told = released(house)
        retention(house)
        _hold(house, told.matter.id, told.material.id)

        run = _practised(house)

        assert (run.count, run.held_back) == (0, 1)

    def test_i_25_a_hold_placed_after_approval_still_saves_it(self, house: House) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)
        _hold(house, told.matter.id, told.material.id)

        house.work()

        assert house.material(told.material.id).state is MaterialState.SEALED
        assert _items(house, run.id) == {told.material.id: ItemOutcome.HELD}
        assert run_of(house, run.id).state is RunState.FINISHED

    def test_i_25_a_hold_placed_after_it_was_marked_and_before_its_key_died_saves_it(
        self, house: House
    ) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)
        _stop_between_mark_and_key(house, run)
        _hold(house, told.matter.id, told.material.id)

        house.work()

        assert house.material(told.material.id).state is MaterialState.SEALED
        assert not house.desk.vault.is_destroyed(Receipt.from_json(version_of(house, told.version).receipt))
        assert _items(house, run.id) == {told.material.id: ItemOutcome.HELD}

    def test_i_25_the_other_party_can_hold_what_was_disclosed_to_it(self, house: House) -> None:
        told = released(house)
        retention(house)
        with pytest.raises(NotFound):
            _hold(house, told.matter.id, told.material.id, by="k.rowe")
        disclosed(house, told)

        _hold(house, told.matter.id, told.material.id, by="k.rowe")

        assert _practised(house).held_back == 1

    def test_a_hold_is_lifted_by_two(self, house: House) -> None:
        told = released(house)
        placed = _hold(house, told.matter.id)

        with pytest.raises(WrongState, match="Nobody has asked"):
            hold.lift_hold(house.desk, house.officers["m.lewis"], placed.id)
        hold.ask_lift(house.desk, house.officers["r.grant"], placed.id, reason="It is closed")
        with pytest.raises(SecondPersonRequired):
            hold.lift_hold(house.desk, house.officers["r.grant"], placed.id)
        lifted = hold.lift_hold(house.desk, house.officers["w.flint"], placed.id)

        assert (lifted.lift_asked_by, lifted.lifted_by) == ("r.grant", "w.flint")

    def test_a_hold_needs_a_reason_and_a_review_day_ahead(self, house: House) -> None:
        matter = house.matter()
        records = house.officers["r.grant"]

        with pytest.raises(InputRefused, match="Enter a reason"):
            hold.place_hold(
                house.desk,
                records,
                NewHold(matter.id, HoldKind.CORONIAL, " ", TODAY + timedelta(days=1)),
            )
        with pytest.raises(InputRefused, match="review date"):
            hold.place_hold(house.desk, records, NewHold(matter.id, HoldKind.CORONIAL, "Inquest", TODAY))


class TestTheRecord:
    """I-44: one entry for each act, allowed or refused, and the chain finds any change."""

    def test_i_44_each_allowed_and_each_refused_act_is_one_entry(self, house: House) -> None:
        told = released(house)
        before = len(entries(house))

        release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Sent in error")
        between = len(entries(house))
        with pytest.raises(WrongState):
            release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Again")
        with pytest.raises(NotAllowed):
            release.revoke(house.desk, house.officers["j.ferns"], told.release.id, reason="Not mine")
        after = entries(house)

        assert (between - before, len(after) - between) == (1, 2)
        assert [e.result for e in after[-2:]] == [Result.REFUSED, Result.REFUSED]

    def test_i_44_the_whole_journey_verifies(self, house: House) -> None:
        told = released(house)
        disclosed(house, told)
        retention(house)
        approved_run(house)
        house.work()

        found = record.verify_log(house.desk)

        assert (found.entries, found.breaks) == (len(entries(house)), ())

    def test_a_destruction_says_each_thing_it_did(self, house: House) -> None:
        told = released(house)
        retention(house)
        run = approved_run(house)
        house.work()

        told_of_it = [e.deed for e in entries(house, subject=run.id)]

        assert told_of_it.count(Deed.DESTROY) == 3
        assert told_of_it[-1] is Deed.CERTIFY
        assert told.material.id in {s for e in entries(house, deed=Deed.DESTROY) for s in e.subjects}

    def test_check_finds_a_document_whose_bytes_are_gone(self, house: House) -> None:
        told = released(house)
        receipt = Receipt.from_json(version_of(house, told.version).receipt)
        assert record.check_store(house.desk).problems == ()

        house.desk.vault._shelf.delete_all_versions(receipt.shelf_key)

        assert record.check_store(house.desk).problems == (f"{receipt.object_id}: object-missing",)
