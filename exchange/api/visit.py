"""Who is calling: a person's session or a token, from the Authorization header and from nowhere else.

No cookie is ever read here, so no other site can make a browser act: there is nothing to forge.
"""

import re
from dataclasses import dataclass

from flask import current_app, g, request

from exchange.api.routes import ANYONE, PERSON
from exchange.casework.desk import Desk
from exchange.casework.sign_in import SignedIn, bearer_of, is_step_up, session_of
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, SignInRefused
from exchange.rules.officers import Officer

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}|[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class ApiDoor:
    """What the API was handed when the door was opened."""

    desk: Desk


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer, by a session (`signed_in` set) or by a token with its scopes."""

    officer: Officer
    signed_in: SignedIn | None
    scopes: frozenset[str]


def desk() -> Desk:
    found = current_app.extensions["api-door"]
    if not isinstance(found, ApiDoor):
        raise RuntimeError("the API's door was not opened")
    return found.desk


def caller() -> Caller:
    """Who is calling; only on routes that are not open to anyone."""
    found = g.get("api_caller")
    if not isinstance(found, Caller):
        raise RuntimeError("nobody is calling")
    return found


def officer() -> Officer:
    return caller().officer


def admit(needs: str) -> None:
    """Let the caller in, or not.

    Raises:
        SignInRefused: no session or token that is live. NotAllowed: a token, where a person is needed or
        without the scope. NotFound: an address that holds no reference.
    """
    if needs != ANYONE:
        g.api_caller = _who()
        _check_scope(g.api_caller, needs)
    # A reference of ours has no other form; what has is nowhere to be found, and need not be looked for.
    if not all(_REFERENCE.fullmatch(str(value)) for value in (request.view_args or {}).values()):
        raise NotFound


def _who() -> Caller:
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        owner, token = bearer_of(desk(), credential.strip())
        return Caller(owner, None, frozenset(token.scopes))
    if scheme.lower() == "session":
        begun = session_of(desk(), credential.strip())
        if begun is not None:
            return Caller(begun.officer, begun, frozenset())
    raise SignInRefused(
        "You are not signed in, or your session has ended.",
        next_step="Sign in with POST /api/v1/sessions, or send a token.",
    )


def _check_scope(who: Caller, needs: str) -> None:
    if who.signed_in is not None or needs in who.scopes:
        return
    if needs == PERSON:
        raise NotAllowed(
            "A token cannot do this: it needs a person who has signed in.",
            next_step="Sign in with POST /api/v1/sessions and send the session instead.",
            clause="security.md 5.5",
        )
    raise NotAllowed(
        f"This token does not have the scope {needs}.",
        next_step=f"Make a token with the scope {needs}.",
        clause="security.md 5.5",
    )


def confirm(code: str) -> None:
    """Check that the person is there now.

    Raises:
        InputRefused: the code is wrong or was used before. TooManyTries.
    """
    if not is_step_up(desk(), officer(), code):
        raise InputRefused("code", "Enter a new one-time code from your app", clause="security.md 5.5")
