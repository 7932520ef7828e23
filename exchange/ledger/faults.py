"""What the ledger says when something broke. Nothing was written when any of these is raised.

LedgerFault         the database cannot be used; a person must look
└── LedgerBusy      someone else holds it just now; try again in `retry_after_seconds`

A rule that says no is a Refusal (exchange.rules.errors), never one of these. A mistake in our own code is a
RuntimeError and is let through. The database's own message is never passed on: it can quote what was written.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoFreeConnection


class LedgerFault(Exception):
    """The database cannot be used. `reason` is the database's own short code, safe to log."""

    def __init__(self, sentence: str, *, next_step: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.reason = reason


class LedgerBusy(LedgerFault):
    """Someone else holds what is needed; the same act tried again will most likely succeed."""

    retry_after_seconds = 2

    def __init__(self, *, reason: str = "") -> None:
        super().__init__(
            "The record is busy and nothing was changed.",
            next_step="Wait a few seconds and try again.",
            reason=reason,
        )


_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01", "40001"})
_NO_ROOM = frozenset({"SQLITE_FULL", "53100"})
_NO_TABLES = frozenset({"42P01", "42703"})
_NO_TABLES_SAID_BY_SQLITE = ("no such table", "no such column", "has no column")


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what the driver raises into a LedgerBusy, a LedgerFault, or a bug that quotes nothing."""
    try:
        yield
    except NoFreeConnection:
        raise LedgerBusy(reason="no free connection") from None
    except IntegrityError as error:
        raise RuntimeError(f"the ledger refused a row: {reason_of(error)}") from None
    except DBAPIError as error:
        raise _fault_of(error) from None


def reason_of(error: DBAPIError) -> str:
    """The SQLSTATE of PostgreSQL or the error name of SQLite, with the broken constraint where it is known."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return str(getattr(original, "sqlite_errorname", type(original).__name__))
    state = getattr(original, "sqlstate", None)
    constraint = getattr(getattr(original, "diag", None), "constraint_name", None)
    return " ".join(str(part) for part in (state or type(original).__name__, constraint) if part)


def is_unique_violation(error: IntegrityError) -> bool:
    """True when another row already has this key."""
    reason = reason_of(error)
    return reason.startswith(("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"))


def _fault_of(error: DBAPIError) -> LedgerFault:
    reason = reason_of(error)
    code = reason.split()[0]
    if code in _BUSY or code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy(reason=reason)
    if code in _NO_ROOM:
        return LedgerFault(
            "There is no room left to write the record, so nothing was changed.",
            next_step="Tell the operator: the database's disk is full.",
            reason=reason,
        )
    said = str(error.orig) if isinstance(error.orig, sqlite3.Error) else ""
    if code in _NO_TABLES or any(words in said for words in _NO_TABLES_SAID_BY_SQLITE):
        return LedgerFault(
            "The database does not have this release's tables.",
            next_step="Tell the operator to run: exchange migrate",
            reason=reason,
        )
    return LedgerFault(
        "The record cannot be reached, so nothing was changed.",
        next_step="Try again in a minute. If it goes on, tell the operator.",
        reason=reason,
    )
