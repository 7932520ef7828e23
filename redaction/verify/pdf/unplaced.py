"""Finds pages that became pictures because their text says a term, and from which nobody knew where to take it.

A picture has no text, so every engine reads nothing on it: the term may stand there for all to see.
"""

from pathlib import Path
from typing import Final

from redaction.verify.burned import Burned
from redaction.verify.pdf.pages import found_on
from redaction.verify.pdf.poppler import PROGRAM as POPPLER
from redaction.verify.pdf.poppler import NotRead, poppler_pages
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

NAME: Final = "terms in pages made pictures"


def are_barred(original: Path, burned: Burned, sought: Sought, *, program: str = POPPLER) -> Check:
    """Pages made pictures without a single bar, whose text in the original says a term as poppler reads it.

    Other engines are not asked again: the burner reads with pdfium, and takes whatever it finds from the picture too.
    An original behind a password is not read either: poppler could only be told it where others see it.
    """
    bare = sorted(set(burned.rasterised_pages) - {number for number, _ in burned.removals})
    if not bare or burned.password:
        return Check(NAME, CheckState.CLEAN)
    try:
        told = [(number, _said(original, number, sought, program)) for number in bare]
    except NotRead as reason:
        return Check(NAME, CheckState.UNAVAILABLE, str(reason))
    found = found_on(NAME, told)
    # No page is named: no further burn would help, and the document is refused.
    return Check(NAME, found.state, found.detail)


def _said(original: Path, number: int, sought: Sought, program: str) -> int:
    one = ("-f", str(number), "-l", str(number))
    return sum(
        sought.count(text)
        for how in ((), ("-raw",))
        for text in poppler_pages(original, *one, *how, program=program)
    )
