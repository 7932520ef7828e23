"""Columns, lists and drawings stay what they are when a line beside them is set anew."""

from pathlib import Path

import pypdfium2
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.desk import a_pdf

NAME = "Marguerite Oyelaran"


def a_page(content: str) -> bytes:
    """A page of Helvetica with this content stream in place of its own."""
    held = a_pdf("x")
    start = held.index(b"4 0 obj")
    stream = content.encode("latin-1")
    own = b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(stream), stream)
    end = held.index(b"5 0 obj")
    return held[:start] + own + held[end:]


def column(left: float, lines: list[str]) -> str:
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf 13 TL {left} 700 Td {shown} ET"


def burned(tmp_path: Path, held: bytes) -> Path:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(held)
    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)
    return target


def lines_of(path: Path, left: float = 0, right: float = 595) -> list[str]:
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    text: str = page.get_text_bounded(left=left, right=right, bottom=0, top=842)
    return text.split("\r\n")


def test_a_formula_across_the_gutter_stays_where_it_is(tmp_path: Path) -> None:
    left = ["Thursday the officers came back to ask", f"again for {NAME}", "who had left the house"]
    formula = " ".join(
        f"BT /F1 11 Tf {x} {y} Td ({shown}) Tj ET"
        for x, y, shown in [
            (331, 712, "An aligned set of equations"), (352.9, 687, "f"), (360, 693, "1   2"), (360, 681, "3   4"),
            (383.3, 687, "g"), (391, 693, "1   1"), (391, 681, "0   1"), (415.7, 687, "h"),
        ]
    )  # fmt: skip
    source = a_page(f"{column(72, left)} {column(300, ['Lists often occur'] * 4)} {formula}")

    target = burned(tmp_path, source)

    page = pypdfium2.PdfDocument(target)[0].get_textpage()
    text = page.get_text_range()
    begun = [round(page.get_charbox(text.rindex(letter))[0]) for letter in "fgh" if letter in text]
    original = pypdfium2.PdfDocument(tmp_path / "source.pdf")[0].get_textpage()
    said = original.get_text_range()
    assert begun == [round(original.get_charbox(said.rindex(letter))[0]) for letter in "fgh"]


@pytest.mark.parametrize(
    ("spaces", "stays"), [((-0.4,) * 5, True), ((-0.4, -0.31, -0.22, -0.37, -0.19), False)]
)
def test_letters_stay_close_where_all_lines_are_set_so_and_not_where_each_is_fitted(
    tmp_path: Path, spaces: tuple[float, ...], stays: bool
) -> None:
    rows = [
        "The copy that was sent to the school",
        f"was for {NAME} alone",
        "and not for",
        "the others who",
        "asked.",
    ]
    shown = " ".join(
        f"{space} Tc 72 {700 - 13 * row} Td ({line}) Tj 1 0 0 1 0 0 Tm"
        for row, (space, line) in enumerate(zip(spaces, rows, strict=True))
    )

    target = burned(tmp_path, a_page(f"BT /F1 11 Tf {shown} ET"))

    text = pypdfium2.PdfDocument(target)[0].get_textpage()
    begin = text.get_text_range().index("alone")
    wide = text.get_charbox(begin + 4)[0] - text.get_charbox(begin)[0]
    assert (wide < 20) == stays


def test_an_item_stays_as_far_from_its_number_as_the_others(tmp_path: Path) -> None:
    items = ["The letter that was sent", f"What {NAME} said", "The answer to it"]
    shown = " ".join(
        f"1 0 0 1 72 {700 - 14 * row} Tm ({row + 1}-) Tj 1 0 0 1 96 {700 - 14 * row} Tm ({item}) Tj"
        for row, item in enumerate(items)
    )

    target = burned(tmp_path, a_page(f"BT /F1 11 Tf {shown} ET"))

    text = pypdfium2.PdfDocument(target)[0].get_textpage()
    assert text.get_charbox(text.get_text_range().index("What"))[0] == pytest.approx(96, abs=1)


def test_a_word_parted_by_a_hyphen_is_whole_again_in_the_middle_of_a_line(tmp_path: Path) -> None:
    lines = [
        f"{NAME} said of the copy that was sent to them by then that docu-",
        "ment after document was put together by Mary-Ann and by Mary-",
        "Ann alone at the house on the Monday and that no other of this sort",
        "was found in the drawer, though others had looked for one until the",
        "evening and had asked the neighbours whether they had seen it there.",
    ]

    target = burned(tmp_path, a_page(column(72, lines)))

    text = " ".join(line.strip() for line in lines_of(target))
    assert "that document after document was" in text
    assert "by Mary-Ann and by Mary-Ann alone" in text


def test_the_lines_of_two_columns_are_not_run_together(tmp_path: Path) -> None:
    # Each line of the left one ends 13 points before the right one begins: closer than an em and a half.
    left = ["Thursday the officers came back to ask", f"again for {NAME}", "who had left the house by the back door",
            "and was not seen by anyone until night", "when the neighbour heard the gate again."]  # fmt: skip
    right = [
        "The second column speaks of other days",
        "and of another house, where nobody had",
        "heard of any of this until the morning",
        "when a letter came that told them all of",
        "what had been done.",
    ]

    target = burned(tmp_path, a_page(column(72, left) + " " + column(286, right)))

    assert [line.strip() for line in lines_of(target, left=280)] == right


def test_a_list_of_short_lines_is_not_run_together(tmp_path: Path) -> None:
    target = burned(tmp_path, a_pdf("Chronology", f"Seen with {NAME} on Monday.", "No further action"))

    assert lines_of(target)[-1] == "No further action"


def test_what_is_drawn_beside_a_column_is_left_alone(tmp_path: Path) -> None:
    text = column(72, [f"Visit to {NAME} and to others", "on Monday"]) + " " + column(420, ["Figure 1"])
    drawing = "1 w 330 695 m 400 695 l S 330 690 40 15 re S"

    target = burned(tmp_path, a_page(f"{text} {drawing}"))

    pixels = pypdfium2.PdfDocument(target)[0].render(scale=1, grayscale=True).to_pil()
    assert pixels.getpixel((335, 842 - 695)) < 160
    assert pixels.getpixel((395, 842 - 695)) < 160


@pytest.mark.parametrize("label", ["", "Child A"])
def test_a_label_keeps_columns_too(label: str, tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    left = [
        f"Met {NAME} at the gate",
        "and walked with her to the other end of",
        "the lane before it was dark.",
    ]
    right = ["Another column", "of other words", "that stays."]
    source.write_bytes(a_page(column(72, left) + " " + column(290, right)))

    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD, label),)), ocr=None)

    assert [line.strip() for line in lines_of(target, left=285)] == right


ROWS = [
    ("It was on that evening that", "the garden has a wall with"),
    ("a neighbour saw Marguerite", "an old kitchen stair and no"),
    ("Oyelaran come to the house", "light at all in the winter so"),
]


def test_a_name_goes_over_the_lines_of_a_column_that_was_written_across(tmp_path: Path) -> None:
    shown = " ".join(
        f"BT /F1 11 Tf {x} {700 - 13 * row} Td ({words}) Tj ET"
        for row, both in enumerate(ROWS)
        for x, words in zip((72, 320), both, strict=True)
    )

    left = " ".join(" ".join(lines_of(burned(tmp_path, a_page(shown)), right=310)).split())

    assert "Marguerite" not in left
    assert "Oyelaran" not in left
    assert "come to the house" in left


def test_the_two_parts_of_a_name_in_two_columns_are_not_that_name(tmp_path: Path) -> None:
    rows = [("Seen by", "Oyelaran"), ("Marguerite", "Seen by"), ("and by", "two others")]
    shown = " ".join(
        f"BT /F1 11 Tf {x} {700 - 13 * row} Td ({words}) Tj ET"
        for row, both in enumerate(rows)
        for x, words in zip((72, 320), both, strict=True)
    )

    held = burned(tmp_path, a_page(shown))

    assert "Marguerite" in " ".join(lines_of(held))
    assert "Oyelaran" in " ".join(lines_of(held))
