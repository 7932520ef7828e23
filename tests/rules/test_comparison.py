"""Comparing a release: what was found, who keeps it on purpose, and who confirmed that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exchange.rules.comparison import (
    CHECK_STEPS,
    REASON_LIMIT,
    CheckState,
    KeptFinding,
    basis_of,
    check_reason,
    confirm_kept,
    keep_again,
    send_back,
    unanswered,
)
from exchange.rules.errors import InputRefused, Refusal, SecondPersonRequired, WrongState
from tests.builders import HASH, NOW, some_comparison, some_kept

REFERENCES = st.text("ABC-123", min_size=1, max_size=6)
SENT = st.tuples(REFERENCES, REFERENCES, st.lists(REFERENCES, max_size=3).map(tuple))
PEOPLE = st.sampled_from(["a.khan", "t.adeyemi", "m.lewis"])


def _half_kept(**change: str) -> KeptFinding:
    return some_kept(**{"confirmed_by": "", "confirmed_at": None, **change})


class TestWhatIsCompared:
    """A comparison holds only for exactly what it was made over."""

    @given(versions=st.lists(REFERENCES), earlier=st.lists(SENT))
    def test_the_order_in_which_things_are_told_does_not_matter(
        self, versions: list[str], earlier: list[tuple[str, str, tuple[str, ...]]]
    ) -> None:
        assert basis_of(versions, earlier) == basis_of(reversed(versions), reversed(earlier))

    @given(versions=st.lists(REFERENCES), earlier=st.lists(SENT), more=SENT)
    def test_one_more_release_makes_it_another_basis(
        self,
        versions: list[str],
        earlier: list[tuple[str, str, tuple[str, ...]]],
        more: tuple[str, str, tuple[str, ...]],
    ) -> None:
        assert basis_of(versions, [*earlier, more]) != basis_of(versions, earlier)

    @given(versions=st.lists(REFERENCES), more=REFERENCES)
    def test_one_more_version_makes_it_another_basis(self, versions: list[str], more: str) -> None:
        assert basis_of([*versions, more], []) != basis_of(versions, [])

    def test_it_stands_on_the_basis_it_was_made_over_once_it_is_done(self) -> None:
        assert some_comparison().stands_on(HASH)

    @pytest.mark.parametrize("state", [CheckState.WAITING, CheckState.FAILED])
    def test_it_stands_on_nothing_before_it_is_done(self, state: CheckState) -> None:
        assert not some_comparison(state=state).stands_on(HASH)

    def test_an_unknown_basis_is_never_the_right_one(self) -> None:
        assert not some_comparison(basis="").stands_on("")

    @pytest.mark.parametrize("before", CheckState)
    @pytest.mark.parametrize("after", CheckState)
    def test_only_the_steps_of_the_table_can_be_taken(self, before: CheckState, after: CheckState) -> None:
        check = some_comparison(state=before)

        if after in CHECK_STEPS[before]:
            assert check.step(after).state is after
        else:
            with pytest.raises(WrongState, match=before.value):
                check.step(after)


class TestTheReason:
    """Nothing is kept on purpose without saying why."""

    def test_it_is_trimmed(self) -> None:
        assert check_reason("  The reader needs it. ") == "The reader needs it."

    def test_there_must_be_one(self) -> None:
        with pytest.raises(InputRefused, match="Enter why"):
            check_reason("  ")

    def test_it_may_be_as_long_as_its_limit_and_no_longer(self) -> None:
        assert len(check_reason("x" * REASON_LIMIT)) == REASON_LIMIT
        with pytest.raises(InputRefused, match="500 characters"):
            check_reason("x" * (REASON_LIMIT + 1))


class TestTwoPeople:
    """No one approves their own act."""

    def test_a_second_person_confirms(self) -> None:
        confirmed = confirm_kept(_half_kept(), by="t.adeyemi", at=NOW)

        assert confirmed.is_confirmed and not confirmed.is_waiting

    def test_the_same_person_does_not(self) -> None:
        with pytest.raises(SecondPersonRequired, match="Someone else"):
            confirm_kept(_half_kept(), by="a.khan", at=NOW)

    def test_what_two_people_answered_is_not_confirmed_again(self) -> None:
        with pytest.raises(WrongState):
            confirm_kept(some_kept(), by="m.lewis", at=NOW)

    def test_what_two_people_answered_is_not_answered_again(self) -> None:
        with pytest.raises(WrongState, match="already"):
            keep_again(some_kept(), reason="Another", by="m.lewis", at=NOW)

    def test_what_was_sent_back_is_open_and_can_be_kept_anew(self) -> None:
        back = send_back(_half_kept())

        assert not back.is_waiting and not back.is_confirmed
        assert keep_again(back, reason="A better reason", by="m.lewis", at=NOW).is_waiting

    def test_only_what_waits_is_sent_back(self) -> None:
        with pytest.raises(WrongState):
            send_back(some_kept())


class TestWhatIsLeft:
    """Every finding needs its own answer of two people."""

    def test_a_finding_with_the_answer_of_two_people_is_answered(self) -> None:
        check = some_comparison(keys=(some_kept().key, "cd" * 16))

        assert unanswered(check, [some_kept()]) == ("cd" * 16,)

    @given(keys=st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True), kept=st.data())
    def test_it_is_what_was_found_without_what_was_confirmed(
        self, keys: list[str], kept: st.DataObject
    ) -> None:
        answered = kept.draw(st.sets(st.sampled_from(keys))) if keys else set()
        halves = kept.draw(st.sets(st.sampled_from(keys))) if keys else set()
        answers = [some_kept(key=key) for key in answered]
        answers += [_half_kept(key=key) for key in halves - answered]

        left = unanswered(some_comparison(keys=tuple(keys)), answers)

        assert left == tuple(key for key in keys if key not in answered)


class KeptLife(RuleBasedStateMachine):
    """Anyone tries anything; the model remembers who said what last."""

    @initialize()
    def start(self) -> None:
        self.kept = replace(_half_kept(), kept_by="")
        self.keeper = self.second = ""

    @rule(by=PEOPLE)
    def keep(self, by: str) -> None:
        try:
            self.kept = keep_again(self.kept, reason="It is needed", by=by, at=NOW)
        except Refusal:
            return
        self.keeper, self.second = by, ""

    @rule(by=PEOPLE)
    def confirm(self, by: str) -> None:
        try:
            self.kept = confirm_kept(self.kept, by=by, at=NOW + timedelta(minutes=1))
        except Refusal:
            return
        self.second = by

    @rule()
    def back(self) -> None:
        try:
            self.kept = send_back(self.kept)
        except Refusal:
            return
        self.keeper = ""

    @invariant()
    def two_people_or_no_answer(self) -> None:
        assert self.kept.is_confirmed == bool(self.keeper and self.second)
        assert not (self.second and self.second == self.keeper)


TestKeptLife = KeptLife.TestCase
