"""Who is who in a matter, as its officers say: merged, told apart, entered from a table, described, labelled.

People are named by a key: their id in the register, or, for whoever is only found, one of the wordings. Each act is
one entry on the record, with counts and no name, and groups the drafts of the matter anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import redaction
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_found import Looked, SortedPeople
from exchange.casework.who_is_who.people_kept import Changed, change_people
from exchange.rules.errors import InputRefused
from exchange.rules.officers import Officer

# `redaction.People` and its like are reached through the package: they load slowly, and few acts need them.


def join_people(
    desk: Desk, officer: Officer, matter_id: str, keys: Iterable[str], *, seen_version: int | None = None
) -> Changed:
    """Say that people are the same person. A label that was put forward stays; of others the first counts."""
    wanted = tuple(dict.fromkeys(keys))

    def join(people: "redaction.People", looked: Sequence[Looked]) -> "redaction.People":
        who = SortedPeople(people, looked)
        numbers = tuple(dict.fromkeys(_number(who, key) for key in wanted))
        if len(numbers) < 2:
            raise InputRefused("people", "Select the people who are the same person")
        ids = {who.persons[number].person for number in numbers} - {""}
        said = redaction.said_together(people, [who.wordings(number) for number in numbers])
        entered = [person for person in said.persons if person.id in ids]
        ranked = sorted(entered, key=lambda person: (not person.is_fixed, not person.label))
        return said.joined(*(person.id for person in ranked)) if len(ranked) > 1 else said

    return change_people(
        desk, officer, matter_id, join, seen_version=seen_version, what="joined", count=len(wanted)
    )


def part_wording(
    desk: Desk, officer: Officer, matter_id: str, wording: str, *, seen_version: int | None = None
) -> Changed:
    """Say that a wording is not the person it was taken to name."""

    def part(people: "redaction.People", looked: Sequence[Looked]) -> "redaction.People":
        who = SortedPeople(people, looked)
        others = [each for each in who.wordings(_number(who, wording)) if each != wording]
        if not others:
            raise InputRefused("wording", "This is the only wording of this person")
        return redaction.said_apart(people, wording, others)

    return change_people(desk, officer, matter_id, part, seen_version=seen_version, what="parted", count=1)


def add_found(
    desk: Desk, officer: Officer, matter_id: str, keys: Iterable[str], *, seen_version: int | None = None
) -> Changed:
    """Put people who were found into the register, with their wordings and the role that the titles suggest."""
    wanted = tuple(dict.fromkeys(keys))

    def add(people: "redaction.People", looked: Sequence[Looked]) -> "redaction.People":
        who = SortedPeople(people, looked)
        numbers = dict.fromkeys(_number(who, key) for key in wanted)
        new = [number for number in numbers if not who.persons[number].person]
        if not new:
            raise InputRefused("people", "Select people who are not in the register")
        for number in new:
            people = _entered(people, who, number)
        return people

    return change_people(
        desk, officer, matter_id, add, seen_version=seen_version, what="entered", count=len(wanted)
    )


def label_people(
    desk: Desk, officer: Officer, matter_id: str, keys: Iterable[str], *, seen_version: int | None = None
) -> Changed:
    """Give people labels that tell nothing of their names; relatives are named by whom they are related to."""
    wanted = tuple(dict.fromkeys(keys))

    def label(people: "redaction.People", looked: Sequence[Looked]) -> "redaction.People":
        who = SortedPeople(people, looked)
        ids = []
        for number in dict.fromkeys(_number(who, key) for key in wanted):
            if not who.persons[number].person:
                people = _entered(people, who, number)
            ids.append(who.persons[number].person or people.persons[-1].id)
        chosen = [person for person in people.persons if person.id in ids and not person.label]
        if not chosen:
            raise InputRefused("people", "Select people who have no label")
        for person in sorted(chosen, key=lambda each: each.role.is_of_someone):
            people = people.with_label(person.id)
        return people

    return change_people(
        desk, officer, matter_id, label, seen_version=seen_version, what="labelled", count=len(wanted)
    )


def _entered(people: "redaction.People", who: SortedPeople, number: int) -> "redaction.People":
    """The register with somebody found: the full name, and each wording that does not follow from it."""
    somebody, wordings = who.persons[number], who.wordings(number)
    follows = redaction.KnownPeople([redaction.Person("found", (somebody.name,))])
    others = [each for each in wordings if not follows.find(each)]
    return people.adding(redaction.suggested_role(wordings), (somebody.name, *others))


@dataclass(frozen=True, slots=True)
class Description:
    """What an officer says of a person. `related_to` is the id of somebody in the register, empty for nobody."""

    names: tuple[str, ...]
    role: str
    related_to: str = ""
    dates_of_birth: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    is_data_subject: bool = False


def describe_person(
    desk: Desk,
    officer: Officer,
    matter_id: str,
    person_id: str,
    told: Description,
    *,
    seen_version: int | None = None,
) -> Changed:
    """Say what is known of a person; an empty `person_id` is somebody new.

    Raises:
        NotFound; InputRefused: naming the field; ChangedMeanwhile.
    """
    if told.role not in {each.value for each in redaction.PersonRole}:
        raise InputRefused("role", "Select who this person is")

    def describe(people: "redaction.People", _: Sequence[Looked]) -> "redaction.People":
        role = redaction.PersonRole(told.role)
        if not person_id:
            people = people.adding(role, told.names)
        person = people.persons[-1] if not person_id else people.by_id(person_id)
        if told.related_to:
            people.by_id(told.related_to)
        if told.related_to == person.id:
            raise InputRefused("related_to", "Select somebody else")
        people = people.put(replace(person, names=person.names[:1])).with_names(person.id, told.names)
        names = tuple(dict.fromkeys(" ".join(name.split()) for name in told.names if name.strip()))
        return people.put(
            replace(
                people.by_id(person.id),
                names=names,
                role=role,
                relations=((role.value, told.related_to),) if told.related_to else (),
                dates_of_birth=told.dates_of_birth,
                addresses=told.addresses,
                numbers=told.numbers,
                is_data_subject=told.is_data_subject,
            )
        )

    return change_people(
        desk, officer, matter_id, describe, seen_version=seen_version, what="described", count=1
    )


def remove_from_register(
    desk: Desk, officer: Officer, matter_id: str, person_id: str, *, seen_version: int | None = None
) -> Changed:
    """Take a person out of the register, as long as no copy has their label."""

    def remove(people: "redaction.People", _: Sequence[Looked]) -> "redaction.People":
        return people.removing(person_id)

    return change_people(desk, officer, matter_id, remove, seen_version=seen_version, what="removed", count=1)


def _number(who: SortedPeople, key: str) -> int:
    number = who.number_of(key)
    if number is None:
        raise InputRefused("people", "One of these people has changed. Load the page again")
    return number
