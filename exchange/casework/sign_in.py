"""Signing in and out, sessions, and tokens for scripts. One sentence for every wrong answer."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NoReturn

from exchange.casework.desk import NOBODY, Desk
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotFound, SignInRefused
from exchange.rules.officers import Officer
from exchange.rules.sign_in import (
    TOKEN_DAYS_LIMIT,
    Account,
    ApiToken,
    Session,
    after_failure,
    after_success,
    check_not_delayed,
    is_session_live,
    is_token_live,
    wrong_answer,
)

#: What a token may be made for. None lets a script approve, destroy or export (security.md 5.5).
SCOPES = ("read", "upload", "request", "redact", "release", "collect", "records")

#: Hashed once so that an unknown name costs as much time as a known one.
_NO_SUCH_PASSWORD = "no account has this password, ever"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and its secret, given once."""

    secret: str
    session: Session
    officer: Officer


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def sign_in(desk: Desk, *, username: str, password: str, code: str) -> SignedIn:
    """A session for the right password and one-time code.

    Raises:
        SignInRefused, TooManyTries.
    """
    at = desk.now()
    with desk.ledger.housekeeping() as act:
        found = act.accounts.where(username=username.strip().casefold())
    account = found[0] if found else None
    if account is None:
        desk.credentials.password_is_right(password, desk.credentials.hash_password(_NO_SUCH_PASSWORD))
        _refuse(desk, "")
    check_not_delayed(account, at=at)
    right = desk.credentials.password_is_right(password, account.password_hash)
    step = desk.credentials.matching_step(account.totp_secret, code.strip(), at=at)
    if not right or step is None:
        _count_failure(desk, account)
        _refuse(desk, account.id)
    return _begin_session(desk, account, step)


def _count_failure(desk: Desk, account: Account) -> None:
    with desk.ledger.housekeeping() as act:
        current = act.accounts.lock(account.id)
        act.accounts.save(after_failure(current, at=desk.now()))


def _refuse(desk: Desk, officer_id: str) -> NoReturn:
    with desk.ledger.act(NOBODY, Deed.SIGN_IN, at=desk.now(), subjects=(officer_id,) if officer_id else ()):
        raise wrong_answer()


def _begin_session(desk: Desk, account: Account, step: int) -> SignedIn:
    secret = secrets.token_urlsafe(32)
    with desk.ledger.housekeeping() as act:
        officer = act.officers.get(account.id)
    with desk.ledger.act(officer, Deed.SIGN_IN, at=desk.now()) as act:
        act.accounts.save(after_success(act.accounts.lock(account.id), step=step))
        session = Session(
            id=_digest(secret),
            officer=officer.id,
            csrf=secrets.token_urlsafe(32),
            started_at=act.at,
            seen_at=act.at,
        )
        act.sessions.add(session)
        act.note(officer.id)
    return SignedIn(secret, session, officer)


def session_of(desk: Desk, secret: str) -> SignedIn | None:
    """Who a cookie belongs to, while it is live; None otherwise. Moves the idle time on."""
    if not secret:
        return None
    at = desk.now()
    with desk.ledger.housekeeping() as act:
        session = act.sessions.find(_digest(secret))
        if session is None or not is_session_live(session, at=at):
            return None
        officer = act.officers.get(session.officer)
        if not officer.active:
            return None
        if at - session.seen_at > timedelta(seconds=60):
            session = act.sessions.save(replace(session, seen_at=at))
    return SignedIn(secret, session, officer)


def sign_out(desk: Desk, signed_in: SignedIn) -> None:
    """End the session here, not only in the browser (ASVS 7.4.1)."""
    with desk.ledger.act(signed_in.officer, Deed.SIGN_OUT, at=desk.now()) as act:
        session = act.sessions.find(signed_in.session.id)
        if session is not None and not session.ended:
            act.sessions.save(replace(session, ended=True))


def is_step_up(desk: Desk, officer: Officer, code: str) -> bool:
    """Check a fresh one-time code for an act that needs the person again; each code once."""
    at = desk.now()
    with desk.ledger.housekeeping() as act:
        account = act.accounts.lock(officer.id)
        check_not_delayed(account, at=at)
        step = desk.credentials.matching_step(account.totp_secret, code.strip(), at=at)
        if step is None or step <= account.last_step:
            act.accounts.save(after_failure(account, at=at))
            return False
        act.accounts.save(after_success(account, step=step))
        return True


def mint_token(desk: Desk, officer: Officer, *, scopes: Iterable[str], days: int) -> tuple[str, ApiToken]:
    """A token for scripts, shown once. It can never do more than its officer.

    Args:
        days: 1 to 90.
    """
    wanted = tuple(dict.fromkeys(scopes))
    if not wanted or set(wanted) - set(SCOPES):
        raise InputRefused("scopes", "Select what this token may do")
    if not 1 <= days <= TOKEN_DAYS_LIMIT:
        raise InputRefused("days", f"A token can last 1 to {TOKEN_DAYS_LIMIT} days")
    public, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    with desk.ledger.act(officer, Deed.MINT_TOKEN, at=desk.now()) as act:
        token = ApiToken(
            id=public,
            officer=officer.id,
            secret_sha256=_digest(secret),
            scopes=wanted,
            made_at=act.at,
            expires_at=act.at + timedelta(days=days),
        )
        act.note(token.id)
        act.tokens.add(token)
    return f"lspx_{public}_{secret}", token


def bearer_of(desk: Desk, written: str) -> tuple[Officer, ApiToken]:
    """Whose token this is.

    Raises:
        SignInRefused: not a live token of an active account; one sentence for every reason.
    """
    refused = SignInRefused("The token is not right, or has ended.", next_step="Make a new token.")
    parts = written.split("_", 2)
    if len(parts) != 3 or parts[0] != "lspx":
        raise refused
    with desk.ledger.housekeeping() as act:
        token = act.tokens.find(parts[1])
        if token is None or not hmac.compare_digest(token.secret_sha256, _digest(parts[2])):
            raise refused
        officer = act.officers.get(token.officer)
        if not is_token_live(token, at=desk.now()) or not officer.active:
            raise refused
        return officer, token


def revoke_token(desk: Desk, officer: Officer, token_id: str) -> ApiToken:
    """End one of the officer's own tokens at once."""
    with desk.ledger.act(officer, Deed.REVOKE_TOKEN, at=desk.now()) as act:
        token = act.tokens.find(token_id)
        if token is None or token.officer != officer.id:
            raise NotFound
        act.note(token.id)
        return act.tokens.save(replace(token, revoked=True))
