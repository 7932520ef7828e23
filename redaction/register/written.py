"""The register of a matter as it is written down before it is sealed, in every form it ever had."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from redaction.register.people import People
from redaction.register.person import Person
from redaction.register.roles import PersonRole


def people_written(people: People) -> dict[str, object]:
    """The register as plain values for JSON."""
    return {
        "people": [_row(person) for person in people.persons],
        "together": [list(pair) for pair in people.together],
        "apart": [list(pair) for pair in people.apart],
    }


def people_read(written: Mapping[str, Any]) -> People:
    """What `people_written` wrote, now or when there was only a key table of labels with their spellings."""
    return People(
        tuple(_person(number, row) for number, row in enumerate(written["people"], start=1)),
        _pairs(written.get("together", ())),
        _pairs(written.get("apart", ())),
    )


def _row(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "names": list(person.names),
        "role": person.role.value,
        "relations": [list(relation) for relation in person.relations],
        "dates_of_birth": [born.isoformat() for born in person.dates_of_birth],
        "addresses": list(person.addresses),
        "numbers": list(person.numbers),
        "is_data_subject": person.is_data_subject,
        "label": person.label,
        "of": person.of,
        "is_fixed": person.is_fixed,
    }


def _person(number: int, row: Mapping[str, Any]) -> Person:
    """One row. An old one has `spellings` for names, and its place in the table for an id."""
    return Person(
        id=row.get("id") or f"P-old-{number}",
        names=tuple(row["names"] if "names" in row else row["spellings"]),
        role=PersonRole(row["role"]),
        relations=_pairs(row.get("relations", ())),
        dates_of_birth=tuple(date.fromisoformat(born) for born in row.get("dates_of_birth", ())),
        addresses=tuple(row.get("addresses", ())),
        numbers=tuple(row.get("numbers", ())),
        is_data_subject=bool(row.get("is_data_subject", False)),
        label=row["label"],
        of=row["of"],
        is_fixed=row["is_fixed"],
    )


def _pairs(written: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(other)) for one, other in written)
