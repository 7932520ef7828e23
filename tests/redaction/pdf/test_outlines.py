"""Letters that are drawn as shapes are read by eye, go with the page's picture, and are looked for after."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import ImageFont

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.read import read_text
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.sight.outlines import outlined_region
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.hiding_places import PLAIN, SECRET, a_clean_pdf
from tests.redaction.reading_back import by_pdfium


class ShapesPen(BasePen):  # type: ignore[misc]
    """Writes a glyph's outline as drawing operators."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.drawn: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools names it
        self.drawn.append(f"{point[0]} {point[1]} m")

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.drawn.append(f"{point[0]} {point[1]} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.drawn.append(" ".join(f"{x} {y}" for x, y in points) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.drawn.append("h")


def outlined(words: str, x: float, y: float, size: float) -> str:
    """Operators that draw words as filled shapes, as a program does that "converts text to outlines"."""
    default = ImageFont.load_default(size=20)
    assert isinstance(default, ImageFont.FreeTypeFont)
    font = TTFont(io.BytesIO(default.font_bytes))
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm
    drawn, pen_at = [], 0.0
    for letter in words:
        glyph = glyphs[names[ord(letter)]]
        pen = ShapesPen(glyphs)
        glyph.draw(pen)
        at = x + pen_at * scale
        drawn.append(f"q {scale:.6f} 0 0 {scale:.6f} {at:.3f} {y} cm {' '.join(pen.drawn)} f Q")
        pen_at += glyph.width
    return "\n".join(drawn)


def a_pdf_with(more: str) -> bytes:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\n{more}".encode())

    return a_clean_pdf(hide)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    path.write_bytes(a_pdf_with(outlined(f"Signed by {SECRET} today", 72, 500, 18)))
    return path


class TestOutlines:
    """A page with enough text of its own may still say a name in shapes."""

    def test_the_check_sees_a_name_in_shapes(self, source: Path) -> None:
        verdict, _ = inspect(source, [SECRET], original=None, burned=Burned((), ()), ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND

    def test_a_name_in_shapes_is_gone_afterwards(self, source: Path, tmp_path: Path) -> None:
        schedule = Schedule((ScheduleEntry(SECRET, Ground.THIRD_PARTY),))

        report = burn(source, tmp_path / "target.pdf", schedule, ocr=Tesseract())

        verdict, _ = inspect(
            tmp_path / "target.pdf", [SECRET], original=None, burned=Burned((), ()), ocr=Tesseract()
        )
        assert verdict.is_clean
        assert report.rasterised_pages == (1,)

    def test_a_page_whose_shapes_say_something_else_keeps_its_text(
        self, source: Path, tmp_path: Path
    ) -> None:
        schedule = Schedule((ScheduleEntry("Okonedo", Ground.THIRD_PARTY),))

        report = burn(source, tmp_path / "target.pdf", schedule, ocr=Tesseract())

        assert report.rasterised_pages == ()
        assert "lighthouse keeper" in by_pdfium(tmp_path / "target.pdf")

    def test_what_shapes_say_is_read_for_detection(self, source: Path) -> None:
        page = read_text(source, ocr=Tesseract()).pages[0]

        assert SECRET in page.text
        assert "lighthouse keeper" in page.text

    @pytest.mark.parametrize(
        "drawn", ["", "72 500 200 1 re f", "72 500 m 300 500 l S " * 30, "72 500 200 20 re S " * 30]
    )
    def test_rules_and_tables_are_not_read(self, drawn: str) -> None:
        with pypdfium2.PdfDocument(a_pdf_with(drawn)) as document:
            assert outlined_region(document[0]) is None


def region_of(tmp_path: Path, drawn: str) -> object:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(a_pdf_with(drawn))
    with pypdfium2.PdfDocument(path) as document:
        return outlined_region(document[0])


@pytest.mark.parametrize(
    "seen_through",
    ["0 0 9000 9000 re f", "0 0 m 9000 9000 l S 0 9000 m 9000 0 l S"],
)
def test_letters_that_are_windows_to_something_else_are_looked_at(seen_through: str, tmp_path: Path) -> None:
    shapes = outlined(SECRET, 72, 500, 30).replace(" f Q", f" W n {seen_through} Q")

    assert region_of(tmp_path, shapes) is not None


@pytest.mark.parametrize("window", ["60 480 300 80 re", "60 500 m 60 480 80 480 80 480 c 300 480 l h"])
def test_a_box_to_see_through_is_no_letter(window: str, tmp_path: Path) -> None:
    assert (
        region_of(tmp_path, f"q {window} W n {' '.join(f'0 {y} 595 1 re f' for y in range(480, 560, 2))} Q")
        is None
    )
