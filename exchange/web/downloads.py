"""Downloading what was released: a form gives a ticket, the ticket's address gives the bytes, by ranges too."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.http import parse_range_header
from werkzeug.wrappers import Response

from exchange.casework.releasing.disclose import Waiting, collect, disclose, waiting
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.visit import desk, officer

pages = Blueprint("downloads", __name__)

#: A document opened from here may run nothing and reach nothing.
_BOXED = "sandbox; default-src 'none'"


@pages.post("/releases/<release_id>/documents/<version_id>")
@states(Deed.DISCLOSE)
def begin(release_id: str, version_id: str) -> Response:
    """Enter the disclosure on the record and give the one-time right to collect it."""
    minted = disclose(desk(), officer(), release_id, version_id)
    return redirect(url_for("web.downloads.file", secret=minted.secret), 303)


@pages.get("/files/<secret>")
@states(Deed.COLLECT)
def file(secret: str) -> Response:
    """The bytes, once, whole or in ranges; what left is on the record before and after."""
    found = waiting(desk(), officer(), secret)
    is_part = _asks_for_a_part(found)
    part = _part_of(found) if is_part else (0, found.size_bytes)
    if part is None:
        return _headed(Response(status=416), found, f"bytes */{found.size_bytes}")
    start, stop = part
    answer = Response(status=206 if is_part else 200)
    if request.method == "GET":
        answer.response = collect(desk(), officer(), secret, start=start, stop=stop).chunks
    answer.content_length = stop - start
    return _headed(answer, found, f"bytes {start}-{stop - 1}/{found.size_bytes}" if is_part else "")


def _asks_for_a_part(found: Waiting) -> bool:
    """One range of bytes, of the very bytes that are here. Several ranges get the whole, as RFC 9110 allows."""
    asked = parse_range_header(request.headers.get("Range"))
    if request.method != "GET" or asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return False
    only_if = request.headers.get("If-Range")
    return only_if is None or only_if == f'"{found.sha256}"'


def _part_of(found: Waiting) -> tuple[int, int] | None:
    """Bytes [start, stop), or None for a range that lies outside."""
    asked = parse_range_header(request.headers.get("Range"))
    return asked.range_for_length(found.size_bytes) if asked else None


def _headed(answer: Response, found: Waiting, content_range: str) -> Response:
    told = answer.headers
    told["Accept-Ranges"] = "bytes"
    told["Content-Security-Policy"] = _BOXED
    told["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    told["Content-Type"] = found.media_type
    answer.set_etag(found.sha256)
    if content_range:
        told["Content-Range"] = content_range
    return answer
