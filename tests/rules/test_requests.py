"""Asking and deciding: sharing is the default, and a refusal has its specific reason."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.errors import Destroyed, InputRefused, NotAllowed, WrongState
from exchange.rules.material import MaterialState
from exchange.rules.requests import (
    Decision,
    Outcome,
    Purpose,
    RedirectAnswer,
    RequestItem,
    RequestState,
    check_request,
    consider_redirect,
    decide_item,
    purpose_of,
    state_after,
)
from tests.builders import (
    IOPC,
    NOW,
    PARTNERSHIP,
    TODAY,
    some_item,
    some_material,
    some_officer,
    some_reader,
    some_request,
)

OPEN_ITEM = some_item(material="", outcome=None, reason="", decided_by="")
REFUSAL = Decision(Outcome.REFUSE, "Would identify an informant", "Weighed: no detriment to the child")


def _check(**change: Any) -> None:
    asked: dict[str, Any] = {
        "purpose": Purpose.ASSIST_INVESTIGATION,
        "items": (("Minutes", "They show who knew"),),
        "needed_by": None,
        "today": TODAY,
        "asker_is_iopc": True,
        **change,
    }
    check_request(**asked)


def _decide(decision: Decision, *, item: RequestItem = OPEN_ITEM, **change: Any) -> RequestItem:
    facts: dict[str, Any] = {"by": some_officer(), "at": NOW, "holding": PARTNERSHIP, **change}
    return decide_item(item, facts.pop("material", some_material()), decision, **facts)


class TestAsking:
    """For one's own work, for things that are named, each with its relevance."""

    @pytest.mark.parametrize(
        "change", [{}, {"needed_by": TODAY}, {"purpose": Purpose.ASSIST_REVIEW, "asker_is_iopc": False}]
    )
    def test_a_request_the_holder_can_consider_is_taken(self, change: dict[str, Any]) -> None:
        _check(**change)

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("purpose", {"purpose": Purpose.ASSIST_REVIEW}),
            ("purpose", {"asker_is_iopc": False}),
            ("description", {"items": ()}),
            ("description", {"items": ((" ", "relevant"),)}),
            ("relevance", {"items": (("Minutes", "relevant"), ("Notes", ""))}),
            ("needed_by", {"needed_by": TODAY.replace(day=19)}),
        ],
    )
    def test_any_other_names_the_field(self, field: str, change: dict[str, Any]) -> None:
        with pytest.raises(InputRefused) as refused:
            _check(**change)

        assert refused.value.field == field

    def test_each_party_has_one_purpose(self) -> None:
        assert purpose_of(is_iopc=True) is Purpose.ASSIST_INVESTIGATION
        assert purpose_of(is_iopc=False) is Purpose.ASSIST_REVIEW


class TestRedirect:
    """Others' material raises the question first (A§9.4, I-19)."""

    @pytest.mark.parametrize("answer", [RedirectAnswer.ASK_ORIGINATOR, RedirectAnswer.HOLDER_MAY_SHARE])
    def test_the_answer_is_recorded_with_its_reason(self, answer: RedirectAnswer) -> None:
        considered = consider_redirect(OPEN_ITEM, answer=answer, reason=" They agreed by telephone ")

        assert (considered.redirect, considered.redirect_reason) == (answer, "They agreed by telephone")

    def test_not_having_considered_it_is_no_answer(self) -> None:
        with pytest.raises(InputRefused, match="Select whether they should ask"):
            consider_redirect(OPEN_ITEM, answer=RedirectAnswer.NOT_CONSIDERED, reason="x")

    def test_the_answer_needs_a_reason(self) -> None:
        with pytest.raises(InputRefused, match="Enter a reason"):
            consider_redirect(OPEN_ITEM, answer=RedirectAnswer.HOLDER_MAY_SHARE, reason=" ")

    def test_it_is_not_answered_after_the_decision(self) -> None:
        with pytest.raises(WrongState, match="already been decided"):
            consider_redirect(some_item(), answer=RedirectAnswer.HOLDER_MAY_SHARE, reason="x")

    @pytest.mark.parametrize("answer", [RedirectAnswer.NOT_CONSIDERED, RedirectAnswer.ASK_ORIGINATOR])
    def test_others_material_is_not_released_unless_the_holder_may_share(
        self, answer: RedirectAnswer
    ) -> None:
        with pytest.raises(WrongState, match="Another organisation created"):
            _decide(
                Decision(Outcome.RELEASE_FULL),
                item=replace(OPEN_ITEM, redirect=answer),
                material=some_material(originator="norchester-police"),
            )

    def test_others_material_is_released_once_the_holder_may_share(self) -> None:
        item = replace(OPEN_ITEM, redirect=RedirectAnswer.HOLDER_MAY_SHARE)

        decided = _decide(
            Decision(Outcome.RELEASE_FULL), item=item, material=some_material(originator="norchester-police")
        )

        assert decided.outcome is Outcome.RELEASE_FULL


class TestDeciding:
    """Each item its own decision."""

    def test_a_full_release_needs_no_reason(self) -> None:
        decided = _decide(Decision(Outcome.RELEASE_FULL))

        assert (decided.outcome, decided.material) == (Outcome.RELEASE_FULL, "M-1/1")
        assert (decided.decided_by, decided.decided_at) == ("a.khan", NOW)

    def test_a_refusal_carries_its_reason_and_the_effect_on_the_child(self) -> None:
        decided = _decide(REFUSAL, material=None)

        assert (decided.outcome, decided.material) == (Outcome.REFUSE, "")
        assert decided.detriment_to_child == "Weighed: no detriment to the child"

    @pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.RELEASE_FULL])
    @pytest.mark.parametrize("reason", ["", "  ", "Sensitive"])
    def test_anything_but_a_full_release_needs_a_specific_reason(self, outcome: Outcome, reason: str) -> None:
        with pytest.raises(InputRefused, match="Enter a reason"):
            _decide(Decision(outcome, reason, "Weighed"))

    def test_a_refusal_that_did_not_weigh_the_effect_on_the_child_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="weighed the effect on the child"):
            _decide(replace(REFUSAL, detriment_to_child=" "))

    def test_only_the_holder_decides(self) -> None:
        with pytest.raises(NotAllowed, match="Only the party that holds"):
            _decide(REFUSAL, by=some_reader())

    def test_an_item_is_decided_once(self) -> None:
        with pytest.raises(WrongState, match="already been decided"):
            _decide(REFUSAL, item=some_item())

    @pytest.mark.parametrize(
        "material",
        [None, some_material(holder=IOPC), some_material(matter="M-2")],
        ids=["none", "the other party's", "of another matter"],
    )
    def test_a_release_names_the_holders_own_document_of_this_matter(self, material: Any) -> None:
        with pytest.raises(InputRefused, match="Select the document") as refused:
            _decide(Decision(Outcome.RELEASE_FULL), material=material)

        assert refused.value.field == "material"

    def test_a_document_that_is_not_classified_or_not_there_is_not_released(self) -> None:
        with pytest.raises(WrongState, match="has not been classified"):
            _decide(Decision(Outcome.RELEASE_FULL), material=some_material(classification=None))
        with pytest.raises(Destroyed):
            _decide(Decision(Outcome.RELEASE_FULL), material=some_material(state=MaterialState.DESTROYED))


@given(st.lists(st.none() | st.sampled_from(Outcome)))
def test_a_request_is_decided_exactly_when_every_item_is(outcomes: list[Outcome | None]) -> None:
    after = state_after(some_request(), tuple(some_item(outcome=outcome) for outcome in outcomes))

    assert (after.state is RequestState.DECIDED) == (bool(outcomes) and None not in outcomes)
