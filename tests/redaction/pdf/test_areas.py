"""A person draws an area on a page, and everything in it is gone: letters, pixels and drawings."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redaction import AS_IT_IS, Box, DocumentNotSupported, Gap, Schedule, ScheduleArea
from redaction.areas import burn_all
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import Verdict
from tests.redaction.pdf.area_papers import AREA, SIGNATURE, paper, schedule, text
from tests.redaction.reading_back import by_pdfium, everything_in

_NAME = text(150, 660, "Marlow Pemberton")
_BESIDE = text(100, 600, "Stays below")


def burned(source: Path, what: Schedule) -> tuple[Path, BurnReport, Verdict]:
    target = source.with_name("copy.pdf")
    report = burn_all(source, target, what, AS_IT_IS, None, Told())
    given = [
        [area.page_number, area.box.left, area.box.top, area.box.right, area.box.bottom]
        for area in what.areas
    ]
    labels = [area.label for area in what.areas if area.label]
    record = {**report.as_record(), "gap": what.gap.value, "given": given, "labels": labels}
    terms = [entry.term for entry in what.entries]
    verdict, _ = inspect(target, terms, original=source, burned=Burned.from_record(record), ocr=Tesseract())
    return target, report, verdict


class TestAnArea:
    """Nothing in it is left in the file."""

    @pytest.mark.parametrize(
        ("drawing", "forms"),
        [
            (_NAME, ()),
            ("/Fm0 Do", (_NAME,)),
            ("3 Tr " + _NAME, ()),
            (f"/Span <</ActualText (Marlow Pemberton)>> BDC {text(150, 660, 'M.P.')} EMC", ()),
        ],
        ids=["text", "a form", "an invisible layer", "text that stands for text"],
    )
    def test_letters_in_it_are_gone_however_they_are_written(
        self, tmp_path: Path, drawing: str, forms: tuple[str, ...]
    ) -> None:
        source = paper(tmp_path / "paper.pdf", drawing + " " + _BESIDE, forms=forms)

        target, report, verdict = burned(source, schedule())

        assert b"pemberton" not in everything_in(target)
        assert "Stays below" in by_pdfium(target)
        assert not report.rasterised_pages
        assert verdict.is_clean

    def test_a_signature_drawn_with_lines_is_gone(self, tmp_path: Path) -> None:
        target, report, verdict = burned(paper(tmp_path / "paper.pdf", SIGNATURE + _BESIDE), schedule())

        assert b"220 670 c" not in everything_in(target)
        assert b"690 l" not in everything_in(target)
        assert not report.rasterised_pages
        assert verdict.is_clean

    def test_a_drawing_that_reaches_out_of_it_makes_the_page_a_picture(self, tmp_path: Path) -> None:
        drawing = SIGNATURE.replace("300 665 c", "420 665 c") + _BESIDE

        target, report, verdict = burned(paper(tmp_path / "paper.pdf", drawing), schedule())

        assert report.rasterised_pages == (1,)
        assert verdict.is_clean
        with pypdfium2.PdfDocument(target) as document:
            drawn = document[0].render(grayscale=True).to_pil()
        assert drawn.crop((145, 97, 315, 147)).getextrema() == (0, 0)

    def test_a_rule_that_ends_in_it_is_cut_at_its_edge(self, tmp_path: Path) -> None:
        rules = "100 650 m 500 650 l S 160 600 m 160 667 l S 0.9 g 130 630 100 21 re f 0 g "

        target, report, verdict = burned(paper(tmp_path / "paper.pdf", rules + _NAME), schedule())

        assert not report.rasterised_pages
        assert verdict.is_clean
        drawn = everything_in(target)
        assert b"667" not in drawn
        assert b"160.0000 600.0000 m\n160.0000 640.0000 l" in drawn
        assert b"100 650 m\n500 650 l" in drawn

    def test_its_part_of_a_picture_is_black_and_the_rest_stays(self, tmp_path: Path) -> None:
        drawing = "q 300 0 0 200 100 560 cm /Im0 Do Q"

        target, _, verdict = burned(paper(tmp_path / "paper.pdf", drawing, picture=True), schedule())

        assert verdict.is_clean
        with pikepdf.open(target) as pdf:
            [(_, image)] = pdf.pages[0].Resources.XObject.items()
            assert isinstance(image, pikepdf.Stream)
            stored = pikepdf.PdfImage(image).as_pil_image()
        assert stored.crop((90, 130, 430, 230)).getextrema() == (0, 0)
        assert stored.crop((10, 10, 400, 80)).getextrema() == (0, 255)

    def test_on_a_turned_page_it_lies_where_it_was_shown(self, tmp_path: Path) -> None:
        source = paper(tmp_path / "paper.pdf", _NAME + text(150, 400, "Stays below"), rotation=90)

        target, _, verdict = burned(source, schedule(box=Box(640, 140, 700, 320)))

        assert by_pdfium(target).strip() == "Stays below"
        assert verdict.is_clean

    def test_its_bar_may_show_a_label(self, tmp_path: Path) -> None:
        target, _, verdict = burned(paper(tmp_path / "paper.pdf", _NAME), schedule(label="Child A"))

        assert by_pdfium(target).strip() == "Child A"
        assert verdict.is_clean

    @pytest.mark.parametrize(
        ("gap", "y"), [(Gap.EXACT, 660), (Gap.FIXED, 560)], ids=["on its line", "elsewhere"]
    )
    def test_terms_go_as_well_and_none_of_its_neighbours(self, tmp_path: Path, gap: Gap, y: int) -> None:
        line = "Asked was Edith Harrow by an officer of the watch where they had gone that night"
        source = paper(tmp_path / "paper.pdf", _NAME + text(60, y, line))

        target, report, verdict = burned(source, schedule("Edith", box=Box(200, 120, 260, 140), gap=gap))

        assert verdict.is_clean
        assert "Edith" not in by_pdfium(target)
        assert "that night" in by_pdfium(target)
        assert {removal.entry for removal in report.removals} == {0, 1}

    def test_areas_that_lie_over_each_other_are_both_empty(self, tmp_path: Path) -> None:
        rules = "100 650 m 300 650 l S 160 600 m 160 667 l S 0.9 g 130 630 100 21 re f 0 g "
        boxes = (AREA, Box(AREA.left - 20, AREA.top + 20, AREA.right - 40, AREA.bottom + 10))
        what = Schedule((), areas=tuple(ScheduleArea(1, box, Ground.CHILD, "Child A") for box in boxes))

        _, report, verdict = burned(paper(tmp_path / "paper.pdf", rules + _NAME), what)

        assert not report.rasterised_pages
        assert verdict.is_clean

    def test_on_a_page_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        what = Schedule((), areas=(ScheduleArea(2, AREA, Ground.CHILD),))

        with pytest.raises(DocumentNotSupported, match="it has 1"):
            burned(paper(tmp_path / "paper.pdf", _NAME), what)

    @pytest.mark.parametrize("box", [Box(1, 1, 1, 5), Box(5, 5, 1, 9), Box(0, 0, float("nan"), 4)])
    def test_without_width_or_height_is_none(self, box: Box) -> None:
        with pytest.raises(ValueError, match="edge"):
            ScheduleArea(1, box, Ground.CHILD)


class TestACheckOfAreas:
    """The checker does not take the burner's word that an area is empty."""

    @pytest.mark.parametrize(
        "left", [_NAME, SIGNATURE, "3 Tr " + _NAME], ids=["letters", "a signature", "invisible letters"]
    )
    def test_what_lies_under_a_bar_is_found(self, tmp_path: Path, left: str) -> None:
        bar = "0 g 140 640 180 60 re f"
        covered = paper(tmp_path / "covered.pdf", f"{left} {bar}")
        record = {
            "removals": [[1, 0, 140, 92, 320, 152]],
            "rasterised_pages": [],
            "given": [[1, 140, 92, 320, 152]],
        }

        verdict, _ = inspect(covered, [], original=None, burned=Burned.from_record(record), ocr=Tesseract())

        assert "drawn areas" in {check.name for check in verdict.checks if check.state.value == "found"}
