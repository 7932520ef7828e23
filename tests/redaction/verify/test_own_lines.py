"""Letters that no engine puts together are read along the line they stand on."""

from pathlib import Path

import pikepdf
import pytest

from redaction.verify.pdf.pages import with_pdfium, with_pdfminer
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState
from tests.redaction.hiding_places import SECRET, a_clean_pdf

SENTENCE = "the harbour wall was high and cold"
ELSEWHERE = "the keeper of the lamp"


def _set(letter: str, x: float, y: float) -> str:
    return f"BT /F1 12 Tf {x} {y} Td ({letter}) Tj ET"


def _across(up: float) -> str:
    """The name over a sentence whose feet are lower, and after each letter one of another line."""
    turns = zip(SECRET, ELSEWHERE, strict=False)
    laid = [
        f"{_set(one, 72 + 14 * at, 600 + up)} {_set(two, 72 + 9 * at, 300)}"
        for at, (one, two) in enumerate(turns)
    ]
    return f"{_set(SENTENCE, 72, 600)} {' '.join(laid)}"


def _up_and_down() -> str:
    """The last letter first, every other one higher."""
    at = [72, 82, 88.7, 92.7, 101.3, 108, 114.7]
    drawn = [
        _set(letter, x, 600 + 7 * (place % 2))
        for place, (letter, x) in enumerate(zip(SECRET, at, strict=True))
    ]
    return " ".join(reversed(drawn))


def _written(tmp_path: Path, drawn: str) -> Path:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(drawn.encode())

    path = tmp_path / "copy.pdf"
    path.write_bytes(a_clean_pdf(hide))
    return path


@pytest.mark.parametrize("drawn", [_across(3), _across(-4), _up_and_down()])
def test_a_name_laid_so_that_no_engine_reads_it_is_found(drawn: str, tmp_path: Path) -> None:
    copy, sought = _written(tmp_path, drawn), Sought([SECRET])

    assert with_pdfium(copy, sought).state is CheckState.CLEAN
    assert with_pdfminer(copy, sought).state is CheckState.FOUND


def test_what_stands_in_two_columns_is_no_name(tmp_path: Path) -> None:
    rows = [("Oriel", "Anna"), ("Marten", "Fanshawe"), ("Oriel", "Fanshawe")]
    left = [_set(one, 72, 600 - 14 * row) for row, (one, _) in enumerate(rows)]
    right = [_set(two, 300, 600 - 14 * row) for row, (_, two) in enumerate(rows)]
    copy = _written(tmp_path, " ".join(left + right))

    assert with_pdfminer(copy, Sought(["Oriel Fanshawe"])).state is CheckState.CLEAN
