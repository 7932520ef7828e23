"""The same request sent twice is done once and answered the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from exchange.ledger import Ledger, Replay
from exchange.rules.errors import InputRefused, WrongState
from tests.ledger.given import NOON, later


def test_the_first_request_is_to_be_done_and_the_second_gets_its_answer(ledger: Ledger) -> None:
    keys = ledger.idempotency
    assert keys.claim("key", "OFF-1", "print", NOON) is None
    keys.store("key", "OFF-1", 201, '{"id": "REL-1"}')

    assert keys.claim("key", "OFF-1", "print", later(5)) == Replay(201, '{"id": "REL-1"}')


def test_a_key_with_another_body_is_refused(ledger: Ledger) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)

    with pytest.raises(InputRefused) as refused:
        ledger.idempotency.claim("key", "OFF-1", "other", NOON)

    assert refused.value.field == "Idempotency-Key"


def test_a_second_request_while_the_first_is_answered_is_told_to_wait(ledger: Ledger) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)

    with pytest.raises(WrongState, match="still being answered"):
        ledger.idempotency.claim("key", "OFF-1", "print", later(119))


def test_a_request_that_died_unanswered_can_be_sent_again(ledger: Ledger) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)

    assert ledger.idempotency.claim("key", "OFF-1", "print", later(120)) is None


def test_a_key_given_up_can_be_used_again_but_an_answer_cannot_be_given_up(ledger: Ledger) -> None:
    keys = ledger.idempotency
    keys.claim("key", "OFF-1", "print", NOON)
    keys.forget("key", "OFF-1")
    assert keys.claim("key", "OFF-1", "print", NOON) is None
    keys.store("key", "OFF-1", 200, "{}")

    keys.forget("key", "OFF-1")

    assert keys.claim("key", "OFF-1", "print", NOON) == Replay(200, "{}")


def test_officers_do_not_meet_each_others_keys(ledger: Ledger) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)

    assert ledger.idempotency.claim("key", "OFF-2", "print", NOON) is None


def test_an_answer_is_kept_for_a_day(ledger: Ledger) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)
    ledger.idempotency.store("key", "OFF-1", 200, "{}")
    day = 24 * 3600

    assert ledger.idempotency.claim("key", "OFF-1", "print", later(day)) == Replay(200, "{}")
    assert ledger.idempotency.claim("key", "OFF-1", "print", later(day + 1)) is None


def test_an_answer_is_kept_sealed(ledger: Ledger, url: str) -> None:
    ledger.idempotency.claim("key", "OFF-1", "print", NOON)
    ledger.idempotency.store("key", "OFF-1", 200, "Statement 4")

    engine = create_engine(url)
    with engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM idempotency_keys")).all()
    engine.dispose()
    assert "Statement 4" not in repr(row)


def test_of_many_at_once_exactly_one_does_the_work(ledger: Ledger) -> None:
    def send(_: int) -> bool:
        try:
            return ledger.idempotency.claim("key", "OFF-1", "print", NOON) is None
        except WrongState:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(send, range(6))) == 1
