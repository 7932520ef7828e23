"""What stands beside a term stays: the classes of lost words that real documents showed, one case of each."""

from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.test_columns import NAME, a_page


def text_after(tmp_path: Path, content: str) -> str:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(a_page(content))
    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)
    return str(pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range())


def test_the_points_of_figures_on_a_line_with_a_bar_are_no_leaders(tmp_path: Path) -> None:
    content = (
        f"BT /F1 11 Tf 72 700 Td ({NAME} was paid 75.6, 6.1, 5.7 and 0.5 of it.) Tj ET "
        "BT /F1 11 Tf 400 700 Td (3.4  8.8  9.1) Tj ET"
    )

    left = text_after(tmp_path, content).split()

    assert {"75.6,", "6.1,", "5.7", "0.5", "3.4", "8.8", "9.1"} <= set(left)


def test_leader_dots_on_a_line_with_a_bar_still_go(tmp_path: Path) -> None:
    left = text_after(tmp_path, f"BT /F1 11 Tf 72 700 Td ({NAME} . . . . . . . . . 14) Tj ET")

    assert "14" in left
    assert "." not in left


def test_a_huge_letter_on_the_line_does_not_drag_the_lines_around_it_along(tmp_path: Path) -> None:
    above = "BT /F1 11 Tf 72 713 Td (Comments on quality in publishing) Tj ET"
    line = f"BT /F1 11 Tf 72 700 Td (By {NAME} and others) Tj ET BT /F1 90 Tf 400 700 Td (A) Tj ET"

    left = text_after(tmp_path, f"{above} {line}")

    assert "Comments on quality in publishing" in left


def test_a_space_that_another_engine_takes_for_narrower_costs_no_neighbour(tmp_path: Path) -> None:
    # pdfium gives a space that its font does not have no width, so that it sees each word further to the left.
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(a_page("BT /F1 11 Tf 72 700 Td (Words that should have spaces between them.) Tj ET"))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([32, Name("/.notdef")]))
        pdf.save(source)
    entries = tuple(ScheduleEntry(term, Ground.CHILD) for term in ("that", "have", "them"))

    burn(source, target, Schedule(entries), ocr=None)

    left = str(pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range())
    assert [word for word in ("Words", "should", "spaces", "between") if word not in left] == []
    assert [word for word in ("that", "have", "them") if word in left] == []
