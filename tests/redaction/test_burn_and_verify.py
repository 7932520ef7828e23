"""What is burned is clean to the verifier, from every hiding place.

Burned and read back in this process: starting two children for each of so many places takes many times as long,
and what they do is the same. `test_engine.py` sends children.
"""

from pathlib import Path

import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.ocr import Tesseract
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.inspection import inspect
from tests.redaction.hiding_places import HIDING_PLACES, SECRET, a_clean_pdf


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_name_is_gone_from(place: str, tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "out.pdf"
    source.write_bytes(a_clean_pdf(HIDING_PLACES[place]))
    schedule = Schedule((ScheduleEntry(SECRET, Ground.CHILD),))

    burn(source, target, schedule, ocr=Tesseract())

    verdict, _ = inspect(target, [SECRET], original=source, burned=None, ocr=Tesseract())
    assert verdict.is_clean
