"""A table of people who are to be let in: one line each, checked before anybody is."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from exchange.rules.errors import InputRefused
from exchange.rules.officers import OrganisationKind, PartyKind, Role, check_roles

COLUMNS: Final = (
    "party", "party kind", "organisation", "organisation kind", "name", "email", "roles", "undertaking signed on",
)  # fmt: skip
MOST_PEOPLE: Final = 500
_EMAIL: Final = re.compile(r"[^@\s,;:<>\"]{1,64}@[^@\s,;:<>\"]{3,255}")
_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y")
_WORD = TypeVar("_WORD", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """One line of the table. `line` counts from 1 with the headings."""

    line: int
    party: str
    party_kind: PartyKind
    organisation: str
    organisation_kind: OrganisationKind
    name: str
    email: str
    roles: frozenset[Role]
    undertaking_signed_on: date


def people_in(written: bytes) -> tuple[NewPerson, ...]:
    """The people of a table (CSV, UTF-8) with the headings of `COLUMNS`; several roles are parted by semicolons.

    Raises:
        InputRefused: with the line and what is wrong; nothing of the cell is quoted.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise InputRefused("table", "The table cannot be read. Save it as CSV in UTF-8.") from fault
    if not rows or len(rows) > MOST_PEOPLE:
        raise InputRefused("table", f"The table must have 1 to {MOST_PEOPLE} people under its headings.")
    if set(COLUMNS) - set(rows[0]):
        raise InputRefused("table", f"The table must have these headings: {', '.join(COLUMNS)}.")
    people = tuple(_person(line, row) for line, row in enumerate(rows, start=2))
    seen: set[str] = set()
    for person in people:
        if person.email in seen:
            raise wrong_in(person.line, "email", "this email address stands on a line above")
        seen.add(person.email)
    return people


def _person(line: int, row: Mapping[str, str | None]) -> NewPerson:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    empty = next((name for name in COLUMNS if not cells[name]), None)
    if empty:
        raise wrong_in(line, empty, f'"{empty}" is empty')
    email = cells["email"].casefold()
    if not _EMAIL.fullmatch(email):
        raise wrong_in(line, "email", "this is no email address")
    roles = frozenset(_word(line, "roles", Role, word) for word in cells["roles"].split(";"))
    try:
        check_roles(roles)
    except InputRefused as refused:
        raise wrong_in(line, "roles", refused.sentence) from refused
    return NewPerson(
        line,
        cells["party"],
        _word(line, "party kind", PartyKind, cells["party kind"]),
        cells["organisation"],
        _word(line, "organisation kind", OrganisationKind, cells["organisation kind"]),
        cells["name"],
        email,
        roles,
        _date(line, cells["undertaking signed on"]),
    )


def wrong_in(line: int, field: str, problem: str) -> InputRefused:
    """What is said of a line of the table; `problem` quotes no cell."""
    return InputRefused(field, f"Line {line}: {problem}. Nobody was let in.")


def _word(line: int, field: str, words: type[_WORD], written: str) -> _WORD:
    known = [word for word in words if word.value == written.strip().casefold().replace(" ", "-")]
    if not known or known[0] is Role.SYSTEM:
        allowed = ", ".join(word.value for word in words if word is not Role.SYSTEM)
        raise wrong_in(line, field, f'"{field}" is one of: {allowed}')
    return known[0]


def _date(line: int, written: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day of the calendar has no zone
        except ValueError:
            continue
    raise wrong_in(line, "undertaking signed on", "a date is written 2026-11-22 or 22/11/2026")
