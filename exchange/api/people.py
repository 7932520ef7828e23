"""The people of a matter: who is named in its documents, who is in its register, and who is who."""

from typing import Annotated

from flask import request
from pydantic import Field, StringConstraints
from werkzeug.wrappers import Response

from exchange.api.redaction_shapes import SetShown
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Day, Reference, Shown, Told, Truth, Whole
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.people import PeopleView, PersonSeen, export_people, open_people
from exchange.casework.redacting import copies_for
from exchange.casework.who_is_who import people, people_import
from exchange.casework.who_is_who.people_kept import Changed
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile

room = Room("people")

#: A person's id in the register, or one of the wordings of whoever is only found. Never part of an address.
Key = Annotated[str, StringConstraints(max_length=200)]
Keys = Annotated[list[Key], Field(max_length=500)]
Several = Annotated[list[Annotated[str, StringConstraints(max_length=300)]], Field(max_length=100)]


class WordingShown(Shown):
    """One wording, why it is taken to name this person, and in how many places and documents it stands."""

    wording: str
    because: str
    places: int
    documents: int


class MayBe(Shown):
    key: str
    name: str


class SomebodyShown(Shown):
    """Somebody of a matter. `id` is empty for whoever is only found; `may_be` asks who is meant."""

    key: str
    id: str
    name: str
    role: str
    label: str
    is_data_subject: bool
    is_redacted: bool
    places: int
    documents: int
    wordings: list[WordingShown]
    may_be: list[MayBe]


class PeopleShown(Shown):
    """Everybody of a matter whom one's own party knows of. Its ETag is what If-Match asks for."""

    people: list[SomebodyShown]


class Chosen(Told):
    """People by their keys."""

    people: Keys


class Parting(Told):
    """A wording that is not the person it was taken to name."""

    wording: Key


class Table(Told):
    """A table of people, as the text of a CSV file of at most 400 kB."""

    table: Annotated[str, StringConstraints(max_length=400_000)]


class TableSeen(Shown):
    """What taking the table would do, or did. `version` is the register's."""

    new: int
    changed: int
    same: int
    version: int


class Described(Told):
    """What is known of a person. `id` is empty for somebody new; `related_to` is the id of somebody else."""

    id: Annotated[str, StringConstraints(max_length=40)] = ""
    names: Several
    role: Annotated[str, StringConstraints(max_length=20)]
    related_to: Annotated[str, StringConstraints(max_length=40)] = ""
    dates_of_birth: Annotated[list[Day], Field(max_length=20)] = Field(default_factory=list)
    addresses: Several = Field(default_factory=list)
    numbers: Several = Field(default_factory=list)
    is_data_subject: Truth = False


class PersonGone(Told):
    id: Reference


class CopyFor(Told):
    """The id of a data subject; empty to take the choice back."""

    person: Annotated[str, StringConstraints(max_length=40)] = ""


class OthersListed(Told):
    """The numbers of everyone else's findings, exactly as they stand."""

    numbers: Annotated[list[Whole], Field(min_length=1, max_length=5000)]


class RegisterShown(Shown):
    """How many are in the register, and how many drafts were grouped anew."""

    people: int
    drafts: int
    version: int


def _seen() -> int | None:
    """The register's version in If-Match, if one was sent."""
    sent = request.headers.get("If-Match", "").strip().strip('"')
    if not sent:
        return None
    version = sent.removeprefix("people-")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise ChangedMeanwhile
    return int(version)


def _after(changed: Changed) -> object:
    shown = {
        "people": len(changed.people.persons), "drafts": changed.drafts, "version": changed.version
    }  # fmt: skip
    return shown, 200, {"ETag": f'"people-{changed.version}"'}


@room.get("/matters/<matter_id>/who-is-who", Deed.READ_KEY_TABLE, needs=PERSON, gives=PeopleShown)
def show(matter_id: str) -> object:
    """Everybody of the matter, opened on the record."""
    view: PeopleView = open_people(desk(), officer(), matter_id)
    shown = {"people": [_person(each) for each in view.people]}
    return shown, 200, {"ETag": f'"people-{view.version}"'}


def _person(seen: PersonSeen) -> dict[str, object]:
    return {
        "key": seen.key,
        "id": seen.entry.id if seen.entry else "",
        "name": seen.name,
        "role": seen.role,
        "label": seen.label,
        "is_data_subject": bool(seen.entry and seen.entry.is_data_subject),
        "is_redacted": seen.is_redacted,
        "places": seen.places,
        "documents": seen.documents,
        "wordings": seen.wordings,
        "may_be": [{"key": key, "name": name} for key, name in seen.may_be],
    }


@room.get(
    "/matters/<matter_id>/who-is-who/register.csv",
    Deed.READ_KEY_TABLE,
    needs=PERSON,
    content="text/csv",
)
def export(matter_id: str) -> Response:
    """The register as a table that can be taken in again."""
    answer = Response(export_people(desk(), officer(), matter_id), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{matter_id}-people.csv"'
    return answer


@room.post(
    "/matters/<matter_id>/who-is-who/preview",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Table,
    gives=TableSeen,
)
def preview(matter_id: str, body: Table) -> object:
    """Say what taking a table would do. Nothing is changed."""
    return people_import.preview_import(desk(), officer(), matter_id, body.table.encode())


@room.post(
    "/matters/<matter_id>/who-is-who/import",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Table,
    gives=TableSeen,
    headers=("If-Match",),
)
def take(matter_id: str, body: Table) -> object:
    """Take a table into the register: people are joined by name, and nobody is taken out."""
    return people_import.import_people(
        desk(), officer(), matter_id, body.table.encode(), seen_version=_seen()
    )


@room.post(
    "/matters/<matter_id>/who-is-who/together",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Chosen,
    gives=RegisterShown,
    headers=("If-Match",),
)
def together(matter_id: str, body: Chosen) -> object:
    """Say that people are the same person."""
    return _after(people.join_people(desk(), officer(), matter_id, body.people, seen_version=_seen()))


@room.post(
    "/matters/<matter_id>/who-is-who/apart",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Parting,
    gives=RegisterShown,
    headers=("If-Match",),
)
def apart(matter_id: str, body: Parting) -> object:
    """Say that a wording is not the person it was taken to name."""
    return _after(people.part_wording(desk(), officer(), matter_id, body.wording, seen_version=_seen()))


@room.post(
    "/matters/<matter_id>/who-is-who/enter",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Chosen,
    gives=RegisterShown,
    headers=("If-Match",),
)
def enter(matter_id: str, body: Chosen) -> object:
    """Put whoever was found into the register."""
    return _after(people.add_found(desk(), officer(), matter_id, body.people, seen_version=_seen()))


@room.post(
    "/matters/<matter_id>/who-is-who/labels",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Chosen,
    gives=RegisterShown,
    headers=("If-Match",),
)
def label(matter_id: str, body: Chosen) -> object:
    """Give people labels that tell nothing of their names."""
    return _after(people.label_people(desk(), officer(), matter_id, body.people, seen_version=_seen()))


@room.post(
    "/matters/<matter_id>/who-is-who/describe",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Described,
    gives=RegisterShown,
    headers=("If-Match",),
)
def describe(matter_id: str, body: Described) -> object:
    """Say what is known of a person, new or in the register."""
    told = people.Description(
        names=tuple(body.names),
        role=body.role,
        related_to=body.related_to,
        dates_of_birth=tuple(body.dates_of_birth),
        addresses=tuple(body.addresses),
        numbers=tuple(body.numbers),
        is_data_subject=body.is_data_subject,
    )
    return _after(people.describe_person(desk(), officer(), matter_id, body.id, told, seen_version=_seen()))


@room.post(
    "/matters/<matter_id>/who-is-who/remove",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=PersonGone,
    gives=RegisterShown,
    headers=("If-Match",),
)
def remove(matter_id: str, body: PersonGone) -> object:
    """Take a person out of the register, as long as no copy has their label."""
    return _after(people.remove_from_register(desk(), officer(), matter_id, body.id, seen_version=_seen()))


@room.post(
    "/redactions/<set_id>/copy-for",
    Deed.DECIDE_REDACTION,
    needs=PERSON,
    takes=CopyFor,
    gives=SetShown,
)
def copy_for(set_id: str, body: CopyFor) -> object:
    """Say for whom a copy is: whatever is theirs and not decided yet is kept, in one act."""
    return copies_for.make_copy_for(desk(), officer(), set_id, body.person)


@room.post(
    "/redactions/<set_id>/others",
    Deed.DECIDE_REDACTION,
    needs=PERSON,
    takes=OthersListed,
    gives=SetShown,
)
def redact_others(set_id: str, body: OthersListed) -> object:
    """Redact everyone besides the person a copy is for: exactly this list, or nothing."""
    return copies_for.redact_others(desk(), officer(), set_id, body.numbers)
