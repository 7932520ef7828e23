"""Tokens for scripts: made and shown once, listed, ended."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.tokens import tokens_of
from exchange.casework.sign_in import SCOPES, mint_token, revoke_token
from exchange.rules.audit import Deed
from exchange.rules.sign_in import TOKEN_DAYS_LIMIT, is_token_live
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, now, officer

pages = Blueprint("tokens", __name__)


@pages.get("/settings/tokens")
@states(Deed.READ_TASKS)
def index() -> tuple[str, int]:
    """The officer's own tokens, and a form for one more."""
    return _tokens(Form.blank(days="30"))


@pages.post("/settings/tokens")
@states(Deed.MINT_TOKEN)
def mint() -> tuple[str, int]:
    """Make one. It is in this answer and nowhere else, so this page cannot be gone on from by its address."""
    form = Form.posted()
    days = form.number("days", f"A token can last 1 to {TOKEN_DAYS_LIMIT} days")
    made = form.send(lambda: mint_token(desk(), officer(), scopes=form.several("scopes"), days=days))
    return _tokens(form) if made is None else page("token_made.html", written=made[0], token=made[1])


@pages.post("/settings/tokens/<token_id>/revoke")
@states(Deed.REVOKE_TOKEN)
def revoke(token_id: str) -> Response:
    """End it at once."""
    revoke_token(desk(), officer(), token_id)
    return redirect(url_for("web.tokens.index"), 303)


def _tokens(form: Form) -> tuple[str, int]:
    found = [(token, is_token_live(token, at=now())) for token in tokens_of(desk(), officer())]
    return page("tokens.html", form=form, tokens=found, scopes=SCOPES, limit=TOKEN_DAYS_LIMIT)
