"""Headers and footers of sheets: one line of text and codes ("&L&\"Arial,Bold\"&12Review &P of &N"), in pieces.

Kept are the text, where it stands, and the numbers of page, date, time and sheet. Fonts, sizes and colours go:
a font's name in quotes is an author's word. The file's own name and folder go, and a picture's place with it.

Source: ECMA-376 part 1, 18.3.1.46.
"""

import re
from collections.abc import Sequence
from typing import Final

PLACES: Final = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_TOKEN: Final = re.compile(
    r"&(?P<kept>[LCRPNDTA])"
    r"|&(?P<both>&)"
    r'|&"[^"]*"?'
    r"|&[0-9]{1,3}"
    r"|&K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})"
    r"|&."
    r"|(?P<text>[^&]+)"
    r"|&\Z",
    re.DOTALL | re.IGNORECASE,
)
_SHOWN: Final = {"&L": "\n", "&C": "\n", "&R": "\n", "&P": "#", "&N": "#", "&D": "#", "&T": "#", "&A": "#"}


def is_code(piece: str) -> bool:
    """Say whether a piece is a code and no text."""
    return piece in _SHOWN


def pieces_of(written: str) -> list[str]:
    """Text and kept codes, in order; runs of text that only a font parted are one piece."""
    pieces: list[str] = []
    for token in _TOKEN.finditer(written):
        if token.group("kept"):
            pieces.append(f"&{token.group('kept').upper()}")
        elif text := token.group("text") or token.group("both"):
            if pieces and not is_code(pieces[-1]):
                pieces[-1] += text
            else:
                pieces.append(text)
    return pieces


def written(pieces: Sequence[str]) -> str:
    """The line again. A digit behind a code would be read as a size, so a blank stands between."""
    out = ""
    for piece in pieces:
        if is_code(piece):
            out += piece
        else:
            out += (" " if out and out[-1].isalpha() and piece[:1].isdigit() else "") + piece.replace(
                "&", "&&"
            )
    return out


def as_read(pieces: Sequence[str]) -> str:
    """What a reader sees: a new line for each place, "#" for each number that the program fills in."""
    return "".join(_SHOWN.get(piece, piece) for piece in pieces).strip("\n")
