"""Small pictures of a document are read together: to begin reading takes longer than to read one."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from redaction.formats.docx import FORMAT
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from redaction.verify.burned import Burned
from redaction.verify.packages.office import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.line_drawings import a_docx_with

SCHEDULE = Schedule((ScheduleEntry("Ottoline", Ground.CHILD),))


class Blind:
    """A reader that sees no word, and remembers what it was shown together and what it was then asked for."""

    def __init__(self) -> None:
        self.ahead: list[tuple[bytes, int]] = []
        self.asked: list[tuple[bytes, int]] = []
        self.runs = 0

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        self.asked.append((image.tobytes(), dpi))
        return ()

    def read_ahead(self, images: Sequence[Image.Image], *, dpi: int) -> None:
        self.runs += 1
        self.ahead += [(image.tobytes(), dpi) for image in images]


def a_badge(number: int, side: int = 60) -> bytes:
    made = Image.new("RGB", (side, side), "white")
    ImageDraw.Draw(made).ellipse((4, 4, side - number, side - 4), fill=(10 * number, 40, 90))
    written = io.BytesIO()
    made.save(written, "PNG")
    return written.getvalue()


def burned(folder: Path, pictures: Sequence[bytes], ocr: Blind) -> Path:
    drawings = {f"image{number}.png": held for number, held in enumerate(pictures, start=1)}
    (folder / "source").write_bytes(a_docx_with(drawings))
    FORMAT.burn(folder / "source", folder / "copy", SCHEDULE, AS_IT_IS, ocr=ocr, told=Told())
    return folder / "copy"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Blind]:
    ocr = Blind()
    return burned(tmp_path_factory.mktemp("badges"), [a_badge(number) for number in range(1, 9)], ocr), ocr


class TestTogether:
    """Whoever reads the pictures of a package shows them to the reader first."""

    def test_the_burner_asks_for_no_small_picture_that_was_not_read_with_the_others(
        self, copy: tuple[Path, Blind]
    ) -> None:
        _, ocr = copy

        assert len(ocr.asked) >= 8
        assert set(ocr.asked) <= set(ocr.ahead)
        assert ocr.runs == 1

    def test_neither_does_the_checker(self, copy: tuple[Path, Blind]) -> None:
        ocr = Blind()
        verdict, _ = inspect(copy[0], ["Ottoline"], original=None, burned=Burned((), ()), ocr=ocr)

        assert verdict.state is VerdictState.CLEAN
        assert len(ocr.asked) >= 32
        assert set(ocr.asked) <= set(ocr.ahead)
        assert ocr.runs <= 2

    def test_a_large_picture_is_read_alone(self, tmp_path: Path) -> None:
        ocr = Blind()
        burned(tmp_path, [a_badge(1, side=900), a_badge(2, side=900)], ocr)

        assert ocr.asked
        assert not ocr.ahead
