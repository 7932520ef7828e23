"""JPEG 2000 pictures once bars are in them: black under the bar, readable beside it, and hardly larger."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageDraw

from redaction.burn import burn
from redaction.page import Box
from redaction.pdf.pixels.wavelets import decoded, is_reversible, store
from redaction.report import Removal
from redaction.schedule import Schedule

SIZE = (640, 400)
BAR = Removal(1, 0, Box(100, 80, 203, 118))


def sheet(mode: str, word: str = "Quillon", *, noise: float = 6) -> Image.Image:
    drawn = Image.effect_noise(SIZE, noise).point(lambda value: min(255, value + 100)) if noise else None
    drawn = drawn or Image.new("L", SIZE, 228)
    pen = ImageDraw.Draw(drawn)
    for top in range(20, 380, 40):
        pen.text((20, top), "Seen here, and what was seen is kept", fill=20, font_size=24)
    pen.rectangle((102, 82, 201, 116), fill=228)
    pen.text((104, 85), word, fill=20, font_size=24)
    return drawn.convert(mode)


def in_waves(drawn: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    drawn.save(out, "JPEG2000", **how)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a picture: how it looks, how it is packed, and how many bytes that takes."""

    picture: Image.Image
    packed_as: str
    size: int


def burnt(folder: Path, held: bytes, mode: str, **keys: object) -> Left:
    source, target = folder / "in.pdf", folder / "out.pdf"
    with pikepdf.new() as pdf:
        image = Stream(pdf, held)
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.JPXDecode
        image.Width, image.Height = SIZE
        for key, value in keys.items():
            image[f"/{key}"] = value
        page = pdf.add_blank_page(page_size=SIZE).obj
        page.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))
        page.Contents = pdf.make_stream(b"640 0 0 400 0 0 cm /I Do")
        pdf.save(source)
    assert burn(source, target, Schedule(()), ocr=None, seen=[BAR]).rasterised_pages == ()
    with pikepdf.open(target) as pdf:
        (kept,) = pdf.pages[0].Resources.XObject.values()
        assert isinstance(kept, Stream)
        assert "/Decode" not in kept
        return Left(
            pikepdf.PdfImage(kept).as_pil_image().convert(mode), str(kept.Filter), len(kept.read_raw_bytes())
        )


def _named(made: Stream, size: tuple[int, int]) -> Stream:
    made.Type, made.Subtype, made.ColorSpace, made.BitsPerComponent = (
        Name.XObject,
        Name.Image,
        Name.DeviceGray,
        8,
    )
    made.Width, made.Height = size
    return made


LOSSY = {"irreversible": True, "quality_mode": "rates", "quality_layers": [10]}


class TestWaves:
    """A picture is stored again in another codec, as well as its size lets it be."""

    @pytest.mark.parametrize("mode", ["L", "RGB"])
    def test_one_stored_with_loss_becomes_a_jpeg_that_hardly_grows(self, tmp_path: Path, mode: str) -> None:
        held = in_waves(sheet(mode), **LOSSY)
        left = burnt(tmp_path, held, mode)

        assert left.packed_as == Name.DCTDecode
        assert left.size <= 1.8 * len(held)
        assert np.asarray(left.picture)[84:114, 104:198].max() <= 24
        before = np.asarray(Image.open(io.BytesIO(held)).convert("L")).astype(int)[150:]
        assert np.abs(np.asarray(left.picture.convert("L")).astype(int)[150:] - before).mean() < 5

    def test_one_stored_without_loss_keeps_every_pixel_beside_the_bar(self, tmp_path: Path) -> None:
        drawn = sheet("L", noise=0)
        left = burnt(tmp_path, in_waves(drawn, irreversible=False), "L")

        assert left.packed_as == Name.FlateDecode
        assert left.size <= 1.5 * len(in_waves(drawn, irreversible=False))
        assert np.array_equal(np.asarray(left.picture)[125:], np.asarray(drawn)[125:])
        assert np.asarray(left.picture)[82:116, 102:200].max() == 0

    def test_what_shines_through_beside_the_bar_goes_with_it(self) -> None:
        ripples = Image.effect_noise((64, 64), 4)
        with pikepdf.new() as pdf:
            made = pdf.make_stream(b"")
            store(made, ripples.copy(), b"\0" * 90_000, [(12, 12, 44, 36)], 0)
            beside = np.asarray(pikepdf.PdfImage(_named(made, ripples.size)).as_pil_image())

        assert np.ptp(np.asarray(ripples)[8:11, 8:48]) > 8
        assert np.ptp(beside[8:10, 16:40].astype(int)) <= 4

    def test_decode_that_readers_of_this_codec_do_not_heed_is_taken_off(self, tmp_path: Path) -> None:
        left = burnt(tmp_path, in_waves(sheet("L"), **LOSSY), "L", Decode=pikepdf.Array([1, 0]))

        assert np.asarray(left.picture)[84:114, 104:198].max() <= 24

    def test_only_what_says_so_counts_as_stored_without_loss(self) -> None:
        assert is_reversible(in_waves(sheet("L"), irreversible=False))
        assert not is_reversible(in_waves(sheet("L"), irreversible=True))
        assert not is_reversible(b"\xff\x4f\xff\x51")
        assert not is_reversible(b"none")

    @pytest.mark.parametrize("how", [LOSSY, {"irreversible": False}])
    @pytest.mark.parametrize("mode", ["L", "RGB", "I;16"])
    def test_whoever_decodes_a_picture_gives_the_same_samples(
        self, mode: str, how: dict[str, object]
    ) -> None:
        drawn = sheet("I;16") if mode == "I;16" else sheet(mode)
        held = in_waves(drawn, **how)
        alone = Image.open(io.BytesIO(held))
        alone.load()
        with pikepdf.new() as pdf, Image.open(io.BytesIO(held)) as opened:
            image = _named(Stream(pdf, held), opened.size)
            image.Filter = Name.JPXDecode
            found = decoded(image, held, opened)

        assert np.array_equal(np.asarray(found), np.asarray(alone.convert(found.mode)))
