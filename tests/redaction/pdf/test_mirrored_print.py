"""Print seen in a mirror is burned, and the checker sees it too."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord, Tesseract, may_be_mirrored
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.hiding_places import SECRET, Hide, a_clean_pdf, a_picture_of


def picture(image: Image.Image, matrix: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        stored = pikepdf.Stream(pdf, image.tobytes(), Dictionary(Type=Name.XObject, Subtype=Name.Image))
        stored.Width, stored.Height = image.size
        stored.BitsPerComponent, stored.ColorSpace = 8, Name.DeviceGray
        page = pdf.pages[0]
        page.obj.Resources.XObject.Im = pdf.make_indirect(stored)
        page.contents_add(f"q {matrix} cm /Im Do Q".encode())

    return hide


MIRRORED = ImageOps.mirror(a_picture_of(SECRET))


@pytest.mark.slow
def test_it_is_seen_by_the_checker_and_gone_once_burned(tmp_path: Path) -> None:
    leaky, copy, ocr = tmp_path / "leaky.pdf", tmp_path / "copy.pdf", Tesseract()
    leaky.write_bytes(a_clean_pdf(picture(MIRRORED, "350 0 0 60 72 500")))

    before, _ = inspect(leaky, [SECRET], original=None, burned=None, ocr=ocr)
    burn(leaky, copy, Schedule((ScheduleEntry(SECRET, Ground.CHILD),)), ocr=ocr)
    after, _ = inspect(copy, [SECRET], original=None, burned=None, ocr=ocr)

    assert before.state is VerdictState.FOUND
    assert after.state is VerdictState.CLEAN


def test_a_word_read_in_a_mirror_lies_where_the_picture_has_it() -> None:
    (word,) = Tesseract().words(MIRRORED, dpi=200)

    assert word.text == SECRET
    assert word.box.left > MIRRORED.width / 2


@pytest.mark.parametrize(("confidence", "is_mirrored"), [(90, False), (60, False), (30, True)])
def test_only_print_that_makes_no_words_is_read_in_a_mirror(confidence: float, *, is_mirrored: bool) -> None:
    word = OcrWord("wolraM", Box(0, 0, 9, 9), confidence, 0)

    assert may_be_mirrored([word]) is is_mirrored


def test_specks_are_no_print() -> None:
    assert not may_be_mirrored([OcrWord("i.", Box(0, 0, 9, 9), 10, 0)])
