"""Looks into font programs for letters that nothing shows, with other code than the burner's.

Source: OpenType 1.9 (loca, cmap); Adobe TN 5176 (CFF); Adobe Type 1 Font Format, 7 (encryption).
"""

import io
import re
import struct
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pikepdf
from fontTools.agl import toUnicode
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

_EEXEC: Final = re.compile(rb"\beexec[ \t\r\n]+")
_LETTER: Final = re.compile(rb"/([^\s/(){}<>\[\]%]+)\s+(\d+)\s+[^\s\d]\S{0,19} ")
_CODE: Final = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put")
_BLANK: Final = re.compile(r"g\d+|\.notdef")
_TRUE_TYPE: Final = (b"\0\1\0\0", b"true", b"OTTO")
_SYMBOLS: Final = (0, 0xF000, 0xF100, 0xF200)
# Letters with accents are put together from a letter and one of these.
_ACCENTS: Final = frozenset({
    "grave", "acute", "circumflex", "tilde", "macron", "breve", "dotaccent", "dieresis", "ring", "cedilla",
    "hungarumlaut", "ogonek", "caron",
})  # fmt: skip
_IN_OTHER_WORDS: Final = ("cp1252", "mac_roman", "pdfdoc", "latin-1")


@dataclass(slots=True)
class Allowed:
    """What fonts that share a program show of it. `is_known` is false where that cannot be said."""

    numbers: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    is_by_name: bool = False
    is_known: bool = True

    def add(self, font: Any, codes: set[int] | None) -> None:
        """Allow what one font shows."""
        if codes is None:
            self.is_known = False
        elif font.get("/Subtype") == "/Type0":
            below = font["/DescendantFonts"][0].get("/CIDToGIDMap")
            pairs = below.read_bytes() if isinstance(below, pikepdf.Stream) else b""
            self.numbers |= (
                {int.from_bytes(pairs[2 * cid : 2 * cid + 2]) for cid in codes} if pairs else set(codes)
            )
        else:
            self.is_by_name = True
            self.codes |= codes
            for code in codes:
                self._allow(StandardEncoding[code])
                self._allow(MacRoman[code])
                self.texts |= {bytes([code]).decode(each, "replace") for each in _IN_OTHER_WORDS}
            self._differences(font.get("/Encoding"), codes)

    def _differences(self, encoding: Any, codes: set[int]) -> None:
        listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
        code = 0
        for item in listed if isinstance(listed, pikepdf.Array) else ():
            if not isinstance(item, pikepdf.Name):
                code = int(item)
                continue
            if code in codes:
                self._allow(str(item)[1:])
            code += 1

    def _allow(self, name: str) -> None:
        self.names.add(name)
        text = toUnicode(name)
        if text:
            self.texts.add(text)

    def allows(self, name: str) -> bool:
        """Say whether a letter of this name is shown, or is a part of one that is."""
        if name in self.names or _BLANK.fullmatch(name):
            return True
        text = toUnicode(name.split(".", maxsplit=1)[0])
        parts = {unicodedata.normalize("NFD", each)[:1] for each in self.texts}
        has_accents = any(len(unicodedata.normalize("NFD", each)) > 1 for each in self.texts)
        return bool(text) and (text in self.texts | parts or (has_accents and name in _ACCENTS))


def encrypted_part(program: bytes) -> bytes:
    """What stands in the encrypted part of a Type 1 program; empty where it has none."""
    found = _EEXEC.search(program)
    if found is None:
        return b""
    # Loaded here: few documents have such a font.
    from fontTools.misc.eexec import decrypt  # noqa: PLC0415 - as said

    opened, _ = decrypt(program[found.end() :], 55665)
    return bytes(opened)


def holds_more(program: bytes, allowed: Allowed) -> bool:
    """Say whether a program draws letters that are not shown.

    Raises:
        Exception: of many kinds, where it cannot be taken apart.
    """
    if not allowed.is_known:
        return False
    if program.startswith(_TRUE_TYPE):
        return _true_type_holds_more(program, allowed)
    if program.startswith(b"\1\0"):
        return _compact_holds_more(program, allowed)
    return _type_one_holds_more(program, allowed)


def _type_one_holds_more(program: bytes, allowed: Allowed) -> bool:
    for code, name in _CODE.findall(program):
        if int(code) in allowed.codes:
            allowed.names.add(name.decode("latin-1"))
    hidden = encrypted_part(program)
    at = hidden.index(b"/CharStrings")
    found = _LETTER.search(hidden, hidden.find(b"begin", at))
    while found:
        if not allowed.allows(found[1].decode("latin-1")):
            return True
        found = _LETTER.search(hidden, found.end() + int(found[2]))
    return False


def _compact_holds_more(program: bytes, allowed: Allowed) -> bool:
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415 - it takes 6 MB

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    top = fonts[0]
    if isinstance(top.Encoding, list):
        allowed.names |= {name for code, name in enumerate(top.Encoding) if code in allowed.codes}
    is_by_cid = hasattr(top, "ROS")
    for number, name in enumerate(top.charset):
        mark = int(name[3:]) if is_by_cid and number else number
        if number == 0 or mark in allowed.numbers or (allowed.is_by_name and allowed.allows(name)):
            continue
        if top.CharStrings.charStringsIndex[top.CharStrings.charStrings[name]].bytecode.strip(b"\x0e"):
            return True
    return False


def _true_type_holds_more(program: bytes, allowed: Allowed) -> bool:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - few documents have none, but not every check needs it

    with TTFont(io.BytesIO(program), lazy=True) as font:
        if "CFF " in font.reader:
            return False
        if "glyf" not in font.reader:
            return False
        shown = set(allowed.numbers) | {0}
        if allowed.is_by_name:
            shown |= _found_by_code(font, allowed) or set(allowed.codes)
        drawn = _drawn(font)
        waiting = [number for number in shown if number in drawn]
        glyphs, order = font["glyf"], font.getGlyphOrder()
        while waiting:
            glyph = glyphs[order[waiting.pop()]]
            parts = (
                {font.getGlyphID(part.glyphName) for part in glyph.components}
                if glyph.isComposite()
                else set()
            )
            waiting.extend(parts - shown)
            shown |= parts
        return bool(drawn - shown)


def _drawn(font: Any) -> set[int]:
    """The numbers of the glyphs that have an outline."""
    held, is_long = font.reader["loca"], font["head"].indexToLocFormat == 1
    size = 4 if is_long else 2
    places = struct.unpack(f">{len(held) // size}{'L' if is_long else 'H'}", held[: len(held) // size * size])
    return {number for number, (start, end) in enumerate(pairwise(places)) if start != end}


def _found_by_code(font: Any, allowed: Allowed) -> set[int]:
    points = {ord(text) for text in allowed.texts if len(text) == 1} | allowed.codes
    points |= {base + code for base in _SYMBOLS for code in points if code < 256}
    points |= {code for code, name in enumerate(MacRoman) if toUnicode(name) in allowed.texts}
    found: set[int] = set()
    for table in font["cmap"].tables if "cmap" in font else ():
        found |= {font.getGlyphID(name) for point, name in table.cmap.items() if point in points}
    if "post" in font and font["post"].formatType == 2:  # the one with names
        found |= {number for number, name in enumerate(font.getGlyphOrder()) if allowed.allows(name)}
    return found
