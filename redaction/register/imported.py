"""Taking a table into a register: whoever is there already is joined by name, the others are new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from redaction.register.people import People, new_person_id
from redaction.register.person import Person
from redaction.register.roles import PersonRole
from redaction.register.table import MOST_PEOPLE, RegisterProblem, line_of


@dataclass(frozen=True, slots=True)
class Imported:
    """The register as it would be, and how many of its people are new, changed, or as they were."""

    people: People
    new: int
    changed: int
    same: int


def imported(people: People, rows: Sequence[Person]) -> Imported:
    """The register with the people of a table (`register_from_csv`) in it. Nobody is taken out.

    A row is whoever has one of its names; what it says is added to them, and an empty cell takes nothing away.

    Raises:
        RegisterProblem: with its line; a row has the names of two people, or there would be too many.
    """
    ids = {row.id: _whose(people, row) or new_person_id() for row in rows}
    if len(set(ids.values())) < len(ids):
        raise _twice(rows, ids)
    known = {person.id: person for person in people.persons}
    new = changed = 0
    for row in rows:
        person = _with_ids(row, ids)
        before = known.get(person.id)
        after = person if before is None else _added(before, person)
        new += before is None
        changed += before is not None and before != after
        known[after.id] = after
    if len(known) > MOST_PEOPLE:
        raise RegisterProblem(
            0, f"The register would have more than {MOST_PEOPLE} people. Divide it by matter."
        )
    whole = replace(people, persons=tuple(known.values()))
    return Imported(whole, new, changed, len(rows) - new - changed)


def _whose(people: People, row: Person) -> str:
    who = {person.id for name in row.names if (person := people.named(name)) is not None}
    if len(who) > 1:
        raise RegisterProblem(
            line_of(row), "The names are of two people in the register. Merge them there, or divide the line."
        )
    return next(iter(who), "")


def _twice(rows: Sequence[Person], ids: dict[str, str]) -> RegisterProblem:
    seen: set[str] = set()
    for row in rows:
        if ids[row.id] in seen:
            return RegisterProblem(
                line_of(row), "An earlier line is of the same person in the register. Make them one line."
            )
        seen.add(ids[row.id])
    return RegisterProblem(0, "Two lines are of the same person in the register. Make them one line.")


def _with_ids(row: Person, ids: dict[str, str]) -> Person:
    relations = tuple((what, ids[whom]) for what, whom in row.relations)
    return replace(row, id=ids[row.id], relations=relations)


def _added(before: Person, row: Person) -> Person:
    return replace(
        before,
        names=tuple(dict.fromkeys((*before.names, *row.names))),
        role=before.role if row.role is PersonRole.PERSON else row.role,
        relations=tuple(dict.fromkeys((*before.relations, *row.relations))),
        dates_of_birth=tuple(dict.fromkeys((*before.dates_of_birth, *row.dates_of_birth))),
        addresses=tuple(dict.fromkeys((*before.addresses, *row.addresses))),
        numbers=tuple(dict.fromkeys((*before.numbers, *row.numbers))),
        is_data_subject=before.is_data_subject or row.is_data_subject,
    )
