"""Group 4 fax decoded by libtiff says what pdfium says, and nothing where it is not sure."""

import random
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageDraw

from redaction.burn import burn
from redaction.page import Box
from redaction.pdf.pixels.fax import group_4_bits
from redaction.pdf.pixels.samples import bits_of
from redaction.report import Removal
from redaction.schedule import Schedule
from tests.bench.bench_scans import group_4

SIZE = (331, 120)


def sheet() -> Image.Image:
    drawn = Image.new("1", SIZE, 1)
    ImageDraw.Draw(drawn).text((10, 40), "Nothing here is black alone", fill=0, font_size=20)
    return drawn


def fax_in(pdf: pikepdf.Pdf, held: bytes, *, is_black_one: bool) -> Stream:
    image = Stream(pdf, held)
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.CCITTFaxDecode
    image.Width, image.Height = SIZE
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
    image.DecodeParms = Dictionary(K=-1, Columns=SIZE[0], BlackIs1=is_black_one)
    return image


class TestGroup4:
    """What is decoded is what was drawn, or another decodes."""

    @pytest.mark.parametrize("is_black_one", [True, False])
    def test_bits_are_as_the_document_says_that_they_are(self, is_black_one: bool) -> None:
        held, drawn_black_is_one = group_4(sheet())
        with pikepdf.new() as pdf:
            image = fax_in(pdf, held, is_black_one=is_black_one)
            quick = bits_of(image)
            image.DecodeParms.EndOfLine = True  # Only pdfium takes such a fax.
            slow = bits_of(image)

        rows = [
            np.unpackbits(np.frombuffer(bits, np.uint8)).reshape(SIZE[1], -1)[:, : SIZE[0]]
            for bits in (quick, slow)
        ]
        assert np.array_equal(rows[0], rows[1])
        assert np.array_equal(rows[0] == 1, np.asarray(sheet()) == (is_black_one == drawn_black_is_one))

    def test_a_fax_cut_short_is_left_to_another(self) -> None:
        held, _ = group_4(sheet())

        assert group_4_bits(held, *SIZE) is not None
        assert group_4_bits(held[: len(held) // 2], *SIZE) is None

    def test_a_fax_of_another_width_is_left_to_another(self) -> None:
        held, _ = group_4(sheet())

        assert group_4_bits(held, SIZE[0] - 8, SIZE[1]) is None

    def test_a_fax_that_is_none_is_left_to_another(self) -> None:
        assert group_4_bits(b"", *SIZE) is None
        assert group_4_bits(random.Random(7).randbytes(400), *SIZE) is None

    def test_a_damaged_fax_leaves_nothing_under_its_bar(self, tmp_path: Path) -> None:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        held, is_black_one = group_4(sheet())
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=SIZE).obj
            image = pdf.make_indirect(fax_in(pdf, held[:-60], is_black_one=is_black_one))
            page.Resources = Dictionary(XObject=Dictionary(I=image))
            page.Contents = pdf.make_stream(b"331 0 0 120 0 0 cm /I Do")
            pdf.save(source)

        burn(source, target, Schedule(()), ocr=None, seen=[Removal(1, 0, Box(5, 30, 100, 70))])

        with pikepdf.open(target) as pdf:
            (kept,) = pdf.pages[0].Resources.XObject.values()
            assert isinstance(kept, Stream)
            left = np.asarray(pikepdf.PdfImage(kept).as_pil_image().convert("L"))
        assert left[32:68, 8:98].max() <= 16
