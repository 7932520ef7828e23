"""Print on a ground of its own is read as print on paper is."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw, ImageFont

from redaction.sight.grounds import plates_in
from redaction.sight.ocr import Tesseract

NAME = "Marwood"
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
Colour = tuple[int, int, int]


def a_page(ground: Colour, ink: Colour, high: int) -> Image.Image:
    """A white page with a word of its own, and a plate with the name on it."""
    page = Image.new("RGB", (900, 500), WHITE)
    drawing = ImageDraw.Draw(page)
    drawing.text((60, 60), "lighthouse", fill=BLACK, font=ImageFont.load_default(30))
    drawing.rectangle((100, 200, 800, 320), fill=ground)
    drawing.text((140, 230), NAME, fill=ink, font=ImageFont.load_default(high))
    return page


@pytest.mark.parametrize(
    ("ground", "ink", "high"),
    [(BLACK, WHITE, 60), ((150, 20, 20), WHITE, 24), ((20, 40, 120), (255, 230, 60), 22)],
)
def test_it_is_found_where_it_stands(ground: Colour, ink: Colour, high: int) -> None:
    words = [word for word in Tesseract().words(a_page(ground, ink, high), dpi=200) if word.text == NAME]

    assert words
    assert all(138 <= word.box.left <= 150 and 225 <= word.box.top <= 260 for word in words)


def test_a_word_on_paper_is_read_once() -> None:
    words = Tesseract().words(a_page(BLACK, WHITE, 60), dpi=200)

    assert [word.text for word in words].count("lighthouse") == 1
    assert all(one.line <= other.line for one, other in pairwise(words))


def _plain_paper() -> Image.Image:
    page = Image.new("L", (900, 500), 250)
    ImageDraw.Draw(page).text((60, 60), NAME, fill=0, font=ImageFont.load_default(30))
    return page


def _empty_plate() -> Image.Image:
    page = Image.new("RGB", (900, 500), WHITE)
    ImageDraw.Draw(page).rectangle((100, 200, 800, 320), fill=(20, 40, 120))
    return page


def _sky() -> Image.Image:
    return Image.linear_gradient("L").resize((900, 500)).convert("RGB")


@pytest.mark.parametrize("made", [_plain_paper, _empty_plate, _sky])
def test_paper_and_empty_plates_and_photographs_cost_no_reading(made: Callable[[], Image.Image]) -> None:
    assert plates_in(made()) is None
