"""What a picture shows of a removed word is gone from its pixels, whatever the picture is made of."""

import io
import math
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.ocr import OcrWord
from redaction.page import Box, Reading
from redaction.pdf.pdfium import PdfiumDocument
from redaction.read import read_text
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_poppler

SECRET = Schedule((ScheduleEntry("Quillon", Ground.CHILD),))
# A page of 612 by 792 points at 100 dpi.
WIDTH, HEIGHT = 850, 1100
PLACE = (200, 300, 320, 330)


class Reader:
    """Reads given words at given places: of the page rendered at 200 dpi, and of pictures as stored."""

    def __init__(self, *words: OcrWord, in_pictures: tuple[OcrWord, ...] = ()) -> None:
        self.found = words
        self.in_pictures = in_pictures
        self.pages = 0

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        self.pages += 1
        # The stored pictures are 850 pixels wide; only the rendered page is read here.
        return self.found if max(image.size) > 2000 else self.in_pictures


def scanned_words() -> tuple[OcrWord, ...]:
    left, top, right, bottom = (2 * side for side in PLACE)
    return (
        OcrWord("Kept", Box(left - 200, top, left - 20, bottom), 96.0, 0),
        OcrWord("Quillon", Box(left, top, right, bottom), 96.0, 0),
    )


def scan(mode: str = "L") -> Image.Image:
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    drawing = ImageDraw.Draw(picture)
    font = ImageFont.load_default(28)
    drawing.text((PLACE[0], PLACE[1]), "Quillon", fill=0, font=font)
    drawing.text((PLACE[0] - 100, PLACE[1]), "Kept", fill=0, font=font)
    return picture.convert(mode)


def image_of(made: Torture, kind: str) -> pikepdf.Object:
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDTH, "Height": HEIGHT}
    if kind in ("jpeg", "jpeg colour", "jpeg 2000"):
        picture = scan("RGB" if kind != "jpeg" else "L")
        out = io.BytesIO()
        picture.save(out, "JPEG2000" if kind == "jpeg 2000" else "JPEG")
        keys |= {"BitsPerComponent": 8, "Filter": Name.JPXDecode if kind == "jpeg 2000" else Name.DCTDecode}
        keys["ColorSpace"] = Name.DeviceGray if kind == "jpeg" else Name.DeviceRGB
        return made.stream(out.getvalue(), **keys)
    if kind == "fax":
        out = io.BytesIO()
        scan("1").save(out, "TIFF", compression="group4")
        with Image.open(io.BytesIO(out.getvalue())) as tiff:
            assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
            offset, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        parameters = pikepdf.Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT, BlackIs1=False)
        return made.stream(
            out.getvalue()[offset : offset + size], **keys, BitsPerComponent=1, ColorSpace=Name.DeviceGray,
            Filter=Name.CCITTFaxDecode, DecodeParms=parameters,
        )  # fmt: skip
    if kind == "bits":
        return made.stream(scan("1").tobytes(), **keys, BitsPerComponent=1, ColorSpace=Name.DeviceGray)
    if kind == "stencil":
        return made.stream(scan("1").tobytes(), **keys, BitsPerComponent=1, ImageMask=True)
    if kind == "soft mask":
        mask = made.stream(
            bytes(255 - value for value in scan().tobytes()),
            **keys,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
        black = b"\0" * (WIDTH * HEIGHT)
        return made.stream(black, **keys, BitsPerComponent=8, ColorSpace=Name.DeviceGray, SMask=mask)
    assert kind == "grey"
    return made.stream(scan().tobytes(), **keys, BitsPerComponent=8, ColorSpace=Name.DeviceGray)


KINDS = ("grey", "bits", "stencil", "soft mask", "jpeg", "jpeg colour", "jpeg 2000", "fax")


def scanned_page(folder: Path, kind: str, *, turned: int = 0, layer: str = "") -> Path:
    made = Torture()
    page = made.page(
        f"q 612 0 0 792 0 0 cm /Im Do Q {layer}", XObject=pikepdf.Dictionary(Im=image_of(made, kind))
    )
    page.Contents = made.stream(f"q 612 0 0 792 0 0 cm /Im Do Q {layer}".encode())
    if turned:
        page.Rotate = turned
    path = folder / "scan.pdf"
    made.pdf.save(path)
    return path


def region(path: Path, *, margin: int = 0) -> Image.Image:
    with PdfiumDocument(path) as seen:
        picture = seen.picture(0, dpi=100, grey=True)
    left, top, right, bottom = PLACE
    return picture.crop((left + margin, top + margin, right - margin, bottom - margin))


def stored_pictures(path: Path) -> list[Image.Image]:
    """Give every picture in the file, masks too, as stored and whether drawn or not."""
    found = []
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Image:
                found.append(pikepdf.PdfImage(item).as_pil_image().convert("L"))
    return found


def darkest_and_lightest(
    picture: Image.Image, box: tuple[int, int, int, int] | None = None
) -> tuple[int, int]:
    values = (picture.crop(box) if box else picture).convert("L").tobytes()
    return min(values), max(values)


class TestScans:
    """A scan has the word only in its pixels."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_pixels_of_a_word_are_burned_in_the_stored_picture(self, tmp_path: Path, kind: str) -> None:
        source, target = scanned_page(tmp_path, kind), tmp_path / "out.pdf"

        report = burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        assert report.ocr_pages == (1,)
        assert report.rasterised_pages == ()
        inner = (PLACE[0] + 3, PLACE[1] + 3, PLACE[2] - 3, PLACE[3] - 3)
        for picture in stored_pictures(target):
            low, high = darkest_and_lightest(picture, inner)
            assert high - low <= 8
        assert region(target, margin=3).getextrema() == (0, 0)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_word_beside_it_stays_in_the_picture(self, tmp_path: Path, kind: str) -> None:
        source, target = scanned_page(tmp_path, kind), tmp_path / "out.pdf"

        burn(source, target, SECRET, ocr=Reader(*scanned_words()))

        with PdfiumDocument(source) as before, PdfiumDocument(target) as after:
            box = (PLACE[0] - 110, PLACE[1], PLACE[0] - 15, PLACE[3])
            kept = before.picture(0, dpi=100, grey=True).crop(box)
            still = after.picture(0, dpi=100, grey=True).crop(box)
        difference = sum(abs(a - b) for a, b in zip(kept.tobytes(), still.tobytes(), strict=True))
        assert difference / (255 * len(kept.tobytes())) < 0.01

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

        burn(source, target, SECRET, ocr=Reader(OcrWord("Quillon", Box(*seen), 95.0, 0)))

        (picture,) = stored_pictures(target)
        assert picture.crop(PLACE).getextrema() == (0, 0)

    def test_the_invisible_layer_goes_with_the_pixels(self, tmp_path: Path) -> None:
        x, y = PLACE[0] * 0.72, 792 - PLACE[3] * 0.72
        layer = f"BT 3 Tr /F1 22 Tf 1 0 0 1 {x} {y} Tm (Quillon) Tj ET"
        source, target = scanned_page(tmp_path, "grey", layer=layer), tmp_path / "out.pdf"

        burn(source, target, SECRET, ocr=None)

        (picture,) = stored_pictures(target)
        assert "Quillon" not in by_poppler(target)
        middle = (PLACE[0] + 5, PLACE[1] + 8, PLACE[0] + 90, PLACE[3] - 4)
        assert picture.crop(middle).getextrema() == (0, 0)

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
        assert darkest_and_lightest(region(target, margin=2))[1] <= 4


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
