"""Bars in JPEGs and in pages of one bit: nothing of what they hide is left, and nothing else changes."""

import io
import random
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageDraw, JpegImagePlugin

from redaction.burn import burn
from redaction.page import Box
from redaction.pdf.pixels import jpegs
from redaction.pdf.pixels.coefficients import changed
from redaction.pdf.pixels.jpegs import burned_jpeg
from redaction.pdf.pixels.pictures import pixel_boxes, touches
from redaction.report import Removal
from redaction.schedule import Schedule
from tests.bench.bench_scans import scans

BAR = (101, 83, 203, 118)


def print_of(word: str, *, mode: str = "L", **how: object) -> bytes:
    """A picture with a word under the bar, words beside it."""
    sheet = Image.new("L", (320, 200), 238)
    pen = ImageDraw.Draw(sheet)
    pen.text((104, 85), word, fill=20, font_size=28)
    pen.text((20, 85), "Seen", fill=20, font_size=28)
    pen.text((212, 85), "here", fill=20, font_size=28)
    out = io.BytesIO()
    sheet.convert(mode).save(out, "JPEG", **{"quality": 75, **how})
    return out.getvalue()


def pixels(jpeg: bytes) -> np.typing.NDArray[np.int16]:
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB")).astype(np.int16)


def burnt(jpeg: bytes) -> bytes:
    made = burned_jpeg(jpeg, [BAR], level=0)
    assert made is not None
    return made


class TestBlocks:
    """A JPEG is painted block by block, by the library or without it."""

    @pytest.mark.parametrize("mode", ["L", "RGB"])
    @pytest.mark.parametrize("how", [{}, {"progressive": True}, {"subsampling": 0}, {"quality": 40}])
    def test_what_is_under_the_bar_is_black(self, mode: str, how: dict[str, object]) -> None:
        left, top, right, bottom = BAR

        inside = pixels(burnt(print_of("Quillon", mode=mode, **how)))[top:bottom, left:right]

        assert inside.max() <= 64
        assert inside[4:-4, 4:-4].max() <= 16

    @pytest.mark.parametrize("mode", ["L", "RGB"])
    def test_two_words_leave_the_same_picture(self, mode: str) -> None:
        """Not even the rounding of the blocks at the bar's edge tells which it was."""
        one, other = (pixels(burnt(print_of(word, mode=mode))) for word in ("mmmm", "iiii"))

        left, top, right, bottom = BAR
        around = np.abs(one - other)[top - 16 : bottom + 16, left - 16 : right + 16]
        assert around.max() <= 24

    def test_blocks_without_a_bar_stay_as_they_were(self) -> None:
        before = print_of("Quillon")

        after = burnt(before)

        difference = np.abs(pixels(after) - pixels(before)).max(axis=2)
        difference[80:120, 96:208] = 0
        assert difference.max() == 0

    def test_print_beside_the_bar_stays_legible(self) -> None:
        before = print_of("Quillon")

        beside = np.abs(pixels(burnt(before)) - pixels(before))[83:118, 204:280]

        assert (beside > 64).mean() < 0.01

    def test_a_change_that_fails_gives_nothing(self) -> None:
        def fail(_component: int, _row: int, _blocks: object) -> None:
            raise ValueError

        assert changed(print_of("Quillon"), {(0, 3)}, fail) is None
        assert changed(b"no jpeg", {(0, 3)}, fail) is None

    @pytest.mark.parametrize("mode", ["L", "RGB"])
    def test_without_the_library_the_bar_is_as_black(self, mode: str) -> None:
        with Image.open(io.BytesIO(print_of("Quillon", mode=mode))) as opened:
            assert isinstance(opened, JpegImagePlugin.JpegImageFile)
            made = jpegs.encoded_anew(opened, [BAR], 0)

        left, top, right, bottom = BAR
        assert pixels(made)[top + 4 : bottom - 4, left + 4 : right - 4].max() <= 16


class TestPages:
    """Scans of each kind stay pictures of their kind."""

    @pytest.mark.parametrize("kind", ["fax", "jbig2", "jbig2, fax codes"])
    def test_a_page_of_one_bit_stays_one(self, tmp_path: Path, kind: str) -> None:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        scans(source, kind, pages=1)

        report = burn(source, target, Schedule(()), ocr=None, seen=[Removal(1, 0, Box(100, 100, 300, 130))])

        assert report.rasterised_pages == ()
        with pikepdf.open(target) as pdf:
            (image,) = pdf.pages[0].Resources.XObject.values()
            assert image.BitsPerComponent == 1
            bits = np.unpackbits(np.frombuffer(image.read_bytes(), np.uint8)).reshape(int(image.Height), -1)
        scale = int(image.Width) / 595
        assert not bits[
            round(101 * scale) : round(129 * scale), round(101 * scale) : round(299 * scale)
        ].any()
        assert bits.mean() > 0.5

    def test_a_jpeg_larger_than_its_page_says_is_burned_where_it_is_drawn(self, tmp_path: Path) -> None:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        scans(source, "jpeg grey", pages=1)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            image = pdf.pages[0].Resources.XObject.I
            image.Width, image.Height = 100, 141
            pdf.save(source)

        burn(source, target, Schedule(()), ocr=None, seen=[Removal(1, 0, Box(100, 100, 300, 130))])

        with pikepdf.open(target) as pdf:
            (image,) = pdf.pages[0].Resources.XObject.values()
            assert image.Filter == Name.DCTDecode
            left = pixels(image.read_raw_bytes())[290:350, 290:820]
        assert left.max() <= 16


class TestRowsAtOnce:
    """All rows with bars are painted when the last has come, or the picture is made in another way."""

    @pytest.mark.parametrize("how", [{}, {"progressive": True}, {"subsampling": 0}, {"subsampling": 1}])
    def test_bars_at_every_edge_are_all_painted(self, how: dict[str, object]) -> None:
        boxes = [
            (0, 0, 40, 20),
            (290, 0, 320, 33),
            (0, 180, 25, 200),
            (281, 171, 320, 200),
            (100, 60, 200, 140),
        ]

        made = burned_jpeg(print_of("Quillon", mode="RGB", **how), boxes, level=0)

        assert made is not None
        for left, top, right, bottom in boxes:
            assert pixels(made)[top:bottom, left:right].max() <= 64

    def test_a_row_that_never_comes_leaves_nothing_half_painted(self) -> None:
        """A bar below what is stored: the library has no such row, and the whole picture is encoded anew."""
        made = burned_jpeg(print_of("Quillon"), [BAR, (0, 190, 20, 260)], level=0)

        assert made is not None
        left, top, right, bottom = BAR
        assert pixels(made)[top + 4 : bottom - 4, left + 4 : right - 4].max() <= 16


class TestTouching:
    """What may lie over a picture counts as over it."""

    @pytest.mark.parametrize("seed", range(20))
    def test_an_area_touches_a_picture_if_some_of_its_pixels_lie_under_it(self, seed: int) -> None:
        chance = random.Random(seed)
        a, b, c, d, e, f = (chance.uniform(-80, 80) for _ in range(6))
        ctm = (a, b, c, d, e, f)
        for _ in range(50):
            x, y = chance.uniform(-150, 150), chance.uniform(-150, 150)
            quad = [(x, y), (x + 30, y + 3), (x + 29, y + 12), (x - 1, y + 9)]
            assert touches(ctm, quad) == bool(pixel_boxes(ctm, [quad], 1000, 1000))

    def test_an_area_that_is_no_number_counts_as_over_it(self) -> None:
        assert touches((1, 0, 0, 1, 0, 0), [(float("nan"), 0.5)] * 4)
        assert not touches((0, 0, 0, 0, 0, 0), [(0.5, 0.5)] * 4)
