"""Charts over cells are rebuilt: what they show stays, without a term, and without the cells behind it."""

from pathlib import Path

import pytest

from redaction.formats.xlsx import FORMAT
from redaction.grounds import Ground
from redaction.office.drawing_allowed import CHART, THEME
from redaction.office.slide_allowed import SLIDE
from redaction.office.word_allowed import WORD
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.charts import in_charts
from redaction.verify.packages.office_elements import CHART_ELEMENTS, OFFICE_ELEMENTS
from redaction.verify.packages.package_bytes import Member, members_of
from redaction.verify.packages.spreadsheet import inspect
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from tests.redaction.office.packing import REL, XML
from tests.redaction.office.sheet_book import MAIN, Book, S

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OURS = Burned((), ())


def points(*texts: str) -> str:
    return "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(texts))


def words(formula: str, *cached: str) -> str:
    cache = f"<c:strCache>{points(*cached)}</c:strCache>" if cached else ""
    return f"<c:strRef><c:f>{formula}</c:f>{cache}</c:strRef>"


def numbers(formula: str, *cached: str, code: str = "General") -> str:
    held = f"<c:formatCode>{code}</c:formatCode>{points(*cached)}"
    return f"<c:numRef><c:f>{formula}</c:f>{f'<c:numCache>{held}</c:numCache>' if cached else ''}</c:numRef>"


def chart_xml(series: str, title: str = "Visits") -> str:
    titled = f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    return (
        f'{XML}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart>{titled}<c:plotArea><c:barChart><c:ser>{series}'
        "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )


def with_chart(book: Book, xml: str) -> Book:
    book.packing.add("xl/charts/chart1.xml", xml)
    relation = book.packing.relate("xl/drawings/drawing1.xml", "chart", "../charts/chart1.xml")
    book.anchors.append(
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="Anna"/></xdr:nvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="{relation}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>"
    )
    return book


def burned(book: Book, folder: Path, *terms: str) -> tuple[str, BurnReport]:
    """The chart of the copy, which the check found clean, and the report."""
    source, target = folder / "source.xlsx", folder / "copy.xlsx"
    source.write_bytes(book.packed())
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    report = FORMAT.burn(source, target, schedule, AS_IT_IS, ocr=None, told=Told())
    verdict, _ = inspect(target, terms, original=None, burned=_OURS, ocr=Tesseract())
    assert verdict.is_clean, verdict.sentence
    charts = [each.held for each in members_of(target.read_bytes()) if each.name == "xl/charts/chart1.xml"]
    return charts[0].decode(), report


class TestCharts:
    """What a reader sees of a chart stays, by itself."""

    def test_it_keeps_what_it_shows_and_points_to_no_cell(self, tmp_path: Path) -> None:
        book = Book()
        book.say("kept")
        series = f"<c:tx>{words('Sheet1!$B$1', 'Boys')}</c:tx>"
        series += f"<c:cat>{words('Sheet1!$A$2:$A$3', 'May', 'June')}</c:cat>"
        series += f"<c:val>{numbers('Sheet1!$B$2:$B$3', '12', '31')}</c:val>"

        chart, report = burned(with_chart(book, chart_xml(series)), tmp_path)

        assert [text in chart for text in ("Visits", "Boys", "May", "June", ">12<", ">31<")] == [True] * 6
        assert "Sheet1" not in chart
        assert "Anna" not in chart
        assert "chart" not in " ".join(report.left_out)

    @pytest.mark.parametrize(("code", "is_kept"), [("m/d/yyyy", True), ("#,##0.00", True), ("Anna 0", False)])
    def test_an_axis_shows_days_as_days(self, code: str, *, is_kept: bool, tmp_path: Path) -> None:
        ending = "</c:ser></c:barChart><c:dateAx>"
        axis = f'{ending}<c:numFmt formatCode="{code}" sourceLinked="1"/></c:dateAx><c:barChart><c:ser>'
        chart, _ = burned(with_chart(Book(), chart_xml(axis)), tmp_path)

        assert (f'<c:numFmt formatCode="{code}" sourceLinked="1"/>' in chart) is is_kept
        assert "Anna" not in chart

    @pytest.mark.parametrize("place", ["title", "series", "category"])
    def test_a_term_goes_from_its(self, place: str, tmp_path: Path) -> None:
        at = {each: "Anna" if each == place else "kept" for each in ("title", "series", "category")}
        book = Book()
        book.say("kept")
        series = f"<c:tx>{words('A1', at['series'])}</c:tx><c:cat>{words('A2', at['category'])}</c:cat>"

        chart, report = burned(with_chart(book, chart_xml(series, at["title"])), tmp_path, "Anna")

        assert "Anna" not in chart
        assert MARK in chart
        assert [report.part_names[each.page_number - 1] for each in report.removals] == ["Sheet 1, charts"]

    @pytest.mark.parametrize(
        ("code", "cached", "term"),
        [
            ("General", "7700900123", "07700900123"),
            ("dd/mm/yyyy", "41710", "12 March 2014"),
            ("General", "4711", "4711"),
        ],
    )
    def test_a_number_that_stands_for_a_term_leaves_a_gap(
        self, code: str, cached: str, term: str, tmp_path: Path
    ) -> None:
        book = Book()
        book.say("kept")
        series = f"<c:val>{numbers('A1:A3', '12', cached, '31', code=code)}</c:val>"

        chart, report = burned(with_chart(book, chart_xml(series)), tmp_path, term)

        assert cached not in chart
        assert 'idx="0"' in chart
        assert 'idx="2"' in chart
        assert MARK not in chart
        assert len(report.removals) == 1

    def test_what_went_from_two_cells_together_goes_from_the_chart_of_one(self, tmp_path: Path) -> None:
        book = Book()
        book.say("Anna", "Fforde", "12")
        book.say("Bess", "Hart", "31")
        series = f"<c:cat>{words('Register!$B$1:$B$2', 'Fforde', 'Hart')}</c:cat>"
        book.sheet_name = "Register"

        chart, _ = burned(with_chart(book, chart_xml(series)), tmp_path, "Anna Fforde")

        assert "Fforde" not in chart
        assert "Hart" in chart

    def test_one_that_caches_nothing_shows_the_cells_that_are_seen(self, tmp_path: Path) -> None:
        book = Book()
        book.sheet_name = "Old Year"
        book.say("May", "Anna")
        book.put('<c r="A{N}"><v>12</v></c>')
        names, visits = words("'Old Year'!$A$1:$B$1"), numbers("'Old Year'!$A$2")
        series = f"<c:cat>{names}</c:cat><c:val>{visits}</c:val>"

        chart, _ = burned(with_chart(book, chart_xml(series)), tmp_path, "Anna")

        assert "May" in chart
        assert ">12<" in chart
        assert "Anna" not in chart

    def test_a_sheet_that_is_a_chart_becomes_a_sheet_with_that_chart(self, tmp_path: Path) -> None:
        book = Book()
        book.say("kept")
        sheet, drawing = "xl/chartsheets/sheet1.xml", "xl/drawings/drawing9.xml"
        book.packing.add(sheet, f'{XML}<chartsheet xmlns="{S}"/>')
        book.packing.add("xl/charts/chart9.xml", chart_xml("", "Shown alone"))
        book.packing.relate(sheet, "drawing", "../drawings/drawing9.xml")
        relation = book.packing.relate(drawing, "chart", "../charts/chart9.xml")
        frame = f'<xdr:graphicFrame><c:chart xmlns:c="{_C}" r:id="{relation}"/></xdr:graphicFrame>'
        book.packing.add(
            drawing,
            '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
            f'xmlns:r="{REL}"><xdr:absoluteAnchor>{frame}</xdr:absoluteAnchor></xdr:wsDr>',
        )
        arrow = book.packing.relate(MAIN, "chartsheet", "chartsheets/sheet1.xml")
        book.sheets.append(f'<sheet name="Alone" sheetId="8" r:id="{arrow}"/>')

        chart, report = burned(book, tmp_path)

        assert "Shown alone" in chart
        assert "Sheet 2, charts" in report.part_names


@pytest.mark.parametrize(
    ("kind", "said"), [("2014/chartex", "1 chart of a newer kind"), ("2006/diagram", "1 diagram")]
)
def test_a_frame_that_no_copy_has_is_named_in_plain_words(kind: str, said: str, tmp_path: Path) -> None:
    book = Book()
    book.say("kept")
    held = f'<a:graphic><a:graphicData uri="http://schemas.example.org/{kind}"/></a:graphic>'
    book.anchors.append(f"<xdr:graphicFrame>{held}</xdr:graphicFrame>")
    (tmp_path / "source").write_bytes(book.packed())

    report = FORMAT.burn(
        tmp_path / "source", tmp_path / "copy", Schedule(()), AS_IT_IS, ocr=None, told=Told()
    )

    assert said in report.left_out


class TestNotBlind:
    """The check reads charts for itself."""

    @pytest.mark.parametrize(
        "series",
        [
            f"<c:cat><c:strLit>{points('Fforde')}</c:strLit></c:cat>",
            f"<c:cat><c:strLit>{points('Anna', 'Fforde')}</c:strLit></c:cat>",
            f"<c:val><c:numLit>{points('7700900123')}</c:numLit></c:val>",
            f"<c:cat><c:numLit>{points('41710')}</c:numLit></c:cat>",
            f"<c:val><c:numLit><c:formatCode>d/m/yy</c:formatCode>{points('41710')}</c:numLit></c:val>",
            f"<c:val>{numbers('Sheet1!$A$1', '3')}</c:val>",
        ],
    )
    def test_a_leak_is_found(self, series: str) -> None:
        sought = Sought(["Fforde", "Anna Fforde", "07700900123", "12 March 2014"])
        member = Member("xl/charts/chart1.xml", chart_xml(series).encode())

        assert not verdict_of(in_charts([member], sought)).is_clean

    def test_numbers_that_count_something_are_no_days(self) -> None:
        counted = f"<c:cat><c:numLit>{points(*map(str, range(1, 400)))}</c:numLit></c:cat>"
        member = Member("xl/charts/chart1.xml", chart_xml(counted).encode())

        assert verdict_of(in_charts([member], Sought(["12 March 2014", "12 March"]))).is_clean

    def test_the_list_of_elements_is_its_own_and_as_long_as_the_burners(self) -> None:
        def own(*tables: object) -> set[str]:
            return {tag.rpartition("}")[2] for table in tables for tag in table.tags}  # type: ignore[attr-defined]

        assert own(CHART) == set(CHART_ELEMENTS)
        assert own(WORD, SLIDE, THEME, CHART) == set(OFFICE_ELEMENTS)
