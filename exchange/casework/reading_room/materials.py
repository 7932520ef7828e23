"""Looking at one document of the own party, and opening its original, which is on the record each time."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.casework.admission import own_material, sealed_original
from exchange.casework.beside.printed import print_of
from exchange.casework.copies import copy_formats
from exchange.casework.desk import Desk
from exchange.casework.reading_room.standing import may_also
from exchange.casework.receiving.unlock import opening_of
from exchange.casework.work_room import lay_out, lay_out_receipt, room
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.destruction import Hold
from exchange.rules.disclosure import Disclosure
from exchange.rules.errors import InputRefused
from exchange.rules.material import Material, Obstacle, Version
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.redactions import RedactionSet
from redaction import CopyFormat, render_page
from storage import Receipt

PAGE_DPI = 110


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document. `arrived_bytes` counts what is durable while it is uploading.

    `copy_formats` are those its redacted copy can have, the usual first; none when it cannot be redacted.
    `certificate` is the reference of the certificate of its destruction, empty until there is one.
    """

    material: Material
    matter: Matter
    versions: tuple[Version, ...]
    sets: tuple[RedactionSet, ...]
    holds: tuple[Hold, ...]
    disclosures: tuple[Disclosure, ...]
    arrived_bytes: int
    copy_formats: tuple[CopyFormat, ...]
    certificate: str

    @property
    def is_redactable(self) -> bool:
        return bool(self.copy_formats)

    @property
    def asks_password(self) -> bool:
        return self.material.obstacle is Obstacle.PASSWORD

    @property
    def is_signed(self) -> bool:
        return self.material.obstacle is Obstacle.SIGNATURE

    @property
    def original(self) -> Version | None:
        return next((version for version in self.versions if version.id == self.material.original), None)


def look_at_document(desk: Desk, officer: Officer, material_id: str) -> DocumentView:
    """What is known about a document of the officer's own party, destroyed ones included.

    Raises:
        NotFound: not there, another matter's, or the other party's.
    """
    with desk.ledger.look(officer, Deed.READ_MATERIAL, at=desk.now()) as act:
        material, matter = own_material(act, material_id)
        return DocumentView(
            material=material,
            matter=matter,
            versions=act.versions.where(material=material.id, order_by="made_at"),
            sets=act.redaction_sets.where(material=material.id, order_by="-started_at"),
            holds=_holds(act, material),
            disclosures=_disclosures(act, material),
            arrived_bytes=sum(upload.offset_bytes for upload in act.uploads.where(material=material.id)),
            copy_formats=copy_formats(material.kind),
            certificate=_certificate(act, material),
        )


def _holds(act: Act, material: Material) -> tuple[Hold, ...]:
    """Holds of the own party. That the other party holds it is said when something is refused for it."""
    placed = act.holds.where(matter=material.matter, party=act.officer.party, order_by="-placed_at")
    return tuple(hold for hold in placed if hold.covers(material.matter, material.id))


def _disclosures(act: Act, material: Material) -> tuple[Disclosure, ...]:
    if not may_also(act, Deed.READ_DISCLOSURES):
        return ()
    return act.disclosures.where(material=material.id, provider=act.officer.party, order_by="-disclosed_at")


def _certificate(act: Act, material: Material) -> str:
    run = act.destruction_runs.find(material.destroyed_by_run) if material.destroyed_by_run else None
    return run.certificate if run is not None else ""


def open_page(desk: Desk, officer: Officer, material_id: str, page_number: int) -> bytes:
    """A PNG of one page of the original. The opening is on the record before the page is drawn.

    Args:
        page_number: from 1.

    Raises:
        NotFound, Destroyed, WrongState; DocumentError when there is no such page or it cannot be drawn.
    """
    if page_number < 1:
        raise InputRefused("page", "Pages count from 1")
    version = _opened(desk, officer, material_id, part=f"page {page_number}")
    with desk.ledger.look(officer, Deed.READ_MATERIAL, at=desk.now()) as act:
        material = act.materials.get(material_id)
        # What nobody can rewrite is printed to be seen, whatever is asked.
        formats = copy_formats(material.kind)
        printed = print_of(act, version, formats[0]) if formats else ""
    opening = opening_of(desk, material, may_lose_signature=True)
    with room(desk) as place:
        if printed:
            return render_page(lay_out_receipt(desk, printed, place / "printed"), page_number, dpi=PAGE_DPI)
        return render_page(lay_out(desk, version, place), page_number, dpi=PAGE_DPI, opening=opening)


@dataclass(frozen=True, slots=True)
class OpenedOriginal:
    """The bytes of an original on their way out, in order."""

    file_name: str
    size_bytes: int
    sha256: str
    chunks: Iterator[bytes]


def open_original(desk: Desk, officer: Officer, material_id: str) -> OpenedOriginal:
    """The whole original as it was uploaded. The opening is on the record before the first byte.

    Raises:
        NotFound, Destroyed, WrongState; StorageError when it cannot be read.
    """
    version = _opened(desk, officer, material_id, part="whole")
    with desk.ledger.look(officer, Deed.READ_MATERIAL, at=desk.now()) as act:
        name = act.materials.get(material_id).file_name
    opened = desk.vault.open(Receipt.from_json(version.receipt))
    return OpenedOriginal(name, version.size_bytes, version.sha256, opened.chunks())


def _opened(desk: Desk, officer: Officer, material_id: str, *, part: str) -> Version:
    with desk.ledger.act(officer, Deed.OPEN_ORIGINAL, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        version = sealed_original(act, material)
        material.check_not_infected()
        act.note(version.id, sha256=version.sha256, part=part)
        return version
