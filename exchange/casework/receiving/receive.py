"""Taking material in: announced, received part by part, then checked and sealed.

Order of writes, so that no crash leaves a lie: each part is sealed and durable before the offset that claims it;
the whole original is sealed and durable before the row that names it; the parts go last.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotFound, Refusal, WrongState
from exchange.rules.material import (
    Material,
    MaterialState,
    ScanState,
    Upload,
    check_title,
    check_upload,
    safe_file_name,
)
from exchange.rules.officers import Officer
from exchange.rules.work import JobKind
from storage import ObjectKind, Receipt, SealLabel


class Source(Protocol):
    """Bytes on their way in."""

    def read(self, size: int, /) -> bytes: ...


class OffsetMismatch(WrongState):
    """The sender thinks more or less has arrived than has (tus: 409)."""

    code = "offset-mismatch"


class ChecksumMismatch(InputRefused):
    """What arrived is not what was sent (tus: 460). Nothing of it was kept."""

    code = "checksum-mismatch"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is known before the first byte. `sha256` is hex, or empty when the sender cannot tell."""

    matter: str
    title: str
    file_name: str
    length_bytes: int
    originator: str = ""
    sha256: str = ""


def announce(desk: Desk, officer: Officer, announced: Announcement) -> Upload:
    """Register the item and make a place for its bytes."""
    with desk.ledger.act(officer, Deed.UPLOAD, at=desk.now(), matter=announced.matter) as act:
        matter = enter(act, announced.matter)
        matter.check_open()
        check_upload(length_bytes=announced.length_bytes, limit_bytes=desk.policy.upload_limit_bytes)
        _refuse_twin(act, announced.matter, officer.party, announced.sha256)
        material = Material(
            id=act.new_reference("DOC"),
            matter=matter.id,
            holder=officer.party,
            organisation=officer.organisation,
            originator=announced.originator.strip(),
            title=check_title(announced.title),
            file_name=safe_file_name(announced.file_name),
            kind="unknown",
            size_bytes=announced.length_bytes,
            sha256=_checked_digest(announced.sha256),
            scan=ScanState.NOT_SCANNED,
            state=MaterialState.UPLOADING,
            uploaded_by=officer.id,
            registered_at=act.at,
        )
        upload = Upload(
            id=act.new_reference("UP"),
            matter=matter.id,
            material=material.id,
            officer=officer.id,
            length_bytes=announced.length_bytes,
            offset_bytes=0,
            parts=(),
            expires_at=act.at + timedelta(hours=desk.policy.upload_expires_hours),
            sha256=material.sha256,
        )
        act.materials.add(material)
        act.note(material.id, upload.id, size_bytes=material.size_bytes)
        return act.uploads.add(upload)


def _checked_digest(sha256: str) -> str:
    lowered = sha256.strip().lower()
    if lowered and (len(lowered) != 64 or set(lowered) - set("0123456789abcdef")):
        raise InputRefused("sha256", "The SHA-256 must be 64 hexadecimal characters")
    return lowered


def _refuse_twin(act: Act, matter: str, party: str, sha256: str) -> None:
    if not sha256:
        return
    states = (MaterialState.CHECKING, MaterialState.SEALED)
    twins = act.materials.where(matter=matter, holder=party, sha256=sha256.lower(), state=states)
    if twins:
        raise InputRefused("file", f"This document is already in this matter ({twins[0].id})")


def find_upload(desk: Desk, officer: Officer, upload_id: str) -> Upload:
    """Where an upload stands; its own sender only."""
    with desk.ledger.look(officer, Deed.READ_MATERIAL, at=desk.now()) as act:
        upload = act.uploads.find(upload_id)
        if upload is None or upload.officer != officer.id:
            raise NotFound
        if desk.now() >= upload.expires_at and not upload.finished:
            raise NotFound
        return upload


def receive_part(
    desk: Desk, officer: Officer, upload_id: str, *, offset_bytes: int, source: Source, sha256: str = ""
) -> Upload:
    """Seal what comes and say where the upload stands now; the last part sets the checks going.

    A connection that breaks off is the end of the part: what had come is kept and the sender goes on from there.
    `sha256` (hex) is of this part alone.

    Raises:
        NotFound, OffsetMismatch, ChecksumMismatch, InputRefused; StorageError when it cannot be kept.
    """
    upload = find_upload(desk, officer, upload_id)
    if upload.finished or offset_bytes != upload.offset_bytes:
        raise OffsetMismatch(
            "The upload stands elsewhere.", next_step="Ask where it stands and go on from there."
        )
    material = _uploading(desk, officer, upload)
    label = SealLabel(matter=upload.matter, party=material.holder, kind=ObjectKind.UPLOAD_PART)
    receipt = desk.vault.put(_Bounded(source, upload.length_bytes - upload.offset_bytes), label)
    if sha256 and receipt.sha256 != sha256.lower():
        desk.vault.shred(receipt)
        raise ChecksumMismatch("file", "The selected file could not be uploaded – try again")
    if receipt.size_bytes == 0:
        desk.vault.shred(receipt)
        return upload
    return _keep_part(desk, officer, upload, receipt)


def _uploading(desk: Desk, officer: Officer, upload: Upload) -> Material:
    with desk.ledger.look(officer, Deed.READ_MATERIAL, at=desk.now()) as act:
        enter(act, upload.matter)
        return act.materials.get(upload.material)


def _keep_part(desk: Desk, officer: Officer, upload: Upload, receipt: Receipt) -> Upload:
    grown = replace(
        upload,
        offset_bytes=upload.offset_bytes + receipt.size_bytes,
        parts=(*upload.parts, receipt.as_json()),
    )
    try:
        if grown.offset_bytes < grown.length_bytes:
            with desk.ledger.housekeeping() as act:
                return act.uploads.save(grown)
        return _arrived(desk, officer, grown)
    except Refusal:
        desk.vault.shred(receipt)
        raise


def _arrived(desk: Desk, officer: Officer, upload: Upload) -> Upload:
    with desk.ledger.act(officer, Deed.UPLOAD, at=desk.now(), matter=upload.matter) as act:
        material = act.materials.get(upload.material)
        act.materials.save(material.step(MaterialState.CHECKING))
        act.owe(JobKind.TAKE_IN, material.id)
        act.note(material.id, upload.id, parts=len(upload.parts))
        return act.uploads.save(replace(upload, finished=True))


def give_up(desk: Desk, officer: Officer, upload_id: str) -> None:
    """End an upload that will not be finished; its parts are destroyed."""
    upload = find_upload(desk, officer, upload_id)
    with desk.ledger.act(officer, Deed.UPLOAD, at=desk.now(), matter=upload.matter) as act:
        if upload.finished:
            raise WrongState("This upload has finished.", next_step="Go to the document.")
        material = act.materials.get(upload.material)
        problem = "The upload was stopped before it was complete."
        act.materials.save(replace(material.step(MaterialState.REJECTED), problem=problem))
        act.uploads.save(replace(upload, finished=True, expires_at=act.at))
        act.note(material.id, upload.id)
    shred_parts(desk, upload)


def shred_parts(desk: Desk, upload: Upload) -> None:
    """Destroy the parts once the original is sealed, or given up. Safe to do twice."""
    for part in upload.parts:
        desk.vault.shred(Receipt.from_json(part))


def chunks_of(desk: Desk, upload: Upload) -> Iterator[bytes]:
    """The whole file in order, unsealed part by part."""
    for part in upload.parts:
        yield from desk.vault.open(Receipt.from_json(part)).chunks()


class _Bounded:
    """At most so many bytes of a source; a broken connection reads as its end."""

    def __init__(self, source: Source, limit_bytes: int) -> None:
        self._source = source
        self._left = limit_bytes

    def read(self, size: int = 65536, /) -> bytes:
        if self._left <= 0:
            return b""
        try:
            chunk = self._source.read(min(size, self._left))
        except (OSError, EOFError):
            return b""
        self._left -= len(chunk)
        return chunk
