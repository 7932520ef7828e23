"""A bar tells as little of the length of a name as its surroundings let it, and never eats a neighbour."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.pictures.bars import bars_for, draw_bars
from redaction.pictures.setting import set_anew
from redaction.sight.ocr import OcrWord
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

    def test_a_neighbour_read_as_too_high_leads_no_bar_into_the_lines_above_and_below(self) -> None:
        """In a dark bubble the edge is read as part of the word beside it."""
        picture, words = line("Callum", font_name=FONTS[0])
        name = words[2].box
        beside = OcrWord(
            "0912", Box(name.right + 20, name.top - 9, name.right + 80, name.bottom + 9), 62.0, 0
        )
        others = [
            OcrWord("above", Box(name.left, name.top - 30, name.right, name.top - 5), 96.0, 1),
            OcrWord("below", Box(name.left, name.bottom + 5, name.right, name.bottom + 30), 96.0, 2),
        ]

        alone = bars_for(picture, [*words, beside], [(0, name)])
        between = bars_for(picture, [*words, beside, *others], [(0, name)])

        assert [(edges[1], edges[3]) for _, edges in alone] == [(name.top - 9, name.bottom + 9)]
        assert [(edges[1], edges[3]) for _, edges in between] == [(name.top - 5, name.bottom + 5)]


class TestLinesSetAnew:
    """A picture that is a document of its own has its lines set anew, so that no gap and no line end tells."""

    @pytest.mark.parametrize("font_name", FONTS)
    @pytest.mark.parametrize("after", ["", " and went home", " was seen at the school by a teacher"])
    def test_neither_gap_nor_line_end_singles_out_more_than_one_in_twenty(
        self, font_name: str, after: str
    ) -> None:
        gaps, ends = [], []
        for name in ROSTER:
            picture, ((left, _, right, _),) = set_line(name, font_name=font_name, after=after)
            gaps.append(right - left)
            ends.append(int(np.flatnonzero((np.asarray(picture) < 100).any(axis=0))[-1]))

        assert singled_out(gaps) <= 0.05
        assert singled_out(ends) <= 0.05

    def test_every_other_word_of_the_line_stays_whole(self) -> None:
        before, words = line("Edith Quillon", font_name=FONTS[1], after=" and went home")
        after, (bar,) = set_line("Edith Quillon", font_name=FONTS[1], after=" and went home")

        assert ink(after, but=bar) == ink(before, but=round_all(words, {"Edith", "Quillon"}))

    def test_a_line_that_is_ruled_through_stays_where_it_is(self) -> None:
        picture, words = line("Edith Quillon", font_name=FONTS[0], after=" and went home")
        ImageDraw.Draw(picture).line((0, 55, 1399, 55), fill=0, width=2)
        before = picture.copy()

        done = set_anew(picture, words, boxes_of("Edith Quillon", words))

        assert done.picture.tobytes() == before.tobytes()
        assert (done.bars, len(done.stays)) == ((), 1)

    def test_what_stands_in_the_next_column_is_not_moved(self) -> None:
        picture, words = line("Mo Ali", font_name=FONTS[0])
        ImageDraw.Draw(picture).rectangle((1000, 40, 1040, 70), fill=0)

        picture = set_anew(picture, words, boxes_of("Mo Ali", words)).picture

        assert picture.crop((1000, 40, 1041, 71)).getextrema() == (0, 0)
        assert picture.crop((900, 40, 1000, 71)).getextrema() == (255, 255)

    @pytest.mark.parametrize("mode", ["1", "RGB"])
    def test_a_line_is_set_in_every_mode_of_a_picture(self, mode: str) -> None:
        picture, words = line("Edith Quillon", font_name=FONTS[0], after=" and went home")
        picture = picture.convert(mode)

        ((_, bar),) = set_anew(picture, words, boxes_of("Edith Quillon", words)).bars

        assert bar.right - bar.left < 150 < round_all(words, {"Edith", "Quillon"})[2] - bar.left


def boxes_of(name: str, words: list[OcrWord]) -> list[tuple[int, Box]]:
    return [(0, word.box) for word in words if word.text in name.split()]


def set_line(name: str, *, font_name: str, after: str) -> tuple[Image.Image, list[tuple[int, int, int, int]]]:
    picture, words = line(name, font_name=font_name, after=after)
    done = set_anew(picture, words, boxes_of(name, words))
    bars = [(round(box.left), round(box.top), round(box.right), round(box.bottom)) for _, box in done.bars]
    return draw_bars(done.picture, bars), bars


def round_all(words: list[OcrWord], texts: set[str]) -> tuple[int, int, int, int]:
    boxes = [word.box for word in words if word.text in texts]
    return (int(boxes[0].left), 0, int(boxes[-1].right), 120)


def ink(picture: Image.Image, *, but: tuple[int, int, int, int]) -> int:
    samples = np.array(picture)
    samples[but[1] : but[3], but[0] : but[2]] = 255
    return int((samples < 128).sum())


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

    @pytest.mark.parametrize("way", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
    def test_on_lines_that_run_up_or_down_a_bar_does_too(self, way: Image.Transpose) -> None:
        picture, words = line("Dinah Marwood", font_name=FONTS[0], after=" and went home")
        turned = [replace(word, box=quarter(word.box, picture.size, way)) for word in words]
        names = [(0, word.box) for word in turned if word.text in {"Dinah", "Marwood"}]

        ((_, (left, top, right, bottom)),) = bars_for(picture.transpose(way), turned, names)

        assert right - left <= 30
        assert bottom - top >= 200
        for beside in (word.box for word in turned if word.text in {"with", "and"}):
            assert bottom <= beside.top + 3 or top >= beside.bottom - 3


def quarter(box: Box, size: tuple[int, int], way: Image.Transpose) -> Box:
    """Say where a box stands once its picture is turned by a quarter."""
    if way is Image.Transpose.ROTATE_90:
        return Box(box.top, size[0] - box.right, box.bottom, size[0] - box.left)
    return Box(size[1] - box.bottom, box.left, size[1] - box.top, box.right)
