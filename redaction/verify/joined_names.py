"""Undoes for the checker how addresses and file names join a name: "oriel.fanshawe@", "Oriel_Fanshawe.pdf"."""

import re
from typing import Final

_SIGNS: Final = "._+~-"
_LEAST_LETTERS: Final = 4
_JOINED: Final = re.compile(rf"(?<=\S)[{_SIGNS}]{{1,8}}(?=\S)")
_WITHOUT: Final = str.maketrans(dict.fromkeys(_SIGNS, ""))


def without_signs(squashed: str) -> str:
    """Squashed text or term with no such sign in it."""
    return squashed.translate(_WITHOUT)


def parted(text: str) -> str:
    """As long as it was, with spaces where signs join two words. Where white space is beside them they stay."""
    return _JOINED.sub(lambda found: " " * len(found.group()), text)


def words_of(written: str) -> str:
    """A term with spaces for its hyphens; empty where it is one word, a number, or too short to be a name."""
    words = re.sub(r"[-\u2010\u2011]+", " ", written).split()
    letters = "".join(words)
    is_name = len(words) > 1 and len(letters) >= _LEAST_LETTERS and any(map(str.isalpha, letters))
    return " ".join(words) if is_name else ""


def has_sign(between: str) -> bool:
    """Say whether signs stand between two letters."""
    return any(sign in between for sign in _SIGNS)
