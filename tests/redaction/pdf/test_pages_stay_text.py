"""A page stays text: what once made one a picture of itself, one case of each."""

from pathlib import Path

import pikepdf

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page, lines_of

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
