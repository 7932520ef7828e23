"""What stands beside a term stays: the classes of lost words that real documents showed, one case of each."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.interpret import Interpreter
from redaction.pdf.library import Library
from redaction.pdf.match import mark
from redaction.pdf.taking import take_under
from redaction.schedule import Schedule, ScheduleEntry
from redaction.wording.needles import Needles
from tests.redaction.pdf.test_columns import NAME, a_page


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


def shown_in_pieces(pieces: list[tuple[str, float, float]]) -> str:
    """Pieces of Helvetica (text, size, how far raised) side by side, each with a place of its own."""
    at, ops = 72.0, []
    for text, size, rise in pieces:
        ops.append(f"BT /F1 {size} Tf {at:.3f} {700 + rise} Td ({text}) Tj ET")
        at += sum(FONT_METRICS["Helvetica"][1][letter] for letter in text) * size / 1000
    return " ".join(ops)


def test_a_raised_number_moves_with_its_word_and_parts_no_column(tmp_path: Path) -> None:
    content = shown_in_pieces([
        (f"{NAME} sat from the 24", 12, 0), ("th", 7, 4), (" ", 12, 0),
        ("and the 26", 12, 0), ("th", 7, 4), (" ", 12, 0), ("of May.", 12, 0),
    ])  # fmt: skip

    assert "24th and the 26th of May." in text_after(tmp_path, content)


def test_a_word_shown_letter_by_letter_keeps_both_of_its_twin_letters(tmp_path: Path) -> None:
    content = shown_in_pieces(
        [*((letter, 11, 0) for letter in "https"), (" ", 11, 0), (f"and {NAME}", 11, 0)]
    )

    assert "https" in text_after(tmp_path, content)


def test_a_heading_in_larger_print_beside_a_column_is_no_part_of_its_line(tmp_path: Path) -> None:
    line = f"That is what {NAME} said of it on the day"
    # The gap between columns that LaTeX leaves is less than 0.7 em of a heading, but not of the print beside it.
    beside = 72 + sum(FONT_METRICS["Helvetica"][1][letter] for letter in line) * 10 / 1000 + 9.9
    below = [f"BT /F1 10 Tf 72 {687 - 13 * row} Td (and so it was put down) Tj ET" for row in range(4)]
    heading = f"BT /F1 14.3 Tf {beside} 700 Td (Two) Tj 40 0 Td (Structures) Tj ET"
    heading += f" BT /F1 10 Tf {beside} 670 Td (What is under it begins where it begins.) Tj ET"
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(a_page(f"BT /F1 10 Tf 72 700 Td ({line}) Tj ET {' '.join(below)} {heading}"))

    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)

    page = pypdfium2.PdfDocument(target)[0].get_textpage()
    kept = page.get_text_bounded(left=beside - 1, right=595, bottom=690, top=720)
    assert kept.split() == ["Two", "Structures"]


def taken_under_ocr(*, first: int) -> tuple[int, int, set[int]]:
    """What goes of an address whose term was found as text, when OCR sees the term from this letter to the 23rd."""
    page = a_page("BT /F1 11 Tf 72 700 Td (https://quillon.example.org/?a=b) Tj ET")
    with pikepdf.open(io.BytesIO(page)) as pdf:
        content = Interpreter(Library()).read(pdf.pages[0].obj)
    mark(content, Needles(["Quillon"]), ())
    (segment,) = content.segments
    begin, end = (segment.point_at(segment.glyphs.at[place])[0] for place in (first, 23))
    gone, fresh = take_under([(begin, 690), (end, 720)], content.segments, 0)
    return gone, fresh, segment.removed


def test_what_ocr_reads_beside_a_term_found_as_text_stays() -> None:
    # OCR gives one box to a long address: the place of the term in it is worked out, and some letters off.
    gone, fresh, removed = taken_under_ocr(first=11)

    assert (gone, fresh) == (4, 0)
    assert removed == set(range(8, 15))


def test_what_ocr_reads_where_only_the_end_of_another_term_went_still_goes() -> None:
    gone, fresh, _ = taken_under_ocr(first=13)

    assert (gone, fresh) == (2, 8)


def test_the_report_says_that_the_tags_of_a_tagged_document_did_not_travel(tmp_path: Path) -> None:
    source, entries = tmp_path / "source.pdf", (ScheduleEntry(NAME, Ground.CHILD),)
    source.write_bytes(a_page(f"BT /F1 11 Tf 72 700 Td (By {NAME}) Tj ET"))
    plain = burn(source, tmp_path / "plain.pdf", Schedule(entries), ocr=None)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pdf.save(source)

    tagged = burn(source, tmp_path / "tagged.pdf", Schedule(entries), ocr=None)

    assert (plain.left_out, tagged.left_out) == ((), ("tags for screen readers",))


def test_spaces_that_lie_over_a_line_cover_none_of_its_words(tmp_path: Path) -> None:
    """A layout in columns leaves runs of spaces there; one of them was read between two pieces of the term."""
    half = len(NAME) // 2
    first = f"It was the same as when {NAME[:half]}"
    width = sum(FONT_METRICS["Helvetica"][1][letter] for letter in first) * 11 / 1000
    content = (
        f"BT /F1 11 Tf 72 700 Td ({first}) Tj ET BT /F1 11 Tf 100 700 Td ({' ' * 24}) Tj ET "
        f"BT /F1 11 Tf {72 + width} 700 Td ({NAME[half:]} stood up) Tj ET"
    )

    left = text_after(tmp_path, content)

    assert "It was the same as when" in left and "stood up" in left
    assert not Needles([NAME]).occur_in(left)


def width_of(text: str, size: float) -> float:
    return float(sum(FONT_METRICS["Helvetica"][1][letter] for letter in text)) * size / 1000


def test_a_raised_number_stays_with_its_word_though_another_column_has_a_line_at_its_height(
    tmp_path: Path,
) -> None:
    head = f"to {NAME} of tables."
    after = 72 + width_of(head, 10)
    line = (
        f"BT /F1 10 Tf 72 700 Td ({head}) Tj ET BT /F1 7 Tf {after} 703.6 Td (1) Tj ET "
        f"BT /F1 10 Tf {after + 4.5} 700 Td (  The docu-) Tj ET"
    )
    beside = "BT /F1 10 Tf 340 703.6 Td (Another column has a line just here) Tj ET"

    text_after(tmp_path, f"{line} {beside}")

    page = pypdfium2.PdfDocument(tmp_path / "target.pdf")[0].get_textpage()
    number = page.get_text_range().index("1")
    begin = page.get_text_range().index("The docu")
    assert page.get_charbox(begin)[0] - page.get_charbox(number)[2] > 4


def test_small_print_across_a_gutter_is_not_moved_with_the_line_at_its_height(tmp_path: Path) -> None:
    line = f"BT /F1 11 Tf 72 700 Td (and {NAME} was not seen there) Tj ET"
    labels = (
        f"BT /F1 6 Tf 390 704 Td (Basic Pattern) Tj ET BT /F1 6 Tf 393 698 Td (of {NAME} alone) Tj ET "
        "BT /F1 6 Tf 390 690 Td (Chronology) Tj ET"
    )

    left = text_after(tmp_path, f"{line} {labels}")

    assert "Basic Pattern" in left


def test_a_word_that_moves_the_pen_back_behind_it_keeps_its_raised_number(tmp_path: Path) -> None:
    word = "requerida"
    end = 72 + width_of(word, 12)
    content = (
        f"BT /F1 12 Tf 72 700 Td [({word}) 444] TJ ET BT /F1 8 Tf {end} 705.5 Td (6) Tj ET "
        f"BT /F1 12 Tf {end + 4.4} 700 Td (, dijo {NAME}) Tj ET"
    )

    assert "requerida6" in text_after(tmp_path, content)
