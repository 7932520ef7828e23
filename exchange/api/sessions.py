"""Signing in and out for programs, who one is, and tokens."""

from datetime import datetime
from typing import Annotated

from flask import Response
from pydantic import Field, StringConstraints

from exchange.api.routes import ANYONE, PERSON, Room
from exchange.api.shapes import Code, Confirmed, Shown, Told
from exchange.api.visit import caller, desk, officer
from exchange.casework import sign_in
from exchange.casework.reading_room.tokens import tokens_of
from exchange.rules.audit import Deed

room = Room("sessions")


class Answers(Told):
    username: Annotated[str, StringConstraints(max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1024)]
    code: Code


class Person(Shown):
    """An officer. `roles` say what the account is for."""

    id: str
    name: str
    party: str
    organisation: str
    roles: list[str]


class NewSession(Shown):
    """A session that has begun. `secret` is given once; send it as `Authorization: Session <secret>`."""

    secret: str
    officer: Person


class NewToken(Confirmed):
    """What the token may be used for, and for how many days (1 to 90)."""

    scopes: Annotated[list[str], Field(min_length=1, max_length=len(sign_in.SCOPES))]
    days: Annotated[int, Field(strict=True)]


class Token(Shown):
    id: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime
    revoked: bool


class MadeToken(Token):
    """A token that was made. `token` is given once; send it as `Authorization: Bearer <token>`."""

    token: str


class Tokens(Shown):
    items: list[Token]


@room.post("/sessions", Deed.SIGN_IN, needs=ANYONE, takes=Answers, gives=NewSession, status=201)
def begin(body: Answers) -> sign_in.SignedIn:
    """Begin a session for the right name, password and one-time code."""
    return sign_in.sign_in(desk(), username=body.username, password=body.password, code=body.code)


@room.delete("/sessions", Deed.SIGN_OUT, needs=PERSON, status=204)
def end() -> Response:
    """End this session, here and at once."""
    begun = caller().signed_in
    if begun is not None:
        sign_in.sign_out(desk(), begun)
    return Response(status=204)


@room.get("/me", Deed.READ_TASKS, gives=Person)
def me() -> object:
    """Whose session or token this is."""
    return officer()


@room.get("/tokens", Deed.READ_TASKS, needs=PERSON, gives=Tokens)
def tokens() -> dict[str, object]:
    """One's own tokens, newest first. Their secrets are not kept."""
    return {"items": tokens_of(desk(), officer())}


@room.post(
    "/tokens", Deed.MINT_TOKEN, needs=PERSON, takes=NewToken, gives=MadeToken, status=201, confirmed=True
)
def mint(body: NewToken) -> dict[str, object]:
    """Make a token for scripts. It can never do more than its owner, nor approve, destroy or export."""
    written, token = sign_in.mint_token(desk(), officer(), scopes=body.scopes, days=body.days)
    return {**Token.model_validate(token).model_dump(), "token": written}


@room.delete("/tokens/<token_id>", Deed.REVOKE_TOKEN, needs=PERSON, status=204)
def revoke(token_id: str) -> Response:
    """End one of one's own tokens at once."""
    sign_in.revoke_token(desk(), officer(), token_id)
    return Response(status=204)
