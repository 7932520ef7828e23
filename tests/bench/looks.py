"""What changed on pages outside what was removed, as another engine than the product's own check draws them."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from redaction import Box, BurnReport

DPI = 100
SHARE = 0.001
MARGIN_PIXELS = 4
DIFFERENCE = 64  # of 255, after a slight blur


def changed_pages(source: Path, target: Path, report: BurnReport, *, keeps_layout: bool) -> tuple[int, ...]:
    """Pages (from 1) of which more than 0.1 % of the pixels changed, as poppler draws them.

    Left out is where a bar stands; where lines close up, the whole line. A page that poppler cannot draw
    before the redaction is not compared.
    """
    boxes: dict[int, list[Box]] = {}
    for number, box in (*((each.page_number, each.box) for each in report.removals), *report.burned):
        boxes.setdefault(number, []).append(box)
    with tempfile.TemporaryDirectory() as before, tempfile.TemporaryDirectory() as after:
        pairs = list(zip(_drawn(source, Path(before)), _drawn(target, Path(after)), strict=False))
        return tuple(
            number
            for number, (one, other) in enumerate(pairs, start=1)
            if _share(
                one,
                other,
                boxes.get(number, []),
                lines=not keeps_layout and number not in report.rasterised_pages,
            )
            > SHARE
        )


def _drawn(path: Path, folder: Path) -> list[Path]:
    command = ["pdftoppm", "-q", "-r", str(DPI), "-gray", "-cropbox", str(path), str(folder / "page")]
    subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=False)
    return sorted(folder.glob("page*.pgm"))


def _share(one: Path, other: Path, boxes: list[Box], *, lines: bool) -> float:
    with Image.open(one) as first, Image.open(other) as second:
        before, after = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (first, second))
    if before.size != after.size:
        after = after.resize(before.size)
    differing = ImageChops.difference(before, after).point(lambda value: 255 if value > DIFFERENCE else 0)
    pen, scale = ImageDraw.Draw(differing), DPI / 72
    for box in boxes:
        left, top, right, bottom = (
            edge * scale + outwards * MARGIN_PIXELS
            for edge, outwards in zip((box.left, box.top, box.right, box.bottom), (-1, -1, 1, 1), strict=True)
        )
        across = lines and right - left >= bottom - top
        down = lines and not across
        left, right = (0, differing.width) if across else (left, right)
        top, bottom = (0, differing.height) if down else (top, bottom)
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=0)
    return differing.histogram()[255] / max(1, differing.width * differing.height)
