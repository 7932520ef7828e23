"""Text as names are compared in it: one case, no accents, one kind of apostrophe, single spaces; with the way back.

Every letter stays one letter, so that only dropped white space moves the rest, and millions of letters a second
are folded by the interpreter itself.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import Final

_PLAIN: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"}
_ALIKE: Final = {
    **dict.fromkeys("’‘‛ʼ`´′＇", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
}
# White space that is no single space, and a word divided at the end of a line.
_CLOSED_UP: Final = re.compile(
    r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[^\W\d_])|[\u200b-\u200d\u2060\ufeff]+|\s\s+|[^\S ]"
)


class _Folding(dict[int, str]):
    def __missing__(self, point: int) -> str:
        letter = chr(point)
        folded = self[point] = _folded(letter)
        return folded


def _folded(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"  # half a letter, which no other library takes
    small = letter.casefold()
    if len(small) != 1:
        return letter
    if small in _PLAIN:
        return _PLAIN[small]
    bare = [part for part in unicodedata.normalize("NFKD", small) if not unicodedata.combining(part)]
    return bare[0] if len(bare) == 1 else small


_FOLDING: Final = _Folding()


def folded(words: str) -> str:
    """A name or a term as it is compared."""
    return " ".join(words.translate(_FOLDING).split())


class FoldedPage:
    """One text, folded, able to say where in the original a stretch of the folded text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces: list[str] = []
        self._starts, self._shifts = [0], [0]
        at = length = 0
        for match in _CLOSED_UP.finditer(text):
            kept = " " if match[0][0].isspace() else ""
            pieces += [text[at : match.start()], kept]
            length += match.start() - at + len(kept)
            at = match.end()
            self._starts.append(length)
            self._shifts.append(at - length)
        pieces.append(text[at:])
        self.folded = "".join(pieces).translate(_FOLDING)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original from the first to past the last letter of a folded stretch."""
        return self._original(start), self._original(end - 1) + 1

    def _original(self, index: int) -> int:
        return index + self._shifts[bisect_right(self._starts, index) - 1]
