"""The check of a picture sees what is not pixels, bars that are not of one colour, and what it cannot read."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from redaction.kinds.document_kind import DocumentKind
from redaction.page import Box
from redaction.pictures.encode import write_pictures
from redaction.sight.ocr import OcrWord, Tesseract
from redaction.verify.burned import Burned
from redaction.verify.picture_files import inspect
from redaction.verify.picture_layout import is_pixels_only
from redaction.verify.verdict import CheckState, VerdictState
from tests.redaction.pictures.painted import BESIDE_PIXELS, SECRET, clean, png_with, saved

PLAIN_KINDS = (DocumentKind.PNG, DocumentKind.JPEG, DocumentKind.TIFF)


class NoWords:
    """Reads nothing, for checks that are not about words."""

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        return ()


def written(kind: DocumentKind, *pictures: Image.Image, packing: str = "") -> bytes:
    held = io.BytesIO()
    write_pictures([(picture, packing) for picture in pictures], kind, held)
    return held.getvalue()


def states(target: Path, burned: Burned | None, original: Path | None = None) -> dict[str, CheckState]:
    verdict, _ = inspect(target, [SECRET], original=original, burned=burned, ocr=NoWords())
    return {check.name: check.state for check in verdict.checks}


class TestLayout:
    """What our burner writes is pixels and nothing else."""

    @pytest.mark.parametrize("kind", PLAIN_KINDS)
    @pytest.mark.parametrize("mode", ["1", "L", "RGB"])
    def test_our_own_files_are_pixels_only(self, kind: DocumentKind, mode: str) -> None:
        assert is_pixels_only(written(kind, clean().convert(mode)), kind)

    @pytest.mark.parametrize("packing", ["", "jpeg"])
    def test_many_pages_are_pixels_only(self, packing: str) -> None:
        noise = Image.effect_noise((300, 200), 80)
        pages = [clean(), noise, clean().convert("1"), noise.convert("RGB")]

        assert is_pixels_only(written(DocumentKind.TIFF, *pages, packing=packing), DocumentKind.TIFF)

    @pytest.mark.parametrize("place", [place for place in BESIDE_PIXELS if place != "png see-through pixels"])
    def test_anything_beside_pixels_is_seen(self, place: str) -> None:
        kind = DocumentKind(place.split(maxsplit=1)[0])

        assert not is_pixels_only(BESIDE_PIXELS[place](), kind)

    @pytest.mark.parametrize("kind", PLAIN_KINDS)
    def test_a_byte_more_or_less_is_seen(self, kind: DocumentKind) -> None:
        held = written(kind, clean())

        assert not is_pixels_only(held + b"x", kind)
        assert not is_pixels_only(held[:-8], kind)
        assert not is_pixels_only(held[:40], kind)
        assert not is_pixels_only(b"", kind)

    def test_more_samples_than_pixels_are_seen(self) -> None:
        held = bytearray(written(DocumentKind.PNG, clean()))
        held[20:24] = struct.pack(">I", 10)

        assert not is_pixels_only(bytes(held), DocumentKind.PNG)

    def test_a_tiff_whose_pages_go_round_is_seen(self) -> None:
        held = bytearray(written(DocumentKind.TIFF, clean()))
        first = struct.unpack("<I", held[4:8])[0]
        count = struct.unpack("<H", held[first : first + 2])[0]
        after = first + 2 + 12 * count
        held[after : after + 4] = held[4:8]

        assert not is_pixels_only(bytes(held), DocumentKind.TIFF)

    def test_other_kinds_are_never_plain(self) -> None:
        assert not is_pixels_only(saved(clean(), "GIF"), DocumentKind.GIF)


class TestChecks:
    """Each check says what it is for."""

    def test_a_bar_that_is_not_of_one_colour_is_a_find(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        picture = clean()
        ImageDraw.Draw(picture).rectangle((100, 300, 300, 340), fill="black")
        target.write_bytes(written(DocumentKind.PNG, picture))
        scale = 842 / 900
        bar = Box(100 * scale, 300 * scale, 300 * scale, 340 * scale)
        beyond = Box(100 * scale, 280 * scale, 300 * scale, 340 * scale)

        assert states(target, Burned(((1, bar),), (1,)))["pixels under bars"] is CheckState.CLEAN
        assert states(target, Burned(((1, beyond),), (1,)))["pixels under bars"] is CheckState.FOUND

    def test_a_strangers_file_is_asked_about_terms_and_its_layout_is_a_notice(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(png_with(b"prVt", b"nothing"))

        assert states(target, None)["pixels only"] is CheckState.NOTICE
        assert states(target, None)["raw bytes"] is CheckState.CLEAN

    def test_a_term_in_the_bytes_is_a_find(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(png_with(b"prVt", SECRET.encode("utf-16-be")))

        assert states(target, None)["raw bytes"] is CheckState.FOUND

    def test_a_damaged_picture_could_not_be_checked(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(written(DocumentKind.PNG, clean())[:900])

        verdict, _ = inspect(target, [SECRET], original=None, burned=None, ocr=NoWords())

        assert verdict.state is VerdictState.UNAVAILABLE

    def test_a_missing_reader_leaves_it_unchecked(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(written(DocumentKind.PNG, clean()))

        verdict, _ = inspect(
            target, [SECRET], original=None, burned=None, ocr=Tesseract(program="no-such-program")
        )

        assert verdict.state is VerdictState.UNAVAILABLE

    def test_another_picture_is_a_notice(self, tmp_path: Path) -> None:
        target, original = tmp_path / "out", tmp_path / "in"
        target.write_bytes(written(DocumentKind.PNG, clean()))
        original.write_bytes(written(DocumentKind.PNG, Image.new("RGB", clean().size, "white")))

        name = "likeness outside what was removed"
        assert states(target, Burned((), ()), original)[name] is CheckState.NOTICE
        assert states(target, Burned((), ()), target)[name] is CheckState.CLEAN

    def test_a_likeness_that_could_not_be_looked_at_is_no_notice(self, tmp_path: Path) -> None:
        target, original = tmp_path / "out", tmp_path / "in"
        target.write_bytes(written(DocumentKind.PNG, clean()))
        original.write_bytes(written(DocumentKind.PNG, clean())[:900])

        name = "likeness outside what was removed"
        assert states(target, Burned((), ()), original)[name] is CheckState.UNAVAILABLE
        assert states(target, Burned((), ()), target)[name] is CheckState.CLEAN

    def test_another_number_of_pages_is_a_notice(self, tmp_path: Path) -> None:
        target, original = tmp_path / "out", tmp_path / "in"
        target.write_bytes(written(DocumentKind.TIFF, clean()))
        original.write_bytes(written(DocumentKind.TIFF, clean(), clean()))

        name = "likeness outside what was removed"
        assert states(target, Burned((), ()), original)[name] is CheckState.NOTICE
