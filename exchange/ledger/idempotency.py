"""The same request sent twice is done once and answered the same (I-49).

A key belongs to the officer who sent it, for 24 hours. Its answer is kept sealed.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from exchange.ledger.faults import is_unique_violation
from exchange.ledger.seal import FieldSeal
from exchange.ledger.tables import IdempotencyRow, table_of
from exchange.rules.errors import InputRefused, WrongState

KEPT_HOURS = 24
#: After this long without an answer the first request is taken to have died with its server. Doing it again is
#: harmless: whatever it finished is in the state that refuses a second time.
ANSWER_SECONDS = 120

_KEYS = table_of(IdempotencyRow)
_COLUMN = "idempotency_keys.body"


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that was given the first time."""

    status: int
    body: str


class Idempotency:
    """Keys claimed before the work and answered after it."""

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[Connection]], seal: FieldSeal
    ) -> None:
        self._transaction = transaction
        self._seal = seal

    def claim(self, key: str, officer: str, fingerprint: str, at: datetime) -> Replay | None:
        """The answer to give again, or None: the work is yours to do, then `store` its answer.

        `fingerprint` is a digest of the method, path and body.

        Raises:
            InputRefused: this key was used for another request.
            WrongState: the first request with this key is still being answered.
        """
        with self._transaction() as connection:
            _forget_old(connection, at)
            chosen = select(_KEYS).where(_KEYS.c.id == _id(key, officer)).with_for_update()
            row = connection.execute(chosen).one_or_none()
            if row is None:
                _claim_new(connection, _id(key, officer), fingerprint, at)
                return None
            if row.fingerprint != fingerprint:
                raise InputRefused("Idempotency-Key", "This key was used for another request")
            if row.status is not None:
                return Replay(int(row.status), self._seal.open(str(row.body), column=f"{_COLUMN} {row.id}"))
            if at - row.claimed_at < timedelta(seconds=ANSWER_SECONDS):
                raise _in_flight()
            connection.execute(update(_KEYS).where(_KEYS.c.id == row.id).values(claimed_at=at))
            return None

    def store(self, key: str, officer: str, status: int, body: str) -> None:
        """Keep the answer, so that the same request gets it again."""
        sealed = self._seal.seal(body, column=f"{_COLUMN} {_id(key, officer)}")
        kept = {"status": status, "body": sealed}
        with self._transaction() as connection:
            connection.execute(update(_KEYS).where(_KEYS.c.id == _id(key, officer)).values(kept))

    def forget(self, key: str, officer: str) -> None:
        """Give the key up: the work failed with a fault, and may be tried again with the same key."""
        with self._transaction() as connection:
            connection.execute(delete(_KEYS).where(_KEYS.c.id == _id(key, officer), _KEYS.c.status.is_(None)))


def _forget_old(connection: Connection, at: datetime) -> None:
    connection.execute(delete(_KEYS).where(_KEYS.c.claimed_at < at - timedelta(hours=KEPT_HOURS)))


def _claim_new(connection: Connection, id: str, fingerprint: str, at: datetime) -> None:
    try:
        connection.execute(insert(_KEYS).values(id=id, fingerprint=fingerprint, claimed_at=at))
    except IntegrityError as error:
        if is_unique_violation(error):
            raise _in_flight() from None
        raise


def _id(key: str, officer: str) -> str:
    return hashlib.sha256(f"{len(officer)}:{officer}:{key}".encode("utf-8", "surrogatepass")).hexdigest()


def _in_flight() -> WrongState:
    return WrongState(
        "The first request with this key is still being answered.", next_step="Wait, then send it again."
    )
