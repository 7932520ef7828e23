"""A hold: one person places it at once, two lift it, and it beats every schedule."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exchange.rules.destruction import (
    Hold,
    HoldState,
    ask_to_lift,
    check_hold,
    check_may_destroy,
    lift,
)
from exchange.rules.errors import (
    InputRefused,
    NotAllowed,
    Refusal,
    SecondPersonRequired,
    UnderHold,
    WrongState,
)
from exchange.rules.officers import Officer
from tests.builders import IOPC, NOW, TODAY, some_approver, some_hold, some_officer, some_reader

ASKED = ask_to_lift(some_hold(), reason="The inquest is over", by=some_officer())
LIFTED = lift(ASKED, by=some_approver(), at=NOW)


class TestPlacing:
    """One person's act, and instant."""

    def test_a_reason_and_a_day_to_review_it_are_enough(self) -> None:
        check_hold(some_hold(review_on=TODAY + timedelta(days=1)), today=TODAY)

    def test_a_hold_without_a_reason_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="Enter a reason for the legal hold"):
            check_hold(some_hold(mandate=" "), today=TODAY)

    def test_a_review_that_is_not_in_the_future_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="must be in the future"):
            check_hold(some_hold(review_on=TODAY), today=TODAY)


class TestWhatItCovers:
    """Its item, or every item of its matter, whoever placed it."""

    @pytest.mark.parametrize(
        "hold", [some_hold(), some_hold(material=""), ASKED], ids=["item", "matter", "asked"]
    )
    def test_what_it_covers_is_not_destroyed(self, hold: Hold) -> None:
        with pytest.raises(UnderHold, match="under a legal hold"):
            check_may_destroy(matter="M-1", material="M-1/1", holds=(hold,))

    def test_a_hold_of_the_other_party_stops_destruction_of_my_copy(self) -> None:
        theirs = some_hold(party=IOPC, placed_by="j.ferns", material="")

        with pytest.raises(UnderHold):
            check_may_destroy(matter="M-1", material="M-1/1", holds=(theirs,))

    def test_a_hold_whose_review_is_overdue_still_stands(self) -> None:
        overdue = some_hold(review_on=TODAY - timedelta(days=900))

        with pytest.raises(UnderHold):
            check_may_destroy(matter="M-1", material="M-1/1", holds=(overdue,))

    def test_one_standing_hold_among_lifted_ones_is_enough(self) -> None:
        with pytest.raises(UnderHold):
            check_may_destroy(matter="M-1", material="M-1/1", holds=(LIFTED, some_hold(id="H-2"), LIFTED))

    @pytest.mark.parametrize(
        "holds",
        [(), (LIFTED,), (some_hold(material="M-1/2"),), (some_hold(matter="M-2", material=""),)],
        ids=["none", "lifted", "another item", "another matter"],
    )
    def test_what_no_standing_hold_covers_may_go(self, holds: tuple[Hold, ...]) -> None:
        check_may_destroy(matter="M-1", material="M-1/1", holds=holds)


class TestLifting:
    """Two people of the party that placed it."""

    def test_one_asks_with_a_reason_and_another_agrees(self) -> None:
        assert (ASKED.state, ASKED.lift_asked_by, ASKED.lift_reason) == (
            HoldState.LIFT_ASKED,
            "a.khan",
            "The inquest is over",
        )
        assert (LIFTED.state, LIFTED.lifted_by, LIFTED.lifted_at) == (HoldState.LIFTED, "m.lewis", NOW)

    def test_the_one_who_asked_does_not_agree(self) -> None:
        with pytest.raises(SecondPersonRequired, match="Someone else must agree"):
            lift(ASKED, by=some_officer(), at=NOW)

    def test_the_other_party_neither_asks_nor_agrees(self) -> None:
        with pytest.raises(NotAllowed, match="Only the party that placed"):
            ask_to_lift(some_hold(), reason="x", by=some_reader())
        with pytest.raises(NotAllowed, match="Only the party that placed"):
            lift(ASKED, by=some_reader(), at=NOW)

    def test_a_hold_is_not_lifted_without_being_asked(self) -> None:
        with pytest.raises(WrongState, match="Nobody has asked"):
            lift(some_hold(), by=some_approver(), at=NOW)

    @pytest.mark.parametrize("hold", [ASKED, LIFTED])
    def test_it_is_asked_once(self, hold: Hold) -> None:
        with pytest.raises(WrongState, match="not waiting"):
            ask_to_lift(hold, reason="x", by=some_approver())

    def test_asking_needs_a_reason(self) -> None:
        with pytest.raises(InputRefused, match="Enter a reason for lifting"):
            ask_to_lift(some_hold(), reason=" ", by=some_officer())


PEOPLE = (some_officer(), some_approver(), some_reader())


class HoldLife(RuleBasedStateMachine):
    """Anyone tries anything; until two of its own party have acted, nothing it covers may go."""

    @initialize(whole_matter=st.booleans())
    def place(self, whole_matter: bool) -> None:
        self.hold = some_hold(material="" if whole_matter else "M-1/1")
        self.hands: list[str] = []

    @rule(by=st.sampled_from(PEOPLE), reason=st.sampled_from(["", "Over"]))
    def ask(self, by: Officer, reason: str) -> None:
        try:
            self.hold = ask_to_lift(self.hold, reason=reason, by=by)
        except Refusal:
            return
        assert reason
        assert by.party == self.hold.party
        self.hands.append(by.id)

    @rule(by=st.sampled_from(PEOPLE))
    def agree(self, by: Officer) -> None:
        try:
            self.hold = lift(self.hold, by=by, at=NOW)
        except Refusal:
            return
        assert by.party == self.hold.party
        self.hands.append(by.id)

    @rule()
    def the_review_passes(self) -> None:
        self.hold = replace(self.hold, review_on=self.hold.review_on - timedelta(days=365))

    @invariant()
    def nothing_goes_until_two_different_people_lifted_it(self) -> None:
        try:
            check_may_destroy(matter="M-1", material="M-1/1", holds=(self.hold,))
        except UnderHold:
            assert len(self.hands) < 2
        else:
            assert len(set(self.hands)) == 2


TestHoldLife = HoldLife.TestCase
