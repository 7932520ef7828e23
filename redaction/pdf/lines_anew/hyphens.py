"""Joins a word again that a hyphen parted at a line's end, once both halves stand on one line."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from redaction.pdf.lines_anew.words import Piece, Word, letter_space

HYPHENS = ("-", "\u00ad", "\u2010", "\u2011")
_LETTERS = re.compile(r"\W*(\w+)")
_LAST_LETTERS = re.compile(r"(\w+)\W?$")


def is_parted(word: Word) -> bool:
    """Say whether a word ends with a hyphen right behind a letter, as one does that goes on a line below."""
    last = word.parts[-1][0]
    if not isinstance(last, Piece):
        return False
    text = word.text
    return text.endswith(HYPHENS) and text[-2:-1].isalpha()


def joined(words: Sequence[Word], parted: set[int], is_known: Callable[[str], bool]) -> list[Word]:
    """Give the words of one line with those put together whose first half (by id) is among the parted.

    A hyphen goes only where the page says the word without one elsewhere, or where it is a soft one: who is
    called Mary-Ann stays so, and what cannot be told keeps its hyphen without a gap.
    """
    made: list[Word] = []
    for word in words:
        if made and id(made[-1]) in parted and isinstance(word.parts[0][0], Piece):
            made[-1] = _put_together(made[-1], word, is_known)
        else:
            made.append(word)
    return made


def _put_together(first: Word, second: Word, is_known: Callable[[str], bool]) -> Word:
    parts = list(first.parts)
    last, kern = parts[-1]
    if isinstance(last, Piece) and _is_soft(first.text, second.text, is_known):
        shorter = _without_last(last)
        if shorter is not None:
            parts[-1] = (shorter, kern)
    (start, _), *rest = second.parts
    return Word(first.start, second.end, [*parts, (start, 0.0), *rest], second.spaces)


def _is_soft(first: str, second: str, is_known: Callable[[str], bool]) -> bool:
    if first.endswith("\u00ad"):
        return True
    before, after = _LAST_LETTERS.search(first), _LETTERS.match(second)
    return before is not None and after is not None and is_known(before[1] + after[1])


def _without_last(piece: Piece) -> Piece | None:
    """A piece without its last letter; None where that is all it has."""
    if piece.last == piece.first:
        return None
    segment, width = piece.segment, piece.segment.glyphs.widths[piece.last]
    step = letter_space(segment)
    shorter = piece.width - (abs(width) + step) * segment.scale
    return replace(piece, last=piece.last - 1, width=shorter, run=piece.run - width - step)
