"""Scans of lines that name one person, drawn as a scanner stores them: crooked, noisy, packed in its own way.

Every person is made up.
"""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import OcrReader, OcrWord
from tests.redaction.typesetter import font_file

DPI: Final = 200
SIZE: Final = (1654, 900)
LETTERS: Final = 31
LEADING: Final = 39
INK: Final = 20
RULES: Final = ((196, 480, 980, 1420), (784, 834, 884))


@dataclass(frozen=True, slots=True)
class Row:
    """Words beside each other: where they begin, end or have their middle (`how`: l, r, c), spread or not."""

    x: int
    y: int
    text: str
    how: str = "l"
    spread: float = 0.0


def rows_about(name: str) -> tuple[Row, ...]:
    """Every way in which a name may stand on a line, one under the other with lines that do not name anybody."""
    return (
        Row(200, 60, "The school told the duty team on Monday that nobody had come"),
        Row(200, 99, "at home was answering the telephone and so an officer called"),
        Row(200, 150, f"{name} then left the building by the side"),
        Row(200, 210, f"It was agreed that {name} would stay with an"),
        Row(200, 270, f"A copy of the letter was sent to {name}"),
        Row(200, 330, f"was told by {name} that only one of", spread=14.0),
        Row(200, 369, "them would stay in the front room of the house until then"),
        Row(200, 420, f"that {name} and {name} had gone"),
        Row(1400, 480, f"Statement of {name} given", "r"),
        Row(1400, 519, "on the ninth of May", "r"),
        Row(827, 580, f"Report on {name} and others", "c"),
        Row(827, 619, "for the panel of the ninth", "c"),
        Row(200, 680, "The school told it to"),
        Row(880, 680, "It was noted by them"),
        Row(200, 719, f"duty so {name} left"),
        Row(880, 719, f"help from {name} too"),
        Row(204, 790, "Child"),
        Row(500, 790, name),
        Row(1000, 790, "Seen alone"),
        Row(204, 840, "Mother"),
        Row(500, 840, "Not named here"),
        Row(1000, 840, name),
    )


@lru_cache(maxsize=4)
def _face(font: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(font)), LETTERS)


def drawn(rows: Sequence[Row], font: str) -> tuple[Image.Image, list[OcrWord]]:
    """A page of print and its words as OCR would read them."""
    page, face, words = Image.new("L", SIZE, 255), _face(font), list[OcrWord]()
    pen = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        wide = face.getlength(row.text)
        x = row.x - {"l": 0.0, "r": wide, "c": wide / 2}[row.how]
        for word in row.text.split():
            pen.text((x, row.y), word, fill=INK, font=face)
            words.append(OcrWord(word, Box(*pen.textbbox((x, row.y), word, font=face)), 96.0, number))
            x += face.getlength(word + " ") + row.spread
    for across in RULES[0]:
        pen.line((across, RULES[1][0], across, RULES[1][-1]), fill=INK, width=2)
    for down in RULES[1]:
        pen.line((RULES[0][0], down, RULES[0][-1], down), fill=INK, width=2)
    return page, words


@lru_cache(maxsize=3)
def _noise(chance: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    return np.rint(np.random.default_rng(chance).normal(0, 3, (SIZE[1], SIZE[0]))).astype(np.int8)


def scanned(
    page: Image.Image, words: Sequence[OcrWord], *, degrees: float, chance: int
) -> tuple[Image.Image, list[OcrWord]]:
    """The same as it lies on the glass: turned a little, with noise."""
    turned = page.rotate(degrees, resample=Image.Resampling.BILINEAR, fillcolor=255) if degrees else page
    seen = np.clip(np.asarray(turned).astype(np.int16) + _noise(chance % 3), 0, 255).astype(np.uint8)
    angle, (x0, y0) = math.radians(degrees), (SIZE[0] / 2, SIZE[1] / 2)

    def lies(x: float, y: float) -> tuple[float, float]:
        across, down = x - x0, y - y0
        return (
            across * math.cos(angle) + down * math.sin(angle) + x0,
            down * math.cos(angle) - across * math.sin(angle) + y0,
        )

    found = []
    for word in words:
        box = word.box
        xs, ys = zip(*(lies(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)), strict=True)
        found.append(OcrWord(word.text, Box(min(xs), min(ys), max(xs), max(ys)), word.confidence, word.line))
    return Image.fromarray(seen), found


def _flate(pdf: pikepdf.Pdf, page: Image.Image) -> Stream:
    held = Stream(pdf, page.tobytes())
    held.ColorSpace, held.BitsPerComponent = Name.DeviceGray, 8
    return held


def _jpeg(pdf: pikepdf.Pdf, page: Image.Image) -> Stream:
    out = io.BytesIO()
    shades = [page.point(lambda value, less=less: max(0, value - less)) for less in (0, 6, 16)]
    Image.merge("RGB", shades).save(out, "JPEG", quality=80)
    held = Stream(pdf, out.getvalue())
    held.Filter, held.ColorSpace, held.BitsPerComponent = Name.DCTDecode, Name.DeviceRGB, 8
    return held


def _fax(pdf: pikepdf.Pdf, page: Image.Image) -> Stream:
    out = io.BytesIO()
    bits = page.point(lambda value: 255 if value > 140 else 0).convert("1")
    bits.save(out, "TIFF", compression="group4", tiffinfo={278: page.height})
    with Image.open(out) as tiff:
        assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
        start, size, is_black_one = tiff.tag_v2[273][0], tiff.tag_v2[279][0], tiff.tag_v2[262] == 1
    held = Stream(pdf, out.getvalue()[start : start + size])
    held.Filter, held.ColorSpace, held.BitsPerComponent = Name.CCITTFaxDecode, Name.DeviceGray, 1
    held.DecodeParms = Dictionary(K=-1, Columns=page.width, Rows=page.height, BlackIs1=is_black_one)
    return held


CODECS: Final[dict[str, Callable[[pikepdf.Pdf, Image.Image], Stream]]] = {
    "flate": _flate, "jpeg": _jpeg, "fax": _fax,
}  # fmt: skip


def written(page: Image.Image, codec: str, path: Path) -> None:
    """A PDF of one page that is this scan."""
    with pikepdf.new() as pdf:
        width, height = (side * 72 / DPI for side in page.size)
        image = CODECS[codec](pdf, page)
        image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, *page.size
        sheet = pdf.add_blank_page(page_size=(width, height)).obj
        sheet.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
        sheet.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
        pdf.save(path, compress_streams=False)


class Reads:
    """Reads these words on every page."""

    def __init__(self, words: Sequence[OcrWord]) -> None:
        self.found = tuple(words)

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        return self.found


def burned_scan(
    folder: Path,
    name: str,
    *,
    font: str,
    codec: str,
    degrees: float,
    chance: int = 0,
    ocr: OcrReader | None = None,
) -> BurnReport:
    """Burn a scan that names one person into `out.pdf`; the scan is `in.pdf`."""
    page, words = scanned(*drawn(rows_about(name), font), degrees=degrees, chance=chance)
    written(page, codec, folder / "in.pdf")
    terms = dict.fromkeys([name, *name.split()])
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    return burn(folder / "in.pdf", folder / "out.pdf", schedule, ocr=ocr or Reads(words))


def stored(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Where the one picture of a file is dark."""
    with pikepdf.open(path) as pdf:
        (image,) = (
            item for item in pdf.objects if isinstance(item, Stream) and item.get(Name.Subtype) == Name.Image
        )
        return np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L")) < 110
