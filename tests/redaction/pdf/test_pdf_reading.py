"""Streams, fonts and pages as they are read: what is broken says so, and what is read twice is kept."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.pdf.library import Library, decoded, page_stream
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.pixels.pictures import burned, pixel_boxes, stored_picture
from redaction.wording.needles import Needles
from tests.redaction.planting import Torture, show

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class TestStreams:
    """What a page draws, without its packing."""

    def test_a_stream_packed_in_no_known_way_is_unreadable(self) -> None:
        with pikepdf.new() as pdf, pytest.raises(ContentUnreadable):
            decoded(pdf.make_stream(b"no such packing", Filter=Name.NoSuchFilter))

    def test_a_page_in_parts_is_read_as_one(self) -> None:
        with pikepdf.new() as pdf:
            parts = Array([pdf.make_stream(b"q"), Dictionary(), pdf.make_stream(b"Q")])

            assert page_stream(Dictionary(Contents=parts)) == b"q\nQ"

    @pytest.mark.parametrize("page", [Dictionary(), Dictionary(Contents=Dictionary())])
    def test_a_page_that_draws_nothing_is_empty(self, page: pikepdf.Object) -> None:
        assert page_stream(page) == b""


class TestLibrary:
    """Fonts and forms are read once for a whole document."""

    def test_a_font_is_read_once(self) -> None:
        with pikepdf.new() as pdf:
            font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
            library = Library()

            assert library.font(font) is library.font(font)
            assert list(library.font_objects) == [font.objgen]

    def test_no_font_reads_like_a_plain_one(self) -> None:
        library = Library()

        assert library.font(None).text(b"one") == "one"
        assert library.font_objects == {}

    def test_a_form_is_taken_apart_once_until_it_is_written_anew(self) -> None:
        with pikepdf.new() as pdf:
            form, library = pdf.make_stream(b"q Q"), Library()
            first = library.operators(form)
            again = library.operators(form)
            form.write(b"n")
            library.forget(form)

            assert again is first
            assert [op.name for op in library.operators(form)] == [b"n"]

    def test_the_forms_used_last_are_kept(self) -> None:
        with pikepdf.new() as pdf:
            library = Library()
            forms = [pdf.make_stream(b"q Q") for _ in range(60)]
            taken = [library.operators(form) for form in forms]

            assert library.operators(forms[-1]) is taken[-1]
            assert library.operators(forms[0]) is not taken[0]


class TestPdfium:
    """The second pair of eyes."""

    def test_a_document_that_it_cannot_open_is_unreadable(self, tmp_path: Path) -> None:
        (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7 and no more")

        with pytest.raises(DocumentUnreadable):
            PdfiumDocument(tmp_path / "no.pdf")

    @pytest.mark.parametrize(("side", "is_refused"), [(3_000, False), (9_000, True)])
    def test_a_page_is_drawn_up_to_ten_thousand_pixels(
        self, tmp_path: Path, side: int, is_refused: bool
    ) -> None:
        made = Torture()
        made.page("").MediaBox = Array([0, 0, side, 90])
        made.pdf.save(tmp_path / "wide.pdf")

        with PdfiumDocument(tmp_path / "wide.pdf") as seen:
            if is_refused:
                with pytest.raises(DocumentTooCostly):
                    seen.picture(0, dpi=200)
            else:
                assert seen.picture(0, dpi=200).width == pytest.approx(side * 200 / 72, abs=2)

    def test_a_page_without_text_gives_none_and_no_terms(self, tmp_path: Path) -> None:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(tmp_path / "blank.pdf")

        with PdfiumDocument(tmp_path / "blank.pdf") as seen:
            assert seen.text(0) == ""
            assert list(seen.hits(Needles(["Quillon"]))) == [[]]

    def test_a_term_of_two_words_has_a_place_for_each_letter_and_none_for_the_space(
        self, tmp_path: Path
    ) -> None:
        made = Torture()
        made.page(show("Ada Quillon went home"))
        made.pdf.save(tmp_path / "words.pdf")

        with PdfiumDocument(tmp_path / "words.pdf") as seen:
            ((hit,),) = seen.hits(Needles(["nobody", "Ada Quillon"]))

            assert (hit.entry, len(hit.origins)) == (1, 10)
            assert (len(hit.letters), len(hit.boxes)) == (10, 10)


class TestPictures:
    """Which pixels lie where, and what of a picture can be decoded."""

    def test_a_picture_drawn_flat_has_no_pixels_on_the_page(self) -> None:
        assert pixel_boxes((0, 0, 0, 0, 5, 5), [SQUARE], 10, 10) == []

    def test_only_areas_that_touch_it_give_pixels(self) -> None:
        beside = tuple((x + 200, y) for x, y in SQUARE)

        assert pixel_boxes((100, 0, 0, 100, 0, 0), [SQUARE, beside], 10, 10) == [(0, 8, 2, 10)]

    @pytest.mark.parametrize("image", [None, Dictionary(), "no picture"])
    def test_what_is_no_stream_is_no_picture(self, image: object) -> None:
        assert stored_picture(image) is None

    def test_a_picture_that_cannot_be_decoded_is_none(self) -> None:
        with pikepdf.new() as pdf:
            broken = pdf.make_stream(b"no jpeg", Subtype=Name.Image, Width=9, Height=9, BitsPerComponent=8,
                                     ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode)  # fmt: skip

            assert stored_picture(broken) is None

    def test_pixels_in_the_middle_of_a_byte_go_without_their_neighbours(self) -> None:
        with pikepdf.new() as pdf:
            white = pdf.make_stream(b"\xff" * 16, Subtype=Name.Image, Width=32, Height=4, BitsPerComponent=1,
                                    ColorSpace=Name.DeviceGray)  # fmt: skip
            area = ((2.0, 0.0), (3.0, 0.0), (3.0, 4.0), (2.0, 4.0))

            made = burned(pdf, white, (32, 0, 0, 4, 0, 0), [area])

        assert made.read_bytes() == b"\x8f\xff\xff\xff" * 4

    def test_a_picture_beside_every_area_stays_as_it_is(self) -> None:
        with pikepdf.new() as pdf:
            image = pdf.make_stream(b"\xff" * 16, Subtype=Name.Image, Width=4, Height=4, BitsPerComponent=8,
                                    ColorSpace=Name.DeviceGray)  # fmt: skip

            assert burned(pdf, image, (1, 0, 0, 1, 50, 50), [SQUARE]) is None

    @pytest.mark.parametrize(
        "filters",
        [
            Array([Name.FlateDecode, Name.DCTDecode]),
            Array([Name.ASCIIHexDecode, Name.JPXDecode]),
            Name.JBIG2Decode,
        ],
    )
    def test_one_that_cannot_be_burned_is_never_given_back_unburned(self, filters: pikepdf.Object) -> None:
        with pikepdf.new() as pdf:
            image = pdf.make_stream(b"packed", Subtype=Name.Image, Width=4, Height=4, BitsPerComponent=8,
                                    ColorSpace=Name.DeviceGray, Filter=filters)  # fmt: skip

            with pytest.raises(ContentUnreadable):
                burned(pdf, image, (1, 0, 0, 1, 0, 0), [SQUARE])
