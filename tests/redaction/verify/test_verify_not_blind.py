"""The verifier is not blind: a file that leaks in one place alone is refused, whichever place it is.

Each file leaks one word in one place. Files of the torture document hold other planted words too, which are
not looked for; so nothing but that one place can be what is found.
"""

from pathlib import Path

import pytest

from redaction.sight.ocr import Tesseract
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState, Verdict, VerdictState
from tests.redaction.every_place import LEAKS
from tests.redaction.hiding_places import a_clean_pdf

PLACES_THE_ISSUE_ASKS_FOR = 80


def looked_for(word: str, held: bytes, folder: Path) -> Verdict:
    path = folder / "document.pdf"
    path.write_bytes(held)
    return inspect(path, [word], original=None, burned=None, ocr=Tesseract())[0]


@pytest.mark.parametrize("place", LEAKS)
def test_a_file_that_leaks_only_there_is_refused(place: str, tmp_path: Path) -> None:
    word, make = LEAKS[place]

    verdict = looked_for(word, make(), tmp_path)

    assert verdict.state is VerdictState.FOUND
    assert word.lower() not in repr(verdict).lower()


@pytest.mark.parametrize("place", LEAKS)
def test_a_word_that_stands_nowhere_is_not_found_there(place: str, tmp_path: Path) -> None:
    _, make = LEAKS[place]

    verdict = looked_for("Okonedo", make(), tmp_path)

    assert CheckState.FOUND not in {check.state for check in verdict.checks}


def test_a_file_that_leaks_nowhere_is_clean(tmp_path: Path) -> None:
    assert looked_for("Okonedo", a_clean_pdf(), tmp_path).is_clean


def test_there_are_more_places_than_were_asked_for() -> None:
    assert len(LEAKS) > PLACES_THE_ISSUE_ASKS_FOR
