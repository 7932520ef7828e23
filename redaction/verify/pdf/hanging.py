"""Puts letters that hang down over several lines before the rest of their words.

No engine does so: to them the large letter is a line of its own. A reader's eye does. What was drawn is kept in
pieces, each of letters that follow each other; `own_lines` reads the same pieces along their lines.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# A large letter is so much larger than its word, and no further from it, in ems of the word.
_LARGER: Final = 1.4
_BEFORE_EM: Final = 0.8
_BEHIND_EM: Final = 0.9
_LEAST_ABOVE_EM: Final = 0.3
_HEAD_EM: Final = 0.7
_HEADS_APART_EM: Final = 1.0
_LINES_READ: Final = 2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters from `first` to before `past` that follow each other; `start`, `end` and `up` along its own lines."""

    first: int
    past: int
    start: float
    end: float
    up: float
    em: float


class HangingLetters:
    """Takes the pieces of a page as they are drawn."""

    def __init__(self) -> None:
        self._begun: tuple[int, Point, Point, float] | None = None
        self._pieces: dict[tuple[float, float], list[Piece]] = {}

    def begins(self, place: int, at: Point, along: Point, em: float, *, ended: Point | None) -> None:
        """A piece begins with the letter in that place; `along` is one unit, `ended` where the last piece did."""
        self._ends(place, ended)
        self._begun = place, at, (round(along[0], 2), round(along[1], 2)), em

    def is_as_large(self, em: float) -> bool:
        """Say whether a letter is as large as the last one."""
        return self._begun is not None and self._begun[3] / _LARGER < em < self._begun[3] * _LARGER

    def pieces(self) -> Iterator[list[Piece]]:
        """What was drawn, direction by direction; whole once `read` was called."""
        yield from self._pieces.values()

    def read(self, letters: Sequence[str], ended: Point | None) -> str:
        """Each large letter with two lines from the print behind it, a line for each; once, after the last letter."""
        self._ends(len(letters), ended)
        return "".join(
            f"\n{large}{_from(letters, piece.first)}"
            for pieces in self._pieces.values()
            for large, piece in _pairs(letters, pieces)
        )

    def _ends(self, past: int, ended: Point | None) -> None:
        if self._begun is None or ended is None:
            return
        first, (x, y), (ux, uy), em = self._begun
        self._begun = None
        start, end = x * ux + y * uy, ended[0] * ux + ended[1] * uy
        self._pieces.setdefault((ux, uy), []).append(Piece(first, past, start, end, y * ux - x * uy, em))


def _pairs(letters: Sequence[str], pieces: list[Piece]) -> Iterator[tuple[str, Piece]]:
    smallest = min(piece.em for piece in pieces)
    large = [piece for piece in pieces if piece.em >= _LARGER * smallest and piece.past - piece.first <= 3]
    said = [(piece, _one_letter(letters[piece.first : piece.past])) for piece in large]
    if not any(letter for _, letter in said):
        return
    by_height = sorted(pieces, key=lambda piece: piece.up)
    heights = [piece.up for piece in by_height]
    for cap, letter in said:
        if letter:
            near = slice(bisect_left(heights, cap.up), bisect_right(heights, cap.up + cap.em))
            yield from ((letter, piece) for piece in by_height[near] if _goes_on(cap, piece))


def _one_letter(letters: Sequence[str]) -> str:
    """The only letter or digit among these, or nothing."""
    found = [letter for letter in letters if letter.isalnum()]
    return found[0] if len(found) == 1 else ""


def _goes_on(cap: Piece, after: Piece) -> bool:
    above, em = after.up - cap.up, after.em
    heads = above + _HEAD_EM * em - _HEAD_EM * cap.em
    return (
        cap.em >= _LARGER * em
        and -_BEFORE_EM * em <= after.start - cap.end <= _BEHIND_EM * em
        and above > _LEAST_ABOVE_EM * em
        and abs(heads) < _HEADS_APART_EM * em
    )


def _from(letters: Sequence[str], first: int) -> str:
    lines = 0
    for past in range(first, len(letters)):
        lines += letters[past] == "\n"
        if lines == _LINES_READ:
            return "".join(letters[first:past])
    return "".join(letters[first:])
