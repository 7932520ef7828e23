"""Resumable uploads for our own script: tus 1.0.0, as `casework.tus` speaks it, with this browser's session."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework.faults import FAULTS
from exchange.casework.receiving import tus
from exchange.rules.audit import Deed
from exchange.rules.errors import Refusal
from exchange.web.arriving import ArrivingBody
from exchange.web.deeds import checks_token_itself, states
from exchange.web.errors import broken_plainly, refused_plainly
from exchange.web.visit import TOKEN_HEADER, check_token, desk, officer

pages = Blueprint("resumable", __name__)
pages.register_error_handler(Refusal, refused_plainly)
for _fault in FAULTS:
    pages.register_error_handler(_fault, broken_plainly)


def _answer(reply: tus.TusReply) -> Response:
    return Response(
        f"{reply.sentence}\n" if reply.sentence else "", reply.status, reply.headers, mimetype="text/plain"
    )


def _check_token() -> None:
    check_token(request.headers.get(TOKEN_HEADER, ""))


@pages.route("/uploads/", methods=["OPTIONS"], provide_automatic_options=False)
@states(Deed.PUBLIC)
def options() -> Response:
    """What this server can do."""
    return _answer(tus.options(desk()))


@pages.post("/uploads/")
@states(Deed.UPLOAD)
@checks_token_itself
def create() -> Response:
    """Announce an upload."""
    _check_token()
    return _answer(tus.create(desk(), officer(), dict(request.headers), address=request.path))


@pages.get("/uploads/<upload_id>")
@states(Deed.READ_MATERIAL)
def stand(upload_id: str) -> Response:
    """HEAD says where an upload stands; GET leads to the document it makes."""
    if request.method == "HEAD":
        return _answer(tus.head(desk(), officer(), upload_id, dict(request.headers)))
    reply = tus.head(desk(), officer(), upload_id, {"Tus-Resumable": tus.VERSION})
    return redirect(url_for("web.materials.show", material_id=reply.material), 303)


@pages.patch("/uploads/<upload_id>")
@states(Deed.UPLOAD)
@checks_token_itself
def receive(upload_id: str) -> Response:
    """Take the next part."""
    _check_token()
    body = ArrivingBody(request)
    return _answer(tus.patch(desk(), officer(), upload_id, dict(request.headers), body))


@pages.delete("/uploads/<upload_id>")
@states(Deed.UPLOAD)
@checks_token_itself
def give_up(upload_id: str) -> Response:
    """Stop an upload; what had come is destroyed."""
    _check_token()
    return _answer(tus.delete(desk(), officer(), upload_id, dict(request.headers)))
