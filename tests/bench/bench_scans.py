"""How fast bars are burned into scans, by what their pictures are packed with, beside PyMuPDF where it is named.

Run as `python -m tests.bench scans`. PyMuPDF is run as a separate program by the interpreter that the
environment variable EXCHANGE_BENCH_PYMUPDF names; it is no part of the project.
"""

import io
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageChops, ImageDraw, ImageFont, TiffImagePlugin

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.report import Removal
from redaction.schedule import Schedule, ScheduleEntry
from tests.bench.arithmetic_jbig2 import arithmetic_jbig2

# As many as a scanned report has: of four pages, what is done once for a document was a third of the time.
PAGES = 20
DISTINCT = 5
ROUNDS = 2
KINDS = (
    "jpeg grey",
    "jpeg grey, noisy",
    "jpeg colour",
    "fax",
    "jbig2",
    "flate grey",
    "flate colour",
    "jpeg 2000",
)
BARS = tuple(
    Box(60 + k % 4 * 120, 60 + k // 4 * 150, 140 + k % 4 * 120, 74 + k // 4 * 150) for k in range(20)
)
_NOTHING = Schedule((ScheduleEntry("zzzzqq", Ground.CHILD),))
_PYMUPDF = """
import json, sys, time
import pymupdf
source, target, bars, rounds = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
taken = []
for _ in range(rounds):
    began = time.process_time()
    document = pymupdf.open(source)
    for page in document:
        for bar in bars:
            page.add_redact_annot(pymupdf.Rect(*bar), fill=(0, 0, 0))
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS)
    document.save(target, garbage=3, deflate=True)
    taken.append(time.process_time() - began)
print(min(taken))
"""


def measure() -> dict[str, object]:
    """Pages for each second of processor time, ours and PyMuPDF's, each the best of a few in turn."""
    other = os.environ.get("EXCHANGE_BENCH_PYMUPDF", "")
    figures: dict[str, object] = {}
    ours_all = theirs_all = 0.0
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "scan.pdf", Path(folder) / "out.pdf"
        for kind in KINDS:
            scans(source, kind)
            burn_all(source, target)  # what is loaded at first use is no part of either's time
            ours, theirs = _ours(source, target), _theirs(other, source, target)
            ours = min(ours, _ours(source, target))
            figures[f"{kind}, pages per CPU second"] = round(PAGES / ours, 1)
            if theirs:
                figures[f"{kind}, times PyMuPDF"] = round(theirs / ours, 1)
            ours_all, theirs_all = ours_all + ours, theirs_all + theirs
        figures["all kinds, pages per CPU second"] = round(PAGES * len(KINDS) / ours_all, 1)
        if theirs_all:
            figures["all kinds, times PyMuPDF"] = round(theirs_all / ours_all, 1)
        figures |= _memory(source, target)
    return figures


def burn_all(source: Path, target: Path) -> None:
    """Burn the bars into every page. Places are given, so that finding them is not measured."""
    with pikepdf.open(source) as pdf:
        pages = len(pdf.pages)
    seen = [Removal(number, 0, bar) for number in range(1, pages + 1) for bar in BARS]
    report = burn(source, target, _NOTHING, ocr=None, seen=seen)
    assert report.rasterised_pages == ()


def _ours(source: Path, target: Path) -> float:
    began = time.process_time()
    burn_all(source, target)
    return time.process_time() - began


def _theirs(interpreter: str, source: Path, target: Path) -> float:
    if not interpreter:
        return 0.0
    bars = json.dumps([[bar.left, bar.top, bar.right, bar.bottom] for bar in BARS])
    told = subprocess.run(
        [interpreter, "-c", _PYMUPDF, str(source), str(target), bars, str(ROUNDS)],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    return float(told.stdout.split()[-1])


_PEAK = """
import re, sys
from pathlib import Path
from tests.bench.bench_scans import burn_all

def held(what):
    return int(re.search(what + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

loaded = held("VmRSS")
burn_all(Path(sys.argv[1]), Path(sys.argv[2]))
print(held("VmHWM") - loaded)
"""

# The words of pictures are tesseract's to read, in processes of its own.
_PEAK_OF_A_CHECK = """
import re, sys
from pathlib import Path
import pikepdf
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from tests.bench.bench_scans import BARS

class Blind:
    def words(self, image, *, dpi):
        return ()

def held(what):
    return int(re.search(what + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

source, target = map(Path, sys.argv[1:3])
with pikepdf.open(target) as pdf:
    pages = len(pdf.pages)
areas = tuple((number, bar) for number in range(1, pages + 1) for bar in BARS)
loaded = held("VmRSS")
verdict, _ = inspect(target, ["zzzzqq"], original=source, burned=Burned((), (), areas), ocr=Blind())
assert verdict.is_clean
print(held("VmHWM") - loaded)
"""


def _memory(source: Path, target: Path) -> dict[str, object]:
    """How much the peak of a burn adds to the loaded program, for a few scanned pages and for many."""
    figures: dict[str, object] = {}
    for pages in (20, 200):
        scans(source, "jpeg grey", pages=pages, distinct=5)
        command = [sys.executable, "-c", _PEAK, str(source), str(target)]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
        figures[f"memory for {pages} scanned pages, MB"] = round(int(told.stdout.split()[-1]) / 1024, 1)
        command[2] = _PEAK_OF_A_CHECK
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
        name = f"memory of the check for {pages} scanned pages, MB"
        figures[name] = round(int(told.stdout.split()[-1]) / 1024, 1)
    return figures


def scans(path: Path, kind: str, *, pages: int = PAGES, distinct: int = DISTINCT) -> None:
    """Write pages that are pictures of print: at 200 dots an inch, or 300 where they are black and white.

    No two are the same. Kinds are those that are measured, and JBIG2 with the codes of a fax.
    """
    with pikepdf.new() as pdf:
        drawn = list(_sheets(kind, min(pages, distinct)))
        for number in range(pages):
            sheet = drawn[number % len(drawn)]
            if number >= len(drawn):  # what is the same would be written once
                sheet = sheet.copy()
                ImageDraw.Draw(sheet).text((20, 20), f"{number}", fill=0)
            page = pdf.add_blank_page(page_size=(595, 842)).obj
            page.Resources = Dictionary(XObject=Dictionary(I=_stored(pdf, sheet, kind)))
            page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        pdf.save(path)


def _sheets(kind: str, count: int) -> Iterator[Image.Image]:
    chance = random.Random(2026)
    is_bilevel = kind in {"fax", "jbig2", "jbig2, fax codes"}
    dpi, letters = (300, 42) if is_bilevel else (200, 28)
    size = round(8.27 * dpi), round(11.69 * dpi)
    font = ImageFont.load_default(letters)
    noise = 0 if is_bilevel else 12 if "noisy" in kind else 4
    for _ in range(count):
        paper = Image.effect_noise(size, noise).point(lambda value: min(255, value + 110)) if noise else None
        sheet = paper or Image.new("L", size, 255)
        pen = ImageDraw.Draw(sheet)
        for top in range(letters * 4, size[1] - letters * 5, round(letters * 1.6)):
            line = " ".join(chance.choice(("alpha", "bravo", "charlie", "delta", "echo")) for _ in range(12))
            pen.text((letters * 5, top), line, font=font, fill=20)
        yield sheet.convert("1") if is_bilevel else _in_colour(sheet) if "colour" in kind else sheet


def _in_colour(sheet: Image.Image) -> Image.Image:
    warm = [sheet.point(lambda value, less=less: max(0, value - less)) for less in (0, 8, 20)]
    return Image.merge("RGB", warm)


def _stored(pdf: pikepdf.Pdf, sheet: Image.Image, kind: str) -> pikepdf.Object:
    out = io.BytesIO()
    more: dict[str, object] = {"BitsPerComponent": 8}
    if kind.startswith("jpeg 2000"):
        sheet.save(out, "JPEG2000", quality_mode="rates", quality_layers=[10])
        held, more["Filter"] = out.getvalue(), Name.JPXDecode
    elif kind.startswith("jpeg"):
        sheet.save(out, "JPEG", quality=75)
        held, more["Filter"] = out.getvalue(), Name.DCTDecode
    elif kind.startswith("flate"):
        held, more["Filter"] = zlib.compress(sheet.tobytes()), Name.FlateDecode
    elif kind.startswith("jbig2"):
        # There a black dot is 1, whatever the file around it says.
        in_fax_codes = "fax" in kind
        held = (
            jbig2(group_4(ImageChops.invert(sheet))[0], sheet.size)
            if in_fax_codes
            else arithmetic_jbig2(sheet)
        )
        more = {"BitsPerComponent": 1, "Filter": Name.JBIG2Decode}
    else:
        held, is_black_one = group_4(sheet)
        more = {"BitsPerComponent": 1, "Filter": Name.CCITTFaxDecode}
        more["DecodeParms"] = Dictionary(K=-1, Columns=sheet.width, Rows=sheet.height, BlackIs1=is_black_one)
    space = Name.DeviceRGB if sheet.mode == "RGB" else Name.DeviceGray
    picture = Stream(pdf, held)
    picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, space
    picture.Width, picture.Height = sheet.size
    for key, value in more.items():
        picture[f"/{key}"] = value
    return pdf.make_indirect(picture)


def group_4(sheet: Image.Image) -> tuple[bytes, bool]:
    """Group 4 bits in one strip, and whether 1 is black."""
    out = io.BytesIO()
    sheet.save(out, "TIFF", compression="group4", tiffinfo={278: sheet.height})
    with Image.open(out) as tiff:
        assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
        start, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        return out.getvalue()[start : start + size], tiff.tag_v2[262] == 1


def jbig2(group_4: bytes, size: tuple[int, int]) -> bytes:
    """A page and one generic region in JBIG2, whose bits may be those of Group 4 (ITU-T T.88, 6.2.6)."""

    def segment(number: int, kind: int, content: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(content)) + content

    page = segment(0, 48, struct.pack(">IIIIBH", *size, 0, 0, 0, 0))
    return page + segment(1, 38, struct.pack(">IIIIBB", *size, 0, 0, 0, 1) + group_4)
