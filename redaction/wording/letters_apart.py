"""Finds words with one and the same sign between each two letters: M.a.r.w.o.o.d, or A.n.n.a L.e.e."""

import re
from collections.abc import Iterator
from typing import Final

LEAST_APART: Final = 4
"""Fewer letters are an abbreviation: U.S.A. is no name."""

_SHORTEST: Final = 2 * LEAST_APART - 1
_LETTER, _SIGN, _OTHER = b"x.-"
_KINDS: Final = bytes(
    _LETTER if chr(code).isalpha() else _OTHER if chr(code).isspace() or chr(code).isdigit() else _SIGN
    for code in range(256)
)
_RUN: Final = re.compile(r"(?<![^\W\d_])[^\W\d_](?:([^\w\s]|_)[^\W\d_])(?:(?:\1| )[^\W\d_]){2,}(?![^\W\d_])")


def runs_apart(text: str) -> Iterator[tuple[int, str]]:
    """Give where each such word begins in the text, and its letters: one stands at every second place from there."""
    if len(text) < _SHORTEST:
        return
    # Bytes are searched a hundred times faster than a pattern is tried at every letter.
    if b"x.x.x.x" in text.encode("latin-1", "replace").translate(_KINDS):
        for found in _RUN.finditer(text):
            yield found.start(), found.group()[::2]
