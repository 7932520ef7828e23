"""What a document holds besides what is seen is told before anything is burned: kinds and counts, never content."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction import CopyFormat, read_pages
from redaction.formats import format_of, kind_of
from redaction.pdf.beside import beside_the_pages, comments_on, in_words
from redaction.schedule import AS_IT_IS
from tests.redaction.hiding_places import a_clean_pdf
from tests.redaction.office.open_places import Open
from tests.redaction.office.sheet_book import Book
from tests.redaction.office_papers import a_docx, paragraph


def hidden_in(held: bytes, folder: Path) -> tuple[str, ...]:
    source = folder / "source"
    source.write_bytes(held)
    return format_of(kind_of(source)).read(source, AS_IT_IS, ocr=None).hidden


AUTHOR = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
UNSEEN = (
    f"<w:p><w:del {AUTHOR}><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>"
)


_DC = "http://purl.org/dc/elements/1.1/"
ABOUT = f'<about xmlns:dc="{_DC}"><dc:creator>A clerk</dc:creator></about>'.encode()
NOTHING = b"<about><creator/></about>"


def a_workbook() -> bytes:
    book = Book()
    book.say("Kept")
    book.further_sheet("Aside", "", "hidden")
    return book.packed()


def an_open_text() -> bytes:
    made = Open()
    made.say("Kept")
    return made.packed("text")


def with_parts(held: bytes, **parts: bytes) -> bytes:
    """The same package with these parts as well; "core" stands for "docProps/core.xml"."""
    made = io.BytesIO(held)
    with zipfile.ZipFile(made, "a") as package:
        for name, part in parts.items():
            package.writestr("meta.xml" if name == "meta" else f"docProps/{name}.xml", part)
    return made.getvalue()


class TestTold:
    """Each format says it in the same words as the report of a burn."""

    def test_deletions_and_hidden_text_of_a_letter(self, tmp_path: Path) -> None:
        assert hidden_in(a_docx(paragraph("Kept") + UNSEEN), tmp_path) == (
            "1 piece of hidden text",
            "1 tracked deletion",
        )

    def test_a_plain_letter_has_none(self, tmp_path: Path) -> None:
        assert hidden_in(a_docx(paragraph("Kept")), tmp_path) == ()

    @pytest.mark.parametrize(
        "held",
        [
            with_parts(a_docx(paragraph("Kept")), core=ABOUT, app=ABOUT, custom=NOTHING),
            with_parts(a_workbook(), core=ABOUT, app=b"<torn"),
        ],
        ids=["docx", "xlsx"],
    )
    def test_properties_of_an_office_file(self, held: bytes, tmp_path: Path) -> None:
        assert "2 lists of properties" in hidden_in(held, tmp_path)

    def test_properties_of_an_open_document(self, tmp_path: Path) -> None:
        made = Open()
        made.say("Kept")

        assert hidden_in(with_parts(made.packed("text"), meta=ABOUT), tmp_path) == ("1 list of properties",)

    def test_hidden_passages_of_a_page(self, tmp_path: Path) -> None:
        page = b"<!DOCTYPE html><p>Kept</p><p hidden>Unseen</p><script>1</script>"

        assert set(hidden_in(page, tmp_path)) == {"1 hidden passage", "1 script or style"}

    def test_a_file_inside_a_text(self, tmp_path: Path) -> None:
        assert hidden_in(b"PHOTO:" + b"iVBORw0KGgo" * 60 + b"\nKept words of the card\n", tmp_path) == (
            "1 file inside the text",
        )

    def test_a_document_in_a_set_is_named_by_its_number(self, tmp_path: Path) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("a.txt", "Kept")
            package.writestr("b.docx", a_docx(paragraph("Kept") + UNSEEN))
        source = tmp_path / "source"
        source.write_bytes(held.getvalue())

        assert read_pages(source).hidden == (
            "Document 2: 1 piece of hidden text",
            "Document 2: 1 tracked deletion",
        )

    @pytest.mark.slow
    def test_a_copy_as_pdf_says_what_the_original_hides(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(a_docx(paragraph("Kept") + UNSEEN))

        assert "1 tracked deletion" in read_pages(source, copy_format=CopyFormat.PDF).hidden


class TestPdf:
    """Notes, files, layers, bookmarks, programs and properties."""

    def test_each_is_counted(self) -> None:
        with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("x"), Rect=[0, 0, 9, 9])
            pdf.pages[0].obj.Annots = Array([note, note])
            pdf.attachments["a"] = b"file"
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem("x", 0))
            pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
            pdf.docinfo[Name.Author] = "x"

            told = in_words(comments_on(pdf, range(1)), beside_the_pages(pdf))

        assert told == (
            "2 comments",
            "1 attached file",
            "1 hidden layer",
            "1 bookmark",
            "1 program",
            "1 list of properties",
        )

    def test_bookmarks_in_a_ring_are_counted_once(self) -> None:
        with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
            first = pdf.make_indirect(Dictionary(Title=String("x")))
            first.Next = first
            pdf.Root.Outlines = Dictionary(First=first)

            assert beside_the_pages(pdf)["bookmark"] == 1


class TestParts:
    """A document without pages is read part by part, and each part says which it is, as the schedule will."""

    @pytest.mark.parametrize(
        ("held", "first"),
        [(a_docx(paragraph("Kept")), "Body"), (a_workbook(), "Sheet 1"), (an_open_text(), "Body")],
        ids=["docx", "xlsx", "odt"],
    )
    def test_a_part_says_which_it_is(self, held: bytes, first: str, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(held)

        read = format_of(kind_of(source)).read(source, AS_IT_IS, ocr=None)

        assert read.pages[0].name == first
        assert all(page.name for page in read.pages)
