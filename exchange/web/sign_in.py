"""Signing in and out."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework import sign_in
from exchange.rules.audit import Deed
from exchange.rules.errors import SignInRefused, TooManyTries
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, door, forget_cookie, own_path, set_cookie, signed_in, visitor

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in")
@states(Deed.PUBLIC)
def show() -> Response | tuple[str, int]:
    """Ask who is there."""
    if visitor() is not None:
        return redirect(own_path(request.args.get("next", "/")), 303)
    form = Form.blank(next=own_path(request.args.get("next", "/")))
    return page("sign_in.html", form=form, expired=bool(request.args.get("expired")))


@pages.post("/sign-in")
@states(Deed.SIGN_IN)
def enter() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Begin a session for the right three answers."""
    form = Form.posted()
    for name, sentence in (
        ("username", "Enter your email address"),
        ("password", "Enter your password"),
        ("code", "Enter your one-time code"),
    ):
        if not form.value(name).strip():
            form.refuse(name, sentence)
    try:
        begun = form.send(lambda: _begin(form))
    except TooManyTries as wait:
        form.refuse("username", f"{wait.sentence} {wait.next_step}")
        shown, _ = page("sign_in.html", form=form, expired=False)
        return shown, 429, {"Retry-After": str(wait.retry_after_seconds)}
    except SignInRefused as refused:
        form.refuse("username", f"{refused.sentence} {refused.next_step}")
        return page("sign_in.html", form=form, expired=False)
    if begun is None:
        return page("sign_in.html", form=form, expired=False)
    answer = redirect(own_path(form.value("next")), 303)
    set_cookie(answer, door().session_cookie, begun.secret)
    forget_cookie(answer, door().form_cookie)
    return answer


def _begin(form: Form) -> sign_in.SignedIn:
    return sign_in.sign_in(
        desk(), username=form.value("username"), password=form.value("password"), code=form.value("code")
    )


@pages.post("/sign-out")
@states(Deed.SIGN_OUT)
def leave() -> Response:
    """End the session, here and in the browser."""
    sign_in.sign_out(desk(), signed_in())
    answer = redirect(url_for("web.sign_in.gone"), 303)
    forget_cookie(answer, door().session_cookie)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@pages.get("/signed-out")
@states(Deed.PUBLIC)
def gone() -> tuple[str, int]:
    """Say that it is done."""
    return page("signed_out.html")
