"""What a formula gave last goes with what it was worked out from; what tells nothing of that stays."""

from pathlib import Path

import pytest

from redaction.formats.xlsx import FORMAT as XLSX
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.printing.told_results import without_told_results
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.verify.packages.package_bytes import members_of
from redaction.verify.packages.spreadsheet import in_results
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState
from tests.redaction.office.sheet_book import SHEET, Book, S


def shown(book: Book, folder: Path, *terms: str) -> tuple[str, tuple[str, ...]]:
    (folder / "source").write_bytes(book.packed())
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    report = XLSX.burn(folder / "source", folder / "copy", schedule, AS_IT_IS, ocr=None, told=Told())
    assert results_check(folder / "source", folder / "copy", *terms) is CheckState.CLEAN
    pages = XLSX.read(folder / "copy", AS_IT_IS, ocr=None).pages
    return "\n".join(page.text for page in pages), report.left_out


def results_check(original: Path, copy: Path, *terms: str) -> CheckState:
    """What the checker says of the results in a copy."""
    return in_results(original, members_of(copy.read_bytes()), Sought(terms)).state


def a_copy_that_tells(folder: Path) -> Path:
    """A copy in which every result stayed, because nothing was to be taken out."""
    XLSX.burn(folder / "source", folder / "telling", Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return folder / "telling"


UNFOLLOWED = ("Table1", "INDEX", "GETPIVOTDATA", "ANCHORARRAY")
"""What the burner takes for anywhere, and the checker leaves."""

ONE_NAME = '<row r="1"><c r="A1" t="inlineStr"><is><t>Fanshawe</t></is></c></row>'


def a_register(formula: str, *, attributes: str = "", place: str = "C2") -> Book:
    """A name in A1, a number in B1, another name in A2, and in C2 the result 8123 of a formula."""
    book = Book()
    result = f'<c r="{place}"><f {attributes}>{formula}</f><v>8123</v></c>'
    book.put(
        '<c r="A1" t="inlineStr"><is><t>Fanshawe</t></is></c><c r="B1"><v>4434765919</v></c>'
        + result * (place == "C1")
    )
    book.put('<c r="A2" t="inlineStr"><is><t>teacher</t></is></c>' + result * (place == "C2"))
    return book


def a_table(book: Book) -> None:
    """A table over the first two rows: People, with the columns Name and Number."""
    columns = (
        '<tableColumns><tableColumn id="1" name="Name"/><tableColumn id="2" name="Number"/></tableColumns>'
    )
    book.packing.add(
        "xl/tables/table1.xml", f'<table xmlns="{S}" displayName="People" ref="A1:B2">{columns}</table>'
    )
    book.packing.relate(SHEET, "table", "/xl/tables/table1.xml")


@pytest.mark.parametrize(
    "formula",
    [
        "LEN(A1)",
        "LEFT($A$1,3)",
        "FIND(&quot;A2&quot;,Register!A1)",
        "MATCH(&quot;x&quot;,A:A,0)",
        "LEN('Register'!A1:A2)",
        "SUM(LEN(1:1))",
        "A2&amp;a1",
        "INDIRECT(&quot;A&quot;&amp;1)",
        "LEN(Who)",
        "Table1[Name]",
        "LEN(Register!Mine)",
        "LEN(Again)",
        "LEN(Above)",
        "LEN(First:Register!A1)",
        "LEN('First:Last'!A1)",
        "A1:INDEX(B:B,2)",
        "GETPIVOTDATA(&quot;x&quot;,B2)",
        "ROWS(_xlfn.ANCHORARRAY(B2))",
        "LEN(People[Name])",
        "LEN(People[[#This Row],[Name]:[Number]])",
        "LEN(People)",
    ],
)
def test_a_result_that_tells_of_a_redacted_name_goes(tmp_path: Path, formula: str) -> None:
    book = a_register(formula, place="C1" if "This Row" in formula else "C2")
    for name in (
        'name="who">Register!$A$1',
        'name="Mine" localSheetId="0">Register!$A$1',
        'name="again">LEN(Who)',
        'name="above">Register!XFC1048576',
    ):
        book.names.append(f"<definedName {name}</definedName>")
    book.further_sheet("First", "", "visible")
    book.further_sheet("Last", ONE_NAME, "visible")
    a_table(book)

    text, left_out = shown(book, tmp_path, "Fanshawe")

    assert "8123" not in text and "teacher" in text
    assert "1 result of a formula over redacted cells" in left_out
    if not any(word in formula for word in UNFOLLOWED):
        assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "Fanshawe") is CheckState.FOUND


@pytest.mark.parametrize(
    "formula",
    [
        "LEN(A2)",
        "SUM(A1:B2)",
        "COUNTA(A:A)",
        "LEFT(&quot;A1&quot;,1)",
        "LOG10(B1)",
        "LEN(Other!A1)",
        "LEN([1]Register!A1)",
        "LEN('[1]The Register'!$A$1:$B$2)",
        "SUM(People[Number])+People[[#This Row],[Number]]",
        "LEN(Nobody)",
    ],
)
def test_a_result_that_tells_nothing_of_it_stays(tmp_path: Path, formula: str) -> None:
    book = a_register(formula)
    a_table(book)

    assert "8123" in shown(book, tmp_path, "Fanshawe")[0]


def test_a_result_over_a_name_in_a_hidden_place_goes_and_one_beside_it_stays(tmp_path: Path) -> None:
    book = a_register("LEN(Kept!A1)")
    book.further_sheet("Kept", ONE_NAME, "hidden")
    book.further_sheet("Between", '<row r="1"><c r="A1"><f>LEN(Kept!A1)</f><v>8</v></c></row>', "veryHidden")
    book.put('<c r="A3" t="inlineStr"><is><t>Fanshawe</t></is></c>', 'hidden="1"')
    for row, formula in enumerate(("Between!A1*2", "LEN(A3)", "LEN(Kept!A2)", "SUM(Kept!B1:B9)"), start=4):
        book.put(f'<c r="C{row}"><f>{formula}</f><v>700{row}</v></c>')

    text, _ = shown(book, tmp_path, "Fanshawe")

    assert [number for number in ("8123", "7004", "7005", "7006", "7007") if number in text] == [
        "7006",
        "7007",
    ]
    assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "Fanshawe") is CheckState.FOUND


@pytest.mark.parametrize("formula", ["SUM(B1:B2)", "B1+1", "ROUND(B1,0)"])
def test_a_result_that_gives_a_redacted_number_back_goes(tmp_path: Path, formula: str) -> None:
    assert "8123" not in shown(a_register(formula), tmp_path, "443 476 5919")[0]
    assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "443 476 5919") is CheckState.FOUND


def test_a_result_of_a_result_goes_too_and_a_shared_formula_counts_from_its_own_cell(tmp_path: Path) -> None:
    book = Book()
    book.put(
        '<c r="A1" t="inlineStr"><is><t>teacher</t></is></c>'
        '<c r="B1"><f t="shared" si="0" ref="B1:B2">LEN(A1)</f><v>7001</v></c><c r="C1"><f>B2*2</f><v>7003</v></c>'
    )
    book.put(
        '<c r="A2" t="inlineStr"><is><t>Fanshawe</t></is></c><c r="B2"><f t="shared" si="0"/><v>7002</v></c>'
    )

    text, _ = shown(book, tmp_path, "Fanshawe")

    assert "7001" in text and "7002" not in text and "7003" not in text
    assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "Fanshawe") is CheckState.FOUND


def test_every_cell_of_an_array_formula_goes(tmp_path: Path) -> None:
    book = a_register("LEN(A1:A2)", attributes='t="array" ref="C2:C3"')
    book.put('<c r="C3"><v>8124</v></c>')

    text, _ = shown(book, tmp_path, "Fanshawe")

    assert "8123" not in text and "8124" not in text
    assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "Fanshawe") is CheckState.FOUND


def test_a_workbook_is_printed_without_results_that_tell_of_what_goes_and_with_all_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "source").write_bytes(a_register("LEN(A1)").packed())

    is_changed = without_told_results(tmp_path / "source", DocumentKind.XLSX, tmp_path / "made", ["Fanshawe"])

    assert is_changed
    text = "\n".join(page.text for page in XLSX.read(tmp_path / "made", AS_IT_IS, ocr=None).pages)
    assert "8123" not in text and "Fanshawe" in text and "teacher" in text
    assert not without_told_results(tmp_path / "source", DocumentKind.XLSX, tmp_path / "none", ["teacher"])
