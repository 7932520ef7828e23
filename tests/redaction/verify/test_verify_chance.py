"""A short term is not found by chance: only where somebody wrote it, never in what the format writes itself."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState, Verdict
from tests.redaction.hiding_places import PLAIN, a_clean_pdf

NOTHING_BURNED = Burned((), ())


def verdict_on(held: bytes, folder: Path, *terms: str, burned: Burned | None = NOTHING_BURNED) -> Verdict:
    path = folder / "document.pdf"
    path.write_bytes(held)
    return inspect(path, terms, original=None, burned=burned, ocr=Tesseract())[0]


def with_structure(pdf: pikepdf.Pdf) -> None:
    """Letters as glyph names, a palette, a calibrated colour, a collection, and a percent sign in a string."""
    page = pdf.pages[0].obj
    page.Resources.Font.F1.Encoding = Dictionary(
        Type=Name.Encoding, Differences=Array([119, Name("/w"), Name("/B"), Name("/NE")])
    )
    page.Resources.Font.F1.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"))
    grey = Array([Name.CalGray, Dictionary(WhitePoint=Array([1, 1, 1]), BlackPoint=Array([0, 0, 0]))])
    page.Resources.ColorSpace = Dictionary(C1=grey, C2=Array([Name.Indexed, Name.DeviceGray, 2, b"Wex"]))
    page.Contents = pdf.make_stream(
        f"{PLAIN}\nBT /F1 12 Tf 72 600 Td [(50% let)-20(ters) 10 (abc wxy)] TJ ET".encode()
    )


class TestWhatTheFormatWrites:
    """Operators, names of resources and letters, collections and colours are not words of the document."""

    @pytest.mark.parametrize(
        "term",
        [
            "w",
            "B",
            "NE",
            "F1",
            "Tj",
            "1",
            "C1",
            "Wex",
            "WhitePoint",
            "BlackPoint",
            "Adobe",
            "Identity",
            "let",
        ],
    )
    def test_is_not_a_term_found(self, term: str, tmp_path: Path) -> None:
        assert verdict_on(a_clean_pdf(with_structure), tmp_path, term).is_clean


class TestRowsOfLetters:
    """The tables of a font hold all letters in a row."""

    @pytest.mark.parametrize(("term", "state"), [("0123456789", "clean"), ("0123456798", "found")])
    def test_a_row_in_a_font_is_no_term(self, term: str, state: str, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            table = b"\0\1\0\0" + b"\0\xff\xfe" * 40 + b" " + term.encode() + b" " + b"\0\xff\xfe" * 40
            descriptor = Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(table))
            pdf.pages[0].obj.Resources.Font.F1.FontDescriptor = descriptor

        assert verdict_on(a_clean_pdf(hide), tmp_path, term, burned=None).state == state


class TestShortTermsThatSomebodyWrote:
    """Two letters are a name as well."""

    def test_two_letters_on_the_page_are_found(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\nBT 72 600 Td (Ask Jo) Tj ET".encode())

        assert verdict_on(a_clean_pdf(hide), tmp_path, "Jo").state == "found"

    def test_two_letters_in_a_note_are_found(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("Ask Jo"))
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

        verdict = verdict_on(a_clean_pdf(hide), tmp_path, "Jo", burned=None)

        assert [c.name for c in verdict.checks if c.state is CheckState.FOUND] == ["strings and names"]

    @pytest.mark.parametrize("xml", ["<a><b>Jo</b></a>", "<a b='by Jo'/>", "<?x y?><a>K &amp; J&#111;</a>"])
    def test_two_letters_in_xml_are_found(self, xml: str, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Metadata = pdf.make_stream(xml.encode(), Type=Name.Metadata, Subtype=Name.XML)

        assert verdict_on(a_clean_pdf(hide), tmp_path, "Jo", burned=None).state == "found"

    def test_the_tags_of_xml_are_not_words(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            xml = b"<?xpacket end='w'?><x xmlns:q='w'><y>letters</y></x>"
            pdf.Root.Metadata = pdf.make_stream(xml, Type=Name.Metadata, Subtype=Name.XML)

        assert verdict_on(a_clean_pdf(hide), tmp_path, "w", "x", "y", "q", burned=None).is_clean

    def test_a_comment_is_still_found(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\n% ask Marwood (first)\n".encode())

        assert verdict_on(a_clean_pdf(hide), tmp_path, "Marwood").state == "found"
