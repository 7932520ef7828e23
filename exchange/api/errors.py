"""Refusals and faults as problem+json (RFC 9457). The only file that translates them."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from apiflask import HTTPError
from flask import Blueprint, Flask, Response, json
from werkzeug.exceptions import HTTPException

from exchange.api.problems import BASE, about
from exchange.casework.faults import DOCUMENT_PROBLEMS, FAULTS, GONE, NO_SPACE, next_step_of, sentence_of
from exchange.rules.errors import Destroyed, GateClosed, InputRefused, Refusal, SignInRefused, TooManyTries

log = logging.getLogger(__name__)

#: Seconds to wait before asking again of something that broke.
RETRY_SECONDS = 30
_CODE_OF_STATUS = {
    400: "malformed",
    401: "sign-in-refused",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "media-type",
    416: "range",
    428: "precondition-required",
}
_NOT_FOUND = "This page cannot be found."


def problem(
    code: str,
    detail: str,
    *,
    next_step: str = "",
    clause: str = "",
    status: int | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """One problem. `detail` is the very sentence that a page would show."""
    kind = about(code)
    said = {
        "type": BASE + code,
        "title": kind.title,
        "status": status or kind.status,
        "detail": detail,
        "next_step": next_step,
        "clause": clause,
        **more,
    }
    return Response(
        json.dumps({name: value for name, value in said.items() if value not in ("", None)}),
        said["status"],
        headers,
        mimetype="application/problem+json",
    )


def refused(refusal: Refusal) -> Response:
    """A refusal of the rules, by its code."""
    more: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(refusal, InputRefused):
        more["errors"] = [{"pointer": f"#/{refusal.field}", "detail": refusal.sentence}]
    if isinstance(refusal, GateClosed):
        more["failures"] = [
            {"code": f.code, "clause": f.clause, "detail": f.sentence, "next_step": f.next_step}
            for f in refusal.failures
        ]
    if isinstance(refusal, TooManyTries):
        headers["Retry-After"] = str(refusal.retry_after_seconds)
    elif isinstance(refusal, SignInRefused):
        headers["WWW-Authenticate"] = "Session, Bearer"
    return problem(
        refusal.code,
        refusal.sentence,
        next_step=refusal.next_step,
        clause=refusal.clause,
        headers=headers,
        **more,
    )


def broken(fault: Exception) -> Response:
    """A fault: nothing was wrong with what was asked."""
    if isinstance(fault, GONE):
        return refused(Destroyed("This document was destroyed.", next_step="See the certificate."))
    log.warning("an API call met a fault", extra={"fault": type(fault).__name__})
    code = "no-space" if isinstance(fault, NO_SPACE) else "fault"
    wait = {"Retry-After": str(RETRY_SECONDS)}
    return problem(code, sentence_of(fault), next_step=next_step_of(fault), headers=wait)


def document_problem(fault: Exception) -> Response:
    """A document that cannot be shown or redacted."""
    return problem("document", sentence_of(fault), next_step=next_step_of(fault))


def not_valid(error: HTTPError) -> Response:
    """A body or a query that is not of the form its route takes."""
    detail = error.detail if isinstance(error.detail, dict) else {}
    found = [
        {"pointer": _pointer(place, path), "detail": sentence}
        for place, paths in detail.items()
        for path, sentences in paths.items()
        for sentence in sentences
    ]
    return problem(
        "validation",
        "Part of the request is missing or is not of the form that was asked for.",
        next_step="Change what `errors` names and try again.",
        errors=found,
    )


def _pointer(place: str, path: str) -> str:
    inner = "" if path == "_schema" else "/" + path.replace("~", "~0").replace("/", "~1").replace(".", "/")
    return f"#{inner}" if place == "json" else f"{place}:{inner}"


def http_error(error: HTTPException) -> Response | HTTPException:
    """What the web server itself refuses."""
    if error.code is None or error.code < 400:
        return error
    code = _CODE_OF_STATUS.get(error.code, "malformed")
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    if code == "not-found":
        return problem(
            code,
            _NOT_FOUND,
            next_step="Check the reference, or ask your matter lead whether you have been added.",
        )
    return problem(code, about(code).meaning, status=error.code, headers=kept)


def bug(error: Exception) -> Response:
    """A mistake of ours. The log has its kind and where, never its words: they may be a document's."""
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error("an API call failed", extra={"bug": type(error).__name__, "where": where[-6:]})
    return problem(
        "bug",
        "Something went wrong in the service.",
        next_step="What you saved before is kept. Try again later, and tell the operator if it happens again.",
    )


def translate(api: Blueprint) -> None:
    """Answer every error of these routes with a problem."""
    api.register_error_handler(Refusal, refused)
    for fault in FAULTS:
        api.register_error_handler(fault, broken)
    for unusable in DOCUMENT_PROBLEMS:
        api.register_error_handler(unusable, document_problem)
    api.register_error_handler(HTTPError, not_valid)
    api.register_error_handler(HTTPException, http_error)
    api.register_error_handler(Exception, bug)


def translate_lost_addresses(app: Flask, close: Callable[[Response], Response]) -> None:
    """Answer addresses that lead nowhere. Where there are pages too, they answer theirs and leave us /api/."""

    def lost(error: HTTPException) -> Response | HTTPException:
        answer = http_error(error)
        return close(answer) if isinstance(answer, Response) else answer

    app.register_error_handler(HTTPException, lost)
