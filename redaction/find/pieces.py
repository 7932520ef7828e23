"""Cuts long text into pieces of bounded size, so that neither memory nor time grows with the square."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LARGEST_PIECE = 8_000
"""Characters. A page of A4 holds about 3,000; Presidio's context step costs finds times words."""

OVERLAP = 200
"""Characters that two neighbouring pieces share, so that nothing is lost at the border."""

# The model cannot encode half a surrogate pair, and control characters glue words together. One
# character is replaced by one, so every offset stays right.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of `whole`, from `offset`. `is_last` says that the text ends with it."""

    whole: str
    offset: int
    text: str
    is_last: bool


def readable(text: str) -> str:
    """Give text of the same length without what the model cannot take."""
    return _UNREADABLE.sub(" ", text)


def cut(texts: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces of each text in order; an empty text gives one empty piece."""
    for text in texts:
        start = 0
        while True:
            end = _end_of_piece(text, start)
            yield Piece(text, start, text[start:end], is_last=end >= len(text))
            if end >= len(text):
                break
            start = _start_of_next(text, start, end)


def _end_of_piece(text: str, start: int) -> int:
    furthest = start + LARGEST_PIECE
    if furthest >= len(text):
        return len(text)
    middle = start + LARGEST_PIECE // 2
    for mark in ("\n", " "):
        at = text.rfind(mark, middle, furthest)
        if at > 0:
            return at + 1
    return furthest


def _start_of_next(text: str, start: int, end: int) -> int:
    earliest = max(start + 1, end - OVERLAP)
    for mark in ("\n", " "):
        at = text.find(mark, earliest, end)
        if at >= 0 and at + 1 < end:
            return at + 1
    return earliest
