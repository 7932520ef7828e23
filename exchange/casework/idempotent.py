"""The same request sent twice is done once, and answered the same (I-49). For doors that programs come through."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from exchange.casework.desk import Desk
from exchange.rules.officers import Officer


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it arrived; its digest tells one from another."""

    method: str
    path: str
    body: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the method, the path and the body."""
        head = f"{self.method} {self.path}\n".encode("utf-8", "surrogatepass")
        return hashlib.sha256(head + self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body. `replayed` says that it was given before and nothing was done now."""

    status: int
    body: str
    replayed: bool


def once(desk: Desk, officer: Officer, key: str, sent: Sent, work: Callable[[], tuple[int, str]]) -> Answer:
    """Do the work and keep its answer; or give the answer that this officer's key had before.

    Only what was done is kept. A refusal or a fault changed nothing, so it gives the key up again: the
    request may be put right, or sent once more, under the same key.

    Raises:
        InputRefused: the key was used for another request. WrongState: the first is still being answered.
        Whatever the work raises.
    """
    kept = desk.ledger.idempotency
    before = kept.claim(key, officer.id, sent.fingerprint, desk.now())
    if before is not None:
        return Answer(before.status, before.body, replayed=True)
    try:
        status, body = work()
    except BaseException:
        kept.forget(key, officer.id)
        raise
    kept.store(key, officer.id, status, body)
    return Answer(status, body, replayed=False)
