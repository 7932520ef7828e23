"""Sharing onward: asked, answered by the provider, used once, never wider or longer than the parent."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exchange.rules.clocks import london_date
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, Refusal, WrongState
from exchange.rules.officers import Officer
from exchange.rules.onward import (
    OnwardAnswer,
    OnwardRequest,
    OnwardState,
    check_onward_question,
    decide_onward,
    use_consent,
    withdraw_consent,
)
from tests.builders import (
    NOW,
    PARTNERSHIP,
    TODAY,
    some_approver,
    some_disclosure,
    some_onward_request,
    some_reader,
)

PARENT_ENDS = some_disclosure().destroy_by


def _decide(asked: OnwardRequest, **change: Any) -> OnwardRequest:
    answer: dict[str, Any] = {
        "answer": OnwardAnswer.CONSENT,
        "conditions": "",
        "expires_on": None,
        "reason": "",
        "by": some_approver(),
        "at": NOW,
        **change,
    }
    return decide_onward(asked, answer.pop("parent", some_disclosure()), **answer)


def _use(asked: OnwardRequest, **change: Any) -> OnwardRequest:
    facts: dict[str, Any] = {
        "by": some_reader(),
        "at": NOW + timedelta(hours=1),
        "today": TODAY,
        "disclosure": "D-2",
        **change,
    }
    return use_consent(asked, **facts)


class TestAsking:
    """The recipient asks about one disclosure, naming who, why and until when."""

    @pytest.mark.parametrize("until", [TODAY + timedelta(days=1), PARENT_ENDS])
    def test_a_complete_question_may_be_asked_up_to_the_last_day_of_the_parent(self, until: date) -> None:
        question = some_onward_request(until=until)

        check_onward_question(some_disclosure(), question, by=some_reader(), today=TODAY)

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("recipient_name", {"recipient_name": " "}),
            ("recipient_name", {"recipient_person": ""}),
            ("purpose", {"purpose": "\t"}),
            ("until", {"until": TODAY}),
            ("until", {"until": PARENT_ENDS + timedelta(days=1)}),
        ],
    )
    def test_an_incomplete_or_longer_question_is_refused(self, field: str, change: dict[str, Any]) -> None:
        with pytest.raises(InputRefused) as refused:
            check_onward_question(
                some_disclosure(), some_onward_request(**change), by=some_reader(), today=TODAY
            )

        assert refused.value.field == field
        assert refused.value.clause.startswith("A§9")

    def test_the_provider_cannot_ask_itself(self) -> None:
        with pytest.raises(NotFound):
            check_onward_question(some_disclosure(), some_onward_request(), by=some_approver(), today=TODAY)

    @pytest.mark.parametrize("field", ["matter", "disclosure", "version_id", "provider", "asking"])
    def test_a_question_about_anything_wider_is_refused(self, field: str) -> None:
        with pytest.raises(NotFound):
            check_onward_question(
                some_disclosure(), some_onward_request(**{field: "other"}), by=some_reader(), today=TODAY
            )


class TestAnswering:
    """Only the provider answers; silence is no."""

    def test_consent_lasts_as_long_as_was_asked_unless_it_says_less(self) -> None:
        asked = some_onward_request()

        assert _decide(asked, conditions=" Counsel only ").expires_on == asked.until
        assert _decide(asked, expires_on=date(2027, 1, 1)).expires_on == date(2027, 1, 1)
        assert _decide(asked, conditions=" Counsel only ").conditions == "Counsel only"

    @pytest.mark.parametrize(
        ("answer", "state"),
        [(OnwardAnswer.REFUSE, OnwardState.REFUSED), (OnwardAnswer.REFER, OnwardState.REFERRED)],
    )
    def test_a_refusal_or_referral_carries_its_reason(self, answer: OnwardAnswer, state: OnwardState) -> None:
        answered = _decide(some_onward_request(), answer=answer, reason=" Ask the police ")

        assert (answered.state, answered.reason, answered.expires_on) == (state, "Ask the police", None)
        with pytest.raises(InputRefused, match="Enter a reason"):
            _decide(some_onward_request(), answer=answer, reason=" ")

    def test_the_recipient_cannot_consent_for_the_provider(self) -> None:
        with pytest.raises(NotAllowed, match="Only the party that provided it"):
            _decide(some_onward_request(), by=some_reader())

    def test_the_asker_cannot_consent_even_from_the_providing_party(self) -> None:
        with pytest.raises(NotAllowed):
            _decide(some_onward_request(asked_by="m.lewis"))

    @pytest.mark.parametrize("state", [s for s in OnwardState if s is not OnwardState.ASKED])
    def test_an_answered_question_is_not_answered_again(self, state: OnwardState) -> None:
        with pytest.raises(WrongState, match="has been answered"):
            _decide(some_onward_request(state=state))

    @pytest.mark.parametrize("ends", [TODAY, date(2027, 6, 2), PARENT_ENDS + timedelta(days=1)])
    def test_consent_is_never_longer_than_asked_nor_already_over(self, ends: date) -> None:
        with pytest.raises(InputRefused, match="cannot last longer"):
            _decide(some_onward_request(), expires_on=ends)

    def test_consent_is_never_longer_than_a_parent_that_was_shortened(self) -> None:
        with pytest.raises(InputRefused, match="cannot last longer"):
            _decide(some_onward_request(), parent=some_disclosure(destroy_by=date(2027, 5, 31)))

    def test_another_disclosure_cannot_stand_in_as_the_parent(self) -> None:
        with pytest.raises(NotFound):
            _decide(some_onward_request(), parent=some_disclosure(id="D-9", destroy_by=date(2040, 1, 1)))


class TestUsing:
    """A consent is used once, after it was given and before it ends (I-13, I-16)."""

    def test_the_asking_party_uses_it_once(self) -> None:
        used = _use(_decide(some_onward_request()))

        assert (used.state, used.used_disclosure) == (OnwardState.USED, "D-2")
        with pytest.raises(WrongState, match="no consent"):
            _use(used)

    def test_it_may_be_used_on_its_last_day_and_not_the_day_after(self) -> None:
        given = _decide(some_onward_request())

        assert _use(given, today=given.expires_on).state is OnwardState.USED
        with pytest.raises(WrongState, match="no consent"):
            _use(given, today=date(2027, 6, 2))

    @pytest.mark.parametrize("at", [NOW, NOW - timedelta(seconds=1)])
    def test_consent_after_the_fact_cures_nothing(self, at: datetime) -> None:
        with pytest.raises(WrongState, match="no consent"):
            _use(_decide(some_onward_request()), at=at)

    @pytest.mark.parametrize("change", [{"decided_at": None}, {"expires_on": None}])
    def test_a_consent_without_its_time_or_its_end_is_none(self, change: dict[str, Any]) -> None:
        whole = {"state": OnwardState.CONSENTED, "decided_at": NOW, "expires_on": date(2027, 6, 1)}

        with pytest.raises(WrongState):
            _use(some_onward_request(**{**whole, **change}))

    def test_nobody_but_the_asking_party_uses_it(self) -> None:
        with pytest.raises(NotFound):
            _use(_decide(some_onward_request()), by=some_approver())


class TestWithdrawing:
    """What was shared stays on the record."""

    def test_the_provider_withdraws_before_and_after_it_was_used(self) -> None:
        given = _decide(some_onward_request())

        before = withdraw_consent(given, reason=" New risk ", by=some_approver())
        after = withdraw_consent(_use(given), reason="New risk", by=some_approver())

        assert (before.state, before.reason) == (OnwardState.WITHDRAWN, "New risk")
        assert after.used_disclosure == "D-2"
        with pytest.raises(WrongState, match="no consent"):
            _use(before)

    def test_the_asking_party_cannot_withdraw_it(self) -> None:
        with pytest.raises(NotAllowed):
            withdraw_consent(_decide(some_onward_request()), reason="x", by=some_reader())

    def test_what_was_never_given_is_not_withdrawn(self) -> None:
        with pytest.raises(WrongState, match="no consent to withdraw"):
            withdraw_consent(some_onward_request(), reason="x", by=some_approver())

    def test_a_withdrawal_needs_a_reason(self) -> None:
        with pytest.raises(InputRefused, match="Enter a reason"):
            withdraw_consent(_decide(some_onward_request()), reason=" ", by=some_approver())


PEOPLE = (some_approver(), some_reader(), some_reader(id="k.price", party="otherbury"))


class OnwardLife(RuleBasedStateMachine):
    """Anyone tries anything at any time; a model that knows only the promises watches."""

    @initialize(asker=st.sampled_from(PEOPLE), days=st.integers(-2, 500), consented=st.booleans())
    def ask(self, asker: Officer, days: int, consented: bool) -> None:
        self.now = NOW
        self.parent = some_disclosure(destroy_by=TODAY + timedelta(days=200))
        until = TODAY + timedelta(days=days)
        self.asked = some_onward_request(asked_by=asker.id, until=until)
        self.consented_at: datetime | None = None
        self.uses = 0
        if consented:
            self.decide(by=PEOPLE[0], answer=OnwardAnswer.CONSENT, days=min(days, 150), reason="")

    @rule(days=st.integers(0, 60), seconds=st.integers(0, 3600))
    def time_passes(self, days: int, seconds: int) -> None:
        self.now += timedelta(days=days, seconds=seconds)

    @rule(
        by=st.sampled_from(PEOPLE),
        answer=st.sampled_from(OnwardAnswer),
        days=st.none() | st.integers(-10, 400),
        reason=st.sampled_from(["", "A reason"]),
    )
    def decide(self, by: Officer, answer: OnwardAnswer, days: int | None, reason: str) -> None:
        expires_on = None if days is None else london_date(self.now) + timedelta(days=days)
        try:
            self.asked = decide_onward(
                self.asked,
                self.parent,
                answer=answer,
                conditions="",
                expires_on=expires_on,
                reason=reason,
                by=by,
                at=self.now,
            )
        except Refusal:
            return
        assert by.party == PARTNERSHIP
        assert by.id != self.asked.asked_by
        if answer is OnwardAnswer.CONSENT:
            assert self.consented_at is None
            self.consented_at = self.now

    @rule(by=st.sampled_from(PEOPLE), seconds_before=st.sampled_from([0, 1, 7200]))
    def use(self, by: Officer, seconds_before: int) -> None:
        at = self.now - timedelta(seconds=seconds_before)
        try:
            self.asked = use_consent(self.asked, by=by, at=at, today=london_date(at), disclosure="D-2")
        except Refusal:
            return
        self.uses += 1
        assert self.consented_at is not None
        assert self.consented_at < at
        assert by.party == self.asked.asking
        assert self.asked.expires_on is not None
        assert london_date(at) <= self.asked.expires_on

    @rule(by=st.sampled_from(PEOPLE), reason=st.sampled_from(["", "New risk"]))
    def withdraw(self, by: Officer, reason: str) -> None:
        try:
            self.asked = withdraw_consent(self.asked, reason=reason, by=by)
        except Refusal:
            return
        assert by.party == PARTNERSHIP
        assert self.consented_at is not None

    @invariant()
    def consent_is_used_once_at_most(self) -> None:
        assert self.uses <= 1

    @invariant()
    def consent_is_never_longer_than_asked_or_than_the_parent(self) -> None:
        if self.asked.expires_on is not None:
            assert self.asked.expires_on <= min(self.asked.until, self.parent.destroy_by)


TestOnwardLife = OnwardLife.TestCase
