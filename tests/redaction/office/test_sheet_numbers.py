"""Numbers and dates in cells are found as they are shown, and as people write them."""

import re
from pathlib import Path

import pytest

from redaction.formats.ods import FORMAT as ODS
from redaction.formats.xlsx import FORMAT as XLSX
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.package_bytes import members_of
from redaction.verify.packages.spreadsheet import in_cells
from redaction.verify.sought import Sought
from redaction.wording.shown_numbers import shown, shown_text
from tests.redaction.office.open_places import Open, a_cell
from tests.redaction.office.sheet_book import Book

TWELFTH_OF_MARCH_2014 = 41710


def a_number_cell(number: str, code: str) -> bytes:
    book = Book()
    book.put(f'<c r="A{{N}}" s="{book.style(code)}"><v>{number}</v></c>')
    book.say("kept")
    return book.packed()


def text_after(held: bytes, folder: Path, *terms: str) -> str:
    (folder / "source").write_bytes(held)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    form = XLSX if b"xl/workbook.xml" in held else ODS
    form.burn(folder / "source", folder / "copy", schedule, AS_IT_IS, ocr=None, told=Told())
    return "\n".join(page.text for page in form.read(folder / "copy", AS_IT_IS, ocr=None).pages)


_COLUMN = re.compile(rb'<col min="(\d+)" max="\1" width="([\d.]+)"')


class TestShown:
    """What a number code makes of a number."""

    @pytest.mark.parametrize(
        ("number", "code", "expected"),
        [
            (TWELFTH_OF_MARCH_2014, "dd/mm/yyyy", "12/03/2014"),
            (TWELFTH_OF_MARCH_2014, "d mmmm yyyy", "12 March 2014"),
            (TWELFTH_OF_MARCH_2014, "[$-F800]dddd, mmmm dd, yyyy", "Wednesday, March 12, 2014"),
            (TWELFTH_OF_MARCH_2014, "mmm-yy", "Mar-14"),
            (TWELFTH_OF_MARCH_2014, "mmmmm", "M"),
            (41710.75, "h:mm AM/PM", "6:00 PM"),
            (41710.75, "dd/mm/yy hh:mm", "12/03/14 18:00"),
            (0.5208333, "mm:ss", "30:00"),
            (1.5, "[h]:mm", "36:00"),
            (59, "d mmm yyyy", "28 Feb 1900"),
            (-1, "dd/mm/yyyy", ""),
            (7700900123, "00000 000000", "07700 900123"),
            (4434765919, "000 000 0000", "443 476 5919"),
            (7, "000", "007"),
            (0.256, "0.0%", "25.6%"),
            (12345, "0.00E+00", "1.23E+04"),
            (0.00012, "0.0E-0", "1.2E-4"),
            (0.75, "# ?/?", "3/4"),
            (2.0, "# ?/?", "2"),
            (2.5, "# ?/?", "2 1/2"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (1500000, "0.0,,", "1.5"),
            (3.14, "0.###", "3.14"),
            (-1234.5, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "-£1,234.50"),
            (-5, "0;(0)", "(5)"),
            (-5, "0", "-5"),
            (0, '0;-0;"none"', "none"),
            (5, ";;;", ""),
            (50, "[>100]0.0;[<=100]0", "50"),
            (5, '"Anna "0', "Anna 5"),
            (5, r"\A\n\n\a_)0*-", "Anna 5"),
            (12, "??0", " 12"),
            (1e20, "General", "1e+20"),
            (0.1, "General", "0.1"),
            (5, "@", "5"),
        ],
    )
    def test_a_number_is_shown(self, number: float, code: str, expected: str) -> None:
        assert shown(number, code, from_1904=False) == expected

    def test_days_may_be_counted_from_1904(self) -> None:
        assert shown(TWELFTH_OF_MARCH_2014 - 1462, "dd/mm/yyyy", from_1904=True) == "12/03/2014"

    @pytest.mark.parametrize(
        ("code", "expected"), [("0;0;0;x@", "xAnna"), (";;;", ""), ("0", "Anna"), ("@ !", "Anna !")]
    )
    def test_a_text_is_shown_by_the_fourth_section(self, code: str, expected: str) -> None:
        assert shown_text("Anna", code) == expected


FOUND = [
    ("41710", "dd/mm/yyyy", "12/03/2014"),
    ("41710", "mmm-yy", "12/03/2014"),
    ("41710", "mmm-yy", "12 March 2014"),
    ("41710", "dd/mm/yyyy", "2014-03-12"),
    ("41710", "d mmm", "12th March 2014"),
    ("7700900123", "General", "07700 900123"),
    ("7700900123", "0", "+44 7700 900123"),
    ("447700900123", "0", "07700900123"),
    ("4434765919", "0", "443 476 5919"),
    ("4434765919", "000 000 0000", "4434765919"),
    ("123", "00000", "00123"),
    ("1234567", "#,##0", "1,234,567"),
    ("0.4567", "0.0%", "45.7%"),
]


class TestFound:
    """A number that says a term is gone, and the checks would have seen it."""

    @pytest.mark.parametrize(("number", "code", "term"), FOUND)
    def test_a_number_is_taken_out(self, number: str, code: str, term: str, tmp_path: Path) -> None:
        text = text_after(a_number_cell(number, code), tmp_path, term)

        assert text.splitlines()[:2] == [MARK, "kept"]

    @pytest.mark.parametrize(("number", "code", "term"), FOUND)
    def test_the_checks_see_it_too(self, number: str, code: str, term: str) -> None:
        checks = in_cells(members_of(a_number_cell(number, code)), Sought([term]))

        assert "found" in {check.state.value for check in checks}

    @pytest.mark.parametrize(
        ("number", "term"), [("41711", "12/03/2014"), ("17700900123", "07700 900123"), ("2014", "20")]
    )
    def test_a_number_that_only_resembles_it_stays(self, number: str, term: str, tmp_path: Path) -> None:
        assert number in text_after(a_number_cell(number, "0"), tmp_path, term)

    def test_a_date_of_an_open_document_is_found_however_it_is_shown(self, tmp_path: Path) -> None:
        made = Open()
        made.row(a_cell("Mar 14", 'office:value-type="date" office:date-value="2014-03-12"'))
        made.row(a_cell("7700900123", 'office:value-type="float" office:value="7700900123"'))
        made.row(a_cell("1,5", 'office:value-type="float" office:value="1.5"'))

        text = text_after(made.packed("spreadsheet"), tmp_path, "12/03/2014", "07700 900123")

        assert text.splitlines()[:3] == [MARK, MARK, "1,5"]
        assert b"2014-03-12" not in b"".join(
            each.held for each in members_of((tmp_path / "copy").read_bytes())
        )

    def test_every_look_is_recomputed_for_the_checks(self) -> None:
        assert {"12 March 2014", "12/03/2014", "20140312"} <= set(looks_of("41710", "mmm", from_1904=False))
        assert "07700900123" in looks_of("447700900123", "0", from_1904=False)
        assert looks_of("no number", "0", from_1904=False) == ("no number",)


class TestWidths:
    """The size of a column or row does not tell how long a removed name was."""

    def test_a_column_with_a_gap_loses_its_width_and_its_neighbour_keeps_it(self, tmp_path: Path) -> None:
        book = Book()
        book.columns = '<col min="1" max="3" width="31.5" customWidth="1"/>'
        book.say("kept", "Anna Fforde-Smythe", "kept", row='ht="40" customHeight="1"')
        book.say("kept", "a cell of thirty letters, as is", "kept", row='ht="41" customHeight="1"')

        text_after(book.packed(), tmp_path, "Anna Fforde-Smythe")

        sheet = next(
            each.held for each in members_of((tmp_path / "copy").read_bytes()) if "sheet1.xml" in each.name
        )
        assert [found.groups() for found in _COLUMN.finditer(sheet)] == [
            (b"1", b"31.5"),
            (b"2", b"33"),
            (b"3", b"31.5"),
        ]
        assert b'ht="40"' not in sheet
        assert b'ht="41"' in sheet
