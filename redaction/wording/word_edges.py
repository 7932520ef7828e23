"""Where the words of a folded text begin and end, though their spaces, hyphens and accents are folded away."""

import re
from itertools import compress

from redaction.wording.folding import FOLDING, IS_KEPT, fold, is_word

_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
# Numbers made once: to make one for each letter of each text takes longer than to pick them.
_NUMBERS = tuple(range(8192))
# A name of this many letters is still that name with a footnote number or a number plate behind it.
_LETTERS_BEFORE_DIGIT = 4
# The number of a note has few digits, and stands at one word alone.
_LETTERS_AT_A_NOTE = 2
_NOTE = re.compile(r"[0-9\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(?![\w%])")
_WIDEST_NOTE = 4


class WordEdges:
    """A text and its folded form; for each folded letter, where it stood and whether a word ends beside it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self._places: list[int] | None = None

    @property
    def places(self) -> list[int]:
        """For each folded letter, the index in the text it came from."""
        if self._places is None:
            if self.text.isascii():
                kept = self.text.encode("ascii").translate(IS_KEPT)
                self._places = list(
                    compress(_NUMBERS if len(kept) <= len(_NUMBERS) else range(len(kept)), kept)
                )
            else:
                table = FOLDING
                self._places = [
                    index for index, letter in enumerate(self.text) for _ in range(len(table[ord(letter)]))
                ]
        return self._places

    def gaps(self, start: int, end: int) -> frozenset[int]:
        """Give the places, counted from `start`, before which anything was dropped inside this folded stretch."""
        return frozenset(index - start for index in range(start + 1, end) if self._is_parted(index))

    def _is_parted(self, index: int) -> bool:
        """Say whether anything was dropped just before this folded letter.

        A space, a hyphen, an accent on its own: other readers end a word there, so a term may too.
        """
        return self.places[index] - self.places[index - 1] > 1

    def _is_edge(self, index: int, own: str, *, after: bool = False) -> bool:
        """Say whether a word may begin (or, `after`, has ended) at this folded index."""
        if not is_word(own) or index == 0 or index >= len(self.folded):
            return True
        other = self.folded[index if after else index - 1]
        if not is_word(other) or self._is_parted(index):
            return True
        if not after and self._is_behind_an_escape(index):
            return True
        if own.isdigit() != other.isdigit():
            return other.isdigit() and (
                self._has_note(index, after=after)
                or (after and self._has_letters(index, _LETTERS_BEFORE_DIGIT))
            )
        return False

    def _is_behind_an_escape(self, index: int) -> bool:
        """Say whether a letter of a link stands just before, as the space does in "files/a%20Smith"."""
        at = self.places[index]
        return _ESCAPE.fullmatch(self.text, max(0, at - 3), at) is not None

    def _has_letters(self, index: int, count: int) -> bool:
        """Say whether as many letters stand before this folded index."""
        letters = self.folded[max(0, index - count) : index]
        return len(letters) == count and letters.isalpha()

    def _has_note(self, index: int, *, after: bool) -> bool:
        """Say whether a note's number touches a word here, and nothing else touches that: "1Constance", "Lee3"."""
        letters = (
            self.folded[max(0, index - _LETTERS_AT_A_NOTE) : index]
            if after
            else self.folded[index : index + 2]
        )
        if not letters.isalpha():
            return False
        at = self.places[index] if after else self.places[index - 1] + 1
        beside = (
            self.text[at : at + _WIDEST_NOTE] if after else self.text[max(0, at - _WIDEST_NOTE) : at][::-1]
        )
        return _NOTE.match(beside) is not None
