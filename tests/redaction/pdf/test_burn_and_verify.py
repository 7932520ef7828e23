"""What is burned is clean to the verifier, from every hiding place.

Burned and read back in this process: starting two children for each of so many places takes many times as long,
and what they do is the same. `test_engine.py` sends children.
"""

from pathlib import Path

import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.mending import MOST_BURNS, Mending
from redaction.report import Removal
from redaction.schedule import Opening, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import Verdict
from tests.redaction.every_place import LEAKS

# The torture document has its own tests, as a whole: test_burn.py. A palette's bytes are its colours.
HERE = [place for place in LEAKS if "(torture)" not in place and place not in {"a palette"}]
OPENING = Opening(may_lose_signature=True)


def burned_and_read(source: Path, target: Path, word: str) -> Verdict:
    """The same ladder that the engine climbs, without its children."""
    schedule, mending = Schedule((ScheduleEntry(word, Ground.CHILD),)), Mending()
    for _ in range(MOST_BURNS):
        seen = [Removal(each.page_number, each.entry, each.box) for each in mending.sightings]
        report = burn(
            source,
            target,
            schedule,
            ocr=Tesseract(),
            opening=OPENING,
            as_pictures=mending.as_pictures,
            seen=seen,
        )
        burned = Burned.from_record(report.as_record())
        verdict, _ = inspect(target, [word], original=source, burned=burned, ocr=Tesseract())
        if mending.after(verdict) == mending:
            break
        mending = mending.after(verdict)
    return verdict


@pytest.mark.parametrize("place", HERE)
def test_a_name_is_gone_from(place: str, tmp_path: Path) -> None:
    word, make = LEAKS[place]
    source, target = tmp_path / "source.pdf", tmp_path / "out.pdf"
    source.write_bytes(make())

    assert burned_and_read(source, target, word).is_clean


def test_a_palette_that_spells_a_name_is_not_released(tmp_path: Path) -> None:
    """It says so by chance or by design; changing it would change the picture's colours."""
    word, make = LEAKS["a palette"]
    source = tmp_path / "source.pdf"
    source.write_bytes(make())

    assert not burned_and_read(source, tmp_path / "out.pdf", word).is_clean
