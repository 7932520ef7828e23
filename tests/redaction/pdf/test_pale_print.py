"""Print that is as bright as its ground, or all but, is burned and is found by the checker too."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageFilter, ImageOps

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.sight.pale_print import pale_print
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState
from tests.redaction.hiding_places import SECRET, a_clean_pdf, a_picture_of

PRINT = a_picture_of(SECRET)
RED, AS_BRIGHT_A_GREEN = (200, 0, 0), (0, 102, 0)


def inked(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> Image.Image:
    sheet = Image.new("RGB", PRINT.size, paper)
    sheet.paste(ink, mask=ImageOps.invert(PRINT))
    return sheet


def greys(ink: int, paper: int) -> Image.Image:
    return PRINT.point([ink if value < 128 else paper for value in range(256)])


def as_jpeg(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=75)
    return Image.open(out)


def scanned() -> Image.Image:
    grains = np.random.default_rng(3).integers(-6, 7, PRINT.size[::-1])
    return Image.fromarray(np.clip(np.asarray(PRINT).astype(int) + grains, 0, 255).astype(np.uint8))


def holding(picture: Image.Image) -> bytes:
    def hide(pdf: pikepdf.Pdf) -> None:
        colours = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
        image = pikepdf.Stream(pdf, picture.tobytes(), Dictionary(Type=Name.XObject, Subtype=Name.Image))
        image.Width, image.Height = picture.size
        image.BitsPerComponent, image.ColorSpace = 8, colours
        page = pdf.pages[0]
        page.obj.Resources.XObject.Im = pdf.make_indirect(image)
        page.contents_add(b"q 350 0 0 60 72 500 cm /Im Do Q")

    return a_clean_pdf(hide)


HIDDEN = {"red on a green as bright": inked(RED, AS_BRIGHT_A_GREEN), "one grey on the next": greys(254, 255)}


@pytest.mark.parametrize("look", HIDDEN)
class TestHiddenFromGrey:
    """A reader can bring it out again, so it has to go, and the checker has to see it."""

    def test_it_is_burned(self, look: str, tmp_path: Path) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        source.write_bytes(holding(HIDDEN[look]))

        report = burn(source, target, Schedule((ScheduleEntry(SECRET, Ground.CHILD),)), ocr=Tesseract())

        assert len(report.removals) == 1
        verdict, _ = inspect(target, [SECRET], original=None, burned=None, ocr=Tesseract())
        assert verdict.is_clean

    def test_the_checker_refuses_a_file_that_leaks_only_there(self, look: str, tmp_path: Path) -> None:
        source = tmp_path / "source.pdf"
        source.write_bytes(holding(HIDDEN[look]))

        verdict, _ = inspect(source, [SECRET], original=None, burned=None, ocr=Tesseract())

        found = [check.name for check in verdict.checks if check.state is CheckState.FOUND]
        assert found == ["OCR of stored pictures"]


class TestSignsOfPalePrint:
    """A second reading costs as much as the first, so only pictures with a sign of it are read twice."""

    @pytest.mark.parametrize(
        "picture",
        [
            *HIDDEN.values(),
            greys(128, 129),
            as_jpeg(inked(RED, AS_BRIGHT_A_GREEN)),
            inked(RED, AS_BRIGHT_A_GREEN).quantize(4),
        ],
    )
    def test_hidden_print_comes_out_dark_or_light(self, picture: Image.Image) -> None:
        shown = pale_print(picture)

        assert shown is not None
        assert np.asarray(shown).std() > 30

    @pytest.mark.parametrize(
        "picture",
        [
            PRINT,
            PRINT.convert("1"),
            PRINT.convert("RGB"),
            scanned(),
            as_jpeg(PRINT),
            as_jpeg(scanned().convert("RGB")),
            inked((0, 0, 120), (255, 255, 230)),
            PRINT.filter(ImageFilter.GaussianBlur(6)),
            Image.linear_gradient("L"),
            Image.new("L", (90, 90), 255),
            Image.new("L", (3, 3), 255),
        ],
    )
    def test_ordinary_pictures_are_read_once(self, picture: Image.Image) -> None:
        assert pale_print(picture) is None
