"""What says the same is written once, and nothing else is taken for it."""

import zlib
from pathlib import Path

import pikepdf
from pikepdf import Name, Stream

from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.carrying import Carrier

LARGE = bytes(range(256)) * 600
# The polynomial of this checksum, over five bytes: who turns these bits round does not change the sum.
UNSEEN = (0xEDB88320 << 1 | 1).to_bytes(5, "little")


def numbers_of(room: Path, contents: list[bytes]) -> list[int]:
    """The numbers under which streams with these contents are written, each from a document of its own."""
    known: dict[bytes, int] = {}
    numbers = []
    with Assembly(room / "out.pdf") as assembly, pikepdf.new() as pdf:
        for content in contents:
            stream = pdf.make_indirect(Stream(pdf, content))
            stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
            page = pikepdf.Dictionary(Type=Name.Page, Held=stream)
            carrier = Carrier(assembly, pdf, known, {})
            carrier.page(page, assembly.reserve(), assembly.reserve())
            numbers.append(carrier._number_of(stream))
    return numbers


class TestOnce:
    def test_large_streams_that_say_the_same_are_written_once(self, tmp_path: Path) -> None:
        first, second, third = numbers_of(tmp_path, [LARGE, LARGE[:-1] + b"!", LARGE])

        assert first == third != second

    def test_streams_with_the_same_checksum_are_told_apart(self, tmp_path: Path) -> None:
        twin = bytes(a ^ b for a, b in zip(LARGE, UNSEEN, strict=False)) + LARGE[len(UNSEEN) :]
        assert zlib.crc32(twin) == zlib.crc32(LARGE)

        first, other, again, other_again = numbers_of(tmp_path, [LARGE, twin, LARGE, twin])

        assert first == again != other == other_again
