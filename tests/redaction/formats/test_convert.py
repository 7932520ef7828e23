"""A document that is printed to PDF first is redacted as the PDF that its reader would see."""

import io
import zipfile
from pathlib import Path

import olefile
import pytest

from redaction import (
    CopyFormat,
    DocumentKind,
    DocumentLocked,
    DocumentNotSupported,
    DocumentRefused,
    DocumentTooCostly,
    DocumentUnreadable,
    Ground,
    Limits,
    Schedule,
    ScheduleEntry,
    apply,
    pages_of,
    read_pages,
    render_page,
)
from redaction.printing.intake import printable
from redaction.printing.kit import is_installed
from tests.redaction.office.sheet_book import SHEET, Book, S
from tests.redaction.office_papers import a_docx, an_old_file, paragraph
from tests.redaction.pdf.reading_tags import said
from tests.redaction.reading_back import by_poppler

SCHEDULE = Schedule((ScheduleEntry("Okonedo", Ground.CHILD),), copy_format=CopyFormat.PDF)
KEPT = paragraph("Kept Morning")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_COMMENTS = {
    "word/comments.xml": f'<w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="A" w:initials="A">'
    f"{paragraph('Whispered')}</w:comment></w:comments>".encode()
}
_TO_COMMENTS = (
    '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
    'Target="comments.xml"/>'
)


def printed_text(path: Path) -> str:
    pages = read_pages(path, copy_format=CopyFormat.PDF).pages
    return "\n".join(page.text for page in pages)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.slow
class TestPrinting:
    """Real documents through the real library, in the real child."""

    def test_libreoffice_is_here(self) -> None:
        assert is_installed()

    def test_the_copy_is_a_tagged_pdf_without_the_term(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in", a_docx(KEPT + paragraph("Okonedo was seen")))

        done = apply(source, tmp_path / "out", SCHEDULE)

        assert done.kind is DocumentKind.PDF
        assert "Okonedo" not in by_poppler(tmp_path / "out")
        assert "Kept Morning" in by_poppler(tmp_path / "out")
        assert said(tmp_path / "out") == ["Document", "\tP Kept Morning", "\tP was seen"]

    def test_tracked_deletions_hidden_text_and_comments_are_not_printed(self, tmp_path: Path) -> None:
        author = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
        body = (
            KEPT
            + f'<w:p><w:del {author}><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>'
            + f'<w:p><w:ins {author}><w:r><w:t>Inserted</w:t></w:r></w:ins></w:p>'
            + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>"
            + '<w:p><w:r><w:t>Remarked</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
        )  # fmt: skip
        text = printed_text(written(tmp_path / "in", a_docx(body, links=_TO_COMMENTS, more=_COMMENTS)))

        assert "Kept Morning" in text
        assert "Inserted" in text
        assert "Remarked" in text
        assert "Deleted" not in text
        assert "Hidden" not in text
        assert "Whispered" not in text

    def test_a_cell_of_a_sheet_is_never_cut_off_so_that_its_name_is_found_whole(self, tmp_path: Path) -> None:
        book = Book(columns='<col min="1" max="2" width="3"/><col min="3" max="3" width="9" hidden="1"/>')
        book.say("Marlow Okonedo", "Kept Morning", "Unseencolumn")
        book.say("Unseenrow", row='hidden="1"')
        book.say("Kept note " * 60 + "of Okonedo", "Kept aside")
        book.say("Kept title over two cells by Okonedo")
        book.merged.append("A4:B4")
        source = written(tmp_path / "in", book.packed())

        done = apply(source, tmp_path / "out", SCHEDULE)

        text = by_poppler(tmp_path / "out")
        assert len(done.report.removals) == 3
        assert "Marlow" in text and "Kept Morning" in text and "Kept aside" in text
        assert text.count("Kept note") > 30 and "Kept title over two cells by" in text
        assert not any(part in text for part in ("Okon", "onedo", "Unseen"))

    def test_a_sheet_with_notes_on_its_cells_is_printed_without_their_marks(self, tmp_path: Path) -> None:
        book = Book()
        book.say("Okonedo", "Kept Morning")
        note = '<comment ref="B1" authorId="0"><text><r><t>Whispered</t></r></text></comment>'
        notes = f"<authors><author>A</author></authors><commentList>{note}</commentList>"
        book.packing.add(
            "xl/comments1.xml", f'<comments xmlns="{S}">{notes}</comments>', f"{_SHEETS}comments+xml"
        )
        book.packing.relate(SHEET, "comments", "../comments1.xml")
        source = written(tmp_path / "in", book.packed())

        done = apply(source, tmp_path / "out", SCHEDULE)

        assert not done.report.rasterised_pages
        assert by_poppler(tmp_path / "out").split() == ["Kept", "Morning"]

    def test_no_word_of_a_wide_table_of_a_page_is_lost(self, tmp_path: Path) -> None:
        rows = [[f"Row{row}cell{column}longword" for column in range(24)] for row in range(6)]
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        page = f"<!DOCTYPE html><h1>Kept Morning</h1><table width=4000>{cells}</table><p hidden>Unseen</p>"
        source = written(tmp_path / "in", page.encode())

        apply(source, tmp_path / "out", SCHEDULE)

        shown = "".join(by_poppler(tmp_path / "out").split())
        assert "KeptMorning" in shown
        assert [cell for row in rows for cell in row if cell not in shown] == []
        assert "Unseen" not in shown

    def test_a_linked_file_is_not_read(self, tmp_path: Path) -> None:
        secret = written(tmp_path / "beside.txt", b"Beside")
        field = (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT '
            f'"{secret.as_uri()}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        text = printed_text(written(tmp_path / "in", a_docx(KEPT + field)))

        assert "Kept Morning" in text
        assert "Beside" not in text

    @pytest.mark.parametrize(
        ("ending", "held"), [("doc", "Kept Morning\nOkonedo\n"), ("xls", "Kept,1\nOkonedo,2\n")]
    )
    def test_an_old_file_becomes_a_pdf_whatever_was_asked(
        self, ending: str, held: str, tmp_path: Path
    ) -> None:
        source = an_old_file(tmp_path, ending, held)

        done = apply(source, tmp_path / "out", Schedule(SCHEDULE.entries))

        assert done.kind is DocumentKind.PDF
        assert "Kept" in by_poppler(tmp_path / "out")
        assert "Okonedo" not in by_poppler(tmp_path / "out")

    def test_pages_are_counted_and_drawn_as_the_copy_will_have_them(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in.rtf", rb"{\rtf1\ansi Kept \page Morning}")

        assert pages_of(source, copy_format=CopyFormat.PDF) == 2
        assert render_page(source, 2, copy_format=CopyFormat.PDF).startswith(b"\x89PNG")

    def test_a_document_past_its_time_is_one_sentence(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in", a_docx(KEPT))

        with pytest.raises(DocumentTooCostly):
            pages_of(source, copy_format=CopyFormat.PDF, limits=Limits(wall_seconds=0.2))


class TestRefusals:
    """What must not be opened is told apart before LibreOffice starts."""

    def test_macros_are_refused_by_name(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in", a_docx(KEPT, more={"word/vbaProject.bin": b"x"}))

        with pytest.raises(DocumentRefused, match="macros"):
            printable(source, DocumentKind.DOCX)

    def test_basic_in_an_open_document_is_a_macro(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in", _a_zip({"mimetype": b"x", "Basic/Standard/Module1.xml": b"<a/>"}))

        with pytest.raises(DocumentRefused, match="macros"):
            printable(source, DocumentKind.ODT)

    def test_an_open_document_with_a_password_asks_for_it(self, tmp_path: Path) -> None:
        manifest = b'<manifest:encryption-data manifest:checksum="x"/>'
        source = written(tmp_path / "in", _a_zip({"mimetype": b"x", "META-INF/manifest.xml": manifest}))

        with pytest.raises(DocumentLocked):
            printable(source, DocumentKind.ODS)

    @pytest.mark.parametrize("kind", [DocumentKind.TEXT, DocumentKind.EML, DocumentKind.ZIP])
    def test_what_has_no_pages_is_refused_by_its_kind(self, kind: DocumentKind, tmp_path: Path) -> None:
        with pytest.raises(DocumentNotSupported, match=kind.value.upper()):
            printable(tmp_path / "in", kind)

    def test_what_only_begins_like_an_old_file_is_damaged(self, tmp_path: Path) -> None:
        source = written(tmp_path / "in", olefile.MAGIC + b"\0" * 600)

        with pytest.raises(DocumentUnreadable):
            printable(source, DocumentKind.OLE)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("ending", "stream", "at", "change"),
        [("doc", "worddocument", 11, b"\x01"), ("xls", "workbook", 4, b"\x2f\x00")],
    )
    def test_an_old_file_with_a_password_asks_for_it(
        self, ending: str, stream: str, at: int, change: bytes, tmp_path: Path
    ) -> None:
        source = an_old_file(tmp_path, ending, "Kept,1\n")
        held = _with_change(source, stream, at, change)
        source.write_bytes(held)

        with pytest.raises(DocumentLocked):
            printable(source, DocumentKind.OLE)


def _a_zip(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return held.getvalue()


def _with_change(source: Path, stream: str, at: int, change: bytes) -> bytes:
    """The file with some bytes of a stream changed: its first record's kind, or a flag in its head."""
    with olefile.OleFileIO(str(source)) as held:
        found = held.openstream(stream).read()
    whole = bytearray(source.read_bytes())
    start = whole.index(found[:512])
    where = start + at if stream == "worddocument" else start + 4 + int.from_bytes(found[2:4], "little")
    whole[where : where + len(change)] = change
    return bytes(whole)
