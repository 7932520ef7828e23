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
