"""Small pictures are read together, each as well as alone."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from redaction.sight.ocr import OcrWord, ReadsAhead, Tesseract
from tests.redaction.typesetter import font_file


def label(text: str, turns: int = 0) -> Image.Image:
    picture = Image.new("L", (300, 80), 255)
    font = ImageFont.truetype(str(font_file("LiberationSans-Regular")), 30)
    ImageDraw.Draw(picture).text((10, 20), text, font=font, fill=0)
    return picture.rotate(90 * turns, expand=True)


class Counting(Tesseract):
    """Says how often the program was started."""

    started = 0

    def _run(self, picture: bytes, dpi: int, *, layout: str = "1") -> str:
        self.started += 1
        return super()._run(picture, dpi, layout=layout)


@pytest.mark.slow
def test_what_is_read_together_is_what_is_read_alone() -> None:
    pictures = [
        label("Quillon came"),
        label("", 0),
        label("with Marsham", 1),
        label("on the ninth"),
        label("of May"),
    ]
    together, alone = Tesseract(), Tesseract()
    assert isinstance(together, ReadsAhead)

    together.read_ahead(pictures, dpi=200)

    read: list[tuple[OcrWord, ...]] = [together.words(each, dpi=200) for each in pictures]
    assert read == [alone.words(each, dpi=200) for each in pictures]
    assert {word.text for word in read[2]} >= {"Marsham"}


def test_the_program_is_started_once_for_many_small_pictures() -> None:
    pictures = [label(f"Quillon came {number}") for number in range(6)]
    reader = Counting()

    reader.read_ahead(pictures, dpi=200)
    texts = [" ".join(word.text for word in reader.words(each, dpi=200)) for each in pictures]

    assert reader.started == 1
    assert texts == [f"Quillon came {number}" for number in range(6)]
