"""Pictures, as documents whose pages are their frames. The copy is JPEG, PNG or TIFF."""

import io
from pathlib import Path
from typing import Final

from PIL import Image

from redaction.formats.format import Format, kind_of
from redaction.page import DocumentText, PageText, Reading
from redaction.pictures import burn_picture_file
from redaction.pictures.burn import pictures_behind
from redaction.pictures.eyes import words_of
from redaction.report import BurnReport, Told
from redaction.schedule import Gap, Opening, Schedule
from redaction.sight.frames import Frame, opened_frames
from redaction.sight.ocr import OcrReader
from redaction.sight.render import HIGHEST_DPI, LOWEST_DPI
from redaction.wording.needles import Needles
from redaction.wording.read_words import joined

_POINTS_AN_INCH: Final = 72


class _Picture:
    def check(self, source: Path, opening: Opening) -> int:  # noqa: ARG002 - the shape of every format
        with opened_frames(source, kind_of(source)) as frames:
            frames.frame(1)
            return frames.count

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:  # noqa: ARG002 - the shape of every format
        with opened_frames(source, kind_of(source)) as frames:
            return DocumentText(
                tuple(_page(frame, ocr) for frame in frames), pictures_behind(frames.left_behind)
            )

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,  # noqa: ARG002 - the shape of every format
        *,
        ocr: OcrReader | None,
        told: Told,
    ) -> BurnReport:
        needles = Needles([entry.term for entry in schedule.entries])
        keeps_layout = schedule.gap is Gap.EXACT
        return burn_picture_file(
            source,
            kind_of(source),
            target,
            needles,
            ocr=ocr,
            told=told,
            keeps_layout=keeps_layout,
            labels=[entry.label for entry in schedule.fitting.entries],
        )

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:  # noqa: ARG002 - the shape of every format
        with opened_frames(source, kind_of(source)) as frames:
            frame = frames.frame(page_number)
        scale = frame.points_per_pixel * max(LOWEST_DPI, min(dpi, HIGHEST_DPI)) / _POINTS_AN_INCH
        size = max(1, round(frame.image.width * scale)), max(1, round(frame.image.height * scale))
        image = frame.image.convert("L") if frame.image.mode == "1" else frame.image
        written = io.BytesIO()
        image.resize(size, Image.Resampling.LANCZOS).save(written, "PNG", compress_level=1)
        return written.getvalue()


def _page(frame: Frame, ocr: OcrReader | None) -> PageText:
    words = () if ocr is None else words_of(frame.image, ocr)
    text, _ = joined(words)
    width, height = (side * frame.points_per_pixel for side in frame.image.size)
    return PageText(frame.number, text, Reading.OCR if text.strip() else Reading.NOTHING, width, height)


FORMAT: Final[Format] = _Picture()
