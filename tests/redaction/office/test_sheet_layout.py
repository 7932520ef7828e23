"""What makes a sheet useful stays in its copy: kinds of cells, frozen rows, titles, colours, places of drawings."""

import re
from pathlib import Path

import pytest

from redaction.formats.xlsx import FORMAT
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, Schedule
from redaction.sheets.xlsx_looks import looks_of, theme_colours
from redaction.verify.packages.package_bytes import members_of
from tests.redaction.office.packing import XML
from tests.redaction.office.sheet_book import Book, S, run, text_box


def rebuilt(book: Book, folder: Path) -> tuple[dict[str, bytes], BurnReport]:
    (folder / "source.xlsx").write_bytes(book.packed())
    report = FORMAT.burn(
        folder / "source.xlsx", folder / "copy.xlsx", Schedule(()), AS_IT_IS, ocr=None, told=Told()
    )
    return {each.name: each.held for each in members_of((folder / "copy.xlsx").read_bytes())}, report


def read(folder: Path) -> list[str]:
    return FORMAT.read(folder / "copy.xlsx", AS_IT_IS, ocr=None).pages[0].text.splitlines()


class TestCells:
    """Each kind of cell is shown as it was."""

    def test_truths_faults_and_written_dates_are_read(self, tmp_path: Path) -> None:
        book = Book()
        day = book.style("dd/mm/yyyy")
        book.put('<c r="A{N}" t="b"><v>1</v></c><c r="B{N}" t="e"><v>#N/A</v></c>')
        book.put(f'<c r="A{{N}}" t="d" s="{day}"><v>2014-03-12</v></c><c r="B{{N}}"><v>odd</v></c>')
        book.put('<c r="A{N}" t="s"><v>99</v></c><c r="B{N}" t="d"><v>never</v></c><c><v>7</v></c>')
        book.put('<c r="A{N}"><f>SUM(B1:B9)</f></c><c r="B{N}"><v>3</v></c>')

        _, report = rebuilt(book, tmp_path)

        assert read(tmp_path) == ["TRUE\t#N/A", "12/03/2014\todd", "never\t7", "3"]
        assert "1 formula without a stored result" in report.left_out

    def test_rows_and_columns_that_stay_in_view_and_repeat_are_kept(self, tmp_path: Path) -> None:
        book = Book()
        book.say("Name", "Born")
        book.behind.append(
            '<sheetViews><sheetView><pane xSplit="1" ySplit="2" state="frozen"/></sheetView></sheetViews>'
            '<pageSetup orientation="landscape"/>'
        )
        book.names.append(
            '<definedName name="_xlnm.Print_Titles" localSheetId="0">Register!$A:$A,Register!$1:$2</definedName>'
        )

        parts, _ = rebuilt(book, tmp_path)

        assert b'<pane xSplit="1" ySplit="2" topLeftCell="B3"' in parts["xl/worksheets/sheet1.xml"]
        assert b'orientation="landscape"' in parts["xl/worksheets/sheet1.xml"]
        assert b"'Register'!$1:$2" in parts["xl/workbook.xml"].replace(b"&#x27;", b"'")

    def test_a_sheet_lies_on_paper_as_it_did(self, tmp_path: Path) -> None:
        book = Book()
        book.say("Name", "Born")
        book.behind.append(
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><pageMargins left="0.70866141732283472" right="0.25" '
            'top="Anna" bottom="1" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" r:id="x"/>'
        )

        parts, _ = rebuilt(book, tmp_path)

        sheet = parts["xl/worksheets/sheet1.xml"]
        assert b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews' in sheet
        assert (
            b'<pageMargins left="0.71" right="0.25" top="0.75" bottom="1" header="0.3" footer="0.3"/>'
            in sheet
        )
        assert b'<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0"/>' in sheet

    def test_days_stay_counted_from_1904(self, tmp_path: Path) -> None:
        book = Book()
        style = book.style("dd/mm/yyyy")
        book.put(f'<c r="A{{N}}" s="{style}"><v>40248</v></c>')
        book.workbook_end = '<workbookPr date1904="1"/>'

        rebuilt(book, tmp_path)

        assert read(tmp_path) == ["12/03/2014"]


class TestLooks:
    """Colours stay; names of themes, styles and fonts do not."""

    def test_a_colour_of_the_theme_becomes_its_own_value(self) -> None:
        theme = theme_colours(
            b'<t xmlns="x"><clrScheme name="Anna"><dk1><sysClr val="windowText" lastClr="101112"/></dk1>'
            b'<accent1><srgbClr val="A1B2C3"/></accent1></clrScheme></t>'
        )
        font = '<font><color theme="4" tint="0.5"/><name val="Anna"/></font>'
        fill = '<fill><patternFill patternType="solid"><fgColor theme="1"/></patternFill></fill>'

        held = f'{XML}<styleSheet xmlns="{S}"><fonts>{font}</fonts><fills>{fill}</fills></styleSheet>'
        looks = looks_of(held.encode(), theme)

        assert b"FFA1B2C3" in looks.sheet
        assert b"FF101112" in looks.sheet
        assert b"Anna" not in looks.sheet

    @pytest.mark.parametrize(
        ("number", "code"), [(57, "dd/mm/yyyy"), (31, "dd/mm/yyyy"), (33, "h:mm:ss"), (48, "##0.0E+0")]
    )
    def test_a_code_of_another_place_is_one_of_a_day_or_a_time(self, number: int, code: str) -> None:
        styles = f'<s xmlns="{S}"><cellXfs><xf numFmtId="{number}"/></cellXfs></s>'.encode()

        assert looks_of(styles, ()).codes == (code,)

    def test_a_book_without_styles_has_the_usual_one(self) -> None:
        assert looks_of(None, ()).codes == ("General",)

    def test_alignment_stays_and_an_unknown_word_in_it_does_not(self) -> None:
        style = '<xf numFmtId="14"><alignment horizontal="center" vertical="Anna" wrapText="1"/></xf>'

        looks = looks_of(f'{XML}<styleSheet xmlns="{S}"><cellXfs>{style}</cellXfs></styleSheet>'.encode(), ())

        assert b'<alignment horizontal="center" wrapText="1"/>' in looks.sheet
        assert looks.codes == ("dd/mm/yyyy",)


class TestDrawings:
    """What lies over cells and cannot be copied is counted."""

    def test_a_picture_from_outside_and_an_ink_drawing_are_left_out(self, tmp_path: Path) -> None:
        book = Book()
        book.say("kept")
        book.anchors.append("<xdr:pic><xdr:blipFill><a:blip/></xdr:blipFill></xdr:pic>")
        book.anchors.append("<xdr:contentPart/>")
        book.anchors.append(text_box(run("one") + "<a:br/>" + run("two")))

        parts, report = rebuilt(book, tmp_path)

        assert {"1 picture from outside the file", "1 ink drawing"} <= set(report.left_out)
        assert b"one two" in re.sub(rb"<[^>]*>", b"", parts["xl/drawings/drawing1.xml"])
