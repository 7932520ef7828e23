"""Bytes on their way out: the whole, or the one range that was asked for (RFC 9110, 14)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response, request
from werkzeug.http import parse_range_header

from exchange.api.errors import problem
from exchange.api.problems import about


@dataclass(frozen=True, slots=True)
class Whole:
    """What a download is a part of. `file_name` is already safe."""

    size_bytes: int
    sha256: str
    file_name: str
    media_type: str = "application/octet-stream"


Opener = Callable[[int, int], Iterator[bytes]]


def sent(whole: Whole, open_part: Opener) -> Response:
    """The bytes, as 200 or 206; 416 when the range lies outside. `open_part` is given [start, stop).

    Several ranges, another unit, or another document in If-Range get the whole, as the RFC allows.
    """
    if not _is_ranged(whole):
        return _headed(Response(open_part(0, whole.size_bytes), 200), whole, whole.size_bytes)
    asked = parse_range_header(request.headers.get("Range"))
    part = asked.range_for_length(whole.size_bytes) if asked else None
    if part is None:
        outside = {"Content-Range": f"bytes */{whole.size_bytes}"}
        return problem("range", about("range").meaning, headers=outside)
    start, stop = part
    answer = Response(open_part(start, stop), 206)
    answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{whole.size_bytes}"
    return _headed(answer, whole, stop - start)


def _is_ranged(whole: Whole) -> bool:
    asked = parse_range_header(request.headers.get("Range"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return False
    only_if = request.headers.get("If-Range")
    return only_if is None or only_if == f'"{whole.sha256}"'


def _headed(answer: Response, whole: Whole, length_bytes: int) -> Response:
    answer.content_length = length_bytes
    told = answer.headers
    told["Accept-Ranges"] = "bytes"
    told["Content-Type"] = whole.media_type
    answer.headers.set("Content-Disposition", "attachment", filename=whole.file_name)
    answer.set_etag(whole.sha256)
    return answer
