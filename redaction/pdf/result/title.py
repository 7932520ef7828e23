"""A fresh title for the copy. The old one is never taken over: no reviewer reads it, and it often names a person.

Source: docs/decisions/0021-title-outline-and-tags.md.
"""

from typing import Final

from redaction.wording.needles import Needles

TITLES: Final = ("Redacted copy", "Copy of a document", "Document")


def title_of(needles: Needles) -> str:
    """Give the first of the neutral titles that says no term, and none where all do."""
    return next((each for each in TITLES if not needles.occur_in(each)), "")
