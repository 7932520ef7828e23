"""Cuts RTF into its tokens: groups, control words and bytes of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})"
    rb"|\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?"
    rb"|\\(\r\n|[^A-Za-z])"
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


# Not a brace: an escaped one, or whatever stands in binary data.
_BRACE: Final = re.compile(rb"\\bin(\d{1,10})[ ]?|\\.|([{}])", re.DOTALL)


class Sort(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SIGN = auto()
    BYTES = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token. A WORD has a name and perhaps a number; a SIGN (`\\~`) its letter; BYTES are text."""

    sort: Sort
    name: str = ""
    number: int | None = None
    held: bytes = b""


_OPEN: Final = Token(Sort.OPEN)
_CLOSE: Final = Token(Sort.CLOSE)


class Tokens:
    """The tokens of a file. Binary data after `\\bin` is passed over."""

    def __init__(self, held: bytes) -> None:
        self._held = held
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        while found := _TOKEN.match(self._held, self._at):
            self._at = found.end()
            token = self._token(found)
            if token is not None:
                yield token

    def pass_over(self) -> None:
        """Go to the end of the group that is open: nothing in it is wanted."""
        deep = 0
        while found := _BRACE.search(self._held, self._at):
            size, brace = found.groups()
            if brace == b"}" and deep == 0:
                self._at = found.start()
                return
            deep += 0 if brace is None else 1 if brace == b"{" else -1
            self._at = found.end() + int(size or 0)
        self._at = len(self._held)

    def _token(self, found: re.Match[bytes]) -> Token | None:
        code, name, number, sign, brace, text = found.groups()
        if code is not None:
            return Token(Sort.BYTES, held=bytes.fromhex(code.decode("ascii")))
        if name == b"bin":
            self._at += max(0, int(number or 0))
        elif name is not None:
            return Token(Sort.WORD, name.decode("ascii"), None if number is None else int(number))
        elif sign is not None:
            return Token(Sort.SIGN, sign.decode("latin-1"))
        elif brace is not None:
            return _OPEN if brace == b"{" else _CLOSE
        elif text is not None:
            return Token(Sort.BYTES, held=text)
        return None
