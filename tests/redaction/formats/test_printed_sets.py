"""Writing, tables, pictures, messages and zip files as one PDF, where a reviewer asks for that."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from redaction import (
    CopyFormat,
    DocumentEmpty,
    DocumentKind,
    DocumentLocked,
    DocumentTooCostly,
    Ground,
    Schedule,
    ScheduleEntry,
    apply,
    pages_of,
    read_pages,
)
from redaction.mail.read_eml import read_eml
from redaction.printing.binding import bind, bind_pictures
from redaction.printing.writing import MOST_LETTERS, write_printable_letter, write_printable_text
from redaction.schedule import AS_IT_IS
from tests.redaction.hiding_places import a_clean_pdf
from tests.redaction.reading_back import by_poppler

SCHEDULE = Schedule((ScheduleEntry("Okonedo", Ground.CHILD),), copy_format=CopyFormat.PDF)


def a_picture() -> bytes:
    image = Image.new("L", (400, 200), 255)
    ImageDraw.Draw(image).rectangle((50, 50, 100, 100), fill=0)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def a_message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "About Okonedo"
    message.set_content("Told in plain words\n")
    message.add_alternative("<p>Kept <b>Okonedo</b> Morning</p>", subtype="html")
    message.add_attachment(
        b"Surname,First\nOkonedo,Anna\nKept,Evening\nA,B\n", maintype="text", subtype="csv"
    )
    message.add_attachment(a_picture(), maintype="image", subtype="png")
    return message


def words_and_breaks(written: Path) -> list[str]:
    """The paragraphs of an ODT in order, tabs and rows of spaces as letters; a table's row is one."""
    with zipfile.ZipFile(written) as package:
        root = etree.fromstring(package.read("content.xml"))
    rows = [_spelt(row, "|") for row in root.iter(_name("table", "table-row"))]
    return rows or [_spelt(each, "") for each in root.iter(_name("text", "p"))]


def _name(space: str, name: str) -> str:
    return "{urn:oasis:names:tc:opendocument:xmlns:" + space + ":1.0}" + name


def _spelt(element: etree._Element, between: str) -> str:
    parts = [element.text or ""]
    for child in element:
        gap = {
            _name("text", "tab"): "\t",
            _name("text", "s"): " " * int(child.get(_name("text", "c"), 0)),
        }.get(str(child.tag))
        parts += [_spelt(child, between) + between if gap is None else gap, child.tail or ""]
    return "".join(parts)


@pytest.mark.slow
class TestAsPdf:
    """Through the real library in the real children."""

    def test_a_message_is_its_text_and_then_its_attachments(self, tmp_path: Path) -> None:
        source = tmp_path / "in"
        source.write_bytes(a_message().as_bytes())

        done = apply(source, tmp_path / "out", SCHEDULE)

        words = by_poppler(tmp_path / "out")
        assert (done.kind, done.report.pages) == (DocumentKind.PDF, 3)
        assert "Okonedo" not in words
        assert words.index("Morning") < words.index("Attachment 2: PNG") < words.index("Evening")

    def test_a_zip_file_is_the_pages_of_each_document_in_it(self, tmp_path: Path) -> None:
        source = tmp_path / "in"
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("a.txt", "Kept Morning\n" + "A" * 300)
            package.writestr("b.pdf", a_clean_pdf())
            package.writestr("c.png", a_picture())

        pages = read_pages(source, copy_format=CopyFormat.PDF).pages

        assert len(pages) == pages_of(source, copy_format=CopyFormat.PDF) == 3
        assert "Kept Morning" in pages[0].text
        assert pages[0].text.count("A") == 300

    def test_a_locked_document_in_a_set_asks_for_its_password(self, tmp_path: Path) -> None:
        with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
            pdf.save(tmp_path / "locked", encryption=pikepdf.Encryption(owner="o", user="u"))
        with zipfile.ZipFile(tmp_path / "in", "w", zipfile.ZIP_DEFLATED) as package:
            package.write(tmp_path / "locked", "a.pdf")

        with pytest.raises(DocumentLocked):
            pages_of(tmp_path / "in", copy_format=CopyFormat.PDF)


class TestWriting:
    """What LibreOffice is given of writing is what a reader sees, and no line or cell runs off the paper."""

    def test_spaces_tabs_and_pages_stay(self, tmp_path: Path) -> None:
        write_printable_text("  one   two\tthree\n\n<b>& four\x0cfive", tmp_path / "out")

        assert words_and_breaks(tmp_path / "out") == ["  one   two\tthree", "", "<b>& four", "five"]
        assert b'style-name="FixedNext">five' in zipfile.ZipFile(tmp_path / "out").read("content.xml")

    def test_a_table_keeps_its_cells(self, tmp_path: Path) -> None:
        write_printable_text('Name,Note\nAnna,"a, b\nc"\nBob,07\nCy,1/2\n', tmp_path / "out")

        assert words_and_breaks(tmp_path / "out") == [
            "Name||Note||",
            "Anna||a, b|c||",
            "Bob||07||",
            "Cy||1/2||",
        ]

    def test_a_table_too_wide_for_paper_is_set_line_by_line(self, tmp_path: Path) -> None:
        row = ",".join(f"c{number}" for number in range(40))
        write_printable_text(f"{row}\n{row}\n{row}", tmp_path / "out")

        assert words_and_breaks(tmp_path / "out") == [row] * 3

    def test_a_message_shows_the_reading_that_its_reader_would_see(self, tmp_path: Path) -> None:
        letter = read_eml(a_message().as_bytes(), AS_IT_IS)

        write_printable_letter(letter, [DocumentKind.CSV, DocumentKind.PNG], tmp_path / "out")

        shown = words_and_breaks(tmp_path / "out")
        assert shown[:2] == ["From: a@b.example", "Subject: About Okonedo"]
        assert "Kept Okonedo Morning" in shown
        assert "Told in plain words" not in shown
        assert shown[-2:] == ["Attachment 1: a table (CSV)", "Attachment 2: PNG"]

    def test_what_nobody_reviews_as_pages_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly, match="too long"):
            write_printable_text("a" * (MOST_LETTERS + 1), tmp_path / "out")


class TestBinding:
    """Pages of several files in one."""

    def test_pictures_are_stored_without_loss(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_bytes(a_picture())

        bind_pictures(tmp_path / "in", DocumentKind.PNG, tmp_path / "out")

        with pikepdf.open(tmp_path / "out") as pdf, Image.open(tmp_path / "in") as image:
            assert pdf.pages[0].Resources.XObject.P.read_bytes() == image.tobytes()

    def test_each_frame_of_a_fax_is_a_page(self, tmp_path: Path) -> None:
        frames = [Image.new("1", (60 + number, 90), 1) for number in range(3)]
        frames[0].save(tmp_path / "in", "TIFF", save_all=True, append_images=frames[1:])

        bind_pictures(tmp_path / "in", DocumentKind.TIFF, tmp_path / "out")

        with pikepdf.open(tmp_path / "out") as pdf:
            assert [page.Resources.XObject.P.Width for page in pdf.pages] == [60, 61, 62]

    def test_a_layer_that_was_off_stays_off(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            self._with_layer(tmp_path / name, off=name == "b")

        bind([tmp_path / "a", tmp_path / "b"], tmp_path / "out", AS_IT_IS)

        with pikepdf.open(tmp_path / "out") as pdf:
            layers = pdf.Root.OCProperties
            used = [page.Resources.Properties.L.objgen for page in pdf.pages]
            assert [layer.objgen for layer in layers.OCGs] == used
            assert [layer.objgen for layer in layers.D.OFF] == used[1:]

    def test_what_cannot_be_redacted_cannot_be_bound(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"")

        with pytest.raises(DocumentEmpty):
            bind([tmp_path / "a"], tmp_path / "out", AS_IT_IS)

    def _with_layer(self, path: Path, *, off: bool) -> None:
        with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
            states = Dictionary(OFF=Array([layer] if off else []))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=states)
            pdf.pages[0].Resources.Properties = Dictionary(L=layer)
            pdf.save(path)
