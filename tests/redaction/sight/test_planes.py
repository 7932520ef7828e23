"""Samples that say more than the colours of their picture show are read, by the burner and by the checker."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from redaction.pdf.pixels.pictures import stored_picture
from redaction.pdf.pixels.stored_planes import planes_of
from redaction.verify.pdf import decoded_pictures
from tests.redaction.hiding_places import SECRET, a_picture_of

WORD = a_picture_of(SECRET)
# What is in a document lives as long as that.
OPENED: list[pikepdf.Pdf] = []
DARK = bytes(int(level < 128) for level in WORD.tobytes())


def _palette(*colours: bytes) -> Array:
    return Array([Name.Indexed, Name.DeviceRGB, len(colours) - 1, String(b"".join(colours))])


def _stored(samples: bytes, space: object, bits: int = 8, decode: Array | None = None) -> pikepdf.Stream:
    pdf = pikepdf.new()
    OPENED.append(pdf)
    made = pikepdf.Stream(
        pdf, samples, Dictionary(Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=bits)
    )
    made.Width, made.Height = WORD.size
    made.ColorSpace = space
    if decode is not None:
        made.Decode = decode
    return made


def _read_by_both(image: pikepdf.Stream) -> list[list[Image.Image]]:
    shown = stored_picture(image)
    assert shown is not None
    return [
        list(planes_of(image, shown)),
        list(decoded_pictures.planes_of(image, decoded_pictures.decoded(image))),
    ]


@pytest.mark.parametrize(
    "image",
    [
        _stored(DARK, _palette(b"\xff\xff\xff", b"\xff\xff\xff")),
        _stored(
            WORD.convert("1", dither=Image.Dither.NONE).tobytes(),
            _palette(b"\xff\xff\xff", b"\xff\xff\xff"),
            bits=1,
        ),
        _stored(WORD.tobytes(), Name.DeviceGray, decode=Array([1, 1])),
        _stored(b"".join(b"\xff\xff\xff" + bytes([255 * dark]) for dark in DARK), Name.DeviceCMYK),
    ],
    ids=["two inks of one colour", "the same in bits", "all to be white", "black under full ink"],
)
def test_print_in_samples_that_no_colour_shows_comes_out(image: pikepdf.Stream) -> None:
    for planes in _read_by_both(image):
        assert planes
        # Dark letters or light ones: as much of the plane as of the picture.
        assert any(
            plane.convert("L").point(lambda level: 255 * (level > 127)).tobytes()
            in {bytes(255 * dark for dark in DARK), bytes(255 - 255 * dark for dark in DARK)}
            for plane in planes
        )


@pytest.mark.parametrize(
    "image",
    [
        _stored(DARK, _palette(b"\xff\xff\xff", b"\0\0\0")),
        _stored(WORD.tobytes(), Name.DeviceGray, decode=Array([1, 0])),
        _stored(b"".join(bytes(3) + bytes([255 * dark]) for dark in DARK), Name.DeviceCMYK),
    ],
    ids=["two colours", "a negative", "black ink"],
)
def test_print_that_shows_costs_no_second_reading(image: pikepdf.Stream) -> None:
    assert _read_by_both(image) == [[], []]


def test_a_picture_in_colours_that_pillow_turns_into_no_others_can_be_checked() -> None:
    space = Array([Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])
    shown = decoded_pictures.decoded(
        _stored(b"".join(bytes([level, 128, 128]) for level in WORD.tobytes()), space)
    )

    assert shown is not None
    shown.convert("L").save(io.BytesIO(), "PPM")
