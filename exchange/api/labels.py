"""Labels for people: one for each person, the same in every copy of the matter."""

from typing import Annotated

from pydantic import Field, StringConstraints

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Shown, Told
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.labels import open_key_table
from exchange.casework.who_is_who import labels
from exchange.rules.audit import Deed

room = Room("labels")

Label = Annotated[str, StringConstraints(max_length=100)]
Names = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=100)]


class PersonShown(Shown):
    """One person of the table. `is_fixed` once the label was put forward in a copy: then it stays."""

    label: str
    role: str
    spellings: list[str]
    of: str
    is_fixed: bool


class UnnamedShown(Shown):
    """Somebody found in the documents who has no label, with the role that the titles suggest."""

    name: str
    wordings: list[str]
    role: str
    times: int


class KeyTableShown(Shown):
    """Who stands behind which label. The other party never gets it."""

    people: list[PersonShown]
    unnamed: list[UnnamedShown]


class NewPerson(Told):
    """Without `label` one is chosen that tells nothing of the name. `of` is the label of a child, for a relative."""

    role: Label
    spellings: Names
    label: Label = ""
    of: Label = ""


class NewSpellings(Told):
    label: Label
    spellings: Names


class Merging(Told):
    """`others` are labels of the same person; they all have the label `kept` from now on."""

    kept: Label
    others: Annotated[list[Label], Field(max_length=100)]


class Removing(Told):
    label: Label


class LabelsShown(Shown):
    """Every label in use, after the change."""

    labels: list[str]


@room.get("/matters/<matter_id>/labels", Deed.READ_KEY_TABLE, needs=PERSON, gives=KeyTableShown)
def show(matter_id: str) -> object:
    """The key table of one's own party. Opening it is on the record."""
    return open_key_table(desk(), officer(), matter_id)


@room.post(
    "/matters/<matter_id>/labels",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=NewPerson,
    gives=LabelsShown,
    status=201,
)
def add(matter_id: str, body: NewPerson) -> object:
    """Put one more person into the table."""
    people = labels.add_person(
        desk(), officer(), matter_id, role=body.role, spellings=body.spellings, label=body.label, of=body.of
    )
    return {"labels": [person.label for person in people.labelled]}, 201


@room.post(
    "/matters/<matter_id>/labels/spellings",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=NewSpellings,
    gives=LabelsShown,
)
def add_spellings(matter_id: str, body: NewSpellings) -> object:
    """Give a person more spellings, all replaced by the one label."""
    people = labels.add_spellings(desk(), officer(), matter_id, body.label, body.spellings)
    return {"labels": [person.label for person in people.labelled]}


@room.post(
    "/matters/<matter_id>/labels/merge",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Merging,
    gives=LabelsShown,
)
def merge(matter_id: str, body: Merging) -> object:
    """Say that people are one."""
    people = labels.merge_people(desk(), officer(), matter_id, body.kept, body.others)
    return {"labels": [person.label for person in people.labelled]}


@room.post(
    "/matters/<matter_id>/labels/remove",
    Deed.CHANGE_KEY_TABLE,
    needs=PERSON,
    takes=Removing,
    gives=LabelsShown,
)
def remove(matter_id: str, body: Removing) -> object:
    """Take a person out of the table, as long as no copy has the label."""
    people = labels.remove_person(desk(), officer(), matter_id, body.label)
    return {"labels": [person.label for person in people.labelled]}
