"""Words in pictures."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from redaction.errors import DocumentRefused, DocumentTooCostly, DocumentUnreadable
from redaction.sight.ocr import REMEMBERED_PICTURES, Tesseract, tesseract_is_here
from tests.redaction.hiding_places import a_picture_of


def words_in(picture: Image.Image) -> list[str]:
    return [word.text for word in Tesseract().words(picture, dpi=150)]


class TestTesseract:
    """Reads what stands there, and refuses rather than guesses."""

    def test_a_word_is_read_where_it_stands(self) -> None:
        (word,) = Tesseract().words(a_picture_of("Marwood"), dpi=150)

        assert word.text == "Marwood"
        assert 10 <= word.box.left <= 40
        assert 15 <= word.box.top <= 45
        assert word.confidence > 60

    @pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "CMYK", "I", "I;16", "F", "LA"])
    def test_every_kind_of_picture_is_read(self, mode: str) -> None:
        picture = a_picture_of("Marwood").convert("I" if mode == "I;16" else "L")

        assert words_in(picture.convert(mode)) == ["Marwood"]

    def test_what_is_transparent_is_read_on_white(self) -> None:
        picture = Image.new("RGBA", (700, 120), (0, 0, 0, 0))
        font = ImageFont.load_default(56)
        ImageDraw.Draw(picture).text((20, 20), "Marwood", fill=(0, 0, 0, 255), font=font)

        assert words_in(picture) == ["Marwood"]

    @pytest.mark.parametrize("degrees", [90, 270])
    def test_a_picture_on_its_side_is_read_where_it_stands(self, degrees: int) -> None:
        picture = a_picture_of("Marwood").rotate(degrees, expand=True)

        (word,) = Tesseract().words(picture, dpi=150)

        dark = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
        assert dark is not None
        assert word.text == "Marwood"
        assert (word.box.left, word.box.top) == pytest.approx(dark[:2], abs=6)
        assert (word.box.right, word.box.bottom) == pytest.approx(dark[2:], abs=6)

    def test_a_word_beside_the_drawing_of_a_logo_is_read(self) -> None:
        font, blue = ImageFont.load_default(50), (60, 90, 220)
        logo = Image.new("RGB", (345, 83), "white")
        pen = ImageDraw.Draw(logo)
        pen.ellipse((2, 4, 90, 79), fill=blue)
        pen.polygon([(45, 42), (100, 2), (98, 33)], fill=blue)
        pen.ellipse((36, 33, 63, 58), fill="white")
        pen.text((110, 41), "marwood", fill=blue, font=font, anchor="lm")

        assert "marwood" in words_in(logo)

    def test_lines_are_numbered(self) -> None:
        picture = a_picture_of("First line\nSecond line", (700, 200))

        words = Tesseract().words(picture, dpi=150)

        assert [(word.text, word.line) for word in words] == [
            ("First", 0),
            ("line", 0),
            ("Second", 1),
            ("line", 1),
        ]

    def test_a_tiny_picture_says_nothing(self) -> None:
        assert Tesseract().words(Image.new("L", (2, 900)), dpi=150) == ()

    def test_a_picture_past_all_measure_is_too_costly(self) -> None:
        with pytest.raises(DocumentTooCostly):
            Tesseract().words(Image.new("1", (32_001, 4)), dpi=150)

    def test_a_missing_program_refuses_the_document(self) -> None:
        with pytest.raises(DocumentRefused, match="not installed"):
            Tesseract(program="no-such-program").words(a_picture_of("x"), dpi=150)

    def test_a_program_that_fails_refuses_the_document(self) -> None:
        with pytest.raises(DocumentUnreadable):
            Tesseract(language="no-such-language").words(a_picture_of("x"), dpi=150)

    def test_time_that_runs_out_is_too_costly(self) -> None:
        with pytest.raises(DocumentTooCostly):
            Tesseract(timeout_seconds=0.001).words(a_picture_of("x"), dpi=150)

    def test_a_picture_is_read_once_and_few_are_remembered(self) -> None:
        reader = Tesseract(timeout_seconds=60)
        first = reader.words(a_picture_of("Marwood"), dpi=150)
        reader._program = "no-such-program"

        assert reader.words(a_picture_of("Marwood"), dpi=150) is first
        assert len(reader._remembered) <= REMEMBERED_PICTURES

    def test_the_program_is_here(self) -> None:
        assert tesseract_is_here()
