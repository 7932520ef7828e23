"""In sheets of OpenDocument too, what a formula gave last goes with what it was worked out from."""

from pathlib import Path

import pytest

from redaction.formats.ods import FORMAT as ODS
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.printing.told_results import without_told_results
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.verify.packages.open_document import in_results
from redaction.verify.packages.package_bytes import members_of
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState
from tests.redaction.office.open_places import Open, a_cell


def result(formula: str, value: str = "8123", attributes: str = "") -> str:
    return a_cell(
        value, f'table:formula="{formula}" office:value-type="float" office:value="{value}" {attributes}'
    )


def a_register(formula: str, attributes: str = "") -> Open:
    """A name in A1, a number in B1, another name in A2, and in C2 the result 8123 of a formula."""
    made = Open()
    made.row("Fanshawe", a_cell("4434765919", 'office:value-type="float" office:value="4434765919"'))
    made.row("teacher", "kept", result(formula, attributes=attributes))
    return made


def shown(made: Open, folder: Path, *terms: str) -> tuple[str, tuple[str, ...]]:
    (folder / "source").write_bytes(made.packed("spreadsheet"))
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    report = ODS.burn(folder / "source", folder / "copy", schedule, AS_IT_IS, ocr=None, told=Told())
    assert results_check(folder / "source", folder / "copy", *terms) is CheckState.CLEAN
    pages = ODS.read(folder / "copy", AS_IT_IS, ocr=None).pages
    return "\n".join(page.text for page in pages), report.left_out


def results_check(original: Path, copy: Path, *terms: str) -> CheckState:
    """What the checker says of the results in a copy."""
    return in_results(original, members_of(copy.read_bytes()), Sought(terms)).state


def a_copy_that_tells(folder: Path) -> Path:
    """A copy in which every result stayed, because nothing was to be taken out."""
    ODS.burn(folder / "source", folder / "telling", Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return folder / "telling"


@pytest.mark.parametrize(
    "formula",
    [
        "of:=LEN([.A1])",
        "of:=LEFT([.$A$1];3)",
        "oooc:=LEN([$Register.A1])",
        "msoxl:=LEN(Register!A1)",
        "of:=LEN(['Register'.A1:.A2])",
        "of:=SUM(LEN([.A1:.A1048576]))",
        "of:=[.A2]&amp;[.A1]",
        "of:=INDIRECT(&quot;A&quot;&amp;1)",
        "of:=LEN(Who)",
        "of:=LEN(Again)",
        "of:=ROWS(People)",
        "of:=LEN([Register.A1:Kept.A1])",
        "of:=LEN([Kept.A1])",
        "of:=LEN([.A3])",
        "of:=LEN([.#REF!])",
    ],
)
def test_a_result_that_tells_of_a_redacted_name_goes(tmp_path: Path, formula: str) -> None:
    made = a_register(formula)
    made.row("Fanshawe", attributes='table:visibility="collapse"')
    made.automatic.append(
        '<style:style style:name="Off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    made.sheets.append(
        '<table:table table:name="Kept" table:style-name="Off"><table:table-row>'
        f"{a_cell('Fanshawe')}</table:table-row></table:table>"
    )
    made.behind += [
        '<table:named-expressions><table:named-range table:name="who" '
        'table:base-cell-address="$Register.$A$1" table:cell-range-address="$Register.$A$1"/><table:named-expression '
        'table:name="again" table:base-cell-address="$Register.$A$1" table:expression="LEN(who)"/>'
        '</table:named-expressions><table:database-ranges><table:database-range table:name="People" '
        'table:target-range-address="Register.A1:Register.B2"/></table:database-ranges>'
    ]

    text, left_out = shown(made, tmp_path, "Fanshawe")

    assert "8123" not in text and "teacher" in text and "kept" in text
    assert "1 result of a formula over redacted cells" in left_out
    is_followed = "#REF" not in formula  # the burner takes it for anywhere, and the checker leaves it
    telling = results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "Fanshawe")
    assert telling is (CheckState.FOUND if is_followed else CheckState.CLEAN)


@pytest.mark.parametrize(
    "formula",
    [
        "of:=LEN([.A2])",
        "of:=SUM([.A1:.B2])",
        "of:=COUNTA([.A:.A])",
        "of:=LEFT(&quot;[.A1]&quot;;1)",
        "of:=LEN([Other.A1])",
        "of:=LEN(['file:///x.ods'#$Register.A1])",
    ],
)
def test_a_result_that_tells_nothing_of_it_stays(tmp_path: Path, formula: str) -> None:
    assert "8123" in shown(a_register(formula), tmp_path, "Fanshawe")[0]


def test_results_of_results_arrays_and_cells_behind_repeated_ones_go(tmp_path: Path) -> None:
    made = a_register("of:=[.E5]*2")
    made.rows.append('<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>')
    spread = 'table:number-matrix-columns-spanned="1" table:number-matrix-rows-spanned="2"'
    gap = '<table:table-cell table:number-columns-repeated="4"/>'
    made.row(
        gap,
        result("of:=LEN([.A1])", "7001"),
        result("of:=LEN([.A1:.A2])", "7002", spread),
        result("of:=1+1", "7004"),
    )
    made.row(gap, "<table:table-cell/>", a_cell("7003", 'office:value-type="float" office:value="7003"'))

    text, _ = shown(made, tmp_path, "Fanshawe")

    assert [number for number in ("8123", "7001", "7002", "7003", "7004") if number in text] == ["7004"]


def test_a_result_that_gives_a_redacted_number_back_goes(tmp_path: Path) -> None:
    assert "8123" not in shown(a_register("of:=SUM([.B1:.B2])"), tmp_path, "443 476 5919")[0]
    assert results_check(tmp_path / "source", a_copy_that_tells(tmp_path), "443 476 5919") is CheckState.FOUND


def test_a_sheet_is_printed_without_results_that_tell_of_what_goes_and_with_all_else(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(a_register("of:=LEN([.A1])").packed("spreadsheet"))

    is_changed = without_told_results(tmp_path / "source", DocumentKind.ODS, tmp_path / "made", ["Fanshawe"])

    assert is_changed
    text = "\n".join(page.text for page in ODS.read(tmp_path / "made", AS_IT_IS, ocr=None).pages)
    assert "8123" not in text and "Fanshawe" in text and "teacher" in text
    assert not without_told_results(tmp_path / "source", DocumentKind.ODS, tmp_path / "none", ["teacher"])
