"""What a file has behind the end of a packed stream does not travel: no reader shows it, anybody may find it."""

import base64
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.pdf.raw_pieces import pieces_of
from tests.redaction.hiding_places import SECRET, a_clean_pdf

TINT = b"{1 exch sub}"
PACKED = zlib.compress(TINT)


def _written(held: bytes, name: str) -> bytes:
    """A page that is drawn in an ink of its own, whose function is packed like this."""

    def hide(pdf: pikepdf.Pdf) -> None:
        tint = Dictionary(FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1]), Filter=Name(f"/{name}"))
        function = pdf.make_indirect(Stream(pdf, held, tint))
        page = pdf.pages[0].obj
        page.Resources.ColorSpace = Dictionary(
            C=Array([Name.Separation, Name.Red, Name.DeviceGray, function])
        )
        page.Contents = pdf.make_stream(b"/C cs 1 scn 0 0 100 100 re f")

    return a_clean_pdf(hide)


@pytest.mark.parametrize(
    ("held", "name"),
    [
        (PACKED + SECRET.encode(), "FlateDecode"),
        (PACKED + zlib.compress(SECRET.encode()), "FlateDecode"),
        (PACKED[:-4] + b"sums" + SECRET.encode(), "FlateDecode"),
        (TINT.hex().encode() + b">" + SECRET.encode(), "ASCIIHexDecode"),
        (base64.a85encode(TINT) + b"~>" + SECRET.encode(), "ASCII85Decode"),
    ],
)
def test_it_goes_and_what_is_drawn_with_stays(held: bytes, name: str, tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "out.pdf"
    source.write_bytes(_written(held, name))

    burn(source, target, Schedule((ScheduleEntry(SECRET, Ground.CHILD),)), ocr=None)

    with pikepdf.open(target) as pdf:
        function = pdf.pages[0].obj.Resources.ColorSpace.C[3]
        opened = zlib.decompressobj()
        assert opened.decompress(function.read_raw_bytes()) == TINT
        assert opened.eof
        assert not opened.unused_data


def test_the_checker_reads_it_in_any_file() -> None:
    held = _written(PACKED + f" {SECRET} ".encode(), "FlateDecode")

    assert any(SECRET.encode() in piece for piece in pieces_of(held))
