"""Undoes the escapes of links for the checker: "Marlow%20Pemberton" says a name, and so does "%4darlow"."""

import re
from typing import Final
from urllib.parse import unquote

_CODE: Final = re.compile(r"(?:%(?:25){0,3}[0-9A-Fa-f]{2})+|(?<=[^\W\d])\+(?=[^\W\d])")
_AGAIN: Final = re.compile("%(?:25)+(?=[0-9A-Fa-f]{2})")


def undone_links(text: str) -> str | None:
    """What the text says to a browser; None where that is what it says to anyone."""
    if "%" not in text and "+" not in text:
        return None
    undone, count = _CODE.subn(lambda code: _meant(code.group()), text)
    return undone if count else None


def places_undone(text: str) -> list[int]:
    """For each letter of what `undone_links` gives, where in the text it stands."""
    places: list[int] = []
    at = 0
    for code in _CODE.finditer(text):
        places.extend(range(at, code.start()))
        places.extend([code.start()] * len(_meant(code.group())))
        at = code.end()
    places.extend(range(at, len(text)))
    return places


def _meant(code: str) -> str:
    return " " if code == "+" else unquote(_AGAIN.sub("%", code))
