"""A destruction run lived through in any order: nothing dies under a hold or by one pair of hands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from exchange.rules.clocks import london_date
from exchange.rules.destruction import (
    DestructionRun,
    Hold,
    RunState,
    approve_run,
    ask_to_lift,
    check_may_destroy,
    check_may_start,
    fingerprint_of,
    lift,
    propose_run,
)
from exchange.rules.errors import Destroyed, Refusal
from exchange.rules.material import Material, MaterialState
from exchange.rules.officers import Officer
from tests.builders import (
    IOPC,
    NOW,
    TODAY,
    some_approver,
    some_hold,
    some_material,
    some_officer,
    some_reader,
    some_run,
    some_run_item,
)

PEOPLE = (some_officer(id="r.mensah"), some_officer(), some_approver(), some_reader())
ITEMS = ("M-1/1", "M-1/2")


class DestructionLife(RuleBasedStateMachine):
    """Two items, four people, holds of both parties that come at any moment."""

    @initialize(
        due_in=st.integers(0, 3),
        acts_done=st.sampled_from([4, 4, 4, 2, 0]),
        approver=st.sampled_from([PEOPLE[2], PEOPLE[2], PEOPLE[0]]),
        waited=st.sampled_from([24, 96]),
    )
    def practise(self, due_in: int, acts_done: int, approver: Officer, waited: int) -> None:
        """Begin anywhere on the way, so that most lives reach the acts that matter most."""
        self.now = NOW
        frozen = tuple(some_run_item(material=item) for item in ITEMS)
        self.run = some_run(
            due_by=TODAY + timedelta(days=due_in),
            count=2,
            fingerprint=fingerprint_of(frozen),
            proposed_by="",
        )
        self.items: dict[str, Material] = {item: some_material(id=item) for item in ITEMS}
        self.holds: list[Hold] = []
        self.lifters: set[str] = set()
        records = PEOPLE[0]
        acts: tuple[Callable[[], object], ...] = (
            lambda: self.propose(by=records),
            lambda: self.approve(by=approver, cooling=24, count=2),
            lambda: self.time_passes(hours=waited),
            self.start,
        )
        for act in acts[:acts_done]:
            act()

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(by=st.sampled_from(PEOPLE))
    def propose(self, by: Officer) -> None:
        self._try(lambda: propose_run(self.run, by=by))

    @rule(by=st.sampled_from(PEOPLE), cooling=st.integers(0, 48), count=st.sampled_from([1, 2, 2, 2]))
    def approve(self, by: Officer, cooling: int, count: int) -> None:
        self._try(
            lambda: approve_run(
                self.run,
                count=count,
                fingerprint=self.run.fingerprint,
                by=by,
                lifted_a_hold=by.id in self.lifters,
                cooling_off_hours=cooling,
                at=self.now,
            )
        )

    @rule()
    def start(self) -> None:
        try:
            check_may_start(self.run, at=self.now)
        except Refusal:
            return
        self.run = self.run.step(RunState.RUNNING)
        assert london_date(self.now) >= self.run.due_by
        assert self.run.approved_by

    @precondition(lambda self: self.holds)
    @rule()
    def a_part_fails(self) -> None:
        self._try(lambda: self.run.step(RunState.PARTIAL))

    @precondition(lambda self: len(self.holds) == 2)
    @rule()
    def cancel(self) -> None:
        self._try(lambda: self.run.step(RunState.CANCELLED))

    @precondition(lambda self: len(self.holds) < 2)
    @rule(party=st.sampled_from(["norchester", IOPC]), item=st.sampled_from(["", *ITEMS]))
    def place_hold(self, party: str, item: str) -> None:
        self.holds.append(some_hold(id=f"H-{len(self.holds)}", party=party, material=item))

    @precondition(lambda self: self.holds)
    @rule(by=st.sampled_from(PEOPLE), which=st.integers(0, 50), agree=st.booleans())
    def lift_hold(self, by: Officer, which: int, agree: bool) -> None:
        index = which % len(self.holds)
        hold = self.holds[index]
        try:
            lifted = lift(hold, by=by, at=self.now) if agree else ask_to_lift(hold, reason="Over", by=by)
        except Refusal:
            return
        self.holds[index] = lifted
        self.lifters.add(by.id)

    @precondition(lambda self: self.run.state is RunState.RUNNING)
    @rule(item=st.sampled_from(ITEMS), late_hold=st.sampled_from([False, False, True]))
    def destroy_one(self, item: str, late_hold: bool) -> None:
        try:
            check_may_destroy(matter="M-1", material=item, holds=tuple(self.holds))
            marked = self.items[item].step(MaterialState.DESTROYING)
        except Refusal:
            return
        if late_hold:
            # The hold arrived before the key was gone: the item goes back, whole.
            self.holds.append(some_hold(id=f"H-{len(self.holds)}", material=item))
            self.items[item] = marked.step(MaterialState.SEALED)
            return
        assert not any(hold.covers("M-1", item) for hold in self.holds)
        self.items[item] = marked.step(MaterialState.DESTROYED)

    @invariant()
    def what_is_approved_went_by_two_pairs_of_hands_of_its_own_party(self) -> None:
        if self.run.state not in {RunState.PRACTICE, RunState.PROPOSED, RunState.CANCELLED}:
            assert self.run.approved_by not in {"", self.run.proposed_by, "j.ferns"}

    @invariant()
    def what_is_destroyed_stays_destroyed(self) -> None:
        for item in self.items.values():
            if item.state is MaterialState.DESTROYED:
                for state in MaterialState:
                    assert self._is_refused(item, state)

    @staticmethod
    def _is_refused(item: Material, to: MaterialState) -> bool:
        try:
            item.step(to)
        except Destroyed:
            return True
        return False

    def _try(self, act: Callable[[], DestructionRun]) -> None:
        before = self.run
        try:
            self.run = act()
        except Refusal:
            self.run = replace(before)


TestDestructionLife = DestructionLife.TestCase
