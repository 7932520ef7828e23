"""Uploads by tus 1.0.0: announced, sent part by part, taken up again where they broke off.

Source: https://tus.io/protocols/resumable-upload.html; the protocol itself is spoken by `casework.tus`.
"""

from datetime import datetime

from flask import Response, json, request
from werkzeug.exceptions import ClientDisconnected

from exchange.api.errors import problem
from exchange.api.routes import ANYONE, Room
from exchange.api.shapes import Shown
from exchange.api.visit import desk, officer
from exchange.casework.receiving import receive, tus
from exchange.rules.audit import Deed

room = Room("uploads")

_CODES = {
    400: "malformed",
    409: "offset-mismatch",
    412: "tus-version",
    413: "too-large",
    415: "media-type",
    tus.CHECKSUM_MISMATCH: "checksum-mismatch",
}
_TUS = ("Tus-Resumable",)


class UploadShown(Shown):
    """Where an upload stands. `material` is the document that it becomes."""

    id: str
    material: str
    length_bytes: int
    offset_bytes: int
    finished: bool
    expires_at: datetime


class _Body:
    """The body of a request; a caller that goes away is the end of it, not a crash."""

    def read(self, size: int, /) -> bytes:
        try:
            return request.stream.read(size)
        except ClientDisconnected:
            return b""


def _answer(reply: tus.TusReply) -> Response:
    headers = dict(reply.headers)
    if reply.status >= 400:
        return problem(_CODES[reply.status], reply.sentence, status=reply.status, headers=headers)
    body = json.dumps({"document": reply.material}) if reply.status == 201 else ""
    return Response(body, reply.status, headers, mimetype="application/json")


@room.other("OPTIONS", "/uploads", Deed.PUBLIC, needs=ANYONE, status=204)
def options() -> Response:
    """What this server can do."""
    return _answer(tus.options(desk()))


@room.post(
    "/uploads", Deed.UPLOAD, needs="upload", status=201, headers=(*_TUS, "Upload-Length", "Upload-Metadata")
)
def create() -> Response:
    """Announce an upload. Metadata: `matter`, `title`, `filename`, `originator`, `sha256`, each in base 64."""
    return _answer(tus.create(desk(), officer(), dict(request.headers), address=f"{request.path}/"))


@room.other("HEAD", "/uploads/<upload_id>", Deed.READ_MATERIAL, needs="upload", headers=_TUS)
def stand(upload_id: str) -> Response:
    """Where an upload stands, by its headers."""
    return _answer(tus.head(desk(), officer(), upload_id, dict(request.headers)))


@room.get("/uploads/<upload_id>", Deed.READ_MATERIAL, needs="upload", gives=UploadShown)
def show(upload_id: str) -> object:
    """Where an upload stands, and which document it becomes."""
    return receive.find_upload(desk(), officer(), upload_id)


@room.patch(
    "/uploads/<upload_id>",
    Deed.UPLOAD,
    needs="upload",
    status=204,
    streams=True,
    headers=(*_TUS, "Upload-Offset"),
)
def take(upload_id: str) -> Response:
    """Send the next part. With `Upload-Checksum` a damaged part is refused and nothing of it is kept."""
    request.max_content_length = None
    return _answer(tus.patch(desk(), officer(), upload_id, dict(request.headers), _Body()))


@room.delete("/uploads/<upload_id>", Deed.UPLOAD, needs="upload", status=204, headers=_TUS)
def give_up(upload_id: str) -> Response:
    """Stop an upload; what had come is destroyed."""
    return _answer(tus.delete(desk(), officer(), upload_id, dict(request.headers)))
