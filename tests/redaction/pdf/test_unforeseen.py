"""A page that our own reading stumbles over becomes a picture, and whoever runs the service learns where that was."""

from pathlib import Path

import pikepdf

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.unforeseen import where_from
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.hiding_places import SECRET, a_clean_pdf


def _beyond_measure(pdf: pikepdf.Pdf) -> None:
    """Letters so large that nobody can say where they end."""
    drawn = f"BT /F1 1e400 Tf 72 600 Td ({SECRET}) Tj ET"
    pdf.pages[0].obj.Contents = pdf.make_stream(drawn.encode())


def _burned(tmp_path: Path, held: bytes) -> BurnReport:
    source = tmp_path / "source.pdf"
    source.write_bytes(held)
    return burn(source, tmp_path / "out.pdf", Schedule((ScheduleEntry(SECRET, Ground.CHILD),)), ocr=None)


def test_a_page_that_is_read_tells_of_no_fault(tmp_path: Path) -> None:
    assert _burned(tmp_path, a_clean_pdf()).faults == ()


def test_kind_and_place_are_told_and_nothing_of_the_document(tmp_path: Path) -> None:
    report = _burned(tmp_path, a_clean_pdf(_beyond_measure))

    assert report.rasterised_pages == (1,)
    (told,) = report.faults
    kind, where = told.split(" at ")
    file, line = where.split(" ")
    assert kind == "OverflowError"
    assert file.startswith("redaction/pdf/")
    assert line.isdigit()


def test_a_page_given_up_on_purpose_is_no_fault() -> None:
    assert not where_from(ContentUnreadable())


def test_a_fault_raised_by_none_of_our_lines_is_told_by_its_kind_alone() -> None:
    assert where_from(KeyError(SECRET)) == "KeyError"


def test_what_was_told_crosses_the_border_of_a_child(tmp_path: Path) -> None:
    report = _burned(tmp_path, a_clean_pdf(_beyond_measure))

    assert BurnReport.from_record(report.as_record()) == report
