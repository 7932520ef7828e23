"""A page stays text: what once made one a picture of itself, one case of each."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page, lines_of
from tests.redaction.planting import Torture
from tests.redaction.reading_back import by_poppler

SCHEDULE = Schedule((ScheduleEntry(NAME, Ground.CHILD),))


def test_a_line_of_spaces_below_a_paragraph_ends_it(tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    lines = [
        "The letter was sent to the house on the Monday and the officer who brought it",
        f"asked for {NAME}, who did not come to the door while the others were",
        "speaking in the front room, and it was left with an aunt who had come to stay",
        "  ",
        "Another paragraph that begins after a line of nothing but spaces, and is filled",
    ]
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    source.write_bytes(a_page(f"BT /F1 11 Tf 13 TL 72 700 Td {shown} ET"))

    report = burn(source, target, SCHEDULE, ocr=None)

    assert report.rasterised_pages == ()
    assert lines[-1] in [line.strip() for line in lines_of(target)]


def test_a_line_of_spaces_above_a_line_that_begins_with_a_term_is_no_part_of_it(tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    rows = ["This is a line of the letter that is as long as lines are on this page"] * 4
    shown = " ".join(f"({line}) Tj T*" for line in [*rows, "  ", f"{NAME} was seen by the aunt", *rows])
    source.write_bytes(a_page(f"BT /F1 11 Tf 13 TL 72 700 Td {shown} ET"))

    report = burn(source, target, SCHEDULE, ocr=None)

    assert report.rasterised_pages == ()
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
    assert sum(line.strip() == rows[0] for line in lines_of(target)) == 8


def drawn_in_pixels(target: Path, *, upside_down: bool) -> None:
    """A document in a Type3 font whose letters are drawn in pixels, 41 to an em, at a size of 0.24."""
    made = Torture()
    turn = -1 if upside_down else 1
    letters = made.stream(b"40 0 0 -10 31 30 d1 3 0 25 30 re f")
    names = [Name(f"/{letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([1, 0, 0, turn, 0, 0]), FirstChar=65, LastChar=90,
        FontBBox=Array([0, 0, 0, 0]), Widths=Array([31] * 26), Resources=Dictionary(),
        CharProcs=Dictionary({str(name): letters for name in names}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, *names])),
    )  # fmt: skip
    words = " ".join(
        f"1 0 0 {turn} {72 + 100 * place} 700 Tm ({word}) Tj"
        for place, word in enumerate(("LANTERN", "QUILLON", "POST"))
    )
    page = made.page(f"BT /T 0.24 Tf {words} ET")
    page.Resources.Font.T = font
    made.pdf.save(target)


@pytest.mark.parametrize("upside_down", [False, True])
def test_a_term_in_letters_drawn_in_pixels_is_covered_by_a_bar_as_tall_as_they_are(
    tmp_path: Path, upside_down: bool
) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    drawn_in_pixels(source, upside_down=upside_down)

    report = burn(source, target, Schedule((ScheduleEntry("Quillon", Ground.CHILD),)), ocr=None)

    assert report.rasterised_pages == ()
    ((box, *others),) = [[each.box for each in report.removals]]
    assert not others
    assert 9 < box.bottom - box.top < 20
    assert 792 - 714 < box.top < 792 - 709 < 792 - 700 < box.bottom < 792 - 694
    assert "POST" in by_poppler(target)
