"""What a worker does with an upload that has arrived: scan, recognise, seal the original, let the parts go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.receiving.receive import chunks_of, shred_parts
from exchange.casework.receiving.scan_inside import LARGEST_CHECKED_BYTES, ScannerSilent, scan_inside
from exchange.casework.work_room import room
from exchange.rules.audit import Deed
from exchange.rules.material import (
    Material,
    MaterialState,
    Obstacle,
    ScanState,
    Upload,
    Version,
    VersionKind,
)
from redaction import (
    HEAD_BYTES,
    TAIL_BYTES,
    DocumentError,
    DocumentKind,
    DocumentLocked,
    DocumentSigned,
    Opening,
    pages_of,
    recognise,
    supported_for_redaction,
)
from storage import ObjectKind, Receipt, SealLabel

ACCEPTED = "PDF, DOCX, XLSX, PPTX, ODT, ODS, MSG, EML, JPG, PNG, TIF, HEIC, RTF, HTML, TXT, CSV or ZIP"
LOCKED = "This document asks for a password. Ask the sender for it and enter it here to redact the document."
SIGNED = "This document carries a signature. The signature cannot survive a redaction."
# Outlook's messages are told from other old files only where the whole file is at hand; a look inside costs little.
_HOLDS_FILES = frozenset(
    {DocumentKind.PDF, DocumentKind.EML, DocumentKind.MSG, DocumentKind.OLE, DocumentKind.ZIP}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checks found. `rejected` set means it goes no further; `remark` is kept beside a sealed item."""

    kind: DocumentKind
    scan: ScanState
    rejected: str = ""
    remark: str = ""
    pages: int = 0
    obstacle: Obstacle = Obstacle.NONE


def take_in(desk: Desk, material_id: str) -> None:
    """Finish what an upload began. Done twice it changes nothing."""
    with desk.ledger.look(SYSTEM, Deed.RECEIVE, at=desk.now()) as act:
        material = act.materials.get(material_id)
        uploads = act.uploads.where(material=material_id)
    if material.state is not MaterialState.CHECKING:
        for upload in uploads:
            shred_parts(desk, upload)
        return
    upload = uploads[0]
    found = _examine(desk, material, upload)
    receipt = None if found.rejected else _seal(desk, material, upload)
    if receipt is not None and upload.sha256 and receipt.sha256 != upload.sha256:
        desk.vault.shred(receipt)
        receipt, found = None, replace(found, rejected="The file that arrived is not the file that was sent.")
    _record(desk, material.id, found, receipt)
    shred_parts(desk, upload)


def _examine(desk: Desk, material: Material, upload: Upload) -> Finding:
    head, tail = _ends(chunks_of(desk, upload))
    sniffed = recognise(head, material.file_name, tail)
    scan = desk.scanner.scan(chunks_of(desk, upload))
    found = Finding(kind=sniffed.kind, scan=scan)
    if scan is ScanState.INFECTED:
        return replace(found, rejected="The selected file contains a virus")
    if scan is ScanState.UNAVAILABLE:
        raise ScannerSilent
    if sniffed.kind is DocumentKind.UNKNOWN:
        return replace(found, rejected=f"The selected file must be a {ACCEPTED}")
    if not sniffed.name_agrees:
        found = replace(found, remark="The name of this file does not agree with what is in it.")
    if not supported_for_redaction(sniffed.kind):
        return replace(found, remark=f"{sniffed.kind.value.upper()} cannot be redacted here; it can be kept.")
    if material.size_bytes > LARGEST_CHECKED_BYTES:
        return found
    return _examine_inside(desk, upload, found)


def _examine_inside(desk: Desk, upload: Upload, found: Finding) -> Finding:
    """What only a reader of the format can tell. Nothing of this rejects but malware: the original is kept."""
    with room(desk) as place:
        source = place / "source"
        _write(source, chunks_of(desk, upload))
        if found.kind in _HOLDS_FILES:
            found = replace(found, scan=scan_inside(desk, source, found.scan))
        if found.scan is ScanState.INFECTED:
            return replace(found, rejected="The selected file contains a virus")
        try:
            return replace(found, pages=pages_of(source))
        except DocumentLocked:
            return replace(found, obstacle=Obstacle.PASSWORD, remark=LOCKED)
        except DocumentSigned:
            return _signed(source, found)
        except DocumentError as problem:
            return replace(found, remark=f"{problem.sentence} {problem.next_step}")


def _signed(source: Path, found: Finding) -> Finding:
    found = replace(found, obstacle=Obstacle.SIGNATURE, remark=SIGNED)
    try:
        return replace(found, pages=pages_of(source, opening=Opening(may_lose_signature=True)))
    except DocumentError as problem:
        return replace(found, remark=f"{problem.sentence} {problem.next_step}")


def _write(target: Path, chunks: Iterable[bytes]) -> None:
    with target.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)


def _ends(chunks: Iterable[bytes]) -> tuple[bytes, bytes]:
    """The first and the last bytes of a file: what it is stands in one of the two."""
    head = tail = b""
    for chunk in chunks:
        head += chunk[: HEAD_BYTES - len(head)]
        tail = (tail + chunk)[-TAIL_BYTES:]
    return head, tail


def _seal(desk: Desk, material: Material, upload: Upload) -> Receipt:
    label = SealLabel(matter=material.matter, party=material.holder, kind=ObjectKind.ORIGINAL)
    return desk.vault.put(_Joined(chunks_of(desk, upload)), label)


class _Joined:
    """Chunks as something to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        if not self._rest:
            self._rest = next(self._chunks, b"")
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def _record(desk: Desk, material_id: str, found: Finding, receipt: Receipt | None) -> None:
    with desk.ledger.act(SYSTEM, Deed.RECEIVE, at=desk.now()) as act:
        material = act.materials.lock(material_id)
        act.note(material.id, matter=material.matter, scan=found.scan.value, kind=found.kind.value)
        twins = act.materials.where(
            matter=material.matter,
            holder=material.holder,
            sha256=receipt.sha256 if receipt else "-",
            state=MaterialState.SEALED,
        )
        problem = found.rejected or (
            f"This document is already in this matter ({twins[0].id})" if twins else ""
        )
        seen = replace(
            material,
            kind=found.kind.value,
            scan=found.scan,
            problem=problem or found.remark,
            obstacle=found.obstacle,
        )
        if receipt is None or problem:
            act.materials.save(seen.step(MaterialState.REJECTED))
        else:
            version = act.versions.add(_original(act.new_reference("VER"), material, receipt, found, desk))
            sealed = replace(seen.step(MaterialState.SEALED), original=version.id, sha256=receipt.sha256)
            act.materials.save(sealed)
            act.note(version.id, sha256=receipt.sha256, size_bytes=receipt.size_bytes)
    if receipt is not None and problem:
        desk.vault.shred(receipt)


def _original(version_id: str, material: Material, receipt: Receipt, found: Finding, desk: Desk) -> Version:
    return Version(
        id=version_id,
        material=material.id,
        matter=material.matter,
        holder=material.holder,
        kind=VersionKind.ORIGINAL,
        sha256=receipt.sha256,
        size_bytes=receipt.size_bytes,
        pages=found.pages,
        receipt=receipt.as_json(),
        made_by=material.uploaded_by,
        made_at=desk.now(),
        format=found.kind.value,
    )
