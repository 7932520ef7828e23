"""Finds pages that became pictures because their text says a term, and from which nobody knew where to take it.

A picture has no text, so every engine reads nothing on it: the term may stand there for all to see.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pikepdf

from redaction.verify.burned import Burned
from redaction.verify.pdf.pages import found_on, with_pdfminer
from redaction.verify.pdf.poppler import PROGRAM as POPPLER
from redaction.verify.pdf.poppler import NotRead, poppler_pages
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

NAME: Final = "terms in pages made pictures"


def are_barred(original: Path, burned: Burned, sought: Sought, *, program: str = POPPLER) -> Check:
    """Pages made pictures without a bar, whose text in the original says a term as poppler or pdfminer reads it.

    pdfium is not asked again: the burner reads with it, and takes whatever it finds from the picture too.
    """
    bare = sorted(set(burned.rasterised_pages) - {number for number, _ in burned.removals})
    if not bare:
        return Check(NAME, CheckState.CLEAN)
    with _without_lock(original, burned.password) as readable:
        try:
            told = [(number, _said(readable, number, sought, program)) for number in bare]
        except NotRead as reason:
            return Check(NAME, CheckState.UNAVAILABLE, str(reason))
        if not any(count for _, count in told):
            told = [(number, 1) for number in _said_as_drawn(readable, sought) if number in bare]
    found = found_on(NAME, told)
    # No page is named: no further burn would help, and the document is refused.
    return Check(NAME, found.state, found.detail)


@contextlib.contextmanager
def _without_lock(original: Path, password: str) -> Iterator[Path]:
    """The original, or its pages without their lock beside this child's other files.

    poppler heeds what an owner forbids, and a password given to it could be seen by others.
    """
    with pikepdf.open(original, password=password, suppress_warnings=True) as opened:
        if not opened.is_encrypted:
            yield original
            return
        with tempfile.TemporaryDirectory() as folder:
            opened.save(Path(folder) / "unlocked")
            yield Path(folder) / "unlocked"


def _said_as_drawn(original: Path, sought: Sought) -> tuple[int, ...]:
    # It stumbles over pages that others read, and those become pictures more often: then the others have the word.
    with contextlib.suppress(Exception):
        return with_pdfminer(original, sought).pages
    return ()


def _said(original: Path, number: int, sought: Sought, program: str) -> int:
    one = ("-f", str(number), "-l", str(number))
    return sum(
        sought.count(text)
        for how in ((), ("-raw",))
        for text in poppler_pages(original, *one, *how, program=program)
    )
