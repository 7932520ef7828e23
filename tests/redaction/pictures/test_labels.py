"""A pseudonym on a bar in a picture can be read, says nothing by its size, and hides no letter from the check."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from redaction.formats.picture import FORMAT
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, Gap, Schedule, ScheduleEntry
from redaction.sight.bar_labels import least_width, short_code, write_label
from redaction.sight.frames import opened_frames
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.picture_files import inspect
from redaction.verify.verdict import CheckState
from tests.redaction.pictures.painted import SECRET, page, saved
from tests.redaction.pictures.test_picture_checks import NoWords

LABEL = "Child A"
KINDS: dict[str, dict[str, object]] = {"png": {}, "jpeg": {"quality": 80}, "tiff": {}}


def burned(folder: Path, kind: str, *, gap: Gap = Gap.FIXED) -> tuple[Path, BurnReport]:
    source, target = folder / f"in.{kind}", folder / "out"
    source.write_bytes(saved(page("Kept Morning", f"with {SECRET} at home"), kind.upper(), **KINDS[kind]))
    schedule = Schedule((ScheduleEntry(SECRET, Ground.CHILD, LABEL),), gap)
    return target, FORMAT.burn(source, target, schedule, AS_IT_IS, ocr=Tesseract(), told=Told())


def under_bars(target: Path, report: BurnReport, *labels: str) -> CheckState:
    record = Burned.from_record({**report.as_record(), "gap": "fixed", "labels": list(labels)})
    verdict, _ = inspect(target, [SECRET], original=None, burned=record, ocr=NoWords())
    return next(check.state for check in verdict.checks if check.name == "pixels under bars")


class TestLabels:
    """A reader sees who it is by, and the check knows a label from a letter that was left."""

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_a_label_stands_on_the_bar_and_passes_the_check(self, tmp_path: Path, kind: str) -> None:
        target, report = burned(tmp_path, kind)

        assert under_bars(target, report, LABEL, "Mother of Child A") is CheckState.CLEAN
        assert under_bars(target, report) is CheckState.FOUND
        assert under_bars(target, report, "Officer 2") is CheckState.FOUND

    def test_a_label_can_be_read(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path, "png", gap=Gap.EXACT)

        with Image.open(target) as opened:
            picture = ImageOps.invert(opened.convert("L"))
        bar = picture.crop(bar_of(target, report))
        words = Tesseract().words(bar.resize((bar.width * 2, bar.height * 2)), dpi=150)

        assert LABEL in " ".join(word.text for word in words)

    def test_a_letter_left_beside_a_label_is_found(self, tmp_path: Path) -> None:
        target, report = burned(tmp_path, "png")
        with Image.open(target) as opened:
            spoilt = opened.convert("RGB")
        left, top, _, _ = bar_of(target, report)
        ImageDraw.Draw(spoilt).rectangle((left + 3, top + 8, left + 4, top + 20), fill=(90, 90, 90))
        spoilt.save(target, "PNG")

        assert under_bars(target, report, LABEL) is CheckState.FOUND


def bar_of(target: Path, report: BurnReport) -> tuple[int, int, int, int]:
    """The pixels of the one bar."""
    with opened_frames(target, DocumentKind.PNG) as frames:
        scale = 1 / frames.frame(1).points_per_pixel
    box = report.removals[0].box
    return (
        round(box.left * scale),
        round(box.top * scale),
        round(box.right * scale),
        round(box.bottom * scale),
    )


class TestWriting:
    """A label that does not fit gives way to a short code, and that to nothing."""

    def drawn(self, label: str, width: int) -> Image.Image:
        picture = Image.new("L", (1400, 1000))
        write_label(picture, (0, 0, width, 40), label)
        return picture.crop((0, 0, width, 40))

    def test_a_bar_as_wide_as_it_must_be_holds_the_label_whole(self) -> None:
        width = least_width("Mother of Child A", 40)
        columns = np.flatnonzero((np.asarray(self.drawn("Mother of Child A", width)) > 128).any(axis=0))

        assert columns[0] >= 5
        assert columns[-1] <= width - 5

    def test_a_narrow_bar_shows_a_short_code(self) -> None:
        assert short_code("Mother of Child A") == "MoCA"
        assert short_code("Officer 12") == "O12"
        short, code = self.drawn("Mother of Child A", 70), self.drawn("MoCA", 70)
        assert ImageChops.difference(short, code).getbbox() is None
        assert short.getbbox() is not None

    def test_a_bar_too_narrow_for_legible_letters_shows_none(self) -> None:
        assert self.drawn("Mother of Child A", 12).getbbox() is None
