"""Takes text apart into the pieces of words that a BERT model knows, each with the word it came from.

Source: Devlin and others (2019); the rules of the uncased vocabulary: small letters without accents, marks
on their own, and the longest known piece first.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Pieces:
    """The numbers of the pieces, begun and ended as the model wants, and the word of each, half open."""

    numbers: tuple[int, ...]
    words: tuple[tuple[int, int], ...]


class WordPieces:
    """Takes text apart by one vocabulary."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").splitlines()
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(lines)}
        self._unknown = self._numbers["[UNK]"]
        self._of_word = functools.lru_cache(maxsize=20_000)(self._take_apart)

    def of(self, text: str, *, most: int) -> Pieces:
        """Give the pieces of `text`, at most `most` with the two that begin and end it."""
        numbers, words = [self._numbers["[CLS]"]], [(0, 0)]
        for word in _WORD.finditer(text):
            for number in self._of_word(word[0]):
                numbers.append(number)
                words.append(word.span())
        numbers, words = numbers[: most - 1], words[: most - 1]
        return Pieces((*numbers, self._numbers["[SEP]"]), (*words, (0, 0)))

    def _take_apart(self, word: str) -> tuple[int, ...]:
        plain = _without_accents(word.lower())
        if len(plain) > _LONGEST_WORD:
            return (self._unknown,)
        numbers: list[int] = []
        start = 0
        while start < len(plain):
            end = len(plain)
            while end > start and self._piece(plain, start, end) not in self._numbers:
                end -= 1
            if end == start:
                return (self._unknown,)
            numbers.append(self._numbers[self._piece(plain, start, end)])
            start = end
        return tuple(numbers)

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return word[start:end] if start == 0 else "##" + word[start:end]


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if unicodedata.category(char) != "Mn")
