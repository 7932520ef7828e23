"""What is kept in memory while a document is redacted."""

import gc
from pathlib import Path

from pikepdf import Pdf

from redaction.pdf.interpret import Interpreter
from redaction.pdf.library import Library
from redaction.pdf.text_state import Segment
from redaction.pdf.unhurried import unhurried
from tests.redaction.planting import Torture, show


def test_a_page_that_was_read_goes_by_itself(tmp_path: Path) -> None:
    made = Torture()
    made.page(show("Ada Quillon went home"))
    made.pdf.save(tmp_path / "one.pdf")
    gc.collect()
    gc.disable()
    try:
        with Pdf.open(tmp_path / "one.pdf") as pdf:
            content = Interpreter(Library()).read(pdf.pages[0].obj)
            has_read = bool(content.segments)
            del content
            left = [each for each in gc.get_objects() if isinstance(each, Segment)]
    finally:
        gc.enable()

    assert has_read
    assert left == []


def test_the_search_for_circles_is_as_it_was_after_a_burn() -> None:
    before = gc.get_threshold()
    with unhurried():
        during = gc.get_threshold()

    assert during[0] > before[0]
    assert gc.get_threshold() == before
