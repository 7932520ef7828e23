"""What a picture shows of a removed word is gone from its pixels, whatever the picture is made of."""

import math
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from redaction.burn import burn
from redaction.page import Box, Reading
from redaction.pdf.pdfium import PdfiumDocument
from redaction.read import read_text
from redaction.report import BurnReport
from redaction.sight.ocr import OcrWord
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_poppler
from tests.redaction.scans import (
    HEIGHT,
    KINDS,
    PLACE,
    SECRET,
    WIDTH,
    Reader,
    darkest_and_lightest,
    region,
    scan,
    scanned_page,
    scanned_words,
    stored_pictures,
)


def bar_of(report: BurnReport) -> tuple[int, int, int, int]:
    """The one bar of a page, in pixels at 100 dots an inch."""
    ((left, top, right, bottom),) = {
        (each.box.left, each.box.top, each.box.right, each.box.bottom) for each in report.removals
    }
    return round(left / 0.72), round(top / 0.72), round(right / 0.72), round(bottom / 0.72)


def shown(path: Path) -> Image.Image:
    with PdfiumDocument(path) as seen:
        return seen.picture(0, dpi=100, grey=True)


class TestScans:
    """A scan has the word only in its pixels."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_pixels_of_a_word_are_burned_in_the_stored_picture(self, tmp_path: Path, kind: str) -> None:
        source, target = scanned_page(tmp_path, kind), tmp_path / "out.pdf"

        report = burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        assert report.ocr_pages == (1,)
        assert report.rasterised_pages == ()
        left, top, right, bottom = bar_of(report)
        for picture in stored_pictures(target):
            for inner in (
                (left + 3, top + 3, right - 3, bottom - 3),
                (right + 9, PLACE[1], PLACE[2] + 9, PLACE[3]),
            ):
                low, high = darkest_and_lightest(picture, inner)
                assert high - low <= 8
        assert shown(target).crop((left + 3, top + 3, right - 3, bottom - 3)).getextrema() == (0, 0)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_word_beside_it_stays_in_the_picture(self, tmp_path: Path, kind: str) -> None:
        source, target = scanned_page(tmp_path, kind), tmp_path / "out.pdf"

        report = burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        ((moved,), _) = (report.moved[0].moves, bar_of(report))
        box = (PLACE[0] - 110, PLACE[1], round(moved[1] * 100 / 72), PLACE[3])
        kept, still = shown(source).crop(box), shown(target).crop(box)
        difference = sum(abs(a - b) for a, b in zip(kept.tobytes(), still.tobytes(), strict=True))
        assert difference / (255 * len(kept.tobytes())) < 0.01

    @pytest.mark.parametrize("turned", [False, True])
    def test_a_picture_in_four_inks_keeps_its_colours(self, tmp_path: Path, turned: bool) -> None:
        kind = "jpeg four inks turned" if turned else "jpeg four inks"
        source, target = scanned_page(tmp_path, kind), tmp_path / "out.pdf"
        empty = (WIDTH - 60, HEIGHT - 60, WIDTH - 20, HEIGHT - 20)

        burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        with PdfiumDocument(source) as before, PdfiumDocument(target) as after:
            was = before.picture(0, dpi=100).crop(empty).getpixel((5, 5))
            now = after.picture(0, dpi=100).crop(empty).getpixel((5, 5))
        assert now == was

    @pytest.mark.parametrize("kind", ["no colours", "unknown colours", "not packed as it says", "no picture"])
    def test_a_picture_that_cannot_be_taken_apart_becomes_part_of_a_picture_of_its_page(
        self, tmp_path: Path, kind: str
    ) -> None:
        source, target = scanned_page(tmp_path, "grey"), tmp_path / "out.pdf"
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            image = pdf.pages[0].Resources.XObject.Im
            if kind == "no colours":
                del image.ColorSpace
            elif kind == "unknown colours":
                image.ColorSpace = Array([Name.Pattern])
            elif kind == "not packed as it says":
                image.write(b"not packed", filter=Name.FlateDecode)
            else:
                image.write(b"no jpeg", filter=Name.DCTDecode)
            pdf.save(source)

        report = burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        assert report.rasterised_pages == (1,)
        assert darkest_and_lightest(region(target, margin=2))[1] <= 4

    @pytest.mark.parametrize("turned", [90, 180, 270])
    def test_a_turned_page_is_burned_where_the_word_is_seen(self, tmp_path: Path, turned: int) -> None:
        source, target = scanned_page(tmp_path, "grey", turned=turned), tmp_path / "out.pdf"
        left, top, right, bottom = (2 * side for side in PLACE)
        wide, high = 2 * WIDTH, 2 * HEIGHT
        seen = {
            90: (high - bottom, left, high - top, right),
            180: (wide - right, high - bottom, wide - left, high - top),
            270: (top, wide - right, bottom, wide - left),
        }[turned]

        report = burn(source, target, SECRET, ocr=Reader(OcrWord("Quillon", Box(*seen), 95.0, 0)))

        left, top, right, bottom = bar_of(report)
        seen_after = shown(target)
        assert seen_after.crop((left + 2, top + 2, right - 2, bottom - 2)).getextrema() == (0, 0)
        # Beside the bar only the other word is dark.
        seen_after.paste(255, (left - 2, top - 2, right + 2, bottom + 2))
        other = scan().crop((0, 0, PLACE[0] - 5, HEIGHT))
        assert sum(seen_after.histogram()[:128]) < 1.1 * sum(other.histogram()[:128])

    def test_the_invisible_layer_goes_with_the_pixels(self, tmp_path: Path) -> None:
        x, y = PLACE[0] * 0.72, 792 - PLACE[3] * 0.72
        layer = f"BT 3 Tr /F1 22 Tf 1 0 0 1 {x} {y} Tm (Quillon) Tj ET"
        source, target = scanned_page(tmp_path, "grey", layer=layer), tmp_path / "out.pdf"

        report = burn(source, target, SECRET, ocr=None)

        (picture,) = stored_pictures(target)
        assert "Quillon" not in by_poppler(target)
        left, top, right, bottom = bar_of(report)
        assert picture.crop((left + 2, top + 2, right - 2, bottom - 2)).getextrema() == (0, 0)
        # Of the word itself nothing stands beside the bar, which is as wide as any other.
        picture.paste(255, (left - 2, top - 2, right + 2, bottom + 2))
        word = (PLACE[0] - 2, PLACE[1], WIDTH, PLACE[3] + 2)
        assert picture.crop(word).getextrema() == (255, 255)

    def test_a_misread_layer_goes_where_ocr_sees_the_word(self, tmp_path: Path) -> None:
        x, y = PLACE[0] * 0.72, 792 - PLACE[3] * 0.72
        layer = f"BT 3 Tr /F1 20 Tf 1 0 0 1 {x} {y} Tm (Qui11on) Tj ET"
        source, target = scanned_page(tmp_path, "grey", layer=layer), tmp_path / "out.pdf"

        burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        assert "Qui11on" not in by_poppler(target)

    def test_a_word_that_the_page_crops_away_goes_from_the_stored_picture(self, tmp_path: Path) -> None:
        source, target = scanned_page(tmp_path, "grey"), tmp_path / "out.pdf"
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.CropBox = Array([0, 0, 612, 400])
            pdf.save(source)
        word = OcrWord("Quillon", Box(*(float(side) for side in PLACE)), 95.0, 0)

        burn(source, target, SECRET, ocr=Reader(in_pictures=(word,)))

        (picture,) = stored_pictures(target)
        assert picture.crop(PLACE).getextrema() == (0, 0)

    def test_an_inline_picture_under_a_word_goes(self, tmp_path: Path) -> None:
        made = Torture()
        body = f"q 200 0 0 100 72 600 cm BI /W 8 /H 8 /CS /G /BPC 8 ID {'x' * 64} EI Q"
        made.page(body + " BT 3 Tr /F1 22 Tf 1 0 0 1 100 650 Tm (Quillon) Tj ET")
        source, target = tmp_path / "inline.pdf", tmp_path / "out.pdf"
        made.pdf.save(source)

        burn(source, target, SECRET, ocr=None)

        with pikepdf.open(target) as pdf:
            assert b"x" * 64 not in pdf.pages[0].Contents.read_bytes()

    def test_a_page_of_outlines_with_the_word_becomes_a_picture(self, tmp_path: Path) -> None:
        made = Torture()
        page = made.page("0 g 144 554 86 20 re f")
        page.Contents = made.stream(b"0 g 144 554 86 20 re f")
        source, target = tmp_path / "outlines.pdf", tmp_path / "out.pdf"
        made.pdf.save(source)

        report = burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        assert report.rasterised_pages == (1,)
        left, top, right, bottom = bar_of(report)
        seen_after = shown(target)
        assert max(seen_after.crop((left + 2, top + 2, right - 2, bottom - 2)).tobytes()) <= 4
        # Of the word itself nothing stands beside the bar, which is as wide as any other.
        seen_after.paste(255, (left - 2, top - 2, right + 3, bottom + 3))
        assert min(seen_after.tobytes()) >= 240


class TestReading:
    """The text of a scan comes from OCR, the text of a page from the page."""

    def test_a_scan_is_read_by_ocr(self, tmp_path: Path) -> None:
        source = scanned_page(tmp_path, "grey")

        page = read_text(source, ocr=Reader(*scanned_words())).pages[0]

        assert (page.reading, page.text) == (Reading.OCR, "Kept Quillon")

    def test_a_page_of_text_is_not_sent_to_ocr(self, tmp_path: Path) -> None:
        made = Torture()
        made.page(show("A plain page of ordinary text"))
        source = tmp_path / "text.pdf"
        made.pdf.save(source)
        reader = Reader(*scanned_words())

        page = read_text(source, ocr=reader).pages[0]

        assert reader.pages == 0
        assert page.reading is Reading.TEXT
        assert "ordinary" in page.text

    def test_an_empty_page_says_that_it_is_blank(self, tmp_path: Path) -> None:
        made = Torture()
        page = made.page("")
        page.Contents = made.stream(b"")
        page.MediaBox = Array([0, 0, 300, 400])
        source = tmp_path / "blank.pdf"
        made.pdf.save(source)

        page_text = read_text(source, ocr=None).pages[0]

        assert page_text.reading is Reading.NOTHING
        assert math.isclose(page_text.height_points, 400)


@pytest.mark.parametrize("level", [0, 255])
def test_a_clear_picture_over_the_page_shows_no_box_as_wide_as_the_word(tmp_path: Path, level: int) -> None:
    made = Torture()
    mask = made.stream(
        bytes([level]) * 612 * 792, Type=Name.XObject, Subtype=Name.Image, Width=612, Height=792,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    over = made.stream(
        b"\xff" * 612 * 792, Type=Name.XObject, Subtype=Name.Image, Width=612, Height=792,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, SMask=mask,
    )  # fmt: skip
    made.page(f"{show('Quillon', size=60)} q 612 0 0 792 0 0 cm /Over Do Q", XObject=Dictionary(Over=over))
    source, target = tmp_path / "source.pdf", tmp_path / "out.pdf"
    made.pdf.save(source)

    report = burn(source, target, SECRET, ocr=None)

    (bar,) = [each.box for each in report.removals]
    with PdfiumDocument(target) as document:
        picture = document.picture(0, dpi=72, grey=True)
    beside = (int(bar.right) + 4, int(bar.top), int(bar.right) + 40, int(bar.bottom))
    is_covered = level == 255
    assert picture.crop(beside).getextrema()[0] == (0 if is_covered else 255)
    with pikepdf.open(target) as pdf:
        (image,) = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and Name.SMask in item]
        stored = pikepdf.PdfImage(image).as_pil_image().convert("L")
    assert darkest_and_lightest(stored, (80, int(bar.top) + 4, 200, int(bar.bottom) - 4)) == (0, 0)
