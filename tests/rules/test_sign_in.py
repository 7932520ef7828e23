"""Signing in: long passwords, one-time codes used once, and a delay that never becomes a lock-out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.errors import InputRefused, SignInRefused, TooManyTries
from exchange.rules.sign_in import (
    ABSOLUTE_HOURS,
    IDLE_MINUTES,
    after_failure,
    after_success,
    check_not_delayed,
    check_password,
    is_session_live,
    is_token_live,
    wrong_answer,
)
from tests.builders import NOW, some_account, some_session, some_token

SOON = timedelta(microseconds=1)


def _failed(times: int, *, at: datetime = NOW) -> timedelta:
    account = some_account()
    for _ in range(times):
        account = after_failure(account, at=at)
    return (account.next_try_at or at) - at


class TestPassword:
    """Length is the rule, not symbols."""

    def test_fifteen_characters_of_any_kind_are_enough(self) -> None:
        check_password("fifteen letters")

    @pytest.mark.parametrize("password", ["", "fourteen chars", "A1!b2@C3#d4$"])
    def test_fewer_are_refused(self, password: str) -> None:
        with pytest.raises(InputRefused, match="15 characters or more"):
            check_password(password)


class TestDelay:
    """Three free tries, then a delay that doubles up to a quarter of an hour."""

    @pytest.mark.parametrize(
        ("tries", "seconds"),
        [(1, 0), (3, 0), (4, 2), (5, 4), (6, 8), (12, 512), (13, 900), (14, 900), (500, 900)],
    )
    def test_the_delay_after_so_many_wrong_answers_is(self, tries: int, seconds: int) -> None:
        assert _failed(tries) == timedelta(seconds=seconds)

    @given(st.integers(0, 40))
    def test_one_more_wrong_answer_never_shortens_it(self, tries: int) -> None:
        assert _failed(tries) <= _failed(tries + 1)

    def test_a_try_is_refused_while_the_delay_runs_and_taken_when_it_is_over(self) -> None:
        delayed = some_account(next_try_at=NOW + timedelta(seconds=8))

        check_not_delayed(some_account(), at=NOW)
        check_not_delayed(delayed, at=NOW + timedelta(seconds=8))
        with pytest.raises(TooManyTries, match="too many times"):
            check_not_delayed(delayed, at=NOW + timedelta(seconds=8) - SOON)

    @given(st.integers(1, 900_000_000))
    def test_whoever_waits_as_long_as_they_were_told_is_let_through(self, microseconds: int) -> None:
        delayed = some_account(next_try_at=NOW + timedelta(microseconds=microseconds))

        with pytest.raises(TooManyTries) as refused:
            check_not_delayed(delayed, at=NOW)

        assert refused.value.retry_after_seconds >= 1
        check_not_delayed(delayed, at=NOW + timedelta(seconds=refused.value.retry_after_seconds))

    def test_a_right_answer_starts_the_count_anew(self) -> None:
        account = some_account(failures=9, next_try_at=NOW, last_step=4)

        assert after_success(account, step=5) == some_account(last_step=5)


class TestOneTimeCode:
    """A code's step is used once, and nobody learns which half was wrong."""

    @pytest.mark.parametrize("step", [3, 4])
    def test_a_step_used_before_is_refused_as_any_wrong_answer_is(self, step: int) -> None:
        with pytest.raises(SignInRefused) as refused:
            after_success(some_account(last_step=4), step=step)

        assert refused.value.sentence == wrong_answer().sentence


class TestSession:
    """Twenty minutes from the last page, ten hours from signing in."""

    def test_it_lives_just_short_of_twenty_idle_minutes(self) -> None:
        idle = timedelta(minutes=IDLE_MINUTES)

        assert is_session_live(some_session(), at=NOW + idle - SOON)
        assert not is_session_live(some_session(), at=NOW + idle)

    def test_it_ends_after_ten_hours_however_busy_it_is(self) -> None:
        end = NOW + timedelta(hours=ABSOLUTE_HOURS)

        assert is_session_live(some_session(seen_at=end - SOON), at=end - SOON)
        assert not is_session_live(some_session(seen_at=end), at=end)

    def test_once_ended_it_stays_ended(self) -> None:
        assert not is_session_live(some_session(ended=True), at=NOW)


class TestToken:
    """Good until it expires or is revoked."""

    def test_it_lives_until_the_moment_it_expires(self) -> None:
        token = some_token()

        assert is_token_live(token, at=token.expires_at - SOON)
        assert not is_token_live(token, at=token.expires_at)

    def test_once_revoked_it_is_dead(self) -> None:
        assert not is_token_live(some_token(revoked=True), at=NOW)
