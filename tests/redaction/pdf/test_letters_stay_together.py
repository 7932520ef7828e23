"""The letters of a word beside a term stay, and stay together, however the word was spaced or what lies over it."""

import math
from pathlib import Path

import pypdfium2
from pdfminer.fontmetrics import FONT_METRICS

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page
from tests.redaction.pdf.test_neighbours_stay import text_after

WIDE = FONT_METRICS["Helvetica"][1]


def length(text: str, size: float) -> float:
    return float(sum(WIDE[letter] for letter in text) * size / 1000)


def letters_after(tmp_path: Path, content: str) -> list[tuple[str, float, float]]:
    """Every letter of the redacted page, with its left edge and its foot."""
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(a_page(content))
    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)
    page = pypdfium2.PdfDocument(target)[0].get_textpage()
    found = []
    for index in range(page.count_chars()):
        left, bottom, _, _ = page.get_charbox(index)
        found.append((page.get_text_range(index, 1), left, bottom))
    return [each for each in found if each[0].strip()]


def test_letter_space_that_kerns_take_back_parts_no_word(tmp_path: Path) -> None:
    spelt = " -108 ".join(f"({letter})" for letter in "kitchen")
    content = f"BT /F1 18 Tf -2 Tc 72 700 Td [{spelt}] TJ 0 Tc 90 0 Td (and {NAME}) Tj ET"

    assert "kitchen" in text_after(tmp_path, content)


def test_letter_space_behind_the_last_letter_of_a_piece_is_taken_back_by_the_next(tmp_path: Path) -> None:
    # So it is in what groff writes: a wide letter space stands for the space of a word, and lasts too long.
    after = length(".I", 10) + 6.9
    content = (
        f"BT /F1 10 Tf 72 700 Td ({NAME} came) Tj 6.9 Tc {length(NAME + ' came', 10)} 0 Td (.I) Tj "
        f"0 Tc {after} 0 Td (n no event was it said) Tj ET"
    )

    assert "In no event" in text_after(tmp_path, content)


def test_letters_that_stand_apart_by_letter_space_alone_stay_one_word(tmp_path: Path) -> None:
    content = f"BT /F1 10 Tf 3 Tc 72 700 Td (kit) Tj (chen) Tj 0 Tc ( and {NAME}) Tj ET"

    letters = letters_after(tmp_path, content)

    (t,) = (left for letter, left, _ in letters if letter == "t")
    c = next(left for letter, left, _ in letters if letter == "c")
    assert c - t < length("t", 10) + 4


def test_a_space_that_word_spacing_took_the_width_of_parts_no_word(tmp_path: Path) -> None:
    content = (
        f"BT /F1 10 Tf 72 700 Td ({NAME} had v) Tj {length(NAME + ' had v', 10)} 0 Td -2.63 Tw (ar ious) Tj "
        f"0 Tw {length('arious', 10) + 0.15} 0 Td ( aunts and then more) Tj ET"
    )

    letters = letters_after(tmp_path, content)

    word = next(
        letters[at : at + 7]
        for at in range(len(letters))
        if "".join(letter for letter, _, _ in letters[at : at + 7]) == "various"
    )
    assert word[-1][1] - word[0][1] < length("variou", 10) + 1


def test_far_taller_print_that_lies_over_a_term_stays_where_it_is(tmp_path: Path) -> None:
    turn = math.sqrt(0.5)
    stamp = f"BT /F1 36 Tf {turn} {-turn} {turn} {turn} 20 760 Tm (Received on the ninth of May) Tj ET"
    # Wherever a letter of the stamp has its middle, one of the names runs over it.
    rows = " ".join(
        f"BT /F1 10 Tf 30 {row} Td ({NAME} and {NAME} and {NAME}) Tj ET" for row in range(480, 760, 14)
    )

    before = letters_after(tmp_path, stamp)
    after = letters_after(tmp_path, f"{stamp} {rows}")

    moved = [
        letter
        for letter, left, foot in before
        if not any(letter == each and abs(left - x) < 0.1 and abs(foot - y) < 0.1 for each, x, y in after)
    ]
    assert moved == []


def test_letters_set_one_by_one_and_wide_apart_are_parted_by_their_spaces_alone(tmp_path: Path) -> None:
    size, x, shown = 10.0, 72.0, []
    for letter in f"with {NAME} at home made bread and sour cream":
        shown.append(f"1 0 0 1 {x:.3f} 700 Tm ({letter}) Tj")
        x += length(letter, size) + 0.12 * size

    assert "at home made bread and sour cream" in text_after(
        tmp_path, f"BT /F1 {size} Tf {' '.join(shown)} ET"
    )
