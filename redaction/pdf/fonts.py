"""Reads fonts as far as redaction needs: what text a code stands for, and how far it moves the pen.

Source: ISO 32000-2, 9.6 to 9.10.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pikepdf
from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.cmaps import (
    CodeMap,
    collection_texts,
    named_code_map,
    parse_code_map,
    parse_to_unicode,
)
from redaction.pdf.programs import glyph_texts, own_encoding

UNKNOWN = "\ufffd"
# Strings of so few bytes come again and again, where words are kerned; longer ones hardly do.
_REMEMBERED, _SHORT = 4_000, 8
_CODE_IN_NAME = re.compile(r"^[A-Za-z]{1,3}(\d{2,3})$")


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
    """What the interpreter asks of any font. Widths are in em (1.0 is the font size)."""

    vertical: bool

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

    def space(self) -> float:
        """Give the width of a space; 0 where the font has none."""
        ...


@dataclass(slots=True)
class SimpleFont:
    """A font with one-byte codes (Type1, TrueType, MMType1, Type3)."""

    texts: list[str]
    widths: list[float]
    used: set[int] = field(default_factory=set)
    vertical: bool = False
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
    vertical: bool = False
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

    def keep(self, shown: bytes) -> None:
        if shown in self.kept:
            return
        if len(self.kept) < _REMEMBERED and len(shown) <= _SHORT:
            self.kept.add(shown)
        for start, end, code, cid in self.code_map.split(shown):
            self.used[code] = end - start
            self.used_cids.add(cid)


def _kinds_of(texts: Iterable[str]) -> bytes:
    return b"".join([BLANK if text.isspace() else LETTER for text in texts])


def plain(value: Any, default: float = 0.0) -> float:
    """Read a number from a PDF object; what is not a number reads as the default."""
    try:
        return float(value)
    except (TypeError, ValueError, ArithmeticError, pikepdf.PdfError):
        return default


def spelt(name: object) -> str:
    """Give a name without its slash; one that is not UTF-8 comes with its bytes escaped."""
    try:
        return str(name).removeprefix("/")
    except UnicodeDecodeError:
        return name.unparse().decode("latin-1").removeprefix("/") if isinstance(name, pikepdf.Object) else ""


def stream_bytes(value: object) -> bytes:
    """Give a stream's decoded bytes; empty when it is not a stream or cannot be decoded."""
    if not isinstance(value, Stream):
        return b""
    try:
        return value.read_bytes()
    except pikepdf.PdfError:
        return b""


def load_font(font: pikepdf.Object | None) -> Font:
    """Read a font dictionary. Never raises: what cannot be read has unknown text."""
    if not isinstance(font, Dictionary):
        return SimpleFont([chr(code) for code in range(256)], [0.5] * 256)
    if font.get(Name.Subtype) == Name.Type0:
        return _load_composite(font)
    return _load_simple(font)


def _to_unicode(font: pikepdf.Object) -> tuple[dict[int, str], set[int]]:
    table, lengths = parse_to_unicode(stream_bytes(font.get(Name.ToUnicode)))
    # A text of nothing but U+0000 or U+FFFD says nothing; another source may know.
    return {code: text for code, text in table.items() if text.strip("\x00\ufffd")}, lengths


def _glyph_text(name: str, code: int) -> str:
    base = name.split(".", maxsplit=1)[0] or name
    try:
        return str(name2unicode(base))
    except (KeyError, ValueError):
        numbered = _CODE_IN_NAME.match(name)
        if numbered and 32 <= int(numbered.group(1)) < 256:
            return chr(int(numbered.group(1)))
        return chr(code) if 32 < code < 127 else UNKNOWN


def _base_texts(font: pikepdf.Object, encoding: pikepdf.Object | None) -> dict[int, str]:
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    tables: dict[str, dict[int, str]] = EncodingDB.encodings
    if isinstance(base, Name) and spelt(base) in tables:
        return dict(tables[spelt(base)])
    is_true_type = font.get(Name.Subtype) == Name.TrueType
    texts = dict(tables["WinAnsiEncoding" if is_true_type else "StandardEncoding"])
    descriptor = font.get(Name.FontDescriptor)
    if isinstance(descriptor, Dictionary) and not is_true_type:
        for code, name in own_encoding(descriptor).items():
            texts[code] = _glyph_text(name, code)
    return texts


def differences(encoding: pikepdf.Object | None) -> dict[int, str]:
    """Give the glyph names that an encoding has of its own."""
    found: dict[int, str] = {}
    if not isinstance(encoding, Dictionary):
        return found
    code = 0
    for item in encoding.get(Name.Differences, Array()):
        if isinstance(item, Name):
            found[code] = spelt(item)
            code += 1
        else:
            code = int(plain(item))
    return found


def _load_simple(font: pikepdf.Object) -> SimpleFont:
    encoding = font.get(Name.Encoding)
    by_code, _ = _to_unicode(font)
    base = _base_texts(font, encoding)
    names = differences(encoding)
    texts = []
    for code in range(256):
        text = by_code.get(code)
        if text is None:
            text = _glyph_text(names[code], code) if code in names else base.get(code)
        texts.append(text if text is not None else (chr(code) if 32 <= code < 127 else UNKNOWN))
    return SimpleFont(texts, _simple_widths(font, texts))


def _simple_widths(font: pikepdf.Object, texts: list[str]) -> list[float]:
    scale = 0.001
    if font.get(Name.Subtype) == Name.Type3:
        matrix = font.get(Name.FontMatrix)
        scale = plain(matrix[0], 0.001) if isinstance(matrix, Array) and len(matrix) == 6 else 0.001
    descriptor = font.get(Name.FontDescriptor)
    missing = plain(descriptor.get(Name.MissingWidth)) if isinstance(descriptor, Dictionary) else 0.0
    listed = font.get(Name.Widths)
    if not isinstance(listed, Array):
        return _standard_widths(spelt(font.get(Name.BaseFont, "")), texts)
    widths = [missing * scale] * 256
    first = int(plain(font.get(Name.FirstChar)))
    for step, width in enumerate(listed):
        if 0 <= first + step < 256:
            widths[first + step] = plain(width) * scale
    return widths


def _standard_widths(name: str, texts: list[str]) -> list[float]:
    plain_name = name.lstrip("/").split("+")[-1].replace(",", "-")
    low = plain_name.lower()
    family = "Courier" if "cour" in low else "Times-Roman" if "times" in low else "Helvetica"
    if "bold" in low:
        family = {"Courier": "Courier-Bold", "Times-Roman": "Times-Bold"}.get(family, "Helvetica-Bold")
    found = FONT_METRICS.get(plain_name) or FONT_METRICS.get(family)
    table: dict[str, int] = found[1] if found else {}
    return [table.get(text, 600 if family.startswith("Courier") else 500) / 1000 for text in texts]


def _load_composite(font: pikepdf.Object) -> CompositeFont:
    descendants = font.get(Name.DescendantFonts)
    below = descendants[0] if isinstance(descendants, Array) and len(descendants) else Dictionary()
    below = below if isinstance(below, Dictionary) else Dictionary()
    encoding = font.get(Name.Encoding)
    if isinstance(encoding, Stream):
        code_map = parse_code_map(stream_bytes(encoding))
        code_map.vertical = code_map.vertical or plain(encoding.get(Name.WMode)) == 1
    else:
        code_map = named_code_map(spelt(encoding) if isinstance(encoding, Name) else "Identity-H")
    by_code, _ = _to_unicode(font)
    default = plain(below.get(Name.DW), 1000.0) / 1000
    widths = _composite_widths(below.get(Name.W))
    made = CompositeFont(code_map, by_code, {}, widths, default, vertical=code_map.vertical)
    if made.vertical:
        metrics = below.get(Name.DW2)
        made.default_width = plain(metrics[1], -1000.0) / 1000 if isinstance(metrics, Array) else -1.0
    if not by_code:
        made.by_cid = _texts_of_glyphs(below, vertical=made.vertical)
    return made


def _texts_of_glyphs(below: pikepdf.Object, *, vertical: bool) -> dict[int, str]:
    info = below.get(Name.CIDSystemInfo)
    if isinstance(info, Dictionary):
        collection = f"{info.get(Name.Registry, '')}-{info.get(Name.Ordering, '')}"
        if not collection.endswith("Identity"):
            texts = collection_texts(collection, vertical=vertical)
            if texts:
                return texts
    descriptor = below.get(Name.FontDescriptor)
    if not isinstance(descriptor, Dictionary):
        return {}
    by_glyph = glyph_texts(descriptor)
    to_glyph = stream_bytes(below.get(Name.CIDToGIDMap))
    if not to_glyph:
        return by_glyph
    pairs = io.BytesIO(to_glyph)
    return {
        cid: by_glyph[int.from_bytes(pair)]
        for cid, pair in enumerate(iter(lambda: pairs.read(2), b""))
        if int.from_bytes(pair) in by_glyph
    }


def _composite_widths(listed: pikepdf.Object | None) -> dict[int, float]:
    widths: dict[int, float] = {}
    items = list(listed) if isinstance(listed, Array) else []
    at = 0
    while at + 1 < len(items):
        first, second = int(plain(items[at])), items[at + 1]
        if isinstance(second, Array):
            widths.update((first + step, plain(width) / 1000) for step, width in enumerate(second))
            at += 2
        elif at + 2 < len(items):
            last = min(int(plain(second)), first + 65_535)
            width = plain(items[at + 2]) / 1000
            widths.update((cid, width) for cid in range(first, last + 1))
            at += 3
        else:
            break
    return widths
