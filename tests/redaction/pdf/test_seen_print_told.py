"""What OCR alone reads in print is told like any other removal: the schedule and the checker go by what is told."""

from pathlib import Path

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from redaction.verify.burned import Burned
from redaction.verify.pdf import likeness
from redaction.verify.verdict import CheckState
from tests.redaction.scans import Reader
from tests.redaction.typesetter import FONTS, Face, Sheet

DPI = 200
TERM = "OQuillon"


def test_a_word_that_only_the_eye_reads_is_told_with_its_place(tmp_path: Path) -> None:
    """A circle stands before it, as on a form: its text says less than the eye reads."""
    sheet = Sheet(Face(FONTS[0]))
    sheet.show(100, 600, "Quillon")
    sheet.rule(88, 599, 8, thick=8)
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    sheet.written(source)
    inches = 100 / 72, (842 - 609) / 72, (100 + sheet.face.length("Quillon")) / 72, (842 - 597) / 72
    reader = Reader(OcrWord(TERM, Box(*(DPI * side for side in inches)), 95.0, 0))

    report = burn(source, target, Schedule((ScheduleEntry(TERM, Ground.CHILD),)), ocr=reader)

    assert report.rasterised_pages == ()
    (told,) = report.removals
    assert (told.page_number, told.entry) == (1, 0)
    assert told.box.left < 110 < told.box.right
    assert told.box.top < 842 - 603 < told.box.bottom
    found = likeness.of_pages(target, source, Burned.from_record(report.as_record()))
    assert found.state is CheckState.CLEAN
