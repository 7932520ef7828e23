"""What changed on pages outside what was removed, as pdfium draws them and as poppler does."""

import contextlib
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from redaction import Box, BurnReport
from redaction.verify.pdf.likeness import print_on

Drawer = Callable[[Path], Iterator[Image.Image]]
DPI = 100
SHARE = 0.001
MARGIN_PIXELS = 4
DIFFERENCE = 64  # of 255, after a slight blur


def changed_pages(
    source: Path, target: Path, report: BurnReport, *, keeps_layout: bool, by: Drawer
) -> tuple[int, ...]:
    """Pages (from 1) of which more than 0.1 % of the pixels changed.

    Left out is where a bar stands; where lines close up and paragraphs are set anew, all print, whose words
    are counted beside this. A page that cannot be drawn before the redaction is not compared.
    """
    boxes: dict[int, list[Box]] = {}
    for number, box in (*((each.page_number, each.box) for each in report.removals), *report.burned):
        boxes.setdefault(number, []).append(box)
    found = []
    for number, (before, after) in enumerate(zip(by(source), by(target), strict=False), start=1):
        places = boxes.get(number, [])
        if places and not keeps_layout and number not in report.rasterised_pages:
            places = [*places, *_print_on(source, number), *_print_on(target, number)]
        if _share(before, after, places, blur=2 if number in report.rasterised_pages else 1) > SHARE:
            found.append(number)
    return tuple(found)


def _print_on(path: Path, number: int) -> list[Box]:
    with pypdfium2.PdfDocument(path) as document:
        return print_on(document[number - 1])


def pdfium(path: Path) -> Iterator[Image.Image]:
    """Pages as most browsers show them. It draws no border round a link and no polygon without an appearance."""
    with contextlib.suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for page in document:
            yield page.render(scale=DPI / 72, grayscale=True, may_draw_forms=True).to_pil()


def poppler(path: Path) -> Iterator[Image.Image]:
    """Pages as poppler shows them, with borders round links."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-q", "-r", str(DPI), "-gray", "-cropbox", str(path), f"{folder}/page"]
        subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=False)
        for drawn in sorted(Path(folder).glob("page*.pgm")):
            with Image.open(drawn) as picture:
                yield picture.copy()


def _share(one: Image.Image, other: Image.Image, boxes: list[Box], *, blur: int) -> float:
    before, after = (picture.convert("L").filter(ImageFilter.BoxBlur(blur)) for picture in (one, other))
    if before.size != after.size:
        after = after.resize(before.size)
    differing = ImageChops.difference(before, after).point(lambda value: 255 if value > DIFFERENCE else 0)
    pen, scale = ImageDraw.Draw(differing), DPI / 72
    for box in boxes:
        left, top, right, bottom = (
            edge * scale + outwards * MARGIN_PIXELS
            for edge, outwards in zip((box.left, box.top, box.right, box.bottom), (-1, -1, 1, 1), strict=True)
        )
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=0)
    return differing.histogram()[255] / max(1, differing.width * differing.height)
