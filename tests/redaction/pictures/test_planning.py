"""A line of a scan is set anew only where it can be taken apart cleanly."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from redaction.page import Box
from redaction.pictures.moving import set_in
from redaction.pictures.planning import Planner
from redaction.pictures.set_line import SetLine
from redaction.pictures.setting import set_anew
from redaction.pictures.turning import Turn
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

    @pytest.mark.parametrize("quarters", [1, 2, 3])
    def test_a_page_that_lies_turned_is_set_anew_as_one_that_stands(self, quarters: int) -> None:
        page, words = page_of(*PLAIN)
        turn = Turn(quarters, *(page.size if quarters == 2 else page.size[::-1]))
        lying = turn.picture_back(page)
        seen = [replace(word, box=turn.back(word.box)) for word in words]

        upright, turned = (
            set_anew(each, read, [(0, word.box) for word in read if word.text in NAME.split()])
            for each, read in ((page, words), (lying, seen))
        )

        assert turned.turn.quarters == quarters
        assert turn.picture(turned.picture).tobytes() == upright.picture.tobytes()
        assert [turn.box(box) for _, box in turned.bars] == [box for _, box in upright.bars]

    def test_a_shadow_stays_where_it_is_when_words_move_through_it(self) -> None:
        page, words = page_of(*PLAIN)
        shadow = np.linspace(1.0, 0.7, SIZE[0])[None, :]
        shaded = Image.fromarray((np.asarray(page) * shadow).astype(np.uint8))
        ((line,), _) = planned(shaded, words)
        after = np.array(shaded)

        set_in(after, line)

        rows = slice(line.top, line.bottom)
        paper = np.percentile(after[rows, line.left : line.right], 85, axis=0)
        assert np.abs(paper - 255 * shadow[0, line.left : line.right]).max() <= 4

    def test_a_highlighted_name_is_no_cell_of_its_own(self) -> None:
        page, words = page_of(*PLAIN)
        first, last = (next(word.box for word in words if word.text == part) for part in NAME.split())
        samples = np.array(page)
        rows = slice(int(first.top) - 6, int(last.bottom) + 6)
        marked = samples[rows, int(first.left) - 5 : int(last.right) + 5]
        marked[marked > 210] = 210

        lines, left = planned(Image.fromarray(samples), words)

        assert (len(lines), left) == (1, [])

    def test_a_bubble_that_was_made_to_fit_its_words_tells_and_ends_what_is_moved(self) -> None:
        page, words = page_of(PLAIN[1])
        last = max(word.box.right for word in words)
        chat = Image.new("RGB", SIZE, (236, 229, 221))
        pen = ImageDraw.Draw(chat)
        pen.rounded_rectangle((170, 76, last + 24, 164), 20, fill=(217, 253, 211))
        chat.paste((20, 20, 20), mask=ImageOps.invert(page))

        ((line,), _) = planned(chat, words)

        assert line.tells
        assert line.right < last + 24

    def test_grains_all_over_a_fax_do_not_keep_a_line_where_it_is(self) -> None:
        page, words = page_of(*PLAIN)
        samples = np.array(page)
        grains = np.random.default_rng(3).random((SIZE[1] // 2, SIZE[0])) < 0.002
        samples[np.repeat(grains, 2, axis=0)] = 0

        assert len(planned(Image.fromarray(samples), words)[0]) == 1

    def test_a_line_of_a_form_that_goes_on_behind_the_name_stays(self) -> None:
        page, words = page_of(*PLAIN)
        ImageDraw.Draw(page).line((190, 132, 1500, 132), fill=0, width=2)

        lines, left = planned(page, words)

        assert (lines, [entry for entry, _ in left]) == ([], [0])

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
