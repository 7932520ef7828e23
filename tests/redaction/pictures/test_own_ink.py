"""A bar covers a word whole, even where the reader of the picture was wrong about where it ends."""

import pytest
from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.pictures.own_ink import with_own_ink
from redaction.sight.ocr import OcrWord

# Two words of six letters each, letters three pixels apart.
FIRST, SECOND = (100, 241), (300, 441)


def a_line(*, is_underlined: bool = False, is_pattern: bool = False) -> Image.Image:
    picture = Image.new("L", (1200, 200), 255)
    pen = ImageDraw.Draw(picture)
    for start in (
        range(20, 1180, 24) if is_pattern else [x + 24 * n for x, _ in (FIRST, SECOND) for n in range(6)]
    ):
        pen.rectangle((start, 100, start + 20, 139), outline=0, width=4)
    if is_underlined:
        pen.rectangle((90, 142, 700, 144), fill=0)
    return picture


def widened(picture: Image.Image, place: tuple[int, int], word: tuple[int, int]) -> tuple[float, float]:
    read = OcrWord("Google", Box(word[0], 100, word[1], 140), 93.0, 0)
    ((_, box),) = with_own_ink(picture, [read], [(0, Box(place[0], 98, place[1], 146))])
    return box.left, box.right


@pytest.mark.parametrize("is_underlined", [False, True])
def test_a_box_that_cuts_through_its_word_is_widened_to_all_of_it(*, is_underlined: bool) -> None:
    left, right = widened(a_line(is_underlined=is_underlined), (98, 170), (100, 168))

    assert left == 98
    assert FIRST[1] <= right < SECOND[0]


def test_a_box_that_begins_within_its_word_is_widened_too() -> None:
    left, right = widened(a_line(), (180, 243), (182, 241))

    assert 90 < left <= FIRST[0]
    assert right == 243


def test_a_box_that_holds_its_word_is_left_as_it_is() -> None:
    assert widened(a_line(), (98, 243), FIRST) == (98, 243)


def test_a_part_of_a_word_is_not_widened_to_the_rest() -> None:
    assert widened(a_line(), (98, 170), FIRST) == (98, 170)


def test_on_a_pattern_that_goes_on_nothing_is_widened() -> None:
    assert widened(a_line(is_pattern=True), (398, 470), (400, 468)) == (398, 470)


# The next word begins where a font kerns a space before an A, a T or a V to: nearer than the margin and two letters.
KERNED = 248


def a_kerned_line(*, second: int) -> Image.Image:
    picture = Image.new("L", (1200, 200), 255)
    pen = ImageDraw.Draw(picture)
    for start in [x + 24 * n for x in (FIRST[0], second) for n in range(6)]:
        pen.rectangle((start, 100, start + 20, 139), outline=0, width=4)
    return picture


def test_the_next_word_is_not_taken_for_the_margin_before_it() -> None:
    assert widened(a_kerned_line(second=KERNED), (98, 243), FIRST) == (98, 243)


def test_the_word_before_is_not_taken_for_the_margin_behind_it() -> None:
    assert widened(a_kerned_line(second=KERNED), (246, 391), (KERNED, KERNED + 141)) == (246, 391)


@pytest.mark.parametrize("second", [245, 246, 247])
def test_what_was_read_as_the_next_word_stays_however_near_it_is(second: int) -> None:
    words = [
        OcrWord("Anya", Box(*FIRST[:1], 100, FIRST[1], 140), 93.0, 0),
        OcrWord("that", Box(second, 100, second + 141, 140), 93.0, 0),
    ]

    ((_, box),) = with_own_ink(a_kerned_line(second=second), words, [(0, Box(98, 98, 243, 146))])

    assert (box.left, box.right) == (98, 243)
