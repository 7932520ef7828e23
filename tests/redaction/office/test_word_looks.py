"""What is useful and clean in a Word document stays: looks, notes, links inside it, pictures, strict documents."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from redaction.formats.docx import FORMAT
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from tests.redaction.office.packing import Packing
from tests.redaction.office.reading_back import text_of
from tests.redaction.office.word_body_places import WPS, drawing, field, form_field, p, r, row, run, table
from tests.redaction.office.word_part_places import MAIN, W, a_picture_of, as_png, root
from tests.redaction.office.word_torture import a_docx

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Anna"><w:name w:val="Anna's own"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="T"><w:name w:val="Table Grid"/>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="Anna"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
<w:style w:type="strange" w:styleId="Strange"><w:name w:val="x"/></w:style>
"""


def copied(packing: Packing, body: str, folder: Path, *terms: str) -> tuple[Path, BurnReport]:
    packing.relate("", "officeDocument", MAIN)
    packing.add(MAIN, root("document", f"<w:body>{body}</w:body>"), f"{_TYPE}document.main+xml")
    return burned(packing.packed(), folder, *terms)


def burned(source: bytes, folder: Path, *terms: str) -> tuple[Path, BurnReport]:
    (folder / "source.docx").write_bytes(source)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    told = Told()
    report = FORMAT.burn(
        folder / "source.docx", folder / "copy.docx", schedule, AS_IT_IS, ocr=None, told=told
    )
    return folder / "copy.docx", report


def part(copy: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(copy) as package:
        return etree.fromstring(package.read(name))


def values(copy: Path, path: str, name: str = MAIN) -> list[str]:
    spaces = {"w": W, "a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    found = part(copy, name).xpath(path, namespaces=spaces)
    return [str(each) for each in found] if isinstance(found, list) else [str(found)]


class TestLooks:
    """Looks are kept under names made anew."""

    def test_a_style_keeps_its_look_and_loses_its_name(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.relate(MAIN, "styles", "styles.xml")
        packing.add("word/styles.xml", root("styles", _STYLES), f"{_TYPE}styles+xml")
        body = p(r("Red."), '<w:pPr><w:pStyle w:val="Anna"/></w:pPr>')

        copy, _ = copied(packing, body, tmp_path)

        used = values(copy, "//w:pStyle/@w:val")
        assert values(copy, f"//w:style[@w:styleId='{used[0]}']//w:color/@w:val", "word/styles.xml") == [
            "FF0000"
        ]
        names = values(copy, "//w:name/@w:val", "word/styles.xml")
        assert names == ["Normal", "Style 2", "Table Grid"]
        assert values(copy, "//w:tblStylePr/@w:type", "word/styles.xml") == ["firstRow"]
        assert values(copy, "//w:docDefaults//w:rFonts/@w:ascii", "word/styles.xml") == ["Calibri"]

    def test_settings_that_change_the_pages_are_kept_and_no_others(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.relate(MAIN, "settings", "settings.xml")
        on = '<w:evenAndOddHeaders/><w:mirrorMargins w:val="0"/><w:defaultTabStop w:val="720"/>'
        packing.add("word/settings.xml", root("settings", on), f"{_TYPE}settings+xml")

        copy, _ = copied(packing, p(r("x")), tmp_path)

        held = [each.tag.rpartition("}")[2] for each in part(copy, "word/settings.xml")]
        assert held == ["evenAndOddHeaders", "compat"]

    def test_a_link_inside_the_document_still_leads_there(self, tmp_path: Path) -> None:
        there = '<w:bookmarkStart w:id="4" w:name="Anna"/>' + r("There") + '<w:bookmarkEnd w:id="4"/>'
        here = '<w:hyperlink w:anchor="Anna">' + r("Here") + "</w:hyperlink>"

        copy, _ = copied(Packing(), p(here) + p(there) + p(there), tmp_path)

        assert values(copy, "//w:hyperlink/@w:anchor") == values(copy, "//w:bookmarkStart/@w:name") == ["b1"]

    def test_page_numbers_stay_fields(self, tmp_path: Path) -> None:
        body = p(field("PAGE", r("9"))) + p(
            '<w:fldSimple w:instr="NUMPAGES \\* Anna">' + r("9") + "</w:fldSimple>"
        )

        copy, _ = copied(Packing(), body, tmp_path)

        assert values(copy, "//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]

    @pytest.mark.parametrize(
        ("settings", "shown"),
        [
            ("<w:checkBox><w:checked/></w:checkBox>", "\u2612"),
            ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "\u2610"),
            ('<w:ddList><w:listEntry w:val="one"/></w:ddList>', "one"),
            ("<w:ddList/>", ""),
        ],
    )
    def test_a_form_shows_what_it_showed(self, settings: str, shown: str, tmp_path: Path) -> None:
        copy, _ = copied(Packing(), p(form_field(settings)), tmp_path)

        assert text_of(copy).strip() == shown


class TestStories:
    """Notes, tables and headings keep their order and form."""

    def test_the_lines_above_notes_stay_and_notes_are_numbered_anew(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.relate(MAIN, "footnotes", "footnotes.xml")
        line = '<w:footnote w:type="separator" w:id="0">' + p(run("<w:separator/>")) + "</w:footnote>"
        note = '<w:footnote w:id="77"></w:footnote>'
        packing.add("word/footnotes.xml", root("footnotes", line + note), f"{_TYPE}footnotes+xml")

        copy, _ = copied(packing, p(r("x") + run('<w:footnoteReference w:id="77"/>')), tmp_path)

        assert values(copy, "//w:footnote/@w:id", "word/footnotes.xml") == ["-1", "1"]
        assert values(copy, "count(//w:footnote/w:p)", "word/footnotes.xml") == ["2.0"]

    def test_one_header_of_two_sections_is_one_part(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.add("word/h.xml", root("hdr", p(r("Above"))), f"{_TYPE}header+xml")
        number = packing.relate(MAIN, "header", "h.xml")
        section = f'<w:sectPr><w:headerReference w:type="default" r:id="{number}"/></w:sectPr>'

        _, report = copied(packing, p("", f"<w:pPr>{section}</w:pPr>") + p(r("x")) + section, tmp_path)

        assert report.part_names == ("Body", "Header 1")

    def test_a_table_whose_rows_were_all_deleted_is_gone(self, tmp_path: Path) -> None:
        gone = row(p(r("x")), properties='<w:trPr><w:del w:id="1"/></w:trPr>')

        copy, _ = copied(Packing(), table(gone) + table(row("")) + p(r("y")), tmp_path)

        assert values(copy, "count(//w:tbl)") == ["1.0"]
        assert values(copy, "count(//w:tc/w:p)") == ["1.0"]

    def test_a_mark_can_stand_where_a_symbol_stood(self, tmp_path: Path) -> None:
        symbol = '<w:sym w:font="Wingdings" w:char="F041"/>'

        copy, _ = copied(Packing(), p(run(symbol) + r("nna left")), tmp_path, "Anna")

        assert text_of(copy).strip() == f"{MARK} left"

    def test_a_strict_document_is_read_like_any_other(self, tmp_path: Path) -> None:
        strict = "http://purl.oclc.org/ooxml/"
        with zipfile.ZipFile(_written(tmp_path, a_docx(["split runs", "header", "footnote"]))) as package:
            packing = {name: package.read(name) for name in package.namelist()}
        usual = b"http://schemas.openxmlformats.org/"
        for room in (b"wordprocessingml", b"officeDocument", b"drawingml"):
            packing = {
                name: held.replace(usual + room + b"/2006/", strict.encode() + room + b"/")
                for name, held in packing.items()
            }
        with zipfile.ZipFile(tmp_path / "strict.docx", "w") as target:
            for name, held in packing.items():
                target.writestr(name, held)

        copy, report = burned((tmp_path / "strict.docx").read_bytes(), tmp_path)

        assert report.part_names == ("Body", "Header 1", "Footnotes")
        assert "Stayssplitruns" in text_of(copy)


class TestDrawings:
    """Pictures are kept as pixels; what is old is written in the new form."""

    def test_the_picture_of_an_embedded_object_stays_and_the_object_does_not(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.add("word/media/shown.png", as_png(a_picture_of("Seen")))
        number = packing.relate(MAIN, "image", "media/shown.png")
        shape = (
            f'<v:shape style="width:2in;height:1cm"><v:imagedata r:id="{number}" o:title="Anna"/></v:shape>'
        )

        copy, report = copied(packing, p(run(f"<w:object>{shape}</w:object>")), tmp_path)

        assert report.part_names == ("Body", "Picture 1")
        assert report.left_out == ("1 embedded file",)
        assert values(copy, "//a:xfrm/a:ext/@cx") == ["1828800"]
        assert b"Anna" not in etree.tostring(part(copy, MAIN))

    def test_a_line_keeps_its_tab_stops(self, tmp_path: Path) -> None:
        stops = '<w:pPr><w:tabs><w:tab w:val="decimal" w:leader="dot" w:pos="2160"/></w:tabs></w:pPr>'

        copy, _ = copied(Packing(), f"<w:p>{stops}{run('Total')}</w:p>", tmp_path)

        assert values(copy, "//w:tabs/w:tab/@w:pos") == ["2160"]
        assert values(copy, "//w:tabs/w:tab/@w:leader") == ["dot"]

    def test_a_canvas_becomes_a_group(self, tmp_path: Path) -> None:
        canvas = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
        shape = "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:bodyPr/></wps:wsp>"
        body = p(drawing(canvas, f'<x:wpc xmlns:x="{canvas}"><x:bg/><x:whole/>{shape}</x:wpc>'))

        copy, _ = copied(Packing(), body, tmp_path)

        assert values(copy, "//a:graphicData/@uri")[0].endswith("wordprocessingGroup")

    def test_a_drawing_of_an_unknown_kind_is_left_out_and_counted(self, tmp_path: Path) -> None:
        _, report = copied(Packing(), p(drawing("urn:anna", "<a:mystery/>")), tmp_path)

        assert report.left_out == ("1 drawing",)

    def test_a_shape_keeps_a_known_form_and_gets_a_plain_one_for_another(self, tmp_path: Path) -> None:
        def shape(form: str) -> str:
            geometry = f'<wps:spPr><a:prstGeom prst="{form}"/></wps:spPr>'
            return p(drawing(WPS, f"<wps:wsp><wps:cNvSpPr/>{geometry}<wps:bodyPr/></wps:wsp>"))

        copy, _ = copied(Packing(), shape("ellipse") + shape("anna"), tmp_path)

        assert values(copy, "//a:prstGeom/@prst") == ["ellipse", "rect"]

    def test_a_picture_in_which_a_word_was_still_seen_becomes_blank(self, tmp_path: Path) -> None:
        (tmp_path / "source.docx").write_bytes(a_docx(["pixels of a picture"]))
        told = Told(as_pictures=frozenset({1}))

        report = FORMAT.burn(
            tmp_path / "source.docx", tmp_path / "copy.docx", Schedule(()), AS_IT_IS, ocr=None, told=told
        )

        assert "1 picture of a kind that is not read here" in report.left_out

    @pytest.mark.slow
    def test_what_ocr_reads_in_a_picture_is_shown_as_a_part(self, tmp_path: Path) -> None:
        (tmp_path / "source.docx").write_bytes(a_docx(["pixels of a picture"]))

        text = FORMAT.read(tmp_path / "source.docx", AS_IT_IS, ocr=Tesseract())

        assert "here" in text.pages[1].text
        assert FORMAT.check(tmp_path / "source.docx", AS_IT_IS) == 2
        assert FORMAT.render(tmp_path / "source.docx", AS_IT_IS, 1, dpi=40).startswith(b"\x89PNG")
        assert FORMAT.render(tmp_path / "source.docx", AS_IT_IS, 2, dpi=40).startswith(b"\x89PNG")


def _written(folder: Path, held: bytes) -> Path:
    (folder / "plain.docx").write_bytes(held)
    return folder / "plain.docx"
