"""A term that the verifier reads in a picture has a place on the page, however the page lies."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.report import Removal
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import Sighting
from tests.redaction.hiding_places import SECRET, a_clean_pdf


def pictured(rotation: int, drawn: str = "300 0 0 100 100 500 cm") -> bytes:
    """The name at the left of a picture of 900 by 300 pixels, drawn at (100, 500) up to (400, 600)."""

    def hide(pdf: pikepdf.Pdf) -> None:
        picture = Image.new("L", (900, 300), 255)
        font = ImageFont.load_default(size=70)
        ImageDraw.Draw(picture).text((60, 100), f"{SECRET} stays", font=font, fill=0)
        page = pdf.pages[0].obj
        page.Rotate = rotation
        page.MediaBox = pikepdf.Array([0, 0, 600, 800])
        page.Resources.XObject.Im = pdf.make_stream(
            picture.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=900, Height=300,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.Contents = pdf.make_stream(f"q {drawn} /Im Do Q".encode())

    return a_clean_pdf(hide)


def sightings_in(path: Path) -> list[Sighting]:
    verdict, _ = inspect(path, ["nobody", SECRET], original=None, burned=Burned((), ()), ocr=Tesseract())
    return [place for check in verdict.checks for place in check.sightings]


WHERE = {
    0: Box(100, 200, 300, 300),
    90: Box(500, 100, 600, 300),
    180: Box(300, 500, 500, 600),
    270: Box(200, 300, 300, 500),
}


class TestPlaces:
    """Boxes are in points from the top left corner of the page as shown."""

    @pytest.mark.parametrize("rotation", WHERE)
    def test_a_place_lies_where_the_picture_is_drawn(self, rotation: int, tmp_path: Path) -> None:
        (tmp_path / "source.pdf").write_bytes(pictured(rotation))
        around = WHERE[rotation]

        places = sightings_in(tmp_path / "source.pdf")

        assert {place.entry for place in places} == {1}
        assert {place.page_number for place in places} == {1}
        for place in places:
            assert around.left <= place.box.left < place.box.right <= around.right
            assert around.top <= place.box.top < place.box.bottom <= around.bottom

    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    def test_a_burner_that_reads_nothing_burns_what_the_verifier_saw(
        self, rotation: int, tmp_path: Path
    ) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        source.write_bytes(pictured(rotation))
        seen = [Removal(place.page_number, 0, place.box) for place in sightings_in(source)]
        schedule = Schedule((ScheduleEntry(SECRET, Ground.THIRD_PARTY),))

        report = burn(source, target, schedule, ocr=None, seen=seen)

        assert not sightings_in(target)
        assert not report.rasterised_pages
        assert len(report.removals) == len(seen)

    def test_a_place_without_a_picture_makes_the_page_a_picture(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        source.write_bytes(pictured(0))
        nowhere = Removal(1, 0, Box(450, 700, 500, 720))
        schedule = Schedule((ScheduleEntry("nobody", Ground.THIRD_PARTY),))

        assert burn(source, target, schedule, ocr=None, seen=[nowhere]).rasterised_pages == (1,)
