"""A set of redactions: one person proposes, another approves exactly that, the verifier has the last word."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exchange.rules.errors import InputRefused, Refusal, SecondPersonRequired, WrongState
from exchange.rules.redactions import (
    GROUNDS,
    SET_STEPS,
    Choice,
    FindingDecision,
    RedactionSet,
    SetState,
    approve,
    check_decision,
    fingerprint_of,
    give_back,
    propose,
)
from tests.builders import HASH, NOW, some_redactions


def _draft(**change: Any) -> RedactionSet:
    bare: dict[str, Any] = {
        "state": SetState.DRAFT,
        "decided_by": ("a.khan",),
        "proposed_by": "",
        "approved_by": "",
        "fingerprint": "",
        "result": "",
        **change,
    }
    return some_redactions(**bare)


def _proposed(**change: Any) -> RedactionSet:
    return propose(_draft(**change), decided=3, fingerprint=HASH, by="a.khan", at=NOW)


def _decision(number: int, choice: Choice = Choice.REDACT, ground: str = "child") -> FindingDecision:
    return FindingDecision(f"F-{number}", "RS-1", number, choice, ground, "a.khan", NOW)


class TestDecisions:
    """Every redaction has a reason from the closed list; what is kept has none."""

    @pytest.mark.parametrize("ground", sorted(GROUNDS))
    def test_every_ground_on_the_list_is_a_reason(self, ground: str) -> None:
        check_decision(Choice.REDACT, ground)

    @pytest.mark.parametrize("ground", ["", "embarrassing", "CHILD"])
    def test_nothing_else_is_a_reason(self, ground: str) -> None:
        with pytest.raises(InputRefused, match="Choose a reason"):
            check_decision(Choice.REDACT, ground)

    def test_what_is_kept_carries_no_reason(self) -> None:
        check_decision(Choice.KEEP, "")
        with pytest.raises(InputRefused, match="no reason"):
            check_decision(Choice.KEEP, "child")


class TestFingerprint:
    """What two people sign is exactly what will be done."""

    def test_the_order_of_the_decisions_does_not_matter(self) -> None:
        one, two = _decision(1), _decision(2)

        assert fingerprint_of(HASH, "fixed", [one, two], "p") == fingerprint_of(
            HASH, "fixed", [two, one], "p"
        )

    def test_any_other_difference_changes_it(self) -> None:
        prints = {
            fingerprint_of(HASH, "fixed", [_decision(1)], "p"),
            fingerprint_of("cd" * 32, "fixed", [_decision(1)], "p"),
            fingerprint_of(HASH, "close", [_decision(1)], "p"),
            fingerprint_of(HASH, "fixed", [_decision(1)], "q"),
            fingerprint_of(HASH, "fixed", [_decision(2)], "p"),
            fingerprint_of(HASH, "fixed", [_decision(1, ground="family")], "p"),
            fingerprint_of(HASH, "fixed", [_decision(1, Choice.KEEP, "")], "p"),
            fingerprint_of(HASH, "fixed", [_decision(1), _decision(2)], "p"),
        }

        assert len(prints) == 8


class TestTwoPeople:
    """Proposer and approver differ (I-34)."""

    def test_a_second_officer_approves_what_was_proposed(self) -> None:
        proposed = _proposed()

        approved = approve(proposed, fingerprint=HASH, by="t.adeyemi", at=NOW)

        assert (proposed.state, proposed.proposed_by, proposed.proposed_at) == (
            SetState.PROPOSED,
            "a.khan",
            NOW,
        )
        assert (approved.state, approved.approved_by, approved.approved_at) == (
            SetState.APPROVED,
            "t.adeyemi",
            NOW,
        )

    def test_nobody_approves_what_they_proposed(self) -> None:
        with pytest.raises(SecondPersonRequired, match="Someone else"):
            approve(_proposed(decided_by=()), fingerprint=HASH, by="a.khan", at=NOW)

    def test_nobody_approves_what_they_decided_a_part_of(self) -> None:
        with pytest.raises(SecondPersonRequired):
            approve(_proposed(decided_by=("a.khan", "t.adeyemi")), fingerprint=HASH, by="t.adeyemi", at=NOW)

    def test_what_changed_since_it_was_proposed_is_not_approved(self) -> None:
        with pytest.raises(WrongState, match="changed since"):
            approve(_proposed(), fingerprint="cd" * 32, by="t.adeyemi", at=NOW)

    @pytest.mark.parametrize("decided", [0, 2])
    def test_a_set_with_open_suggestions_is_not_proposed(self, decided: int) -> None:
        with pytest.raises(InputRefused, match=f"remaining {3 - decided} suggestions"):
            propose(_draft(), decided=decided, fingerprint=HASH, by="a.khan", at=NOW)

    def test_only_a_draft_is_proposed_and_only_a_proposal_approved(self) -> None:
        with pytest.raises(WrongState):
            propose(_proposed(), decided=3, fingerprint=HASH, by="a.khan", at=NOW)
        with pytest.raises(WrongState):
            approve(_draft(), fingerprint="", by="t.adeyemi", at=NOW)

    def test_giving_back_strikes_out_what_was_signed(self) -> None:
        returned = give_back(_proposed())

        assert returned == _draft()

    def test_a_failed_set_returns_as_a_draft_that_nobody_approved(self) -> None:
        failed = approve(_proposed(), fingerprint=HASH, by="t.adeyemi", at=NOW).step(SetState.FAILED)

        returned = give_back(failed)

        assert (returned.approved_by, returned.approved_at, returned.fingerprint) == ("", None, "")

    def test_a_set_whose_document_could_not_be_read_is_not_opened_as_one_without_names(self) -> None:
        never_read = _draft(state=SetState.SUGGESTING).step(SetState.FAILED)

        with pytest.raises(WrongState, match="could not be read"):
            give_back(never_read)

    @pytest.mark.parametrize("state", [SetState.VERIFIED, SetState.APPROVED, SetState.DRAFT])
    def test_nothing_else_is_given_back(self, state: SetState) -> None:
        with pytest.raises(WrongState):
            give_back(some_redactions(state=state))


@given(st.sampled_from(SetState), st.sampled_from(SetState))
def test_a_set_takes_exactly_the_steps_of_its_table(here: SetState, there: SetState) -> None:
    redactions = some_redactions(state=here)
    if there in SET_STEPS[here]:
        assert redactions.step(there).state is there
    else:
        with pytest.raises(WrongState, match=here.value):
            redactions.step(there)


PEOPLE = st.sampled_from(["a.khan", "t.adeyemi", "b.osei"])
PRINTS = st.sampled_from([HASH, "cd" * 32])


class RedactionLife(RuleBasedStateMachine):
    """Anyone tries anything; the model remembers who signed what."""

    @initialize(
        deciders=st.sets(PEOPLE, max_size=2), candidates=st.integers(0, 4), first=PEOPLE, second=PEOPLE
    )
    def start(self, deciders: set[str], candidates: int, first: str, second: str) -> None:
        self.set = _draft(decided_by=tuple(deciders), candidates=candidates)
        self.now = NOW
        self.signed = ("", "")
        self.approver = ""
        self.propose(by=first, decided=4, fingerprint=HASH)
        self.approve(by=second, fingerprint=HASH)

    @rule(by=PEOPLE, decided=st.integers(0, 5), fingerprint=PRINTS)
    def propose(self, by: str, decided: int, fingerprint: str) -> None:
        self.now += timedelta(minutes=1)
        try:
            self.set = propose(self.set, decided=decided, fingerprint=fingerprint, by=by, at=self.now)
        except Refusal:
            return
        assert decided >= self.set.candidates
        self.signed, self.approver = (by, fingerprint), ""

    @rule(by=PEOPLE, fingerprint=PRINTS)
    def approve(self, by: str, fingerprint: str) -> None:
        try:
            self.set = approve(self.set, fingerprint=fingerprint, by=by, at=self.now)
        except Refusal:
            return
        self.approver = by
        assert fingerprint == self.signed[1]
        assert by != self.signed[0]
        assert by not in self.set.decided_by

    @rule()
    def give_back(self) -> None:
        try:
            self.set = give_back(self.set)
        except Refusal:
            return
        self.signed, self.approver = ("", ""), ""

    @rule(to=st.sampled_from([SetState.VERIFIED, SetState.FAILED]))
    def the_worker_reports(self, to: SetState) -> None:
        try:
            self.set = self.set.step(to)
        except Refusal:
            return
        assert self.approver

    @invariant()
    def the_set_says_who_signed_it_and_nobody_else(self) -> None:
        assert (self.set.proposed_by, self.set.fingerprint) == self.signed
        assert self.set.approved_by == self.approver

    @invariant()
    def nothing_is_verified_without_two_people(self) -> None:
        if self.set.state is SetState.VERIFIED:
            assert {self.set.proposed_by, self.set.approved_by} >= {self.signed[0], self.approver} - {""}
            assert len({self.set.proposed_by, self.set.approved_by}) == 2


TestRedactionLife = RedactionLife.TestCase
