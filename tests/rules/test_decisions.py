"""The last decisions on a set can be undone by whoever made them, ten steps back and no further."""

import pytest

from exchange.rules.decisions import UNDO_LIMIT, DecidedBefore, DecisionStep, check_may_undo, step_to_undo
from exchange.rules.errors import NotAllowed, WrongState
from exchange.rules.redactions import Choice
from tests.builders import NOW


def some_step(number: int, *, by: str = "a.khan", undone: bool = False) -> DecisionStep:
    before = (DecidedBefore(number),)
    return DecisionStep(f"RED-1/{number}", "RED-1", number, Choice.KEEP, before, by, NOW, undone=undone)


class TestUndoing:
    """screens.md 3b: undo last, 10 steps."""

    def test_the_newest_step_that_stands_is_undone_first(self) -> None:
        steps = [some_step(1), some_step(3, undone=True), some_step(2)]

        assert check_may_undo(steps, by="a.khan") == some_step(2)

    def test_the_tenth_step_back_can_be_undone_and_the_eleventh_cannot(self) -> None:
        undone = [some_step(number, undone=True) for number in range(3, UNDO_LIMIT + 2)]

        assert step_to_undo([some_step(1), some_step(2), *undone]) == some_step(2)
        assert step_to_undo([some_step(1), some_step(2, undone=True), *undone]) is None

    def test_another_persons_last_decision_is_left_alone(self) -> None:
        with pytest.raises(NotAllowed, match="somebody else's"):
            check_may_undo([some_step(1), some_step(2, by="t.adeyemi")], by="a.khan")

    def test_with_nothing_decided_there_is_nothing_to_undo(self) -> None:
        with pytest.raises(WrongState, match="no decision left to undo"):
            check_may_undo([], by="a.khan")
