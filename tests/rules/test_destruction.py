"""Retention and the destruction run: what is due, a frozen list, and a second person."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.destruction import (
    RUN_STEPS,
    DestructionRun,
    RunState,
    Trigger,
    approve_run,
    check_may_start,
    check_retention,
    due_on,
    fingerprint_of,
    propose_run,
)
from exchange.rules.errors import InputRefused, NotAllowed, SecondPersonRequired, WrongState
from exchange.rules.officers import Role
from tests.builders import (
    IOPC,
    NOW,
    TODAY,
    some_approver,
    some_officer,
    some_retention_rule,
    some_run,
    some_run_item,
)

RECORDS = some_officer(id="r.mensah", roles=frozenset({Role.RECORDS_OFFICER}))
PROPOSED = propose_run(some_run(), by=RECORDS)


def _approve(run: DestructionRun = PROPOSED, **change: Any) -> DestructionRun:
    facts: dict[str, Any] = {
        "count": run.count,
        "fingerprint": run.fingerprint,
        "by": some_approver(),
        "lifted_a_hold": False,
        "cooling_off_hours": 24,
        "at": NOW,
        **change,
    }
    return approve_run(run, **facts)


class TestRetention:
    """A party keeps its copy by its own policy, which is cited."""

    @pytest.mark.parametrize("months", [0, 1200])
    def test_a_rule_within_bounds_that_cites_its_policy_is_right(self, months: int) -> None:
        check_retention(some_retention_rule(months=months))

    @pytest.mark.parametrize("months", [-1, 1201])
    def test_a_rule_out_of_bounds_is_refused(self, months: int) -> None:
        with pytest.raises(InputRefused, match="between 0 and 1200"):
            check_retention(some_retention_rule(months=months))

    def test_a_rule_without_its_policy_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="Enter the policy"):
            check_retention(some_retention_rule(mandate=" "))

    def test_the_clock_starts_with_its_trigger_and_not_before(self) -> None:
        received, closed = date(2026, 8, 31), date(2026, 9, 30)
        from_receipt = some_retention_rule(trigger=Trigger.RECEIVED)

        assert due_on(from_receipt, received_on=received, matter_closed_on=None) == date(2027, 2, 28)
        assert due_on(some_retention_rule(), received_on=received, matter_closed_on=None) is None
        assert due_on(some_retention_rule(), received_on=received, matter_closed_on=closed) == date(
            2027, 3, 30
        )

    @given(st.dates(max_value=date(2200, 1, 1)), st.integers(0, 1199))
    def test_a_longer_period_is_never_due_earlier(self, received: date, months: int) -> None:
        shorter = some_retention_rule(trigger=Trigger.RECEIVED, months=months)
        longer = replace(shorter, months=months + 1)
        first = due_on(shorter, received_on=received, matter_closed_on=None)
        second = due_on(longer, received_on=received, matter_closed_on=None)

        assert first is not None
        assert second is not None
        assert received <= first < second


class TestList:
    """What is approved is exactly what was shown."""

    def test_the_order_of_the_list_does_not_matter(self) -> None:
        one, two = some_run_item(), some_run_item(material="M-1/2")

        assert fingerprint_of((one, two)) == fingerprint_of((two, one))

    @pytest.mark.parametrize(
        "change",
        [{"material": "M-1/2"}, {"material_version": 5}, {"due_on": date(2026, 1, 1)}, {"rule": "RR-2"}],
    )
    def test_another_item_version_day_or_rule_is_another_list(self, change: dict[str, Any]) -> None:
        assert fingerprint_of((some_run_item(**change),)) != fingerprint_of((some_run_item(),))

    def test_what_became_of_an_item_does_not_change_the_list(self) -> None:
        assert fingerprint_of((some_run_item(problem="x", versions_removed=2),)) == some_run().fingerprint


class TestProposing:
    """A records officer puts a practice run forward."""

    def test_a_practice_run_is_put_forward_by_its_own_party(self) -> None:
        assert (PROPOSED.state, PROPOSED.proposed_by) == (RunState.PROPOSED, "r.mensah")

    def test_the_other_partys_copies_are_left_alone(self) -> None:
        with pytest.raises(NotAllowed, match="its own copies only"):
            propose_run(some_run(party=IOPC), by=RECORDS)

    def test_an_empty_run_is_not_put_forward(self) -> None:
        with pytest.raises(WrongState, match="No documents are due"):
            propose_run(some_run(count=0), by=RECORDS)

    def test_a_run_is_put_forward_once(self) -> None:
        with pytest.raises(WrongState, match="proposed"):
            propose_run(PROPOSED, by=RECORDS)


class TestApproving:
    """A second person approves exactly this list (I-26)."""

    def test_an_approver_who_types_the_number_approves_it(self) -> None:
        approved = _approve()

        assert (approved.state, approved.approved_by, approved.approved_at) == (
            RunState.APPROVED,
            "m.lewis",
            NOW,
        )
        assert approved.starts_at == NOW + timedelta(hours=24)

    def test_nobody_approves_the_run_they_created(self) -> None:
        with pytest.raises(SecondPersonRequired, match="You created this run"):
            _approve(by=RECORDS)

    def test_whoever_lifted_a_hold_on_it_does_not_approve_it(self) -> None:
        with pytest.raises(SecondPersonRequired, match="You lifted a hold"):
            _approve(lifted_a_hold=True)

    def test_the_other_party_does_not_approve_it(self) -> None:
        with pytest.raises(NotAllowed, match="its own copies only"):
            _approve(by=some_officer(party=IOPC))

    @pytest.mark.parametrize("count", [None, 0, 2])
    def test_the_typed_number_must_be_the_number_on_the_list(self, count: int | None) -> None:
        with pytest.raises(InputRefused) as refused:
            _approve(count=count)

        assert refused.value.field == "count"

    def test_a_list_that_changed_is_not_approved(self) -> None:
        with pytest.raises(WrongState, match="The list has changed"):
            _approve(fingerprint="00" * 32)

    @pytest.mark.parametrize("state", [s for s in RunState if s is not RunState.PROPOSED])
    def test_only_a_proposed_run_is_approved(self, state: RunState) -> None:
        with pytest.raises(WrongState, match=state.value):
            _approve(replace(PROPOSED, state=state))

    @pytest.mark.parametrize("hours", [-1, 337])
    def test_a_cooling_off_time_out_of_bounds_is_a_fault(self, hours: int) -> None:
        with pytest.raises(ValueError, match="0 to 336"):
            _approve(cooling_off_hours=hours)

    @pytest.mark.parametrize("hours", [0, 336])
    def test_the_bounds_of_the_cooling_off_time_are_allowed(self, hours: int) -> None:
        assert _approve(cooling_off_hours=hours).starts_at == NOW + timedelta(hours=hours)


class TestStarting:
    """Not before the cooling-off time is over, nor before the list is due."""

    def test_it_starts_when_its_cooling_off_time_is_over(self) -> None:
        check_may_start(_approve(), at=NOW + timedelta(hours=24))

    def test_it_starts_again_after_a_part_failed(self) -> None:
        check_may_start(replace(_approve(), state=RunState.PARTIAL), at=NOW + timedelta(days=2))

    @pytest.mark.parametrize("at", [NOW, NOW + timedelta(hours=24) - timedelta(microseconds=1)])
    def test_it_does_not_start_before(self, at: datetime) -> None:
        with pytest.raises(WrongState, match="may not start yet"):
            check_may_start(_approve(), at=at)

    @pytest.mark.parametrize("state", [s for s in RunState if s not in {RunState.APPROVED, RunState.PARTIAL}])
    def test_it_does_not_start_unless_it_was_approved(self, state: RunState) -> None:
        with pytest.raises(WrongState, match="may not start yet"):
            check_may_start(replace(_approve(), state=state), at=NOW + timedelta(days=9))

    def test_it_does_not_start_without_a_time_to_start_at(self) -> None:
        with pytest.raises(WrongState):
            check_may_start(replace(_approve(), starts_at=None), at=NOW + timedelta(days=9))

    def test_a_list_prepared_for_a_later_day_waits_for_it(self) -> None:
        tomorrow = TODAY + timedelta(days=1)
        early = _approve(propose_run(some_run(due_by=tomorrow), by=RECORDS), cooling_off_hours=0)

        with pytest.raises(WrongState, match="not due yet"):
            check_may_start(early, at=NOW)
        check_may_start(early, at=NOW + timedelta(days=1))


@given(st.sampled_from(RunState), st.sampled_from(RunState))
def test_a_run_takes_exactly_the_steps_of_its_table(here: RunState, there: RunState) -> None:
    run = some_run(state=here)
    if there in RUN_STEPS[here]:
        assert run.step(there).state is there
    else:
        with pytest.raises(WrongState, match=here.value):
            run.step(there)
