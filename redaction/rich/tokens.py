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


def tokens(held: bytes) -> Iterator[Token]:
    """The tokens of a file. Binary data after `\\bin` is passed over."""
    at = 0
    while found := _TOKEN.match(held, at):
        at = found.end()
        code, name, number, sign, brace, text = found.groups()
        if code is not None:
            yield Token(Sort.BYTES, held=bytes.fromhex(code.decode("ascii")))
        elif name is not None:
            value = int(number) if number is not None else None
            if name == b"bin":
                at += max(0, value or 0)
            else:
                yield Token(Sort.WORD, name.decode("ascii"), value)
        elif sign is not None:
            yield Token(Sort.SIGN, sign.decode("latin-1"))
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif text is not None:
            yield Token(Sort.BYTES, held=text)
