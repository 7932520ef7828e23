"""A line of a scan is set anew only where it can be taken apart cleanly."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.pictures.moving import set_in
from redaction.pictures.planning import Planner
from redaction.pictures.set_line import SetLine
from redaction.sight.ocr import OcrWord
from tests.redaction.scanned_lines import LETTERS, SIZE, Row, drawn, scanned
from tests.redaction.typesetter import FONTS

NAME = "Owen Bramley"
PLAIN = (Row(200, 60, "nobody at home was answering"), Row(200, 99, f"so that {NAME} would stay"))


def planned(
    page: Image.Image, words: list[OcrWord], *, room: Box | None = None
) -> tuple[list[SetLine], list[tuple[int, Box]]]:
    hits = [(0, word.box) for word in words if word.text in NAME.split()]
    whole = Box(0, 0, float(page.width), float(page.height))
    return Planner(page, words, hits).plan(lambda _: room or whole)


def page_of(*rows: Row) -> tuple[Image.Image, list[OcrWord]]:
    return drawn(rows, FONTS[0])


class TestPlan:
    """What is set anew, and what stays."""

    @pytest.mark.parametrize("degrees", [-1.5, -0.3, 0.0, 0.8, 2.0])
    def test_a_crooked_line_is_set_along_its_own_slope(self, degrees: float) -> None:
        page, words = scanned(*page_of(*PLAIN), degrees=degrees, chance=1)

        ((line,), left) = planned(page, words)

        assert left == []
        assert line.slope == pytest.approx(-np.tan(np.radians(degrees)), abs=0.003)

    def test_every_word_keeps_its_shape_and_nothing_else_is_dark(self) -> None:
        page, words = page_of(*PLAIN)
        ((line,), _) = planned(page, words)
        before, after = np.asarray(page), np.array(page)

        set_in(after, line)

        rows = slice(line.top, line.bottom)
        held = np.ones(SIZE[0], bool)
        for move in line.moves:
            now = slice(move.to, move.to + move.right - move.left)
            assert np.array_equal(after[rows, now], before[rows, move.left : move.right])
            held[now] = False
        assert after[rows, held][:, : line.right - 300].min() == 255
        assert np.array_equal(after[: line.top], before[: line.top])
        assert np.array_equal(after[line.bottom :], before[line.bottom :])

    def test_a_line_with_handwriting_across_it_stays(self) -> None:
        page, words = page_of(*PLAIN)
        ImageDraw.Draw(page).line((260, 80, 420, 180), fill=0, width=4)

        lines, left = planned(page, words)

        assert lines == []
        assert [entry for entry, _ in left] == [0]

    def test_a_line_on_a_photograph_stays(self) -> None:
        page, words = page_of(*PLAIN)
        noise = Image.effect_noise((1200, 80), 90)
        page.paste(Image.blend(page.crop((150, 90, 1350, 170)), noise, 0.6), (150, 90))

        assert planned(page, words)[0] == []

    def test_a_line_stays_where_nothing_may_be_moved(self) -> None:
        page, words = page_of(*PLAIN)
        hits = [(0, word.box) for word in words if word.text in NAME.split()]

        lines, left = Planner(page, words, hits).plan(lambda _: None)

        assert (lines, len(left)) == ([], 1)

    def test_what_stands_beyond_an_upright_rule_is_not_moved(self) -> None:
        page, words = page_of(*PLAIN, Row(900, 99, "Seen alone"))
        ImageDraw.Draw(page).line((860, 40, 860, 200), fill=0, width=3)

        ((line,), _) = planned(page, words)

        assert line.right < 860
        assert max(move.right for move in line.moves) < 860

    def test_words_that_run_up_the_page_stay(self) -> None:
        page, words = page_of(*PLAIN)
        up = [
            OcrWord(
                word.text, Box(word.box.top, word.box.left, word.box.bottom, word.box.right), 96.0, word.line
            )
            for word in words
        ]

        assert planned(page.transpose(Image.Transpose.TRANSPOSE), up)[0] == []

    def test_a_name_and_its_parts_leave_one_bar(self) -> None:
        page, words = page_of(*PLAIN)
        boxes = [word.box for word in words if word.text in NAME.split()]
        hits = [*((0, box) for box in boxes), (1, boxes[0]), (2, boxes[1])]

        ((line,), _) = Planner(page, words, hits).plan(lambda _: Box(0, 0, *map(float, SIZE)))

        assert len({bar.box for bar in line.bars}) == 1
        assert sorted(bar.entry for bar in line.bars) == [0, 1, 2]

    def test_a_label_that_is_long_makes_every_bar_wide_enough(self) -> None:
        page, words = page_of(*PLAIN)
        hits = [(0, word.box) for word in words if word.text in NAME.split()]

        short, long = (
            Planner(page, words, hits, labels).plan(lambda _: Box(0, 0, *map(float, SIZE)))[0][0].bars[0].box
            for labels in ((), ("Mother of Child A",))
        )

        assert long.right - long.left > short.right - short.left + 2 * LETTERS
