"""On pages that are pictures a label can be read on its bar, and nothing else may stand there."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageDraw, ImageOps

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.pdf import bars
from redaction.verify.verdict import CheckState
from tests.redaction.reading_back import by_poppler
from tests.redaction.scans import Reader, scanned_page, scanned_words

LABEL = "Child A"


VERY_LONG = "Grandmother of the neighbours of Child A at the old mill by the river"


def burned(folder: Path, label: str = LABEL, *, as_picture: bool = True) -> tuple[Path, BurnReport]:
    source, target = scanned_page(folder, "grey"), folder / "out.pdf"
    schedule = Schedule((ScheduleEntry("Quillon", Ground.CHILD, label),))
    pages = (1,) if as_picture else ()
    return target, burn(source, target, schedule, ocr=Reader(*scanned_words()), as_pictures=pages)


def check(target: Path, report: BurnReport, *labels: str) -> CheckState:
    removals = [(each.page_number, each.box) for each in report.removals]
    return bars.are_uniform(target, removals, report.rasterised_pages, labels).state


def stored(target: Path) -> Image.Image:
    with pikepdf.open(target) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.R0
        assert isinstance(image, pikepdf.Stream)
        return pikepdf.PdfImage(image).as_pil_image()


def bar_of(report: BurnReport) -> tuple[int, int, int, int]:
    box: Box = report.removals[0].box
    left, top, right, bottom = (round(side * 200 / 72) for side in (box.left, box.top, box.right, box.bottom))
    return left, top, right, bottom


class TestPagesMadePictures:
    """The checker draws each allowed label itself."""

    def test_a_label_can_be_read(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path)

        words = Tesseract().words(ImageOps.invert(stored(target).crop(bar_of(report)).convert("L")), dpi=200)

        assert LABEL in " ".join(word.text for word in words)

    def test_the_schedules_label_passes_and_another_does_not(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path)

        assert check(target, report, LABEL, "Officer 2") is CheckState.CLEAN
        assert check(target, report, "Officer 2") is CheckState.FOUND
        assert check(target, report) is CheckState.FOUND

    def test_a_label_with_accents_is_drawn_as_the_schedule_has_it(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path, "Zoë")

        assert check(target, report, "Zoë") is CheckState.CLEAN
        assert check(target, report) is CheckState.FOUND

    def test_a_mark_beside_the_label_is_found(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path)
        picture = stored(target)
        left, top, _, _ = bar_of(report)
        ImageDraw.Draw(picture).rectangle((left + 4, top + 6, left + 6, top + 20), fill=(120, 120, 120))
        with pikepdf.open(target, allow_overwriting_input=True) as pdf:
            image = pdf.pages[0].obj.Resources.XObject.R0
            image.write(picture.tobytes())
            image.ColorSpace = Name.DeviceRGB
            pdf.save(target)

        assert check(target, report, LABEL) is CheckState.FOUND


class TestScannedPages:
    """Over a scan a label is text, large enough to read or not there."""

    @pytest.mark.parametrize(("label", "shown"), [
        (LABEL, LABEL), (f"{VERY_LONG} and {VERY_LONG}", "GotnoCAatombtraGotnoCAatombtr"),
    ])  # fmt: skip
    def test_what_does_not_fit_gives_way_to_a_short_code(
        self, tmp_path: Path, label: str, shown: str
    ) -> None:
        target, _ = burned(tmp_path, label, as_picture=False)

        assert by_poppler(target).split("\f")[0].split("\n")[0].strip() == shown
