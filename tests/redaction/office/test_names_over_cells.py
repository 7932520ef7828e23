"""A name whose parts stand in several cells goes whatever their order, and the check sees each that stayed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from redaction.formats.ods import FORMAT as ODS
from redaction.formats.plain import FORMAT as TEXT
from redaction.formats.xlsx import FORMAT as XLSX
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.verify.packages import open_document, spreadsheet
from redaction.verify.packages.package_bytes import members_of
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, verdict_of
from redaction.verify.writing.plain import in_text
from tests.redaction.office.open_places import Open
from tests.redaction.office.sheet_book import Book

Rows = Sequence[Sequence[str]]
NAME = "Anna Okonedo"
BACKWARDS = [
    ["12", "Okonedo", "Anna", "Kept"],
    ["13", "Anna", "Kept", "14"],
    ["15", "Other", "Okonedo", "16"],
]
HEADED = [
    ["Ref", "Surname", "Born", "First name(s)"],
    ["12", "Okonedo", "2014", "Anna"],
    ["13", "Okonedo", "2015", "Kept"],
]
TWO_PEOPLE = [
    ["Child surname", "Mother's surname", "Child forename", "Mother's forename", "Ref"],
    ["Kept", "Okonedo", "Stays", "Anna", "12"],
    ["Okonedo", "Kept", "Stays", "Anna", "13"],
]
WITH_MIDDLE = [
    ["Last name", "Forenames", "Middle name", "Note"],
    ["Okonedo", "Anna", "Marie", "Kept"],
    ["Lee", "Anna", "Kept", "Stays"],
    ["Lee", "Bo", "Kept", "Stays"],
]  # fmt: skip
TABLES = [BACKWARDS, HEADED, TWO_PEOPLE, WITH_MIDDLE]


def as_xlsx(rows: Rows) -> bytes:
    book = Book()
    for row in rows:
        book.say(*row)
    return book.packed()


def as_ods(rows: Rows) -> bytes:
    made = Open()
    for row in rows:
        made.row(*row)
    return made.packed("spreadsheet")


def as_csv(rows: Rows) -> bytes:
    return "\n".join(",".join(f'"{cell}"' if "'" in cell else cell for cell in row) for row in rows).encode()


Writer = Callable[[Rows], bytes]


def said_of(held: bytes, *terms: str) -> list[Check]:
    """What the check of cells says."""
    sought = Sought(terms)
    if b"xl/workbook.xml" in held:
        return spreadsheet.in_cells(members_of(held), sought)
    if held.startswith(b"PK"):
        return open_document.in_cells(members_of(held), sought)
    return in_text(held.decode(), sought)


def text_after(held: bytes, folder: Path, *terms: str) -> str:
    (folder / "source").write_bytes(held)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    form = XLSX if b"xl/workbook.xml" in held else ODS if held.startswith(b"PK") else TEXT
    form.burn(folder / "source", folder / "copy", schedule, AS_IT_IS, ocr=None, told=Told())
    return "\n".join(page.text for page in form.read(folder / "copy", AS_IT_IS, ocr=None).pages)


@pytest.mark.parametrize("write", [as_xlsx, as_ods, as_csv])
class TestGone:
    """In each format that has cells."""

    @pytest.mark.parametrize("rows", TABLES)
    def test_both_parts_of_the_name_go(self, write: Writer, rows: Rows, tmp_path: Path) -> None:
        after = text_after(write(rows), tmp_path, NAME)

        assert MARK in after
        assert verdict_of(said_of((tmp_path / "copy").read_bytes(), NAME)).is_clean
        assert sum(after.count(word) for word in NAME.split()) == sum(map(_parts_in, rows)) - 2

    @pytest.mark.parametrize("rows", TABLES)
    def test_the_rest_of_the_table_stays(self, write: Writer, rows: Rows, tmp_path: Path) -> None:
        after = text_after(write(rows), tmp_path, NAME)

        kept = [cell for row in rows for cell in row if cell not in NAME.split()]
        assert all(cell in after for cell in kept)

    @pytest.mark.parametrize("term", ["Anna Marie Okonedo", "Okonedo Anna Marie"])
    def test_a_middle_name_may_have_a_column(self, write: Writer, term: str, tmp_path: Path) -> None:
        rows = [["Surname", "Ref", "Middle names", "Forename"], ["Okonedo", "12", "Marie", "Anna"]]

        after = text_after(write(rows), tmp_path, term)

        assert not any(word in after for word in term.split())
        assert "12" in after

    @pytest.mark.parametrize("rows", TABLES)
    def test_the_check_sees_a_name_that_stayed(self, write: Writer, rows: Rows) -> None:
        assert not verdict_of(said_of(write(rows), NAME)).is_clean

    def test_the_check_takes_two_people_for_two(self, write: Writer) -> None:
        rows = [*TWO_PEOPLE[:1], *TWO_PEOPLE[2:]]

        assert verdict_of(said_of(write(rows), NAME)).is_clean


def _parts_in(row: Sequence[str]) -> int:
    return sum(cell in NAME.split() for cell in row)
