"""A fresh title for the copy. The old one is never taken over: no reviewer reads it, and it often names a person.

Source: docs/decisions/0021-title-outline-and-tags.md.
"""

from typing import Final

import pikepdf
from pikepdf import Dictionary

from redaction.wording.needles import Needles

TITLES: Final = ("Redacted copy", "Copy of a document", "Document")


def write_title(pdf: pikepdf.Pdf, needles: Needles) -> None:
    """Give the document the first of the neutral titles that says no term, and none where all do."""
    title = next((each for each in TITLES if not needles.occur_in(each)), None)
    if title is not None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=pikepdf.String(title)))
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
