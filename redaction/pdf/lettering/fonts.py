"""Fonts as far as redaction needs them: what text a code stands for, and how far it moves the pen.

Source: ISO 32000-2, 9.6 to 9.10.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from redaction.pdf.lettering.cmaps import CodeMap

UNKNOWN = "\ufffd"
# Strings of so few bytes come again and again, where words are kerned; longer ones hardly do.
_REMEMBERED, _SHORT = 4_000, 8


LETTER, BLANK = b"x", b"s"


@dataclass(slots=True)  # not frozen: there is one for each string, and frozen ones take twice as long to make
class Spelling:
    """A shown string code by code, in columns: an object for each letter would cost more than all else.

    Widths are in em; `starts` and `ends` say where each code's bytes lie. `kinds` has LETTER or BLANK for each
    code, `spaces` a byte 32 for each that word spacing adds to.
    """

    texts: list[str]
    widths: list[float]
    starts: Sequence[int]
    ends: Sequence[int]
    kinds: bytes
    spaces: bytes


class Font(Protocol):
    """What the interpreter asks of any font. Widths are in font sizes.

    `em` is how tall its letters are, in font sizes: 1.0, but for Type3 fonts that draw in units of their own.
    It is negative where they hang down from the baseline, as in pages that are written upside down.
    """

    vertical: bool
    em: float

    def text(self, shown: bytes) -> str:
        """Give the text of a shown string."""
        ...

    def advance(self, shown: bytes) -> tuple[float, int, int]:
        """Give the sum of widths, the number of codes and the number of word spaces of a shown string."""
        ...

    def spell(self, shown: bytes) -> Spelling:
        """Give a shown string code by code."""
        ...

    def keep(self, shown: bytes) -> None:
        """Remember that these codes stay in the document."""
        ...

    def keep_as(self, shown: bytes, text: str) -> None:
        """Remember that one code stays, where the document says another text for it than its font."""
        ...

    def space(self) -> float:
        """Give the width of a space; 0 where the font has none."""
        ...


@dataclass(slots=True)
class SimpleFont:
    """A font with one-byte codes (Type1, TrueType, MMType1, Type3)."""

    texts: list[str]
    widths: list[float]
    used: set[int] = field(default_factory=set)
    spoken: dict[bytes, set[str]] = field(default_factory=dict)
    vertical: bool = False
    em: float = 1.0
    _kinds: bytes = b""
    _space: float | None = None

    def text(self, shown: bytes) -> str:
        texts = self.texts
        return "".join([texts[code] for code in shown])

    def advance(self, shown: bytes) -> tuple[float, int, int]:
        widths = self.widths
        return sum([widths[code] for code in shown]), len(shown), shown.count(b" ")

    def spell(self, shown: bytes) -> Spelling:
        texts, widths, count = self.texts, self.widths, len(shown)
        self._kinds = self._kinds or _kinds_of(texts)
        return Spelling(
            [texts[code] for code in shown], [widths[code] for code in shown], range(count), range(1, count + 1),
            shown.translate(self._kinds), shown,
        )  # fmt: skip

    def keep(self, shown: bytes) -> None:
        self.used.update(shown)

    def keep_as(self, shown: bytes, text: str) -> None:
        self.spoken.setdefault(shown, set()).add(text)

    def code_of(self, shown: bytes) -> int:
        """Give the code of one letter."""
        return shown[0]

    def space(self) -> float:
        if self._space is None:
            self._space = self.widths[self.texts.index(" ")] if " " in self.texts else 0.0
        return self._space


@dataclass(slots=True)
class CompositeFont:
    """A Type0 font. `by_code` comes from ToUnicode, `by_cid` from the font program or its collection."""

    code_map: CodeMap
    by_code: dict[int, str]
    by_cid: dict[int, str]
    widths: dict[int, float]
    default_width: float
    used: dict[int, int] = field(default_factory=dict)
    used_cids: set[int] = field(default_factory=set)
    spoken: dict[bytes, set[str]] = field(default_factory=dict)
    vertical: bool = False
    em: float = 1.0
    memory: dict[bytes, tuple[str, float, int, int]] = field(default_factory=dict)
    kept: set[bytes] = field(default_factory=set)
    _spelt: dict[bytes, Spelling] = field(default_factory=dict)
    _space: float | None = None

    def _one(self, code: int, cid: int) -> str:
        found = self.by_code.get(code)
        if found is None:
            found = self.by_cid.get(cid)
        if found is None:
            # Readers that know nothing better take the code for the letter; so must we.
            found = chr(code) if 32 < code < 0xD800 or 0xE000 <= code < 0x110000 else UNKNOWN
        return found

    def _read(self, shown: bytes) -> tuple[str, float, int, int]:
        """Read a string once: kerned text shows the same few letters over and over."""
        found = self.memory.get(shown)
        if found is not None:
            return found
        text: list[str] = []
        total, spaces, widths, default = 0.0, 0, self.widths, self.default_width
        for start, end, code, cid in self.code_map.split(shown):
            text.append(self._one(code, cid))
            total += default if self.vertical else widths.get(cid, default)
            spaces += end - start == 1 and code == 32
        found = ("".join(text), total, len(text), spaces)
        if len(self.memory) < _REMEMBERED and len(shown) <= _SHORT:
            self.memory[shown] = found
        return found

    def text(self, shown: bytes) -> str:
        return self._read(shown)[0]

    def advance(self, shown: bytes) -> tuple[float, int, int]:
        return self._read(shown)[1:]

    def spell(self, shown: bytes) -> Spelling:
        found = self._spelt.get(shown)
        if found is None:
            codes = list(self.code_map.split(shown))
            widths, default = {} if self.vertical else self.widths, self.default_width
            texts = [self._one(code, cid) for _, _, code, cid in codes]
            found = Spelling(
                texts, [widths.get(cid, default) for _, _, _, cid in codes],
                [start for start, _, _, _ in codes], [end for _, end, _, _ in codes], _kinds_of(texts),
                bytes(32 if end - start == 1 and code == 32 else 0 for start, end, code, _ in codes),
            )  # fmt: skip
            if len(self._spelt) < _REMEMBERED and len(shown) <= _SHORT:
                self._spelt[shown] = found
        return found

    def space(self) -> float:
        if self._space is None:
            self._space = self._width_of_space()
        return self._space

    def _width_of_space(self) -> float:
        for code, text in self.by_code.items():
            if text == " ":
                size = next((size for size in (2, 1, 3, 4) if code < 256**size), 4)
                return self.advance(code.to_bytes(size))[0]
        return 0.0

    def keep_as(self, shown: bytes, text: str) -> None:
        self.spoken.setdefault(shown, set()).add(text)

    def code_of(self, shown: bytes) -> int:
        """Give the code of one letter."""
        return next(code for _, _, code, _ in self.code_map.split(shown))

    def keep(self, shown: bytes) -> None:
        if shown in self.kept:
            return
        if len(self.kept) < _REMEMBERED and len(shown) <= _SHORT:
            self.kept.add(shown)
        for start, end, code, cid in self.code_map.split(shown):
            self.used[code] = end - start
            self.used_cids.add(cid)


def only_spoken(font: SimpleFont | CompositeFont) -> dict[int, str]:
    """Keep the codes that the document says a text for; give each that is shown as that and nothing else.

    Programs write such a text where one letter's drawing stands for two (a ligature), or for another letter of the
    same shape. The words beside it are lost to whoever reads the copy unless the font says so instead.
    """
    plain = set(font.used)
    for shown in font.spoken:
        font.keep(shown)
    said = ((font.code_of(shown), texts) for shown, texts in font.spoken.items() if len(texts) == 1)
    return {code: next(iter(texts)) for code, texts in said if code not in plain}


def _kinds_of(texts: Iterable[str]) -> bytes:
    return b"".join([BLANK if text.isspace() else LETTER for text in texts])
