"""A font's family stays for poppler's sake, and is no place for words."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.pdf.font_letters import in_fonts
from redaction.verify.sought import Sought
from tests.redaction.pdf.test_columns import NAME
from tests.redaction.typesetter import Face, Sheet


class TestFamilies:
    """A font's family travels where it says no more than the font's name."""

    @pytest.mark.parametrize(("family", "stays"), [("Liberation Sans", True), (NAME, False), ("", False)])
    def test_a_family_stays_where_it_repeats_the_name(self, tmp_path: Path, family: str, stays: bool) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        sheet = Sheet(Face("LiberationSans-Regular"))
        sheet.show(72, 700, f"Then {NAME} came")
        sheet.written(source)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Resources.Font.F1.FontDescriptor.FontFamily = pikepdf.String(family)
            pdf.save(source)

        burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)

        with pikepdf.open(target) as pdf:
            fonts = [
                font for _, font in pdf.pages[0].obj.Resources.Font.items() if Name.FontDescriptor in font
            ]
            kept = [font.FontDescriptor.get("/FontFamily") for font in fonts]
        assert kept == [pikepdf.String(family) if stays else None]

    def test_a_family_goes_with_a_name_that_is_to_be_removed(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        sheet = Sheet(Face("LiberationSans-Regular"))
        sheet.show(72, 700, "Letters of LiberationSans came")
        sheet.written(source)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Resources.Font.F1.FontDescriptor.FontFamily = pikepdf.String("Liberation Sans")
            pdf.save(source)

        burn(source, target, Schedule((ScheduleEntry("LiberationSans", Ground.CHILD),)), ocr=None)

        with pikepdf.open(target) as pdf:
            fonts = [font for _, font in pdf.pages[0].obj.Resources.Font.items()]
            assert not any(Name.FontFamily in font.get("/FontDescriptor", {}) for font in fonts)
            assert in_fonts(pdf, Sought(["LiberationSans"]), is_ours=True).state.value == "clean"

    @pytest.mark.parametrize(("family", "state"), [("Liberation", "clean"), (NAME, "found")])
    def test_the_checker_finds_a_family_that_says_more(self, tmp_path: Path, family: str, state: str) -> None:
        sheet = Sheet(Face("LiberationSans-Regular"))
        sheet.show(72, 700, f"Then {NAME} came")
        sheet.written(tmp_path / "source.pdf")
        burn(
            tmp_path / "source.pdf",
            tmp_path / "made.pdf",
            Schedule((ScheduleEntry(NAME, Ground.CHILD),)),
            ocr=None,
        )
        with pikepdf.open(tmp_path / "made.pdf") as pdf:
            for _, font in pdf.pages[0].obj.Resources.Font.items():
                if Name.FontDescriptor in font:
                    font.FontDescriptor.FontFamily = pikepdf.String(family)

            check = in_fonts(pdf, Sought(["Someone Else"]), is_ours=True)

        assert check.state.value == state
