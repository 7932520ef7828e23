"""Files made to hurt: two kinds in one, bombs in every codec, rings, and streams that no decoder should trust.

Each goes through the real children. Each ends in a copy that holds nothing of the other kind, or in one sentence.
"""

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from redaction import (
    DocumentError,
    DocumentNotSupported,
    DocumentRefused,
    DocumentTooCostly,
    Ground,
    Limits,
    Schedule,
    ScheduleEntry,
    apply,
    pages_of,
    read_pages,
    render_page,
)
from tests.redaction.hiding_places import a_clean_pdf
from tests.redaction.pictures.painted import clean, saved
from tests.redaction.planting import Torture

SCHEDULE = Schedule((ScheduleEntry("Okonedo", Ground.CHILD),))
TIGHT = Limits(memory_bytes=1 << 30, ocr_memory_bytes=1 << 30, cpu_seconds=20, wall_seconds=240.0)
# A machine that is busy: the processor's time is what is bounded closely.
LONGEST_SECONDS = 280.0


def a_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("hidden.txt", "Okonedo")
    return held.getvalue()


def written(folder: Path, held: bytes, name: str = "in") -> Path:
    path = folder / name
    path.write_bytes(held)
    return path


def a_png_of(width: int, height: int, packed: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def with_size_of(held: bytes, find: bytes, at: int, size: bytes) -> bytes:
    place = held.index(find) + at
    return held[:place] + size + held[place + len(size) :]


def a_tiff_ring() -> bytes:
    held = bytearray(saved(clean(), "TIFF"))
    first = struct.unpack("<I", held[4:8])[0]
    after = first + 2 + 12 * struct.unpack("<H", held[first : first + 2])[0]
    held[after : after + 4] = held[4:8]
    return bytes(held)


class TestTwoKindsInOne:
    """The first bytes decide, and nothing of the other kind is in the copy."""

    @pytest.mark.parametrize(
        "held",
        [a_clean_pdf() + a_zip(), saved(clean(), "JPEG") + a_zip(), saved(clean(), "GIF") + a_zip()],
        ids=["PDF and ZIP", "JPEG and ZIP", "GIF and JAR"],
    )
    @pytest.mark.slow
    def test_what_stands_behind_does_not_travel(self, held: bytes, tmp_path: Path) -> None:
        target = tmp_path / "out"

        apply(written(tmp_path, held), target, SCHEDULE)

        copy = target.read_bytes()
        assert b"PK\x03\x04" not in copy
        assert b"hidden.txt" not in copy

    @pytest.mark.parametrize(
        "held",
        [saved(clean(), "JPEG")[:2] + b"\xff\xfe\x00\x10%PDF-1.7\n     " + saved(clean(), "JPEG")[2:],
         b"GIF89a" + a_clean_pdf(), b"junk\n" + a_clean_pdf(), b"MZ" + a_clean_pdf()],
        ids=["JPEG and PDF", "GIF and PDF", "bytes before a PDF", "program and PDF"],
    )  # fmt: skip
    def test_a_pdf_that_does_not_begin_as_one_is_refused(self, held: bytes, tmp_path: Path) -> None:
        with pytest.raises(DocumentNotSupported):
            pages_of(written(tmp_path, held))

    @pytest.mark.parametrize("name", ["letter.docx", "photo.pdf", "noname"])
    def test_a_wrong_ending_changes_nothing(self, name: str, tmp_path: Path) -> None:
        assert pages_of(written(tmp_path, saved(clean(), "PNG"), name)) == 1


BOMBS = {
    "png of 2,500 million pixels": lambda: a_png_of(50_000, 50_000, zlib.compress(bytes(1 << 20))),
    "gif of 4,000 million pixels": lambda: with_size_of(saved(clean(), "GIF"), b"GIF8", 6, b"\xff\xff\xff\xff"),
    "jpeg of 4,000 million pixels": lambda: with_size_of(
        saved(clean(), "JPEG"), b"\xff\xc0", 5, b"\xff\xdc\xff\xdc"
    ),
    "bmp of 10,000 million pixels": lambda: with_size_of(
        saved(clean(), "BMP"), b"BM", 18, struct.pack("<ii", 100_000, 100_000)
    ),
    "tiff of 10,000 million pixels": lambda: saved(
        Image.new("1", (100_000, 1_100)), "TIFF", compression="group4"
    ),
    "gif of 1,100 frames": lambda: saved(
        Image.new("L", (8, 8)), "GIF", save_all=True, optimize=False,
        append_images=[Image.new("L", (8, 8), number % 250 + 1) for number in range(1_100)],
    ),
}  # fmt: skip


class TestBombs:
    """A small file that asks for much is refused for its cost, soon."""

    @pytest.mark.parametrize("bomb", BOMBS)
    def test_a_picture_is_too_costly(self, bomb: str, tmp_path: Path) -> None:
        began_at = time.monotonic()

        with pytest.raises(DocumentTooCostly):
            pages_of(written(tmp_path, BOMBS[bomb]()), limits=TIGHT)

        assert time.monotonic() - began_at < LONGEST_SECONDS

    def test_text_packed_in_a_picture_is_not_unpacked_without_end(self, tmp_path: Path) -> None:
        body = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
        held = saved(clean(), "PNG")
        chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))

        with pytest.raises(DocumentRefused):
            pages_of(written(tmp_path, held[:33] + chunk + held[33:]), limits=TIGHT)

    @pytest.mark.slow
    def test_a_stream_in_a_pdf_that_unpacks_without_end_is_refused(self, tmp_path: Path) -> None:
        made = Torture()
        page = made.page("")
        page.Contents = pikepdf.Stream(made.pdf, b"")
        page.Contents.write(zlib.compress(zlib.compress(bytes(1 << 30), 9), 9),
                            filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))  # fmt: skip
        made.pdf.save(tmp_path / "in")

        with pytest.raises(DocumentRefused):
            read_pages(tmp_path / "in", limits=TIGHT)


class TestRings:
    """What points at itself comes to an end."""

    def test_a_tiff_whose_last_page_is_its_first(self, tmp_path: Path) -> None:
        try:
            pages = pages_of(written(tmp_path, a_tiff_ring()), limits=TIGHT)
        except DocumentError as refused:
            assert refused.sentence
        else:
            assert pages == 1

    @pytest.mark.slow
    def test_forms_that_draw_each_other(self, tmp_path: Path) -> None:
        made = Torture()
        one, other = (made.pdf.make_stream(b"/F Do") for _ in range(2))
        for form, drawn in ((one, other), (other, one)):
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 100, 100])
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=drawn))
        page = made.page("", XObject=pikepdf.Dictionary(F=one))
        page.Contents = made.pdf.make_stream(b"/F Do")
        made.pdf.save(tmp_path / "in")

        assert apply(tmp_path / "in", tmp_path / "out", SCHEDULE, limits=TIGHT).verdict.is_clean


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["JBIG2Decode", "JPXDecode", "CCITTFaxDecode", "DCTDecode", "LZWDecode"])
class TestCodecs:
    """A picture in a PDF whose bytes are not what its filter says."""

    @pytest.mark.parametrize("start", [b"", b"\xff\xd8\xff", b"\x97JB2\r\n\x1a\n", b"\xff\x4f\xff\x51"])
    def test_it_ends_in_a_drawing_or_a_sentence(self, codec: str, start: bytes, tmp_path: Path) -> None:
        made = Torture()
        held = start + bytes((number * 131 + 7) % 256 for number in range(4_000))
        image = pikepdf.Stream(made.pdf, b"")
        image.write(held, filter=pikepdf.Name(f"/{codec}"))
        for key, value in (
            ("Type", pikepdf.Name.XObject),
            ("Subtype", pikepdf.Name.Image),
            ("Width", 30_000),
            ("Height", 30_000),
            ("BitsPerComponent", 1),
            ("ColorSpace", pikepdf.Name.DeviceGray),
        ):
            image[f"/{key}"] = value  # fmt: skip
        page = made.page("", XObject=pikepdf.Dictionary(Im=image))
        page.Contents = made.pdf.make_stream(b"q 500 0 0 500 0 0 cm /Im Do Q")
        made.pdf.save(tmp_path / "in")

        try:
            drawn = render_page(tmp_path / "in", 1, dpi=30, limits=TIGHT)
        except DocumentError as refused:
            assert refused.sentence
            assert refused.next_step
        else:
            assert drawn.startswith(b"\x89PNG")
