"""Reads the codes by which a spreadsheet says how a number is to be shown ("0.00", "dd/mm/yyyy", "[$£-809]#,##0")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<padded>.)"
    r"|\*(?P<filled>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General)"
    r"|(?P<noon>AM/PM|A/P)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+(?![+-])|b+)"
    r"|(?P<scientific>E[+-])"
    r"|(?P<digit>[0#?])"
    r"|(?P<sign>[.,%/@])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")


class Part(Enum):
    """What one piece of a code stands for."""

    LITERAL = auto()
    DATE = auto()
    ELAPSED = auto()
    NOON = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    SLASH = auto()
    EXPONENT = auto()
    TEXT = auto()
    GENERAL = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    part: Part
    written: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of up to four parts of a code. `condition` is an operator and a bound, where the code gives one."""

    pieces: tuple[Piece, ...]
    condition: tuple[str, float] | None

    @property
    def is_date(self) -> bool:
        return any(piece.part in {Part.DATE, Part.ELAPSED, Part.NOON} for piece in self.pieces)

    @property
    def literals(self) -> str:
        """All that it writes of its own accord."""
        return "".join(piece.written for piece in self.pieces if piece.part is Part.LITERAL)


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code, at least one."""
    return tuple(_section(written) for written in _split(code)) or (Section((), None),)


def has_words(code: str) -> bool:
    """Say whether the code writes letters or digits of its own: an author's words and no mere layout."""
    return any(letter.isalnum() for section in sections_of(code) for letter in section.literals)


def _split(code: str) -> Iterator[str]:
    started = 0
    for token in _TOKEN.finditer(code):
        if token.group("other") == ";":
            yield code[started : token.start()]
            started = token.end()
    yield code[started:]


def _section(written: str) -> Section:
    condition = None
    pieces: list[Piece] = []
    for token in _TOKEN.finditer(written):
        if (bracket := token.group("bracket")) is not None:
            bound = _CONDITION.fullmatch(bracket.strip())
            if bound:
                condition = (bound.group(1), _bound(bound.group(2)))
            else:
                pieces.extend(_bracketed(bracket))
        else:
            pieces.append(_piece(token))
    return Section(tuple(pieces), condition)


def _bound(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _bracketed(bracket: str) -> Iterator[Piece]:
    """A currency sign ("$£-809") is written; elapsed time ("hh") is a number; colours and the like are not shown."""
    if bracket.startswith("$"):
        yield Piece(Part.LITERAL, bracket[1:].partition("-")[0])
    elif _ELAPSED.fullmatch(bracket):
        yield Piece(Part.ELAPSED, bracket.lower())


_SIGNS: Final = {
    ".": Part.POINT,
    ",": Part.COMMA,
    "%": Part.PERCENT,
    "/": Part.SLASH,
    "@": Part.TEXT,
}


def _piece(token: re.Match[str]) -> Piece:
    kind, written = str(token.lastgroup), token.group()
    if kind in {"quoted", "escaped", "other"}:
        return Piece(Part.LITERAL, token.group(kind))
    if kind == "padded":
        return Piece(Part.LITERAL, " ")
    if kind == "filled":
        return Piece(Part.LITERAL, "")
    if kind == "sign":
        return Piece(_SIGNS[written], written)
    part = {
        "general": Part.GENERAL,
        "noon": Part.NOON,
        "date": Part.DATE,
        "scientific": Part.EXPONENT,
        "digit": Part.DIGIT,
    }[kind]
    return Piece(part, written)


BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: '"£"#,##0;-"£"#,##0;-',
    43: "#,##0.00;-#,##0.00;-",
    44: '"£"#,##0.00;-"£"#,##0.00;-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""What the codes known by number mean on a machine set to English (United Kingdom). ECMA-376 part 1, 18.8.30."""
