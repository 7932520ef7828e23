"""The upload protocol tus 1.0.0, without a web framework: headers in, an act, a status and headers out.

Extensions: creation, checksum (sha256), termination, expiration. Both doors that take uploads use this, each
with a few lines of its own. Source: https://tus.io/protocols/resumable-upload.html, version 1.0.0.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from exchange.casework.desk import Desk
from exchange.casework.receiving import receive
from exchange.casework.receiving.receive import ChecksumMismatch, OffsetMismatch, Source
from exchange.rules.errors import InputRefused, NotFound
from exchange.rules.material import Upload
from exchange.rules.officers import Officer

VERSION = "1.0.0"
PART_TYPE = "application/offset+octet-stream"
#: Statuses of the protocol that have no name elsewhere.
CHECKSUM_MISMATCH = 460
_DIGITS_LIMIT = 15


@dataclass(frozen=True, slots=True)
class TusReply:
    """What to answer: a status, headers, and a sentence when it was refused. `material` names a new item."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    material: str = ""


def _reply(status: int, sentence: str = "", *, material: str = "", **headers: str) -> TusReply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TusReply(status, {"Tus-Resumable": VERSION, **named}, sentence, material)


def options(desk: Desk) -> TusReply:
    """What this server can do; asked for without a version."""
    return _reply(
        204,
        Tus_Version=VERSION,
        Tus_Extension="creation,checksum,termination,expiration",
        Tus_Checksum_Algorithm="sha256",
        Tus_Max_Size=str(desk.policy.upload_limit_bytes),
    )


def create(desk: Desk, officer: Officer, headers: Mapping[str, str], *, address: str) -> TusReply:
    """Announce an upload. Its metadata are `matter`, `title`, `filename`, `originator` and `sha256`.

    Args:
        address: where uploads of this door lie, ending with a slash; the new one's reference is added.

    Raises:
        Refusal: as `receive.announce` does.
    """
    if (wrong := _wrong_version(headers)) is not None:
        return wrong
    length = _whole(headers.get("Upload-Length", ""))
    if length is None:
        return _reply(400, "Upload-Length must be a whole number of bytes.")
    if length > desk.policy.upload_limit_bytes:
        return _reply(413, "The file is larger than this service takes.")
    about = metadata(headers.get("Upload-Metadata", ""))
    announced = receive.Announcement(
        matter=about.get("matter", ""),
        title=about.get("title", ""),
        file_name=about.get("filename", ""),
        length_bytes=length,
        originator=about.get("originator", ""),
        sha256=about.get("sha256", ""),
    )
    upload = receive.announce(desk, officer, announced)
    return _reply(
        201,
        material=upload.material,
        Location=address + upload.id,
        Upload_Expires=_expires(upload),
        Upload_Offset="0",
    )


def head(desk: Desk, officer: Officer, upload_id: str, headers: Mapping[str, str]) -> TusReply:
    """Say where an upload stands; its own sender only.

    Raises:
        NotFound.
    """
    if (wrong := _wrong_version(headers)) is not None:
        return wrong
    upload = receive.find_upload(desk, officer, upload_id)
    if upload.finished and upload.offset_bytes < upload.length_bytes:
        raise NotFound  # it was given up
    return _reply(
        200,
        material=upload.material,
        Upload_Offset=str(upload.offset_bytes),
        Upload_Length=str(upload.length_bytes),
        Upload_Expires=_expires(upload),
        Cache_Control="no-store",
    )


def patch(
    desk: Desk, officer: Officer, upload_id: str, headers: Mapping[str, str], source: Source
) -> TusReply:
    """Take the next bytes. A connection that breaks off keeps what had come, unless a checksum was given.

    Raises:
        NotFound, InputRefused; StorageError when the bytes cannot be kept.
    """
    if (wrong := _wrong_version(headers)) is not None:
        return wrong
    if headers.get("Content-Type", "").partition(";")[0].strip() != PART_TYPE:
        return _reply(415, f"The type of a part must be {PART_TYPE}.")
    try:
        offset, sha256 = _part_named(headers)
    except ValueError:
        return _reply(400, "Upload-Offset must be a whole number, Upload-Checksum sha256 and base 64.")
    try:
        upload = receive.receive_part(
            desk, officer, upload_id, offset_bytes=offset, source=source, sha256=sha256
        )
    except OffsetMismatch as refused:
        return _reply(409, refused.sentence)
    except ChecksumMismatch as refused:
        return _reply(CHECKSUM_MISMATCH, refused.sentence)
    return _reply(204, Upload_Offset=str(upload.offset_bytes), Upload_Expires=_expires(upload))


def delete(desk: Desk, officer: Officer, upload_id: str, headers: Mapping[str, str]) -> TusReply:
    """Give an upload up; what had come is destroyed.

    Raises:
        NotFound, WrongState: it has finished.
    """
    if (wrong := _wrong_version(headers)) is not None:
        return wrong
    receive.give_up(desk, officer, upload_id)
    return _reply(204)


def metadata(written: str) -> dict[str, str]:
    """The pairs of an Upload-Metadata header: keys, each with a value in base 64 or none.

    Raises:
        InputRefused: it is not written so.
    """
    about = {}
    for pair in written.split(","):
        key, _, value = pair.strip().partition(" ")
        if not key:
            continue
        try:
            about[key] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise InputRefused("file", "Upload-Metadata must be in base 64") from None
    return about


def _wrong_version(headers: Mapping[str, str]) -> TusReply | None:
    if headers.get("Tus-Resumable") == VERSION:
        return None
    return _reply(412, f"This service speaks version {VERSION} of tus.", Tus_Version=VERSION)


def _whole(written: str) -> int | None:
    if written.isascii() and written.isdigit() and len(written) <= _DIGITS_LIMIT:
        return int(written)
    return None


def _part_named(headers: Mapping[str, str]) -> tuple[int, str]:
    offset = _whole(headers.get("Upload-Offset", ""))
    if offset is None:
        raise ValueError
    return offset, _checksum(headers.get("Upload-Checksum", ""))


def _checksum(written: str) -> str:
    """The digest of one part in hex, or empty when none was sent; ValueError when it cannot be read."""
    if not written:
        return ""
    algorithm, _, digest = written.strip().partition(" ")
    raw = base64.b64decode(digest, validate=True)
    if algorithm != "sha256" or len(raw) != 32:
        raise ValueError
    return raw.hex()


def _expires(upload: Upload) -> str:
    return format_datetime(upload.expires_at, usegmt=True)
