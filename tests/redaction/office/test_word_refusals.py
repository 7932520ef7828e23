"""Word documents that cannot be redacted are refused by name, with what to do."""

import zipfile
from pathlib import Path

import pytest

from redaction import DocumentKind, Schedule, ScheduleEntry, apply, read_pages, render_page
from redaction.errors import (
    DocumentError,
    DocumentNotSupported,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.formats.docx import FORMAT
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Opening
from tests.redaction.office.packing import Packing, word_for
from tests.redaction.office.reading_back import text_of
from tests.redaction.office.word_body_places import p, r
from tests.redaction.office.word_part_places import MAIN, root
from tests.redaction.office.word_torture import a_docx

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def a_document(body: str, **more: bytes | str) -> bytes:
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    packing.add(MAIN, root("document", f"<w:body>{body}</w:body>"), _MAIN_TYPE)
    for name, held in more.items():
        packing.add(name, held)
    return packing.packed()


def burned(source: bytes, folder: Path, opening: Opening = AS_IT_IS, *terms: str) -> Path:
    (folder / "source.docx").write_bytes(source)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    FORMAT.burn(folder / "source.docx", folder / "copy.docx", schedule, opening, ocr=None, told=Told())
    return folder / "copy.docx"


class TestRefusals:
    """What is refused, and what its neighbour is."""

    def test_macros_are_refused_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentNotSupported, match="macros"):
            burned(a_document("", **{"word/vbaProject.bin": b"x"}), tmp_path)

    def test_a_type_of_macros_is_refused_without_its_part(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.relate("", "officeDocument", MAIN)
        packing.add(MAIN, root("document", ""), "application/vnd.ms-word.document.macroEnabled.main+xml")

        with pytest.raises(DocumentNotSupported, match="macros"):
            burned(packing.packed(), tmp_path)

    def test_a_signature_is_asked_about_and_may_go(self, tmp_path: Path) -> None:
        signed = a_document(p(r("Signed.")), **{"_xmlsignatures/sig1.xml": "<s/>"})

        with pytest.raises(DocumentSigned, match="signature"):
            burned(signed, tmp_path)
        assert "Signed." in text_of(burned(signed, tmp_path, Opening(may_lose_signature=True)))

    def test_a_bomb_is_too_costly(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly):
            burned(a_document("", **{"word/media/a.xml": b" " * (40 << 20)}), tmp_path)

    def test_tables_in_tables_without_end_are_too_costly(self, tmp_path: Path) -> None:
        deep = "<w:tbl><w:tr><w:tc>" * 400 + p("") + "</w:tc></w:tr></w:tbl>" * 400

        with pytest.raises(DocumentTooCostly):
            burned(a_document(deep), tmp_path)

    def test_entities_are_refused(self, tmp_path: Path) -> None:
        laughs = '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
        packing = Packing()
        packing.relate("", "officeDocument", MAIN)
        packing.add(MAIN, laughs, _MAIN_TYPE)

        with pytest.raises(DocumentUnreadable, match="entities"):
            burned(packing.packed(), tmp_path)

    @pytest.mark.parametrize("main", ["", "word/missing.xml", "xl/workbook.xml"])
    def test_a_package_that_is_no_word_document_is_refused(self, tmp_path: Path, main: str) -> None:
        packing = Packing()
        packing.add("word/document.xml", "<a/>")
        packing.add("xl/workbook.xml", "<workbook/>")
        if main:
            packing.relate("", "officeDocument", main)

        with pytest.raises(DocumentUnreadable):
            burned(packing.packed(), tmp_path)

    @pytest.mark.parametrize("keep", [10, 400, 1500, -40])
    def test_a_file_that_was_cut_off_is_refused_in_one_sentence(self, tmp_path: Path, keep: int) -> None:
        with pytest.raises(DocumentUnreadable, match="damaged"):
            burned(a_docx(["plain text"])[:keep], tmp_path)

    def test_a_zip_in_its_own_attachment_is_left_out_and_not_opened(self, tmp_path: Path) -> None:
        inner = a_docx(["embedded document"])
        packing_with_itself = a_document(p(r("Outside.")), **{"word/embeddings/a.docx": inner})

        copy = burned(packing_with_itself, tmp_path)

        with zipfile.ZipFile(copy) as package:
            assert not [name for name in package.namelist() if "embeddings" in name]

    def test_a_circle_of_styles_is_walked_once(self, tmp_path: Path) -> None:
        packing = Packing()
        packing.relate("", "officeDocument", MAIN)
        packing.relate(MAIN, "styles", "styles.xml")
        circle = "".join(
            f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
            for one, two in (("A", "B"), ("B", "A"))
        )
        packing.add("word/styles.xml", root("styles", circle))
        body = p(r("Seen."), '<w:pPr><w:pStyle w:val="A"/></w:pPr>')
        packing.add(MAIN, root("document", f"<w:body>{body}</w:body>"), _MAIN_TYPE)

        assert "Seen." in text_of(burned(packing.packed(), tmp_path))

    def test_a_part_that_is_not_there_cannot_be_drawn(self, tmp_path: Path) -> None:
        (tmp_path / "source.docx").write_bytes(a_docx(["plain text"]))

        with pytest.raises(DocumentUnreadable, match="no such part"):
            FORMAT.render(tmp_path / "source.docx", AS_IT_IS, 2, dpi=40)


class TestThroughTheFrontDoor:
    """The same in children, as the service does it."""

    @pytest.mark.slow
    def test_a_document_is_burned_and_verified(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "copy"
        places = ["split runs", "header", "pixels of a picture"]
        source.write_bytes(a_docx(places))
        schedule = Schedule(tuple(ScheduleEntry(word_for(place), Ground.CHILD) for place in places))

        done = apply(source, target, schedule)

        assert done.kind is DocumentKind.DOCX
        assert done.verdict.is_clean
        assert len(done.report.removals) == 3
        assert word_for("header") in read_pages(source).pages[1].text
        assert render_page(source, 3, dpi=40).startswith(b"\x89PNG")

    @pytest.mark.slow
    def test_a_pseudonym_stands_in_the_gap(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(a_docx(["split runs"]))
        entry = ScheduleEntry(word_for("split runs"), Ground.CHILD, "Child A")

        apply(source, target, Schedule((entry,)))

        assert "with [Child A] and" in text_of(target)

    @pytest.mark.slow
    def test_damage_is_one_sentence(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(a_docx(["plain text"])[:-30])

        with pytest.raises(DocumentError, match=r"\."):
            apply(source, tmp_path / "copy", Schedule(()))
        assert not (tmp_path / "copy").exists()
