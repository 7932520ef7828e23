"""Reads addresses and file names as people say them: "oriel.fanshawe@", "Oriel_Fanshawe.docx"."""

import re
from typing import Final

JOINING_SIGNS: Final = frozenset("._+~")
"""What addresses and file names have where a name has a space. A hyphen parts words everywhere."""
LEAST_LETTERS_JOINED: Final = 4
"""Fewer letters and signs are an abbreviation or the number of a section: "e.g." and "5.b"."""

# White space on either side is the end of a sentence or a form's blank, and no name goes on over it.
_BETWEEN: Final = re.compile(r"(?<=\S)[-._+~]{1,8}(?=\S)")
_DROPPED: Final = str.maketrans(dict.fromkeys("._+~", ""))


def without_signs(folded: str) -> str:
    """A folded text without them, to learn quickly that nothing of it can be such a name."""
    if folded.isascii():
        return folded.encode("ascii").translate(None, b"._+~").decode("ascii")
    return folded.translate(_DROPPED)


def spaced(text: str) -> str | None:
    """The text with as many spaces in place of each row of signs; None where it has none between two letters."""
    undone, count = _BETWEEN.subn(_blank, text)
    return undone if count else None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
