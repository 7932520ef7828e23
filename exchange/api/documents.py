"""Documents of one's own party: what is known of one, its classification, and its original."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from flask import Response
from pydantic import Field, StringConstraints

from exchange.api.ranges import Whole, sent
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Shown, Told, Words
from exchange.api.visit import desk, officer
from exchange.casework import classify as classifying
from exchange.casework.reading_room.listings import open_original_part, original_of
from exchange.casework.reading_room.materials import look_at_document, open_page
from exchange.casework.reading_room.matters import look_at_matter
from exchange.casework.receiving.unlock import unlock
from exchange.rules.audit import Deed
from exchange.rules.destruction import HoldKind, HoldState
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import MaterialState, Obstacle, ScanState, VersionKind, VersionState
from exchange.rules.unlocking import PASSWORD_LIMIT

room = Room("documents")


class ClassificationShown(Shown):
    marking: Marking
    level: Level
    categories: list[DataCategory]
    basis: str
    handling_instruction: str
    decided_by: str
    decided_at: datetime


class DocumentShown(Shown):
    """`kind` is by content, not by name. `sha256` is of the whole file. `problem` says why it was rejected.

    `obstacle` is what a person has to answer before it can be redacted: password, signature or none.
    """

    id: str
    matter: str
    title: str
    file_name: str
    originator: str
    kind: str
    size_bytes: int
    sha256: str
    scan: ScanState
    state: MaterialState
    problem: str
    obstacle: Obstacle
    uploaded_by: str
    registered_at: datetime
    classification: ClassificationShown | None
    original: str
    destroyed_at: datetime | None
    destroyed_by_run: str
    version: int


class VersionShown(Shown):
    """`kind` is original, redacted or schedule; `format` what the bytes are, such as pdf or docx."""

    id: str
    kind: VersionKind
    format: str
    state: VersionState
    sha256: str
    size_bytes: int
    pages: int
    made_at: datetime
    redaction_set: str


class HoldOnDocument(Shown):
    id: str
    kind: HoldKind
    state: HoldState
    review_on: date


class DocumentOpened(Shown):
    """Everything about a document. `redactions` and `disclosures` are references.

    `copy_formats` are the formats its redacted copy can have, the usual one first.
    """

    material: DocumentShown
    versions: list[VersionShown]
    holds: list[HoldOnDocument]
    redactions: list[str]
    disclosures: list[str]
    arrived_bytes: int
    is_redactable: bool
    copy_formats: list[str]
    certificate: str


class Documents(Shown):
    items: list[DocumentShown]


class NewClassification(Told):
    """What a person decides, and why."""

    marking: Marking
    level: Level
    categories: Annotated[list[DataCategory], Field(max_length=len(DataCategory))]
    basis: Words
    handling_instruction: Words = ""


@room.get("/matters/<matter_id>/documents", Deed.READ_MATTER, gives=Documents)
def show_all(matter_id: str) -> object:
    """One's own party's documents in a matter, newest first. The other party's are not told of."""
    return {"items": look_at_matter(desk(), officer(), matter_id).documents}


@room.get("/documents/<material_id>", Deed.READ_MATERIAL, gives=DocumentOpened)
def show(material_id: str) -> object:
    """One document, destroyed ones included."""
    view = look_at_document(desk(), officer(), material_id)
    return {
        "material": view.material,
        "versions": view.versions,
        "holds": view.holds,
        "redactions": [each.id for each in view.sets],
        "disclosures": [each.id for each in view.disclosures],
        "arrived_bytes": view.arrived_bytes,
        "is_redactable": view.is_redactable,
        "copy_formats": view.copy_formats,
        "certificate": view.certificate,
    }


@room.post(
    "/documents/<material_id>/classification",
    Deed.CLASSIFY,
    needs=PERSON,
    takes=NewClassification,
    gives=DocumentShown,
)
def classify(material_id: str, body: NewClassification) -> object:
    """Record a person's classification. Secret material is refused; record a pointer instead."""
    answer = classifying.Answer(
        marking=body.marking,
        level=body.level,
        categories=tuple(dict.fromkeys(body.categories)),
        basis=body.basis,
        handling_instruction=body.handling_instruction,
    )
    return classifying.classify(desk(), officer(), material_id, answer)


class Password(Told):
    """What the sender said opens the document. It is kept sealed with it and shown to nobody."""

    password: Annotated[str, StringConstraints(max_length=PASSWORD_LIMIT)]


@room.post("/documents/<material_id>/unlock", Deed.UNLOCK, needs=PERSON, takes=Password, gives=DocumentShown)
def open_locked(material_id: str, body: Password) -> object:
    """Try the password of a document that asks for one: once, and never a guess. Wrong ones slow the next down."""
    return unlock(desk(), officer(), material_id, password=body.password)


@room.get(
    "/documents/<material_id>/content", Deed.OPEN_ORIGINAL, needs=PERSON, content="application/octet-stream"
)
def content(material_id: str) -> Response:
    """The original as it was uploaded, whole or one range of it. Each opening is on the record."""
    version, file_name = original_of(desk(), officer(), material_id)

    def part(start: int, stop: int) -> Iterator[bytes]:
        return open_original_part(desk(), officer(), material_id, start=start, stop=stop)

    return sent(Whole(version.size_bytes, version.sha256, file_name), part)


@room.get(
    "/documents/<material_id>/pages/<int:page_number>.png",
    Deed.OPEN_ORIGINAL,
    needs=PERSON,
    content="image/png",
)
def picture(material_id: str, page_number: int) -> Response:
    """A picture of one page of the original. Pages count from 1."""
    return Response(open_page(desk(), officer(), material_id, page_number), mimetype="image/png")
