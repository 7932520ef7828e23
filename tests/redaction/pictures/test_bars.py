"""A bar tells as little of the length of a name as its surroundings let it, and never eats a neighbour."""

from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redaction.ocr import OcrWord
from redaction.page import Box
from redaction.pictures.bars import bars_for, draw_bars
from tests.redaction.pictures.painted import font

# Twenty people who might all be known to whoever gets the copy.
ROSTER = (
    "Anna Smith", "Ben Okonedo", "Carla Vale", "Dinah Marwood", "Edith Quillon", "Farah Aziz", "Gwen Pryce",
    "Hugh Lomax", "Imran Sheikh", "Joan Fairweather", "Kofi Mensah", "Lena Kowalczyk", "Mo Ali",
    "Nora Featherstone", "Owen Rees", "Priya Raman", "Quentin Ash", "Rosa Delgado", "Sam Tull", "Tess Wyn-Jones",
)  # fmt: skip
FONTS = ("DejaVuSans.ttf", "DejaVuSerif.ttf", "DejaVuSansMono.ttf")


def line(
    name: str, *, font_name: str, before: str = "Seen with ", after: str = ""
) -> tuple[Image.Image, list[OcrWord]]:
    """A line of print and its words as OCR would read them, to the pixel."""
    picture = Image.new("L", (1400, 120), 255)
    pen, type_face = ImageDraw.Draw(picture), font(30, font_name)
    words, x = [], 40.0
    for word in f"Seen with {name}{after}".split():
        pen.text((x, 40), word, fill=0, font=type_face)
        left, top, right, bottom = pen.textbbox((x, 40), word, font=type_face)
        words.append(OcrWord(word, Box(left, top, right, bottom), 96.0, 0))
        x += type_face.getlength(f"{word} ")
    return picture, words


def bar_width(name: str, *, font_name: str, after: str = "") -> int:
    picture, words = line(name, font_name=font_name, after=after)
    parts = name.split()
    boxes = [(0, word.box) for word in words if word.text in parts]
    ((_, (left, _, right, _)),) = bars_for(picture, words, boxes)
    return right - left


def singled_out(widths: list[int], *, within: int = 3) -> float:
    """The share of people whose bar is like nobody else's, for one who can draw every name."""
    alone = sum(sum(abs(width - other) <= within for other in widths) == 1 for width in widths)
    return alone / len(widths)


class TestWidth:
    """At the end of a line, in a form or a cell, the ground beside a name is plain."""

    @pytest.mark.parametrize("font_name", FONTS)
    def test_a_bar_at_a_lines_end_singles_out_one_in_twenty_at_most(self, font_name: str) -> None:
        widths = [bar_width(name, font_name=font_name) for name in ROSTER]

        assert singled_out(widths) <= 0.05
        assert max(Counter(widths).values()) >= 5

    @pytest.mark.parametrize("font_name", FONTS)
    def test_between_neighbours_the_neighbours_tell(self, font_name: str) -> None:
        """No bar can change that; the decision record says so. A bar still reaches to its neighbours only."""
        for name in ROSTER[:5]:
            picture, words = line(name, font_name=font_name, after=" and went home")
            boxes = [(0, word.box) for word in words if word.text in name.split()]
            ((_, (left, _, right, _)),) = bars_for(picture, words, boxes)
            neighbours = [word.box for word in words if word.text in {"with", "and"}]

            assert left >= neighbours[0].right - 3
            assert right <= neighbours[1].left + 3

    def test_each_bar_is_as_high_as_its_line(self) -> None:
        """A name without tails or tall letters looks like any other."""
        heights = set()
        for name in ("aces", "Pylly", "nomen"):
            picture, words = line(name, font_name=FONTS[0], after=" Þyg")
            boxes = [(0, word.box) for word in words if word.text == name]
            ((_, (_, top, _, bottom)),) = bars_for(picture, words, boxes)
            heights.add(bottom - top)

        assert len(heights) == 1


class TestDrawing:
    """What is under a bar is gone."""

    @pytest.mark.parametrize("mode", ["1", "L", "RGB"])
    def test_every_pixel_is_black(self, mode: str) -> None:
        picture = draw_bars(Image.effect_noise((60, 60), 90).convert(mode), [(10, 20, 30, 40)])

        assert not np.asarray(picture.convert("L"))[20:40, 10:30].any()
        assert np.asarray(picture.convert("L"))[:20].any()

    def test_a_box_beyond_the_picture_is_cut_at_its_edge(self) -> None:
        picture = Image.new("L", (50, 50), 255)

        assert bars_for(picture, (), [(0, Box(40.0, 40.0, 90.0, 90.0))])[0][1][2:] == (50, 50)
        assert bars_for(picture, (), [(0, Box(60.0, 60.0, 90.0, 90.0))]) == []

    def test_words_of_one_name_become_one_bar_and_of_two_names_two(self) -> None:
        picture = Image.new("L", (400, 60), 255)
        first, second = Box(20, 20, 80, 44), Box(90, 20, 150, 44)

        assert len(bars_for(picture, (), [(0, first), (0, second)])) == 1
        assert len(bars_for(picture, (), [(0, first), (1, second)])) == 2

    def test_a_crooked_line_does_not_blacken_the_page(self) -> None:
        picture = Image.new("L", (400, 400), 255)
        words = [OcrWord("x", Box(0, 60 + step, 40, 84 + step), 90.0, 0) for step in range(-20, 21, 4)]

        ((_, (_, top, _, bottom)),) = bars_for(picture, words, [(0, Box(100, 60, 160, 84))])

        assert bottom - top <= 24 * 2.2 + 2
