"""Lines that are no paragraph stay lines of their own, and what is set anew stays inside its cell."""

from pathlib import Path

import pypdfium2
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page, burned, column, lines_of
from tests.redaction.pdf.test_neighbours_stay import shown_in_pieces, text_after
from tests.redaction.typesetter import Face, Sheet


def words_of(path: Path) -> list[tuple[str, float]]:
    """Each line of print with the place where its last letter ends."""
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    return [
        (page.get_text_bounded(*page.get_rect(index)), page.get_rect(index)[2])
        for index in range(page.count_rects())
    ]


class TestRaisedWords:
    """A small raised word between two words keeps its room."""

    @pytest.mark.parametrize("raised", ["eos", "see the second annex"])
    def test_a_raised_word_is_not_drawn_over(self, tmp_path: Path, raised: str) -> None:
        content = shown_in_pieces([
            (f"Then {NAME} came ", 12, 0), (raised, 7, 4), (" and sat down", 12, 0),
        ])  # fmt: skip

        assert f"came {raised} and sat down" in " ".join(text_after(tmp_path, content).split())

    def test_small_print_that_stands_over_a_word_is_no_part_of_its_line(self, tmp_path: Path) -> None:
        over = "BT /F1 7 Tf 80 704 Td (note) Tj ET"

        left = text_after(tmp_path, f"{over} BT /F1 12 Tf 72 700 Td (Then {NAME} came and sat down) Tj ET")

        assert "came and sat down" in left


class TestForms:
    """A form keeps its rules to write on."""

    def test_a_rule_that_other_lines_have_as_well_stays_as_long(self, tmp_path: Path) -> None:
        rule = "_" * 12
        rows = [f"{NAME} signed: {rule} on: {rule}", f"Signed: {rule}", f"Seen: {rule}"]

        assert lines_of(burned(tmp_path, a_page(column(72, rows))))[0].count(rule) == 2

    def test_how_long_a_rule_of_its_own_length_was_is_not_told(self, tmp_path: Path) -> None:
        rows = [
            lines_of(burned(tmp_path, a_page(column(72, [f"{NAME} signed: {'_' * length} here"]))))[0]
            for length in (9, 23)
        ]

        assert rows[0] == rows[1]
        assert rows[0].strip().endswith("signed: ____ here")


class TestLists:
    """Lines that each begin anew are not run together."""

    def test_the_lines_of_a_receipt_stay_apart(self, tmp_path: Path) -> None:
        rows = [
            "Register 7 in the shop", "Adapter 79.99 and a box", f"Sold to {NAME} and others (15%)", "At 29.00",
            "Paid by card at the till", "Card ending in 4782 taken", "TOTAL 821.14 with the tax",
            "Returns within 30 days", "Ref 20241123",
        ]  # fmt: skip

        left = lines_of(burned(tmp_path, a_page(column(72, rows))))

        assert len(left) == len(rows)
        assert left[3].strip() == "At 29.00"

    def test_a_heading_takes_no_words_of_the_paragraph_under_it(self, tmp_path: Path) -> None:
        heading = f"BT /F1 11 Tf 72 722 Td (What they were told of {NAME} by the school) Tj ET"
        rows = [
            "it was put down by the officers who came to the house", "and then they were read out to all of them",
            "in the kitchen of the house, where an aunt was as well", "until the meeting was over on the ninth",
        ]  # fmt: skip

        left = lines_of(burned(tmp_path, a_page(f"{heading} {column(72, rows)}")))

        assert [line.strip() for line in left[1:]] == rows


class TestCells:
    """What is set anew in a cell does not run over its rule."""

    def test_a_line_of_the_last_cell_ends_before_the_rule(self, tmp_path: Path) -> None:
        sheet = Sheet(Face("LiberationSans-Regular"))
        rows = [
            "utilities, refineries, steel", "makers, and dry cleaners", f"or for {NAME} and",
            "or a craft of that kind", "things",
        ]  # fmt: skip
        for row, text in enumerate(rows):
            sheet.show(400, 700 - 13 * row, text)
        edge = 400 + max(sheet.face.length(each) for each in rows if NAME not in each) + 6
        sheet.ops.append(f"{edge:.2f} 600 0.6 130 re f")
        sheet.written(tmp_path / "source.pdf")
        entries = (ScheduleEntry(NAME, Ground.CHILD),)

        burn(tmp_path / "source.pdf", tmp_path / "target.pdf", Schedule(entries), ocr=None)

        assert max(right for _, right in words_of(tmp_path / "target.pdf")) < edge

    def test_a_cell_that_stands_close_to_the_rule_of_its_table_is_a_cell_of_its_own(
        self, tmp_path: Path
    ) -> None:
        # As spreadsheets print: figures end at the rule, and words begin right behind it.
        sheet = Sheet(Face("LiberationSans-Regular"))
        rows = ["Precept of the year", f"Rent for {NAME}", "Wayleave payment"]
        for row, text in enumerate(rows):
            figure = f"{5 * row}15.00"
            sheet.show(159.4 - sheet.face.length(figure), 700 - 14 * row, figure)
            sheet.show(161, 700 - 14 * row, text)
            sheet.ops.append(f"159.8 {696 - 14 * row} 0.6 14 re f")
        sheet.written(tmp_path / "source.pdf")

        burn(
            tmp_path / "source.pdf",
            tmp_path / "target.pdf",
            Schedule((ScheduleEntry(NAME, Ground.CHILD),)),
            ocr=None,
        )

        before, after = (
            pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")[0].get_textpage() for name in ("source", "target")
        )
        places = [page.get_charbox(page.get_text_range().index("Rent"))[0] for page in (before, after)]
        assert places[1] == pytest.approx(places[0], abs=0.2)

    def test_a_rule_that_lines_cross_bounds_nothing(self, tmp_path: Path) -> None:
        rows = [
            f"and then {NAME} came home with them",
            *["and it was late in the year when they came there"] * 3,
        ]
        line = "150 600 0.6 130 re f"

        crossed, free = (
            lines_of(burned(tmp_path, a_page(f"{drawn} {column(72, rows)}"))) for drawn in (line, "")
        )

        assert crossed == free


class TestLaidAcross:
    """What is laid across a name says nothing of it, or goes with it."""

    @pytest.mark.parametrize(
        ("across", "is_left"),
        [(NAME.lower()[::-1], False), (NAME[::2], False), (NAME[:2], False), ("XQ", True)],
        ids=["the name backwards", "each second letter", "its first letters", "something else"],
    )
    def test_letters_of_a_name_go_and_other_letters_stay(
        self, tmp_path: Path, across: str, *, is_left: bool
    ) -> None:
        over = f"BT /F1 12 Tf 100 702.5 Td ({across}) Tj ET"

        left = text_after(tmp_path, f"{over} BT /F1 12 Tf 72 700 Td (Then {NAME} came and sat down) Tj ET")

        assert (across in left) is is_left
        assert "came and sat down" in left
