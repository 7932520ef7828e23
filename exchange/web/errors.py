"""Refusals and faults as pages: what happened, why, and the next step. The only file that translates them."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from exchange.casework.faults import NO_SPACE, next_step_of, sentence_of
from exchange.rules.errors import (
    ChangedMeanwhile,
    Destroyed,
    GateClosed,
    InputRefused,
    NotAllowed,
    NotFound,
    Refusal,
    SignInRefused,
    TermsNotAgreed,
    TooManyTries,
    WrongState,
)

log = logging.getLogger(__name__)

#: The first that fits, so the narrower come first.
_STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (NotFound, 404),
    (TooManyTries, 429),
    (SignInRefused, 403),
    (NotAllowed, 403),
    (TermsNotAgreed, 403),
    (InputRefused, 422),
    (ChangedMeanwhile, 412),
    (GateClosed, 409),
    (WrongState, 409),
    (Destroyed, 410),
)
#: Seconds to wait before asking again of something that broke.
_RETRY_SECONDS = 30

_SAID = {
    400: ("The service did not understand this request.", "Go back and try again."),
    403: (
        "This form is not one that we gave you, or it is too old.",
        "Go back to the page, load it again and send the form from there.",
    ),
    404: ("Page not found", ""),
    405: ("This page does not do that.", "Go back and use the buttons of the page."),
    413: ("What you sent is too long for this form.", "Shorten it, or upload it as a document."),
    415: ("The service did not understand this request.", "Go back and use the form of the page."),
    500: (
        "Something went wrong in the service.",
        "What you saved before is kept. Try again later, and tell the operator if it happens again.",
    ),
}


def status_of(refusal: Refusal) -> int:
    return next(status for kind, status in _STATUS if isinstance(refusal, kind))


def refused(refusal: Refusal) -> tuple[str, int, dict[str, str]]:
    """The page of a refusal."""
    if isinstance(refusal, NotFound):
        # The same bytes whether it is absent or another's: even the reference is not repeated (I-7).
        return _not_found()
    told = {}
    if isinstance(refusal, TooManyTries):
        told["Retry-After"] = str(refusal.retry_after_seconds)
    shown = render_template(
        "refused.html",
        sentence=refusal.sentence,
        next_step=refusal.next_step,
        clause=refusal.clause,
        failures=refusal.failures if isinstance(refusal, GateClosed) else (),
        way_on=_record_of_destroyed() if isinstance(refusal, Destroyed) else "",
    )
    return shown, status_of(refusal), told


def refused_plainly(refusal: Refusal) -> Response:
    """A refusal for our own script: one line, not a page."""
    return Response(f"{refusal.sentence}\n", status_of(refusal), mimetype="text/plain")


def broken_plainly(fault: Exception) -> Response:
    """A fault for our own script, which then waits and tries again."""
    log.warning("an upload met a fault", extra={"fault": type(fault).__name__})
    status = 507 if isinstance(fault, NO_SPACE) else 503
    told = {"Retry-After": str(_RETRY_SECONDS)}
    return Response(f"{sentence_of(fault)}\n", status, told, mimetype="text/plain")


def _record_of_destroyed() -> str:
    """The page that says when and by which run a document was destroyed, if we know which one was asked for."""
    asked_for = request.view_args or {}
    if "material_id" in asked_for:
        return url_for("web.materials.show", material_id=asked_for["material_id"])
    if "release_id" in asked_for:
        return url_for("web.releases.show", release_id=asked_for["release_id"])
    return ""


def broken(fault: Exception) -> tuple[str, int, dict[str, str]]:
    """The page of a fault: nothing was wrong with what was asked."""
    log.warning("a page met a fault", extra={"fault": type(fault).__name__})
    status = 507 if isinstance(fault, NO_SPACE) else 503
    shown = render_template("refused.html", sentence=sentence_of(fault), next_step=next_step_of(fault))
    return shown, status, {"Retry-After": str(_RETRY_SECONDS)}


def document_problem(fault: Exception) -> tuple[str, int]:
    """The page of a document that cannot be shown or redacted."""
    return render_template("refused.html", sentence=sentence_of(fault), next_step=next_step_of(fault)), 422


def http_error(error: HTTPException) -> Any:
    """The page of what the web server itself refuses."""
    if error.code is None or error.code < 400:
        return error
    if error.code == 404:
        return _not_found()
    sentence, next_step = _SAID.get(error.code, _SAID[400])
    page = render_template("refused.html", sentence=sentence, next_step=next_step)
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return page, error.code, kept


def _not_found() -> tuple[str, int, dict[str, str]]:
    return render_template("not_found.html"), 404, {}


def bug(error: Exception) -> tuple[str, int]:
    """The page of a mistake of ours. The log has its kind and where, never its words: they may be a document's."""
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error("a page failed", extra={"bug": type(error).__name__, "where": where[-6:]})
    sentence, next_step = _SAID[500]
    return render_template("refused.html", sentence=sentence, next_step=next_step), 500


def show_pages_for_lost_addresses(app: Flask, close: Callable[[Response], Response]) -> None:
    """Give addresses that lead nowhere a page of ours, except where programs ask: those are the API's.

    `close` adds what every page of this door tells the browser.
    """

    def lost(error: HTTPException) -> Any:
        if not request.path.startswith("/api/"):
            return close(current_app.make_response(http_error(error)))
        others = app.error_handler_spec[None][None].get(HTTPException)
        return others(error) if others is not None else error

    app.register_error_handler(404, lost)
    app.register_error_handler(405, lost)
