"""Tabs, numbers of items, letter space and lines in pieces, as council minutes and surgeries' forms have them."""

from pathlib import Path

import pypdfium2
import pytest

from tests.redaction.pdf.test_columns import NAME, a_page, burned, column, lines_of
from tests.redaction.pdf.test_letters_stay_together import length, letters_after


def begin_of(target: Path, word: str) -> float:
    page = pypdfium2.PdfDocument(target)[0].get_textpage()
    return float(page.get_charbox(page.get_text_range().index(word))[0])


@pytest.mark.parametrize("number", ["75.3", "81.2.", "19.05.3", "12", "*"])
def test_an_item_stays_as_far_from_its_number_however_that_is_written(tmp_path: Path, number: str) -> None:
    items = ["The letter that was sent", f"What {NAME} said", "The answer to it"]
    shown = " ".join(
        f"1 0 0 1 72 {700 - 14 * row} Tm ({number}) Tj 1 0 0 1 118 {700 - 14 * row} Tm ({item}) Tj"
        for row, item in enumerate(items)
    ).replace("72 ", f"{118 - 9 - length(number, 11):.2f} ")

    target = burned(tmp_path, a_page(f"BT /F1 11 Tf {shown} ET"))

    assert begin_of(target, "What") == pytest.approx(118, abs=1)


def test_the_first_gap_of_a_spread_line_is_no_tab(tmp_path: Path) -> None:
    # 12 is a word of the line: how far its gaps were spread tells how long the line was.
    words = ["12", "letters", "about", "her", "were", "answered", "by"]
    spread = " -800 ".join(f"({word})" for word in words)

    target = burned(tmp_path, a_page(f"BT /F1 11 Tf 72 700 Td [{spread} -800 ({NAME}.)] TJ ET"))

    assert begin_of(target, "letters") < 72 + 2 * 6.12 + 0.6 * 11


def test_words_do_not_flow_onto_the_rest_of_a_line_that_a_wide_gap_parts(tmp_path: Path) -> None:
    lines = [
        f"As {NAME} will hear, a vote",
        "in May this year for a new Parish Council",
        "for Burton-cum-Walden.",
        "pleased to welcome Vicky Whitehead and",
        "David Dent as our new Councillors at the",
        "first Parish Council meeting after the",
    ]
    shown = []
    for row, line in enumerate(lines):
        words = line.split()
        rest = ["We", "were"] if row == 2 else []
        free = 235 - length("".join([*words, *rest]), 11)
        gap = free / (len(words) + (3 if rest else -1)) / 11 * 1000
        spread = f" {-gap:.1f} ".join(f"({word})" for word in words)
        shown.append(
            f"1 0 0 1 72 {700 - 13 * row} Tm [{spread}{f' {-3 * gap:.1f} (We) {-gap:.1f} (were)' if rest else ''}] TJ"
        )

    target = burned(tmp_path, a_page(f"BT /F1 11 Tf {' '.join(shown)} ET"))

    text = " ".join(" ".join(lines_of(target)).split())
    assert "We were pleased to welcome" in text


def test_an_address_of_few_short_lines_keeps_its_lines(tmp_path: Path) -> None:
    lines = [
        f"Mrs {NAME} of the Council",
        "Clerk to the Council",
        "The Poplars, Lower Whitelye",
        "Monmouthshire NP16 6NP",
        "Telephone 01291 689861",
        "email clerk@wyevalley.example",
    ]

    target = burned(tmp_path, a_page(column(72, lines)))

    assert "Clerk to the Council" in [line.strip() for line in lines_of(target)]


def test_letter_space_that_is_rounded_for_each_string_tears_no_word_beside_a_bar(tmp_path: Path) -> None:
    rows = ["(Mailing ) -18 (Add) -25 (ress:)", "(Stat) -15 (e of the child:)", "(Patie) -27 (nt number:)"]
    shown = " ".join(
        f"{0.58 + 0.03 * place} Tc 1 0 0 1 72 {700 - 20 * place} Tm [{row}] TJ"
        for place, row in enumerate(rows)
    )
    cell = f"0.6 Tc 1 0 0 1 300 {700 - 40} Tm ({NAME}:) Tj"

    letters = letters_after(tmp_path, f"BT /F1 11 Tf {shown} {cell} ET")

    word = [left for letter, left, foot in letters if foot < 670 and letter in "ent"][:3]
    e, n, t = word
    # An e and an n are as wide as each other in this font.
    assert (n - e) - (t - n) == pytest.approx(0, abs=0.6)


class TestLeaders:
    """Dots that lead from a name to a page say how long it was; those of the cell beside say nothing."""

    def test_a_string_of_dots_behind_a_name_goes_however_it_was_parted(self, tmp_path: Path) -> None:
        end = 72 + length(f"{NAME}........", 11)
        content = (
            f"BT /F1 11 Tf 72 700 Td ({NAME}........) Tj {end - 72} 0 Td (..) Tj 1 0 0 1 400 700 Tm (7) Tj ET"
        )

        target = burned(tmp_path, a_page(content))

        assert "." not in "".join(lines_of(target))

    def test_the_dots_of_the_cell_beside_stay(self, tmp_path: Path) -> None:
        content = (
            f"BT /F1 11 Tf 72 700 Td (Chest pain........) Tj 1 0 0 1 210 700 Tm (No) Tj "
            f"1 0 0 1 300 700 Tm ({NAME}......) Tj 1 0 0 1 480 700 Tm (Yes) Tj ET"
        )

        target = burned(tmp_path, a_page(content))

        text = "".join(lines_of(target))
        assert "Chest pain........" in text
        assert text.count(".") == 8


class TestGaps:
    """Words stand as far apart as those of the lines that lost nothing."""

    def test_strings_that_meet_at_words_do_not_make_a_line_letter_spaced(self, tmp_path: Path) -> None:
        strings = [
            "Knowing risks",
            "and",
            "all benefits,",
            "I",
            "consent to",
            "visits",
            f"by {NAME}",
            "Gilman",
        ]
        shown, at = [], 72.0
        for string in strings:
            shown.append(f"1 0 0 1 {at:.2f} 700 Tm ({string}) Tj")
            at += length(string + " ", 11)

        apart = burned(tmp_path, a_page(f"BT /F1 11 Tf {' '.join(shown)} ET"))
        room = begin_of(apart, "Gilman") - begin_of(apart, "by")
        whole = burned(tmp_path, a_page(f"BT /F1 11 Tf 72 700 Td ({' '.join(strings)}) Tj ET"))

        assert room == pytest.approx(begin_of(whole, "Gilman") - begin_of(whole, "by"), abs=0.3)

    def test_a_line_in_typewriting_without_spaces_keeps_its_pitch(self, tmp_path: Path) -> None:
        pitch = f"/Courier /FirstChar 33 /LastChar 126 /Widths [{'600 ' * 94}]".encode()
        words = ") -600 (".join(["so", "it", "was", *NAME.split(), "said"])
        source = a_page(f"BT /F1 11 Tf 72 700 Td [({words})] TJ ET").replace(b"/Helvetica", pitch)

        target = burned(tmp_path, source)

        assert begin_of(target, "it") - begin_of(target, "so") == pytest.approx(3 * 6.6, abs=0.6)

    def test_a_ragged_line_is_not_spread_to_where_a_line_with_one_odd_gap_ends(self, tmp_path: Path) -> None:
        line = f"For best results sit with {NAME} at home"
        odd = "My goal for the whole of next year is"
        left = 72 + length(line, 11) - length(odd, 11) - 0.15 * 11
        content = (
            f"BT /F1 11 Tf 72 700 Td ({line}) Tj 1 0 0 1 72 640 Tm (Sit.) Tj 1 0 0 1 72 580 Tm (Stand.) Tj "
            f"1 0 0 1 {left:.2f} 520 Tm [({odd[:8]}) -150 ({odd[8:]})] TJ ET"
        )

        target = burned(tmp_path, a_page(content))

        assert begin_of(target, "best") - begin_of(target, "For") == pytest.approx(
            length("For ", 11), abs=0.6
        )

    def test_a_line_that_opens_its_box_stays_at_the_edge_of_the_box(self, tmp_path: Path) -> None:
        content = (
            "q 40 690 300 30 re W n BT /F1 11 Tf 44 700 Td "
            f"(Please supply what {NAME} asked for) Tj ET Q BT /F1 11 Tf 400 600 Td (Purchase order) Tj ET"
        )

        target = burned(tmp_path, a_page(content))

        assert begin_of(target, "Please") == pytest.approx(44, abs=1)
