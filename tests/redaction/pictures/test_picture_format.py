"""A picture is counted, read and drawn like any other document."""

import io
from pathlib import Path

import numpy as np
import numpy.typing
import pypdfium2
import pytest
from PIL import Image, ImageFile

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.formats.picture import FORMAT
from redaction.kinds.document_kind import DocumentKind
from redaction.page import Reading
from redaction.pictures import burn_picture
from redaction.pictures.eyes import words_of
from redaction.printing import print_to_pdf
from redaction.schedule import AS_IT_IS
from redaction.sight.frames import opened_frames
from redaction.sight.ocr import Tesseract
from redaction.wording.needles import Needles
from tests.redaction.pictures.painted import IN_PIXELS, KEPT, SECRET, clean, one_bright, page, saved


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.write_bytes(IN_PIXELS["tiff second page"]())
    return path


class TestFormat:
    """Its frames are its pages."""

    def test_frames_are_counted(self, two_pages: Path) -> None:
        assert FORMAT.check(two_pages, AS_IT_IS) == 2

    def test_each_page_says_what_ocr_read(self, two_pages: Path) -> None:
        first, second = FORMAT.read(two_pages, AS_IT_IS, ocr=Tesseract()).pages

        assert KEPT in first.text
        assert SECRET not in first.text
        assert SECRET in second.text
        assert second.reading is Reading.OCR
        assert (round(second.width_points), second.number) == (842, 2)

    def test_without_a_reader_nothing_is_read(self, two_pages: Path) -> None:
        assert FORMAT.read(two_pages, AS_IT_IS, ocr=None).pages[0].reading is Reading.NOTHING

    def test_a_page_is_drawn_as_large_as_asked(self, two_pages: Path) -> None:
        drawn = Image.open(io.BytesIO(FORMAT.render(two_pages, AS_IT_IS, 2, dpi=72)))

        assert drawn.width == 842

    def test_a_page_that_is_not_there_is_refused(self, two_pages: Path) -> None:
        with pytest.raises(DocumentUnreadable, match="no page 3"):
            FORMAT.render(two_pages, AS_IT_IS, 3, dpi=72)

    def test_a_fax_is_drawn_in_grey(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_bytes(saved(clean().convert("1"), "TIFF"))

        assert Image.open(io.BytesIO(FORMAT.render(tmp_path / "in", AS_IT_IS, 1, dpi=72))).mode == "L"

    def test_as_pdf_each_frame_is_a_page(self, two_pages: Path, tmp_path: Path) -> None:
        print_to_pdf(two_pages, DocumentKind.TIFF, tmp_path / "out", room=tmp_path)

        with pypdfium2.PdfDocument(tmp_path / "out") as printed:
            assert len(printed) == 2


class TestFrames:
    """Every way of storing a picture comes to plain eight bits."""

    @pytest.mark.parametrize(
        ("values", "mode"),
        [(np.uint16, "I;16"), (np.int32, "I"), (np.float32, "F")],
        ids=["16", "32", "float"],
    )
    def test_more_than_eight_bits_become_eight(self, values: type, mode: str) -> None:
        ramp: np.typing.NDArray[np.generic] = np.linspace(0, 60_000, 400).astype(values).reshape(20, 20)
        picture = Image.fromarray(ramp)
        assert picture.mode == mode

        with opened_frames(saved(picture, "TIFF"), DocumentKind.TIFF) as frames:
            image = frames.frame(1).image

        assert image.mode == "L"
        low, high = min(image.tobytes()), max(image.tobytes())
        assert low == 0
        assert high > 220

    @pytest.mark.parametrize("turned", range(1, 9))
    def test_a_page_of_a_fax_is_turned_as_its_tag_says(self, turned: int) -> None:
        with opened_frames(saved(clean(), "TIFF", tiffinfo={274: turned}), DocumentKind.TIFF) as frames:
            size = frames.frame(1).image.size

        assert size == (clean().size if turned < 5 else clean().size[::-1])

    def test_a_broken_profile_changes_nothing(self) -> None:
        with opened_frames(saved(clean(), "PNG", icc_profile=b"no profile"), DocumentKind.PNG) as frames:
            assert frames.frame(1).image.tobytes() == clean().tobytes()

    def test_a_picture_cut_short_is_damaged(self) -> None:
        with (
            pytest.raises(DocumentUnreadable),
            opened_frames(saved(clean(), "JPEG")[:3000], DocumentKind.JPEG) as held,
        ):
            held.frame(1)

    def test_a_picture_cut_short_is_damaged_though_another_library_bears_with_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # WeasyPrint switches this on for its whole process when it is imported.
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

        self.test_a_picture_cut_short_is_damaged()

        assert ImageFile.LOAD_TRUNCATED_IMAGES is True

    def test_what_pillow_calls_a_bomb_is_too_costly(self) -> None:
        held = bytearray(saved(clean(), "BMP"))
        held[18:26] = (60_000).to_bytes(4, "little") * 2

        with pytest.raises(DocumentTooCostly), opened_frames(bytes(held), DocumentKind.BMP):
            pass


class TestEyes:
    """What the burner reads."""

    def test_print_that_grey_hides_is_read_in_its_colour(self) -> None:
        said = " ".join(word.text for word in words_of(one_bright(), Tesseract()))

        assert SECRET in said

    def test_a_thorough_reading_says_at_least_as_much(self) -> None:
        dark = page(KEPT, ink="white", paper="black")

        plain, thorough = (words_of(dark, Tesseract(), is_thorough=each) for each in (False, True))
        assert len(thorough) > len(plain) >= 2

    def test_a_large_picture_is_read_smaller_and_placed_in_its_own_pixels(self) -> None:
        large = page(KEPT).resize((5400, 2400))

        boxes = [word.box for word in words_of(large, Tesseract()) if word.text == "Kept"]
        assert boxes
        assert boxes[0].left == pytest.approx(360, abs=60)


def test_what_is_no_picture_is_refused_inside_a_document() -> None:
    with pytest.raises(DocumentUnreadable):
        burn_picture(b"\x01\x00\x00\x00 a drawing", Needles([SECRET]), None)
