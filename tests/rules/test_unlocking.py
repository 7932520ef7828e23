"""Passwords of documents: when one may be tried, and what follows."""

from datetime import timedelta

import pytest

from exchange.rules.errors import Destroyed, InputRefused, TooManyTries, WrongState
from exchange.rules.material import Material, MaterialState, Obstacle, ScanState
from exchange.rules.unlocking import (
    PASSWORD_LIMIT,
    after_wrong_password,
    check_may_redact,
    check_may_try,
    unlocked,
)
from tests.builders import some_material
from tests.scene import NOW


def some_locked(**changes: object) -> Material:
    return some_material(obstacle=Obstacle.PASSWORD, **changes)


class TestTrying:
    def test_a_locked_document_may_be_tried(self) -> None:
        check_may_try(some_locked(), "said by the sender", at=NOW)

    @pytest.mark.parametrize("password", ["", "x" * (PASSWORD_LIMIT + 1)])
    def test_nothing_and_too_much_are_refused(self, password: str) -> None:
        with pytest.raises(InputRefused):
            check_may_try(some_locked(), password, at=NOW)

    def test_a_document_that_asks_for_none_is_refused(self) -> None:
        with pytest.raises(WrongState):
            check_may_try(some_material(), "said", at=NOW)

    def test_a_destroyed_document_is_refused(self) -> None:
        with pytest.raises(Destroyed):
            check_may_try(some_locked(state=MaterialState.DESTROYED), "said", at=NOW)

    def test_three_wrong_ones_are_free_and_then_the_wait_doubles(self) -> None:
        tried, waits = some_locked(), []
        for _ in range(7):
            tried = after_wrong_password(tried, at=NOW)
            waits.append((tried.unlock_next_at - NOW).seconds if tried.unlock_next_at else 0)

        assert waits == [0, 0, 0, 2, 4, 8, 16]

    def test_the_wait_is_never_longer_than_a_quarter_of_an_hour(self) -> None:
        tried = after_wrong_password(some_locked(unlock_failures=1_000_000), at=NOW)

        assert tried.unlock_next_at == NOW + timedelta(minutes=15)

    def test_a_try_within_the_wait_is_refused_and_one_at_its_end_is_not(self) -> None:
        waiting = some_locked(unlock_failures=4, unlock_next_at=NOW + timedelta(seconds=2))

        with pytest.raises(TooManyTries) as refused:
            check_may_try(waiting, "said", at=NOW)

        assert refused.value.retry_after_seconds == 2
        check_may_try(waiting, "said", at=NOW + timedelta(seconds=2))


class TestUnlocked:
    def test_the_count_starts_anew_and_the_question_is_gone(self) -> None:
        opened = unlocked(
            some_locked(unlock_failures=3, problem="It asks."),
            opening="{}",
            is_signed=False,
            scan=ScanState.CLEAN,
        )

        assert (opened.obstacle, opened.opening, opened.unlock_failures) == (Obstacle.NONE, "{}", 0)
        assert opened.problem == ""

    def test_a_signature_is_the_next_question(self) -> None:
        opened = unlocked(some_locked(), opening="{}", is_signed=True, scan=ScanState.CLEAN)

        with pytest.raises(InputRefused):
            check_may_redact(opened, may_lose_signature=False)
        check_may_redact(opened, may_lose_signature=True)


class TestRedacting:
    def test_a_document_that_asks_nothing_may_be_redacted(self) -> None:
        check_may_redact(some_material(), may_lose_signature=False)

    def test_a_locked_one_may_not_whatever_is_said_of_signatures(self) -> None:
        with pytest.raises(WrongState):
            check_may_redact(some_locked(), may_lose_signature=True)
