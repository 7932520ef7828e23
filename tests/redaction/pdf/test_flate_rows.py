"""Bars in Flate pictures, painted piece by piece, are what painting the whole picture gives."""

import random
import zlib

import pytest

from redaction.pdf.pixels.flate_rows import RowBars, with_bars
from redaction.pdf.pixels.rasters import PixelBox, Raster


def some_boxes(chance: random.Random, width: int, height: int) -> list[PixelBox]:
    found = []
    for _ in range(chance.randrange(6)):
        left, top = chance.randrange(width), chance.randrange(height)
        found.append((left, top, chance.randint(left, width), chance.randint(top, height)))
    return found


def painted_whole(samples: bytes, bars: RowBars) -> bytes:
    held = bytearray(samples)
    for box in bars.boxes:
        Raster(held, *bars.size, bars.bits_per_pixel).fill(box, bars.bit)
    return bytes(held)


class TestRows:
    """What is under a bar is gone, and all else is as it was, wherever the pieces end."""

    @pytest.mark.parametrize("seed", range(40))
    def test_pieces_give_what_the_whole_gives(self, seed: int) -> None:
        chance = random.Random(seed)
        width, height = chance.randint(1, 700), chance.randint(1, 500)
        bits = chance.choice([1, 2, 4, 8, 16, 24, 32])
        bars = RowBars((width, height), bits, some_boxes(chance, width, height), chance.randrange(2))
        samples = chance.randbytes(bars.stride * height)

        made = with_bars(zlib.compress(samples, 1), bars, 1)

        assert made is not None
        assert zlib.decompress(made) == painted_whole(samples, bars)

    def test_a_bar_over_the_whole_picture_leaves_one_colour(self) -> None:
        made = with_bars(zlib.compress(b"secret  " * 64), RowBars((8, 64), 8, [(0, 0, 8, 64)], 0), 1)

        assert made is not None
        assert zlib.decompress(made) == bytes(512)

    def test_what_follows_the_picture_is_dropped(self) -> None:
        made = with_bars(zlib.compress(b"\xff" * 64 + b"Quillon"), RowBars((8, 8), 8, [(0, 0, 2, 2)], 0), 1)

        assert made is not None
        assert len(zlib.decompress(made)) == 64

    def test_no_more_is_unpacked_than_the_picture_has(self) -> None:
        bomb = zlib.compress(bytes(8 << 20), 1)

        made = with_bars(bomb, RowBars((1000, 1000), 8, [(0, 0, 9, 9)], 1), 1)

        assert made is not None
        assert len(zlib.decompress(made)) == 1_000_000

    @pytest.mark.parametrize("kept", [0, 1, 2, 40, -20])
    def test_a_stream_that_is_cut_short_is_left_to_another(self, kept: int) -> None:
        packed = zlib.compress(random.Random(1).randbytes(100_000))

        assert with_bars(packed[:kept], RowBars((1000, 100), 8, [(1, 1, 9, 9)], 0), 1) is None

    def test_a_damaged_stream_is_left_to_another(self) -> None:
        assert with_bars(b"not packed at all", RowBars((4, 4), 8, [], 0), 1) is None
        assert with_bars(zlib.compress(bytes(15)), RowBars((4, 4), 8, [], 0), 1) is None
