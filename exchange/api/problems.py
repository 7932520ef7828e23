"""Every problem the API can answer with: its title, its status and what it means. Served at /problems/."""

from dataclasses import dataclass

from flask import Blueprint, jsonify
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from exchange.rules.audit import Deed

BASE = "/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. `status` is what comes with it."""

    title: str
    status: int
    meaning: str


KINDS: dict[str, Kind] = {
    "not-found": Kind(
        "Not found", 404, "It is not there, or it is not yours to know of. The two are not told apart."
    ),
    "sign-in-refused": Kind(
        "Not signed in", 401, "There is no live session or token, or an answer to sign in with is wrong."
    ),
    "rate-limited": Kind("Too many tries", 429, "Wait for as long as Retry-After says."),
    "not-allowed": Kind("Not allowed", 403, "This account, or this token, may not do this."),
    "second-person-required": Kind(
        "A second person is needed", 403, "Whoever did the first half cannot do the second."
    ),
    "terms-not-agreed": Kind("Terms not agreed", 403, "No accepted handling terms cover this for you."),
    "validation": Kind("An answer is refused", 422, "`errors` says which part of the request, and why."),
    "checksum-mismatch": Kind("Damaged on the way", 460, "What arrived is not what was sent. Send it again."),
    "wrong-state": Kind("Not possible now", 409, "The thing is not in a state in which this can be done."),
    "offset-mismatch": Kind("Another offset", 409, "The upload stands elsewhere. Ask with HEAD and go on."),
    "hold": Kind("Under a legal hold", 409, "It cannot be destroyed while the hold stands."),
    "gate-closed": Kind("The gate is closed", 409, "`failures` lists every condition that is not met."),
    "stale": Kind("Changed meanwhile", 412, "Someone was quicker. Read it again and decide again."),
    "tus-version": Kind("Another version of tus", 412, "Uploads speak version 1.0.0 of tus."),
    "destroyed": Kind("Destroyed", 410, "It was destroyed. The certificate says when and by which run."),
    "malformed": Kind("Not understood", 400, "The request is not written as HTTP and JSON ask for."),
    "method-not-allowed": Kind(
        "Not done here", 405, "This address does not do that. `Allow` says what it does."
    ),
    "too-large": Kind(
        "Too large", 413, "A body of JSON may hold 1 MB, a file what the service's limit says."
    ),
    "media-type": Kind(
        "Not a type we take", 415, "Send JSON as application/json, parts of a file as tus asks."
    ),
    "range": Kind("No such part", 416, "The range lies outside the document."),
    "precondition-required": Kind("If-Match is missing", 428, "Send the ETag of what you looked at."),
    "idempotency-key-missing": Kind(
        "Idempotency-Key is missing", 400, "Send a key of your own, so that a repeat is not done twice."
    ),
    "document": Kind("The document cannot be used", 422, "It cannot be read, shown or redacted."),
    "fault": Kind("Cannot be done now", 503, "Nothing is wrong with the request. Try again."),
    "no-space": Kind("No room left", 507, "The service cannot keep any more until its operator makes room."),
    "bug": Kind("Something went wrong", 500, "A mistake of ours. What was saved before is kept."),
    "refused": Kind("Refused", 409, "The rules say no. `detail` says why."),
}


def about(code: str) -> Kind:
    """The kind of a code; a code that nobody wrote down is plainly refused."""
    return KINDS.get(code, KINDS["refused"])


def as_json(code: str) -> Response:
    """What one type of problem means.

    Raises:
        werkzeug's NotFound: there is no such type.
    """
    if code not in KINDS:
        raise NotFound
    kind = KINDS[code]
    return jsonify(type=BASE + code, title=kind.title, status=kind.status, meaning=kind.meaning)


def lay_out(service: Blueprint) -> None:
    """Serve every type under its own address."""

    def show(code: str) -> Response:
        """What a type of problem means."""
        return as_json(code)

    vars(show)["deed"] = Deed.PUBLIC
    service.add_url_rule(f"{BASE}<code>", "problem", show, methods=["GET"])
