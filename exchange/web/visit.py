"""Who is visiting: the session behind the cookie, and the proof that a form is one of ours."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden, HTTPException, UnsupportedMediaType
from werkzeug.wrappers import Response

from exchange.casework.desk import Desk
from exchange.casework.sign_in import SignedIn, session_of
from exchange.rules.officers import Officer
from exchange.web.deeds import OPEN_TO_ANYONE, deed_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_LIMIT_BYTES = 1 << 20
#: The page field and the header that carry the token of a form.
TOKEN_FIELD, TOKEN_HEADER = "csrf_token", "X-CSRF-Token"
_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9._~/?=&%-]*")


@dataclass(frozen=True, slots=True)
class WebDoor:
    """What the pages were handed when the door was opened."""

    desk: Desk
    secure_cookies: bool

    @property
    def session_cookie(self) -> str:
        # The prefix binds the cookie to this host and to TLS; browsers refuse it without Secure.
        return "__Host-session" if self.secure_cookies else "session"

    @property
    def form_cookie(self) -> str:
        return "__Host-form" if self.secure_cookies else "form"


def door() -> WebDoor:
    found = current_app.extensions["web-door"]
    if not isinstance(found, WebDoor):
        raise RuntimeError("the web door was not opened")
    return found


def desk() -> Desk:
    return door().desk


def now() -> datetime:
    return desk().now()


def signed_in() -> SignedIn:
    """The session of this visit; only for pages that are not open to anyone."""
    found = visitor()
    if found is None:
        raise RuntimeError("nobody is signed in")
    return found


def visitor() -> SignedIn | None:
    """The session of this visit, if there is one that is live."""
    if "signed_in" not in g:
        # Nobody, until the ledger has answered: a page that says the ledger is silent must not ask it again.
        g.signed_in = None
        g.signed_in = session_of(desk(), request.cookies.get(door().session_cookie, ""))
    found: SignedIn | None = g.signed_in
    return found


def officer() -> Officer:
    return signed_in().officer


def form_token() -> str:
    """The token that a form of this visit must carry."""
    here = visitor()
    if here is not None:
        return here.session.csrf
    if "form_token" not in g:
        g.form_token = request.cookies.get(door().form_cookie) or secrets.token_urlsafe(32)
    return str(g.form_token)


def keep_form_token(response: Response) -> Response:
    """Give the browser the token of a form shown to somebody who has not signed in."""
    if "form_token" in g and request.cookies.get(door().form_cookie) != g.form_token:
        set_cookie(response, door().form_cookie, g.form_token)
    return response


def set_cookie(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, secure=door().secure_cookies, httponly=True, samesite="Lax", path="/")


def forget_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, secure=door().secure_cookies, httponly=True, samesite="Lax", path="/")


def check_visit() -> Response | None:
    """Before every page: a live session, unless the page is open to anyone; and a form that is ours."""
    if request.endpoint is None:
        return None
    deed = deed_of(current_app.view_functions[request.endpoint])
    if deed not in OPEN_TO_ANYONE and visitor() is None:
        return _ask_to_sign_in()
    if request.method not in SAFE:
        check_origin()
        if not getattr(current_app.view_functions[request.endpoint], "checks_token_itself", False):
            _check_form()
    return None


def _check_form() -> None:
    request.max_content_length = FORM_LIMIT_BYTES
    offered = request.headers.get(TOKEN_HEADER, "")
    if not offered:
        # Anything but a plain form would be spooled to disk by whoever parses it.
        if request.content_length and request.mimetype != "application/x-www-form-urlencoded":
            raise UnsupportedMediaType
        offered = request.form.get(TOKEN_FIELD, "")
    check_token(offered)


def check_token(offered: str) -> None:
    """Refuse a form that we did not give to this visitor.

    Raises:
        Forbidden.
    """
    here = visitor()
    expected = here.session.csrf if here else request.cookies.get(door().form_cookie, "")
    if not expected or not hmac.compare_digest(expected.encode(), offered.encode()):
        raise Forbidden


def check_origin() -> None:
    """Refuse what another site had this browser send.

    Raises:
        Forbidden.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        raise Forbidden
    origin = request.headers.get("Origin")
    # Under our own "no-referrer" a browser says "null" for our own forms too; then Sec-Fetch-Site must vouch.
    is_ours_unnamed = origin == "null" and site == "same-origin"
    if origin is not None and not is_ours_unnamed and urlsplit(origin).netloc != request.host:
        raise Forbidden


def _ask_to_sign_in() -> Response:
    if "Tus-Resumable" in request.headers:
        return Response("Your session has ended. Sign in again.\n", 401, mimetype="text/plain")
    expired = bool(request.cookies.get(door().session_cookie))
    going_to = _page_to_come_back_to()
    to = url_for(
        "web.sign_in.show", next=None if going_to == "/" else going_to, expired="1" if expired else None
    )
    return redirect(to, 303)


def _page_to_come_back_to() -> str:
    """This page, or for a form the nearest page above it that can be shown."""
    if request.method in SAFE:
        return own_path(request.full_path.rstrip("?"))
    path = request.path
    while path != "/" and not _can_be_shown(path):
        path = path.rstrip("/").rpartition("/")[0] or "/"
    return own_path(path)


def _can_be_shown(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False


def own_path(offered: str) -> str:
    """A path of our own to go to, or the first page: never another site's (an open redirect)."""
    return offered if _OWN_PATH.fullmatch(offered) else "/"
