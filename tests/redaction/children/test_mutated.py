"""Damaged and hostile files: each ends in a result or in one sentence, and costs nobody but itself.

The seeds are small files of each kind. All ten thousand are run by `make bench` (ONLY=mutated); here a sample.
"""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from redaction import tesseract_is_here
from tests.redaction.hiding_places import HIDING_PLACES, a_clean_pdf
from tests.redaction.hostile_runs import memory_of_warm_parent, through_the_sandbox
from tests.redaction.mutants import mutants
from tests.redaction.office_papers import a_docx, paragraph

SAMPLE = 120
MOST_GROWTH_KIBIBYTES = 30_000

A_MESSAGE = (
    b"From: Kept Morning <kept@example.org>\r\nTo: desk@example.org\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n"
    b"Subject: =?utf-8?q?Okonedo?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Okone=\r\ndo was seen.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Okonedo</p>\r\n--x--\r\n"
)


def seeds() -> dict[str, bytes]:
    picture = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(picture).text((5, 20), "Kept Okonedo", fill="black")
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG")
    return {
        "docx": a_docx(paragraph("Kept Morning") + paragraph("Okonedo was seen")),
        "docx parts": a_docx(paragraph("Kept Morning") + paragraph("Okonedo was seen")),
        "eml": A_MESSAGE,
        "jpeg": jpeg.getvalue(),
        "pdf": a_clean_pdf(HIDING_PLACES["visible text"]),
    }


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


class TestMutants:
    """The same files each time: a find is made again by its number."""

    def test_the_same_number_makes_the_same_file(self) -> None:
        assert list(mutants(seeds(), 20)) == list(mutants(seeds(), 20))

    def test_no_two_are_alike(self) -> None:
        assert len({each.held for each in mutants(seeds(), 200)}) > 190

    @pytest.mark.slow
    def test_each_ends_in_a_result_or_one_sentence_and_memory_stays_flat(self, room: Path) -> None:
        assert tesseract_is_here()
        through_the_sandbox(list(mutants(seeds(), 8)), room)
        before = memory_of_warm_parent()

        outcome = through_the_sandbox(list(mutants(seeds(), SAMPLE, first=1_000)), room)

        assert outcome.odd == []
        assert sum(outcome.results.values()) == SAMPLE
        assert outcome.grown_kibibytes < MOST_GROWTH_KIBIBYTES
        assert memory_of_warm_parent() - before < MOST_GROWTH_KIBIBYTES
