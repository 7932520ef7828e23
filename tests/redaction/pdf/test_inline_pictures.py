"""A picture that stands between the drawing operators is read and burned like one that is stored."""

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

import redaction
from redaction.burn import burn
from redaction.page import Box
from redaction.pdf.operators import write
from redaction.pdf.tokens import parse
from redaction.report import BurnReport
from redaction.sight.ocr import OcrWord, Tesseract
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_poppler
from tests.redaction.scans import SECRET, Reader, darkest_and_lightest

WIDTH, HEIGHT = 450, 150
WORD_PLACE = (25, 50, 165, 95)
PLACED = "300 0 0 100 100 500 cm"
HIDDEN = ("under a rectangle", "clipped", "cropped")


def picture() -> Image.Image:
    made = Image.new("L", (WIDTH, HEIGHT), 255)
    font = ImageFont.load_default(size=36)
    ImageDraw.Draw(made).text((30, 50), "Quillon stays", font=font, fill=0)
    return made


def inline(more: str = "") -> bytes:
    packed = zlib.compress(picture().tobytes())
    head = f"BI /W {WIDTH} /H {HEIGHT} /CS /G /BPC 8 /F /Fl {more} ID "
    return head.encode() + packed + b" EI"


def page_with(how: str, folder: Path) -> Path:
    made = Torture()
    clip = b"0 0 50 50 re W n " if how == "clipped" else b""
    cover = b" 1 g 90 490 320 120 re f 0 g" if how == "under a rectangle" else b""
    body = b"q " + clip + PLACED.encode() + b" " + inline() + b" Q" + cover
    page = made.page(body + b" " + show("Lanternpost and other words of the page", y=300).encode())
    if how == "cropped":
        page.CropBox = Array([0, 0, 612, 400])
    source = folder / "source.pdf"
    made.pdf.save(source)
    return source


def pictures_in(path: Path) -> list[Image.Image]:
    with pikepdf.open(path) as pdf:
        return [
            pikepdf.PdfImage(item).as_pil_image().convert("L")
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Image
        ]


class TestHidden:
    """What a page does not show of a picture leaves with the file all the same."""

    @pytest.mark.parametrize("how", HIDDEN)
    def test_a_word_that_is_not_shown_is_burned_in_its_pixels(self, tmp_path: Path, how: str) -> None:
        source, target = page_with(how, tmp_path), tmp_path / "out.pdf"
        seen = OcrWord("Quillon", Box(*(float(side) for side in WORD_PLACE)), 95.0, 0)

        report = burn(source, target, SECRET, ocr=Reader(in_pictures=(seen,)))

        (left,) = pictures_in(target)
        assert darkest_and_lightest(left, WORD_PLACE) == (0, 0)
        assert report.rasterised_pages == ()
        assert "Lanternpost" in by_poppler(target)

    @pytest.mark.parametrize("how", HIDDEN)
    def test_the_verifier_reads_it_in_a_file_of_a_stranger(self, tmp_path: Path, how: str) -> None:
        source = page_with(how, tmp_path)

        verdict, _ = inspect(source, ["Quillon"], original=None, burned=None, ocr=Tesseract())

        found = next(check for check in verdict.checks if check.name == "OCR of stored pictures")
        assert found.state is CheckState.FOUND
        assert found.pages == (1,)

    @pytest.mark.slow
    @pytest.mark.parametrize("how", HIDDEN)
    def test_a_copy_that_leaves_holds_it_no_more(self, tmp_path: Path, how: str) -> None:
        source, target = page_with(how, tmp_path), tmp_path / "out.pdf"

        redacted = redaction.apply(source, target, SECRET)

        assert len(redacted.report.removals) == 1
        verdict, _ = inspect(target, ["stays"], original=None, burned=None, ocr=Tesseract())
        assert [check.state for check in verdict.checks if check.name == "OCR of stored pictures"] == [
            CheckState.FOUND
        ]


class TestInPatterns:
    """What stands inline in a pattern's cell is taken out of it, and read and burned like any picture."""

    def drawn(self, folder: Path, cell: bytes) -> BurnReport:
        made = Torture()
        pattern = made.stream(
            cell, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 300, 100]),
            XStep=300, YStep=100, Resources=Dictionary(),
        )  # fmt: skip
        made.page("/Pattern cs /P0 scn 100 500 300 100 re f", Pattern=Dictionary(P0=pattern))
        made.pdf.save(folder / "source.pdf")
        return burn(folder / "source.pdf", folder / "out.pdf", SECRET, ocr=None)

    def test_one_large_enough_for_print_leaves_its_page_text(self, tmp_path: Path) -> None:
        report = self.drawn(tmp_path, b"300 0 0 100 0 0 cm " + inline())

        assert report.rasterised_pages == ()
        (left,) = pictures_in(tmp_path / "out.pdf")
        assert left.size == (WIDTH, HEIGHT)

    def test_a_small_one_goes_whole_with_the_word_over_it(self, tmp_path: Path) -> None:
        made = Torture()
        cell = b"200 0 0 100 0 0 cm BI /W 8 /H 8 /CS /G /BPC 8 ID " + b"x" * 64 + b" EI"
        pattern = made.stream(
            cell, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 200, 100]),
            XStep=200, YStep=100, Matrix=Array([1, 0, 0, 1, 72, 600]), Resources=Dictionary(),
        )  # fmt: skip
        word = "BT 3 Tr /F1 22 Tf 1 0 0 1 100 650 Tm (Quillon) Tj ET"
        made.page(f"/Pattern cs /P0 scn 72 600 200 100 re f {word}", Pattern=Dictionary(P0=pattern))
        made.pdf.save(tmp_path / "source.pdf")

        burn(tmp_path / "source.pdf", tmp_path / "out.pdf", SECRET, ocr=None)

        with pikepdf.open(tmp_path / "out.pdf") as pdf:
            held = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert not any(b"x" * 64 in each for each in held)

    def test_a_small_one_stays_with_its_pattern(self, tmp_path: Path) -> None:
        cell = b"8 0 0 8 0 0 cm BI /W 8 /H 8 /CS /G /BPC 8 ID " + b"x" * 64 + b" EI"

        assert self.drawn(tmp_path, cell).rasterised_pages == ()


def test_what_is_written_beside_an_inline_picture_goes() -> None:
    content = b"BI /W 2 /H 2 /BPC 8 /CS /G /Quillon 1 /Note (Quillon) /Intent <5175> /IM false ID abcd EI"

    written = write(parse(content))

    assert written == b"BI /W 2 /H 2 /BPC 8 /CS /G /IM false\nID abcd\nEI"


def test_a_word_written_beside_an_inline_picture_goes_from_the_page(tmp_path: Path) -> None:
    made = Torture()
    made.page(b"q " + PLACED.encode() + b" " + inline("/Note (Quillon) /Quillon 1") + b" Q")
    source, target = tmp_path / "source.pdf", tmp_path / "out.pdf"
    made.pdf.save(source)

    burn(source, target, SECRET, ocr=None)

    with pikepdf.open(target) as pdf:
        image = pdf.pages[0].Resources.XObject.IIm1
        assert sorted(image.keys()) == [
            "/BitsPerComponent", "/ColorSpace", "/Filter", "/Height", "/Length", "/Subtype", "/Type", "/Width",
        ]  # fmt: skip
