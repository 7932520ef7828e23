"""Strands that touch: a page shows "Name" and "Anna" in boxes beside each other, and its text says "NameAnna"."""

from collections.abc import Sequence
from typing import Final

from redaction.wording.readings import Spelling

_LEAST_LETTERS: Final = 6
"""Shorter terms are parts of other words too often: the "an" of which only one letter is bold."""


def apart(strands: Sequence[str]) -> Spelling:
    """The reading in which each strand is a word of its own."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for strand in strands:
        letters += [strand, " "]
        starts += range(at, at + len(strand) + 1)
        ends += [*range(at + 1, at + len(strand) + 1), at + len(strand)]
        at += len(strand)
    return Spelling("".join(letters), starts, ends, least_letters=_LEAST_LETTERS)
