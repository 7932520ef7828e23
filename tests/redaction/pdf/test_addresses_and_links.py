"""Addresses over lines and names in links are burned, and the checker sees each of them."""

from pathlib import Path

import pikepdf
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.hiding_places import Hide, a_clean_pdf

ADDRESS = "14 Larch Close, Exeham, EX4 9ZZ"
NAME = "Marlow Pemberton"


def lines(*printed: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        shown = " T* ".join(f"({each}) Tj" for each in printed)
        pdf.pages[0].contents_add(f"BT /F1 11 Tf 14 TL 72 500 Td {shown} ET".encode())

    return hide


LEAKS = {
    "an address over lines, without its commas": (ADDRESS, lines("14 Larch Close", "Exeham", "EX4 9ZZ")),
    "an address with commas that the term has not": (ADDRESS.replace(",", ""), lines(f"at {ADDRESS} since")),
    "a space of a link": (NAME, lines("https://example.org/files/Marlow%20Pemberton%20notes.pdf")),
    "a letter of a link": (NAME, lines("https://example.org/?q=%4darlow+Pemberton&page=2")),
}


@pytest.mark.parametrize("place", LEAKS)
def test_it_is_seen_by_the_checker_and_gone_once_burned(place: str, tmp_path: Path) -> None:
    term, hide = LEAKS[place]
    leaky, copy = tmp_path / "leaky.pdf", tmp_path / "copy.pdf"
    leaky.write_bytes(a_clean_pdf(hide))

    before, _ = inspect(leaky, [term], original=None, burned=None, ocr=Tesseract())
    burn(leaky, copy, Schedule((ScheduleEntry(term, Ground.CHILD),)), ocr=Tesseract())
    after, _ = inspect(copy, [term], original=None, burned=None, ocr=Tesseract())

    assert before.state is VerdictState.FOUND
    assert after.state is VerdictState.CLEAN
