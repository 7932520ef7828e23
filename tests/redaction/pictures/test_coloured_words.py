"""Small words in many colours, as in a cloud of words, are all read when a picture still told something."""

import pytest
from PIL import Image, ImageDraw

from redaction.pictures.eyes import words_of
from redaction.sight.ocr import Tesseract
from tests.redaction.pictures.painted import font

NAMES = (
    "Amara", "Okafor", "Bryony", "Hart", "Caleb", "Finch", "Daisy", "Moss", "Ella", "Rowe", "Freya", "Lund",
)  # fmt: skip
INKS = ((60, 170, 80), (230, 60, 60), (240, 170, 30))


@pytest.mark.slow
def test_a_picture_that_still_told_is_read_in_each_colour_too() -> None:
    picture = Image.new("RGB", (760, 260), (200, 90, 90))
    pen = ImageDraw.Draw(picture)
    for number, name in enumerate(NAMES):
        place = (20 + 180 * (number % 4), 30 + 80 * (number // 4))
        pen.text(place, name, fill=INKS[number % 3], font=font(10))

    read = {word.text for word in words_of(picture, Tesseract(), is_thorough=True)}

    assert set(NAMES) <= read
