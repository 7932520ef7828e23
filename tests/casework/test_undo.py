"""Deciding many at once, undoing it, and what is measured of each recogniser when two people have signed."""

import pytest

from exchange.casework.beside.plan import read_plan
from exchange.casework.redacting import redact
from exchange.casework.work_room import seal_plan
from exchange.rules.audit import Deed
from exchange.rules.detection import RecogniserCount
from exchange.rules.errors import ChangedMeanwhile, InputRefused, NotAllowed, WrongState
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet, SetState
from tests.casework.story import entries, redaction_set
from tests.desk import House
from tests.drafts import FOUND, a_draft

pytestmark = pytest.mark.parametrize("house", ["embedded"], indirect=True)


def decisions(house: House, set_id: str) -> dict[int, FindingDecision]:
    with house.desk.ledger.housekeeping() as act:
        return {each.number: each for each in act.finding_decisions.where(redaction_set=set_id)}


def decide(house: House, draft: RedactionSet, numbers: list[int], choice: Choice, by: str = "a.khan") -> None:
    ground = "child" if choice is Choice.REDACT else ""
    redact.decide(house.desk, house.officers[by], draft.id, numbers, choice, ground=ground)
    house.clock.forward(seconds=1)


class TestUndoing:
    """The last decisions of a draft can be taken back by whoever made them."""

    def test_a_list_that_was_decided_at_once_is_undone_at_once(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [4], Choice.REDACT)
        decide(house, draft, [3, 4, 5], Choice.KEEP)

        redact.undo(house.desk, house.officers["a.khan"], draft.id)

        assert {number: each.choice for number, each in decisions(house, draft.id).items()} == {
            4: Choice.REDACT
        }
        assert decisions(house, draft.id)[4].ground == "child"
        (told,) = entries(house, deed=Deed.UNDO_DECISION)
        assert dict(told.facts) == {"undone": "3"}

    def test_what_was_undone_must_be_decided_before_it_is_proposed(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1, 2, 3, 4, 5], Choice.KEEP)
        redact.undo(house.desk, house.officers["a.khan"], draft.id)

        with pytest.raises(InputRefused, match="Decide on the remaining 5 suggestions"):
            redact.propose_set(house.desk, house.officers["a.khan"], draft.id)

    def test_steps_are_undone_one_after_the_other_until_none_is_left(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1], Choice.KEEP)
        decide(house, draft, [1], Choice.REDACT)

        redact.undo(house.desk, house.officers["a.khan"], draft.id)
        after_one = decisions(house, draft.id)[1].choice
        redact.undo(house.desk, house.officers["a.khan"], draft.id)

        assert (after_one, decisions(house, draft.id)) == (Choice.KEEP, {})
        with pytest.raises(WrongState, match="no decision left to undo"):
            redact.undo(house.desk, house.officers["a.khan"], draft.id)

    def test_nobody_undoes_what_somebody_else_decided(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1], Choice.KEEP)

        with pytest.raises(NotAllowed, match="somebody else's"):
            redact.undo(house.desk, house.officers["t.adeyemi"], draft.id)

    def test_of_two_who_undo_at_once_the_second_is_told(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1], Choice.KEEP)
        decide(house, draft, [2], Choice.KEEP)
        seen = redaction_set(house, draft.id).version
        redact.undo(house.desk, house.officers["a.khan"], draft.id, seen_version=seen)

        with pytest.raises(ChangedMeanwhile):
            redact.undo(house.desk, house.officers["a.khan"], draft.id, seen_version=seen)

        assert set(decisions(house, draft.id)) == {1}

    def test_a_list_of_another_length_than_was_shown_is_not_decided(self, house: House) -> None:
        draft = a_draft(house)

        with pytest.raises(InputRefused, match="This list has changed"):
            redact.decide(house.desk, house.officers["a.khan"], draft.id, [4, 5], Choice.KEEP, shown_count=3)

        assert decisions(house, draft.id) == {}


class TestTakingBack:
    """Whoever proposed a set can take it back before it is approved."""

    def test_the_proposer_takes_it_back_and_may_undo_there(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1, 2, 3, 4, 5], Choice.KEEP)
        redact.propose_set(house.desk, house.officers["a.khan"], draft.id)

        again = redact.return_set(house.desk, house.officers["a.khan"], draft.id)
        redact.undo(house.desk, house.officers["a.khan"], draft.id)

        assert (again.state, again.fingerprint) == (SetState.DRAFT, "")
        assert decisions(house, draft.id) == {}


def counts(house: House) -> set[tuple[str, str, str, int, int]]:
    with house.desk.ledger.housekeeping() as act:
        rows: tuple[RecogniserCount, ...] = act.recogniser_counts.where()
    return {(each.detector, each.label, each.confidence, each.redacted, each.kept) for each in rows}


def approved(house: House, draft: RedactionSet) -> RedactionSet:
    signed = redact.propose_set(house.desk, house.officers["a.khan"], draft.id)
    return redact.approve_set(house.desk, house.officers["m.lewis"], draft.id, fingerprint=signed.fingerprint)


class TestCounting:
    """How often reviewers follow a recogniser is counted when two people have signed, and not before."""

    def test_the_act_of_approval_counts_what_was_redacted_and_what_was_kept(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1, 2, 3], Choice.REDACT)
        decide(house, draft, [4, 5], Choice.KEEP)
        before = counts(house)

        approved(house, draft)

        assert before == set()
        assert counts(house) == {
            ("SpacyRecognizer", "PERSON", "found", 1, 0),
            ("titled-name", "PERSON", "found", 1, 0),
            ("phone", "PHONE_NUMBER", "found", 1, 0),
            ("unknown-word", "PERSON", "review", 0, 1),
            ("day-of-the-week", "DATE_TIME", "review", 0, 1),
        }

    def test_words_that_a_person_added_measure_no_recogniser(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1, 2, 3, 4, 5], Choice.KEEP)
        redact.add_term(house.desk, house.officers["a.khan"], draft.id, term="group", ground="child")

        approved(house, draft)

        assert "typed-term" not in {detector for detector, *_ in counts(house)}

    def test_no_count_has_a_word_of_the_document(self, house: House) -> None:
        draft = a_draft(house)
        decide(house, draft, [1, 2, 3, 4, 5], Choice.REDACT)
        approved(house, draft)

        with house.desk.ledger.housekeeping() as act:
            written = repr([act.recogniser_counts.where(), act.decision_steps.where()])

        assert not [words for words, *_ in FOUND if words in written]


class TestPlans:
    """A plan keeps why each finding is there; plans of earlier releases still open."""

    def test_a_plan_that_an_earlier_release_sealed_is_still_read(self, house: House) -> None:
        row = {
            "number": 1,
            "text": "Brennan",
            "label": "PERSON",
            "score": 0.8,
            "detector": "x",
            "group": "Brennan",
        }
        receipt = seal_plan(
            house.desk,
            matter="MX-1",
            party="p",
            plan={"typed": [], "candidates": [{**row, "places": [[1, 0, 7]]}]},
        )

        (candidate,) = read_plan(house.desk, receipt.as_json()).candidates

        assert (candidate.explanation, candidate.because, candidate.confidence) == ("", "", "found")
