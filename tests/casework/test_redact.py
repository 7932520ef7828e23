"""Redactions: suggested, decided one by one with a ground, signed by two, removed and verified, or nothing."""

import json

import pytest

from exchange.casework.redacting import redact
from exchange.casework.redacting.apply import apply_set
from exchange.casework.redacting.suggest import suggest_for
from exchange.rules.audit import Deed, Result
from exchange.rules.errors import ChangedMeanwhile, InputRefused, NotFound, SecondPersonRequired, WrongState
from exchange.rules.material import VersionKind
from exchange.rules.redactions import Choice, SetState
from storage import Receipt
from tests.casework.story import (
    classified_as_ordinary,
    entries,
    proposed_redactions,
    redacted,
    redaction_set,
    suggested,
    version_of,
)
from tests.desk import House, a_pdf

#: Each of these takes seconds and no store of its own; the way itself is walked on both.
EMBEDDED = pytest.mark.parametrize("house", ["embedded"], indirect=True)
pytestmark = pytest.mark.slow  # the language model takes seconds to load


def _bytes_of(house: House, version_id: str) -> bytes:
    receipt = Receipt.from_json(version_of(house, version_id).receipt)
    return b"".join(house.desk.vault.open(receipt).chunks())


class TestTheWay:
    """From suggestion to verified version."""

    def test_two_people_and_a_worker_make_a_version_without_the_words(self, house: House) -> None:
        material = house.classified(house.matter(), title="Seen by Marlow Pemberton today")

        done = redacted(house, material, "Pemberton")

        version = version_of(house, done.result)
        assert (done.state, version.kind) == (SetState.VERIFIED, VersionKind.REDACTED)
        assert b"Pemberton" in _bytes_of(house, material.original)
        assert b"Pemberton" not in _bytes_of(house, done.result)
        assert (
            Receipt.from_json(version.receipt).object_id
            != Receipt.from_json(version_of(house, material.original).receipt).object_id
        )

    def test_each_act_is_one_entry_without_a_word_of_the_document(self, house: House) -> None:
        material = house.classified(house.matter(), title="Seen by Marlow Pemberton today")
        done = redacted(house, material, "Pemberton")

        told = entries(house, subject=done.id)

        assert [e.deed for e in told] == [
            Deed.SUGGEST_REDACTIONS,
            Deed.SUGGEST_REDACTIONS,
            Deed.DECIDE_REDACTION,
            Deed.PROPOSE_REDACTIONS,
            Deed.APPROVE_REDACTIONS,
            Deed.APPLY_REDACTIONS,
        ]
        assert "Pemberton" not in json.dumps([repr(entry) for entry in told])

    def test_a_job_done_twice_makes_one_copy_and_one_schedule(self, house: House) -> None:
        material = house.classified(house.matter(), title="Seen by Marlow Pemberton today")
        done = redacted(house, material, "Pemberton")
        before = len(entries(house))

        apply_set(house.desk, done.id)
        suggest_for(house.desk, done.id)

        with house.desk.ledger.housekeeping() as act:
            assert act.versions.count(material=material.id, kind=VersionKind.REDACTED) == 1
            assert act.versions.count(material=material.id, kind=VersionKind.SCHEDULE) == 2
        assert len(entries(house)) == before


@EMBEDDED
class TestTwoPeople:
    """I-34: whoever proposed or decided does not approve, and each redaction has its ground."""

    def test_i_34_the_proposer_cannot_approve(self, house: House) -> None:
        signed = proposed_redactions(house, house.classified(house.matter(), title="Marlow Pemberton"))

        with pytest.raises(SecondPersonRequired, match="Someone else must do the second review"):
            redact.approve_set(
                house.desk, house.officers["a.khan"], signed.id, fingerprint=signed.fingerprint
            )

    def test_i_34_every_redaction_has_a_ground_from_the_closed_list(self, house: House) -> None:
        draft = suggested(house, house.classified(house.matter(), title="Marlow Pemberton"), "Pemberton")

        for ground in ("", "because"):
            with pytest.raises(InputRefused, match="Choose a reason"):
                redact.decide(
                    house.desk, house.officers["a.khan"], draft.id, [1], Choice.REDACT, ground=ground
                )

    def test_i_34_what_a_person_kept_is_a_decision_without_the_words(self, house: House) -> None:
        draft = suggested(house, house.classified(house.matter(), title="Marlow Pemberton"), "Pemberton")

        redact.decide(house.desk, house.officers["a.khan"], draft.id, [1], Choice.KEEP)

        with house.desk.ledger.housekeeping() as act:
            (kept,) = act.finding_decisions.where(redaction_set=draft.id)
        assert (kept.choice, kept.decided_by) == (Choice.KEEP, "a.khan")
        assert "Pemberton" not in repr(kept)

    def test_suggestions_without_a_decision_stop_the_proposal(self, house: House) -> None:
        draft = suggested(house, house.classified(house.matter(), title="Marlow Pemberton"), "Pemberton")

        with pytest.raises(InputRefused, match="Decide on the remaining"):
            redact.propose_set(house.desk, house.officers["a.khan"], draft.id)

    def test_what_was_signed_is_what_is_approved(self, house: House) -> None:
        signed = proposed_redactions(house, house.classified(house.matter(), title="Marlow Pemberton"))

        with pytest.raises(WrongState, match="changed since they were proposed"):
            redact.approve_set(house.desk, house.officers["m.lewis"], signed.id, fingerprint="0" * 64)

    def test_of_two_who_decide_at_once_the_second_is_told(self, house: House) -> None:
        draft = suggested(house, house.classified(house.matter(), title="Marlow Pemberton"), "Pemberton")
        redact.decide(
            house.desk, house.officers["a.khan"], draft.id, [1], Choice.KEEP, seen_version=draft.version
        )

        with pytest.raises(ChangedMeanwhile):
            redact.decide(
                house.desk,
                house.officers["t.adeyemi"],
                draft.id,
                [1],
                Choice.REDACT,
                ground="child",
                seen_version=draft.version,
            )

    def test_the_other_party_meets_not_found(self, house: House) -> None:
        draft = suggested(house, house.classified(house.matter(), title="Marlow Pemberton"))

        with pytest.raises(NotFound):
            redact.propose_set(house.desk, house.officers["d.moss"], draft.id)


@EMBEDDED
class TestWhenItCannotBeDone:
    """I-33: no verified result, no file."""

    def test_i_33_an_original_that_cannot_be_read_leaves_no_version_and_the_set_says_why(
        self, house: House
    ) -> None:
        material = house.classified(house.matter(), title="Marlow Pemberton")
        draft = suggested(house, material)
        officer = house.officers["a.khan"]
        if draft.candidates:
            redact.decide(
                house.desk,
                officer,
                draft.id,
                range(1, draft.candidates + 1),
                Choice.REDACT,
                ground="third-party",
            )
        signed = redact.propose_set(house.desk, officer, draft.id)
        _break_the_original(house, material.original)
        redact.approve_set(house.desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)
        for _ in range(6):
            house.work()
            house.clock.forward(minutes=2)

        after = redaction_set(house, signed.id)
        assert after.state is SetState.FAILED
        assert after.problem
        assert after.result == ""
        with house.desk.ledger.housekeeping() as act:
            assert act.versions.count(material=material.id) == 1
        refused = entries(house, deed=Deed.APPLY_REDACTIONS)
        assert [e.result for e in refused] == [Result.ALLOWED]

    def test_a_format_that_is_not_supported_is_refused_plainly(self, house: House) -> None:
        matter = house.matter()
        sound = house.document(matter, content=b"ID3\x04" + bytes(2000), file_name="call.mp3")
        classified_as_ordinary(house, sound)

        with pytest.raises(WrongState, match="AUDIO-OR-VIDEO cannot be redacted here"):
            redact.start(house.desk, house.officers["a.khan"], sound.id)

    def test_a_document_that_is_not_classified_is_refused(self, house: House) -> None:
        document = house.document(house.matter(), content=a_pdf("Plain"))

        with pytest.raises(WrongState, match="has not been classified"):
            redact.start(house.desk, house.officers["a.khan"], document.id)


def _break_the_original(house: House, version_id: str) -> None:
    """Take the sealed bytes off their shelf, as a failing disk would."""
    receipt = Receipt.from_json(version_of(house, version_id).receipt)
    house.desk.vault._shelf.delete_all_versions(receipt.shelf_key)
