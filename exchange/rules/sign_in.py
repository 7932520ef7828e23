"""Accounts, sessions, tokens, and the delay after wrong answers.

Source: docs/security.md 5.5; OWASP ASVS 5.0 6.2, 6.3, 6.5, 7.2, 7.3.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from exchange.rules.errors import InputRefused, SignInRefused, TooManyTries

PASSWORD_LENGTH = 15
IDLE_MINUTES = 20
ABSOLUTE_HOURS = 10
FREE_TRIES = 3
LONGEST_DELAY_SECONDS = 900
TOKEN_DAYS_LIMIT = 90


@dataclass(frozen=True, slots=True)
class Account:
    """How one officer signs in. `id` is the officer's. `totp_secret` is sealed; `last_step` bars replays."""

    id: str
    username: str
    password_hash: str
    totp_secret: str
    last_step: int = 0
    failures: int = 0
    next_try_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser. `id` is the SHA-256 of the cookie's secret."""

    id: str
    officer: str
    csrf: str
    started_at: datetime
    seen_at: datetime
    ended: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class ApiToken:
    """One token of one officer. `id` is its public half; `secret_sha256` the other half's hash."""

    id: str
    officer: str
    secret_sha256: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    revoked: bool = False
    version: int = 1


def check_password(password: str) -> None:
    """Refuse a password that is too short; length is the rule, not symbols (ASVS 6.2.1)."""
    if len(password) < PASSWORD_LENGTH:
        raise InputRefused("password", f"Password must be {PASSWORD_LENGTH} characters or more")


def check_not_delayed(account: Account, *, at: datetime) -> None:
    """Refuse while the delay after wrong answers runs: a delay, never a lock-out.

    Raises:
        TooManyTries.
    """
    if account.next_try_at and at < account.next_try_at:
        # Rounded up: someone who waits as long as they were told is let through.
        raise TooManyTries(ceil((account.next_try_at - at).total_seconds()))


def after_failure(account: Account, *, at: datetime) -> Account:
    """Three free tries, then 2, 4, 8 ... seconds, at most 15 minutes."""
    failures = account.failures + 1
    return replace(account, failures=failures, next_try_at=next_try_at(failures, at=at))


def next_try_at(failures: int, *, at: datetime) -> datetime | None:
    """When one who was wrong so many times in a row may try again; None for at once."""
    over = failures - FREE_TRIES
    wait = min(2 ** min(over, 10), LONGEST_DELAY_SECONDS) if over > 0 else 0
    return at + timedelta(seconds=wait) if wait else None


def after_success(account: Account, *, step: int) -> Account:
    """Counting starts anew, and the one-time code's step can never be used again (ASVS 6.5.1).

    Raises:
        SignInRefused: the step was used before.
    """
    if step <= account.last_step:
        raise wrong_answer()
    return replace(account, failures=0, next_try_at=None, last_step=step)


def wrong_answer() -> SignInRefused:
    """One sentence for every way of being wrong, so that nobody learns which half was right (ASVS 6.3.8)."""
    return SignInRefused(
        "The email address, password or code is not right.", next_step="Check them and try again."
    )


def is_session_live(session: Session, *, at: datetime) -> bool:
    """True within 20 minutes of the last page and 10 hours of signing in."""
    idle = at - session.seen_at < timedelta(minutes=IDLE_MINUTES)
    return not session.ended and idle and at - session.started_at < timedelta(hours=ABSOLUTE_HOURS)


def is_token_live(token: ApiToken, *, at: datetime) -> bool:
    return not token.revoked and at < token.expires_at
