"""A name that begins on one page and ends on the next goes from both."""

from pathlib import Path

import pikepdf
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.page_breaks import edge_lines, halves
from redaction.schedule import Schedule, ScheduleEntry
from redaction.wording.needles import Needles
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_pdfminer, by_poppler, letters


def burned(made: Torture, folder: Path, *terms: str) -> tuple[Path, tuple[int, ...]]:
    made.pdf.save(folder / "source.pdf")
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    report = burn(folder / "source.pdf", folder / "copy.pdf", schedule, ocr=None)
    assert report.rasterised_pages == ()
    return folder / "copy.pdf", tuple(removal.page_number for removal in report.removals)


class TestOverPages:
    """The last line of a page reads on in the first of the next, whatever footer and header stand between."""

    @pytest.mark.parametrize(
        ("end", "start"),
        [("was seen by Quillon", "Marsh on Monday"), ("was seen by Quil-", "lon Marsh on Monday")],
        ids=["between words", "within a word"],
    )
    @pytest.mark.parametrize("furniture", [False, True], ids=["bare", "with header and footer"])
    def test_a_name_cut_by_a_page_break_goes_from_both_pages(
        self, tmp_path: Path, end: str, start: str, *, furniture: bool
    ) -> None:
        made = Torture()
        footer = (
            "\n" + show("Report of the panel", y=50) + "\n" + show("Page 1 of 2", y=36) if furniture else ""
        )
        header = show("Strictly for the panel", y=770) + "\n" if furniture else ""
        made.page(show("The boy") + show(end, y=90) + footer)
        made.page(header + show(start) + show("and then went home", y=680))

        copy, pages = burned(made, tmp_path, "Quillon Marsh")

        for text in (by_pdfium(copy), by_poppler(copy), by_pdfminer(copy)):
            assert not {"quillon", "marsh"} & set(text.casefold().replace("-", " ").split())
            assert "quil" not in letters(text)
            assert "wasseenby" in letters(text)
            assert "onmonday" in letters(text)
        assert pages == (1, 2)

    def test_words_that_only_meet_at_a_page_break_stay_when_they_spell_no_term(self, tmp_path: Path) -> None:
        made = Torture()
        made.page(show("was seen by Quillon", y=90))
        made.page(show("Hart on Monday"))

        copy, pages = burned(made, tmp_path, "Quillon Marsh")

        assert pages == ()
        assert "Quillon" in by_pdfium(copy)


class TestOverBorders:
    """Columns and forms cut names too."""

    def test_a_name_that_begins_in_one_column_and_ends_in_the_next_goes(self, tmp_path: Path) -> None:
        made = Torture()
        made.page(show("was seen by Quillon", y=100) + show("Marsh on Monday", x=330, y=700))

        copy, _ = burned(made, tmp_path, "Quillon Marsh")

        assert not {"Quillon", "Marsh"} & set(by_pdfium(copy).split())

    def test_a_name_that_begins_on_the_page_and_ends_in_a_form_goes(self, tmp_path: Path) -> None:
        made = Torture()
        inside = made.form(show("Marsh on Monday", x=118).encode())
        made.page(show("Quillon") + "\n/Fm Do", XObject=pikepdf.Dictionary(Fm=inside))

        copy, _ = burned(made, tmp_path, "Quillon Marsh")

        assert not {"Quillon", "Marsh"} & set(by_pdfium(copy).split())
        assert "Monday" in by_pdfium(copy)


class TestHalves:
    """Only what spans the break counts."""

    def test_a_term_whole_on_its_page_is_no_half(self) -> None:
        first, last = edge_lines("Quillon Marsh\r\n")

        assert halves(last, first, Needles(["Quillon Marsh"])) == ([], [])

    def test_blank_lines_are_no_edge(self) -> None:
        first, last = edge_lines("\r\n  \r\none\r\ntwo\r\n\r\n")

        assert [line.text for line in first] == [line.text for line in last] == ["one", "two"]
        assert first[0].start == 6
