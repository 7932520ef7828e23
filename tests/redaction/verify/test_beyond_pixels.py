"""A stored picture that holds more than a reader shows of it is found, with its page."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from redaction.verify.pdf.beyond_pixels import behind_streams, beyond_pixels
from redaction.verify.verdict import CheckState
from tests.redaction.hiding_places import SECRET, a_clean_pdf

PIXELS = bytes(range(64))
ROWS = PIXELS + f"and of {SECRET}, who stood there".encode()
STEPS = (SECRET.encode() * 10)[:64]
WITH_PREDICTOR = Dictionary(Predictor=15, Columns=8)


def as_jpeg(*, first: bytes = b"", last: bytes = b"") -> bytes:
    """The picture as a JPEG, with segments before all others or behind its scan."""
    out = io.BytesIO()
    Image.frombytes("L", (8, 8), PIXELS).save(out, "JPEG")
    held = out.getvalue()
    return held[:2] + first + held[2:-2] + last + held[-2:]


def steps(name: int, more: bytes = b"") -> bytes:
    """A segment with one table of quantisation steps."""
    return b"\xff\xdb" + (67 + len(more)).to_bytes(2) + bytes([name]) + STEPS + more


def state_of(
    held: bytes, entries: dict[str, object], *, is_ours: bool = True
) -> tuple[CheckState, tuple[int, ...]]:
    """What the check says of a picture of eight by eight grey pixels."""
    with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
        said = {"Width": 8, "Height": 8, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, **entries}
        image = pikepdf.Stream(pdf, held, Dictionary(Type=Name.XObject, Subtype=Name.Image))
        for key, value in said.items():
            image[f"/{key}"] = value
        pdf.pages[0].obj.Resources.XObject.Im = pdf.make_indirect(image)
        check = beyond_pixels(pdf, is_ours=is_ours)
        return check.state, check.pages


@pytest.mark.parametrize(
    ("held", "entries"),
    [
        (ROWS, {}),
        (zlib.compress(ROWS), {"Filter": Name.FlateDecode}),
        (zlib.compress(PIXELS) + b"Drew", {"Filter": Name.FlateDecode}),
        (zlib.compress(bytes(8) + ROWS), {"Filter": Name.FlateDecode, "DecodeParms": WITH_PREDICTOR}),
        (b"\0", {"Filter": Name.CCITTFaxDecode, "DecodeParms": Dictionary(Rows=80)}),
        (as_jpeg(first=steps(3)), {"Filter": Name.DCTDecode}),
        (as_jpeg(first=steps(0)), {"Filter": Name.DCTDecode}),
        (as_jpeg(last=steps(0)), {"Filter": Name.DCTDecode}),
        (as_jpeg(first=steps(0, more=b"Drew")), {"Filter": Name.DCTDecode}),
        (
            as_jpeg(first=b"\xff\xc4\0\x1a\x13" + bytes(7) + b"\7" + bytes(8) + b"Marwood"),
            {"Filter": Name.DCTDecode},
        ),
    ],
    ids=[
        "plain rows",
        "packed rows",
        "after the packing",
        "rows with a predictor",
        "fax rows",
        "steps that no colour takes",
        "steps set twice",
        "steps behind the scan",
        "bytes behind a table",
        "codes that no scan takes",
    ],
)
def test_what_lies_beyond_the_pixels_is_found(held: bytes, entries: dict[str, object]) -> None:
    assert state_of(held, entries) == (CheckState.FOUND, (1,))


@pytest.mark.parametrize(
    ("held", "entries"),
    [
        (PIXELS, {}),
        (PIXELS + b"\r\n", {}),
        (zlib.compress(PIXELS + bytes(40)), {"Filter": Name.FlateDecode}),
        (zlib.compress(bytes(8) + PIXELS), {"Filter": Name.FlateDecode, "DecodeParms": WITH_PREDICTOR}),
        (zlib.compress(PIXELS * 3), {"Filter": Name.FlateDecode, "ColorSpace": Name.DeviceRGB}),
        (PIXELS[:8], {"ImageMask": True}),
        (as_jpeg(), {"Filter": Name.DCTDecode}),
    ],
    ids=["plain", "a line end", "blank rows", "a predictor", "three inks", "a stencil", "a JPEG"],
)
def test_pixels_alone_are_clean(held: bytes, entries: dict[str, object]) -> None:
    assert state_of(held, entries) == (CheckState.CLEAN, ())


def test_another_makers_file_is_not_judged_by_it() -> None:
    assert state_of(ROWS, {}, is_ours=False)[0] is CheckState.CLEAN


@pytest.mark.parametrize(
    ("held", "said", "state"),
    [
        (zlib.compress(ROWS), {"Filter": Name.FlateDecode}, CheckState.CLEAN),
        (zlib.compress(ROWS) + b"\r\n", {"Filter": Name.FlateDecode}, CheckState.CLEAN),
        (zlib.compress(ROWS) + SECRET.encode(), {"Filter": Name.FlateDecode}, CheckState.FOUND),
        (zlib.compress(ROWS)[:-4] + b"sums", {"Filter": Name.FlateDecode}, CheckState.FOUND),
        (ROWS.hex().encode() + b">" + SECRET.encode(), {"Filter": Name.ASCIIHexDecode}, CheckState.FOUND),
    ],
)
def test_what_any_stream_holds_behind_its_end_is_found(
    held: bytes, said: dict[str, object], state: CheckState
) -> None:
    with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
        del pdf.pages[0].obj["/Contents"]
        pdf.Root.Held = pdf.make_indirect(
            pikepdf.Stream(pdf, held, Dictionary({f"/{key}": value for key, value in said.items()}))
        )

        assert behind_streams(pdf, is_ours=True).state is state
        assert behind_streams(pdf, is_ours=False).state is CheckState.CLEAN
