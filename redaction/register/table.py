"""A register as a table that officers keep: read from CSV with a sentence for each mistake, and written again."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from redaction.register.person import Person
from redaction.register.roles import PersonRole, role_called
from redaction.register.spellings import compared_forms

COLUMNS: Final = (
    "name", "other names", "role", "relation", "date of birth", "address", "numbers", "data subject",
)  # fmt: skip
MOST_PEOPLE: Final = 5_000
_SEPARATOR: Final = ";"
_DATE_FORMS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_YES: Final = frozenset({"yes", "y", "true", "1", "x"})
_NO: Final = frozenset({"", "no", "n", "false", "0"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class RegisterProblem(Exception):
    """A table that is not a register: where, and what to do.

    `line` counts from 1 with the headings; 0 is the whole.
    """

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


def register_from_csv(written: bytes) -> tuple[Person, ...]:
    """The people of a table: UTF-8 with or without a byte order mark, or Windows-1252; comma, semicolon or tab.

    Columns are found by their headings in any order; only `name` must be there. Several values in a cell are
    parted by semicolons. A relation is "mother of Anna Example", by the name in the same table.

    Raises:
        RegisterProblem: with the line and a sentence; nothing of the cell is quoted.
    """
    rows = _rows(_decoded(written))
    people = [_person(line, row) for line, row in rows]
    if len(people) > MOST_PEOPLE:
        raise RegisterProblem(0, f"The table has more than {MOST_PEOPLE} people. Divide it by matter.")
    by_name = _by_name(people)
    return tuple(
        _related(line, row, person, by_name) for (line, row), person in zip(rows, people, strict=True)
    )


def line_of(row: Person) -> int:
    """The line of a table on which a person of it ends."""
    return int(row.id.removeprefix("P")) + 1


def _by_name(people: Iterable[Person]) -> Mapping[str, str]:
    """Whose each name is; nobody can say whom a name means that two people have."""
    found: dict[str, str] = {}
    for person in people:
        for name in person.names:
            for form in compared_forms(name):
                if found.setdefault(form, person.id) != person.id:
                    raise RegisterProblem(
                        line_of(person),
                        "An earlier line has this name too. Make them one, or write names that differ.",
                    )
    return found


def register_to_csv(people: Iterable[Person]) -> str:
    """The same table again. A cell that a spreadsheet would run as a formula is led by an apostrophe."""
    people = tuple(people)
    names = {person.id: person.names[0] for person in people}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    join = f"{_SEPARATOR} ".join
    for person in people:
        cells = (
            person.names[0],
            join(person.names[1:]),
            "" if person.role is PersonRole.PERSON else person.role.value,
            join(f"{what} of {names[whom]}" for what, whom in person.relations if whom in names),
            join(f"{born:%d/%m/%Y}" for born in person.dates_of_birth),
            join(person.addresses),
            join(person.numbers),
            "yes" if person.is_data_subject else "",
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def _decoded(written: bytes) -> str:
    if b"\x00" in written:
        raise RegisterProblem(
            0, "This is not a table saved as CSV. Save it as CSV (UTF-8) and choose it again."
        )
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _rows(text: str) -> list[tuple[int, Mapping[str, str]]]:
    heading = text.split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise RegisterProblem(
            0, "The table cannot be read. Save it as CSV (UTF-8) and choose it again."
        ) from None
    if not lines:
        raise RegisterProblem(0, "The table is empty.")
    headings = [" ".join(cell.casefold().replace("_", " ").split()) for cell in lines[0][1]]
    if "name" not in headings:
        raise RegisterProblem(1, "There is no column called name. The first line holds the headings.")
    unknown = [place + 1 for place, heading in enumerate(headings) if heading and heading not in COLUMNS]
    if unknown:
        known = ", ".join(COLUMNS)
        raise RegisterProblem(
            1, f"The heading of column {unknown[0]} is not known. The headings are: {known}."
        )
    return [
        (line, {h: c.removeprefix("'").strip() for h, c in zip(headings, row, strict=False) if h})
        for line, row in lines[1:]
    ]


def _person(line: int, row: Mapping[str, str]) -> Person:
    name = " ".join(row.get("name", "").split())
    if not any(map(str.isalpha, name)):
        raise RegisterProblem(line, "The name is missing.")
    subject = row.get("data subject", "").casefold()
    if subject not in _YES | _NO:
        raise RegisterProblem(line, "Data subject must be yes or no.")
    return Person(
        id=f"P{line - 1}",
        names=tuple(dict.fromkeys((name, *_several(row, "other names")))),
        role=_role(line, row),
        dates_of_birth=tuple(_date(line, written) for written in _several(row, "date of birth")),
        addresses=_several(row, "address"),
        numbers=_several(row, "numbers"),
        is_data_subject=subject in _YES,
    )


def _several(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    values = (" ".join(value.split()) for value in row.get(column, "").split(_SEPARATOR))
    return tuple(value for value in values if value)


def _date(line: int, written: str) -> date:
    for shape in _DATE_FORMS:
        try:
            return datetime.strptime(written, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise RegisterProblem(line, "A date of birth is not a date. Write it as 05/03/2014.")


def _role(line: int, row: Mapping[str, str]) -> PersonRole:
    """The role as written; without one, what the first relation says: "mother of Anna" is a mother."""
    written = row.get("role", "") or row.get("relation", "").partition(" of ")[0]
    if not written:
        return PersonRole.PERSON
    role = role_called(written)
    if role is None and row.get("role", ""):
        known = ", ".join(each.value for each in PersonRole)
        raise RegisterProblem(line, f"The role is not known. Write one of: {known}.")
    return role or PersonRole.PERSON


def _related(line: int, row: Mapping[str, str], person: Person, by_name: Mapping[str, str]) -> Person:
    relations = []
    for written in _several(row, "relation"):
        what, of, whom = written.partition(" of ")
        known = next((by_name[form] for form in compared_forms(whom) if form in by_name), None)
        if not of or known is None:
            raise RegisterProblem(line, 'Write a relation as "mother of" and a name that is in the table.')
        relations.append((what.strip().casefold(), known))
    return replace(person, relations=tuple(relations))
