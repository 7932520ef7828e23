"""Blanks the outlines of letters that no page shows any more, in every kind of embedded font program.

A subset font holds just the letters of its document: what it holds beyond those still shown spells what went.
Glyphs keep their numbers, so that nothing else in the file needs to change.

Source: Apple TrueType Reference Manual and OpenType 1.9 (glyf, loca, hmtx, cmap, post); Adobe TN 5176 (CFF).
"""

import io
import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
from fontTools.ttLib import TTFont
from pdfminer.encodingdb import EncodingDB, name2unicode
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.font_loading import differences
from redaction.pdf.fonts import CompositeFont, Font, SimpleFont
from redaction.pdf.programs import BROKEN_PROGRAM, own_encoding
from redaction.pdf.values import stream_bytes

# A reader draws with these; all else in a TrueType program is for typing with it.
_DRAWS = frozenset(
    {"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cvt ", "fpgm", "prep", "CFF ", "vhea", "vmtx"}
)
_SYMBOL_BASES = (0, 0xF000, 0xF100, 0xF200)
_ACCENTS = frozenset({
    "grave", "acute", "circumflex", "tilde", "macron", "breve", "dotaccent", "dieresis", "ring", "cedilla",
    "hungarumlaut", "ogonek", "caron",
})  # fmt: skip
_MORE_COMPONENTS, _ARGS_ARE_WORDS = 0x20, 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))
_END_OF_GLYPH = b"\x0e"
_SPACE = " "


@dataclass(slots=True)
class Wanted:
    """What is still shown of one program, by every font that draws with it: numbers, names, texts or codes."""

    numbers: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    is_by_number: bool = False
    is_by_name: bool = False

    def has_name(self, name: str) -> bool:
        """Say whether a glyph of this name is still shown."""
        if name in self.names or name == ".notdef":
            return True
        try:
            return str(name2unicode(name.split(".", maxsplit=1)[0])) in self.texts
        except (KeyError, ValueError):
            return False

    def with_parts(self) -> None:
        """Want the letters and accents that accented ones are put together from."""
        for text in list(self.texts):
            base = unicodedata.normalize("NFD", text)
            if len(base) > 1:
                self.texts.add(base[0])
                self.names |= _ACCENTS


def prune_programs(fonts: Iterable[tuple[pikepdf.Object, Font]]) -> None:
    """Blank what is not shown any more in the programs of all fonts of a document.

    A program that cannot be taken apart stays as it is: no reader could draw with less.
    """
    programs: dict[tuple[int, int], tuple[pikepdf.Object, Wanted]] = {}
    for font, read in fonts:
        for below, descriptor in _descriptors(font):
            for key in (Name.FontFile, Name.FontFile2, Name.FontFile3):
                program = descriptor.get(key)
                if isinstance(program, Stream):
                    wanted = programs.setdefault(program.objgen, (program, Wanted()))[1]
                    _want(wanted, font, below, read, descriptor)
    for program, wanted in programs.values():
        wanted.with_parts()
        try:
            _prune(program, wanted)
        except BROKEN_PROGRAM:
            continue


def _descriptors(font: pikepdf.Object) -> list[tuple[pikepdf.Object, pikepdf.Object]]:
    below = font.get(Name.DescendantFonts)
    parts = [font, *(below if isinstance(below, Array) else ())]
    found: list[tuple[pikepdf.Object, pikepdf.Object]] = []
    for part in parts:
        descriptor = part.get(Name.FontDescriptor) if isinstance(part, Dictionary) else None
        if isinstance(descriptor, Dictionary):
            found.append((part, descriptor))
    return found


def _want(
    wanted: Wanted, font: pikepdf.Object, below: pikepdf.Object, read: Font, descriptor: pikepdf.Object
) -> None:
    if isinstance(read, CompositeFont):
        to_glyph = stream_bytes(below.get(Name.CIDToGIDMap))
        pairs = [to_glyph[2 * cid : 2 * cid + 2] for cid in read.used_cids] if to_glyph else []
        wanted.numbers |= {int.from_bytes(pair) for pair in pairs} if to_glyph else read.used_cids
        wanted.is_by_number = True
    elif isinstance(read, SimpleFont):
        wanted.is_by_name = True
        given, built_in = differences(font.get(Name.Encoding)), own_encoding(descriptor)
        tables: Mapping[str, Mapping[int, str]] = EncodingDB.encodings
        for code in read.used:
            wanted.codes.add(code)
            wanted.names |= {names[code] for names in (given, built_in) if code in names}
            wanted.texts.add(read.texts[code])
            wanted.texts |= {table[code] for table in tables.values() if code in table}
        for name in [given[code] for code in read.used if code in given]:
            wanted.texts |= _texts_of(name)


def _texts_of(name: str) -> set[str]:
    try:
        return {str(name2unicode(name))}
    except (KeyError, ValueError):
        return set()


def _prune(program: pikepdf.Object, wanted: Wanted) -> None:
    held = program.read_bytes()
    if held[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
        made = _pruned_true_type(held, wanted)
    elif program.get(Name.Subtype) in (Name.Type1C, Name.CIDFontType0C):
        made = _pruned_cff(held, wanted)
    else:
        return
    subtype = program.get(Name.Subtype)
    program.write(made)
    if subtype is not None:
        program.Subtype = subtype
    else:
        program.Length1 = len(made)


def _pruned_true_type(held: bytes, wanted: Wanted) -> bytes:
    with TTFont(io.BytesIO(held), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        count = font["maxp"].numGlyphs
        keep = {0, *(number for number in wanted.numbers if number < count)}
        if wanted.is_by_name:
            keep |= _numbers_of(font, wanted)
        tables = {tag: font.reader[tag] for tag in font.reader.keys() if tag in _DRAWS}  # noqa: SIM118
        if "glyf" in tables:
            tables["glyf"], tables["loca"] = _blanked_outlines(tables, keep, count)
        if "CFF " in tables:
            by_number = Wanted(numbers=keep, is_by_number=True)
            tables["CFF "] = _pruned_cff(tables["CFF "], by_number)
        if "hmtx" in tables and "hhea" in tables:
            tables["hmtx"] = _blanked_widths(tables["hmtx"], tables["hhea"], keep)
        if wanted.is_by_name:
            tables |= _naming_tables(font, keep)
        return _assembled(held[:4], tables)


def _numbers_of(font: TTFont, wanted: Wanted) -> set[int]:
    """Every glyph that a reader may take for the codes still shown: readers differ in where they look first."""
    found: set[int] = set()
    points = {ord(text) for text in wanted.texts if len(text) == 1} | wanted.codes
    points |= {base + code for base in _SYMBOL_BASES for code in points | wanted.codes if code < 256}
    mac: Mapping[int, str] = EncodingDB.encodings["MacRomanEncoding"]
    points |= {code for code, text in mac.items() if text in wanted.texts}
    for table in font["cmap"].tables if "cmap" in font else ():
        found |= {font.getGlyphID(name) for point, name in table.cmap.items() if point in points}
    if "post" in font and getattr(font["post"], "formatType", 3) == 2:
        order = font.getGlyphOrder()
        found |= {number for number, name in enumerate(order) if wanted.has_name(name)}
    return found or set(wanted.codes)


def _blanked_outlines(tables: Mapping[str, bytes], keep: set[int], count: int) -> tuple[bytes, bytes]:
    is_long = struct.unpack(">h", tables["head"][50:52])[0] == 1
    loca = tables["loca"]
    size, code, scale = (4, "L", 1) if is_long else (2, "H", 2)
    known = min(count + 1, len(loca) // size)
    places = [place * scale for place in struct.unpack(f">{known}{code}", loca[: known * size])]
    glyf = tables["glyf"]

    def outline(number: int) -> bytes:
        start, end = places[number], places[number + 1]
        # Some programs write their outlines in no order; readers then read on as far as the outline goes.
        return glyf[start:end] if end >= start else glyf[start:]

    waiting = list(keep)
    while waiting:
        number = waiting.pop()
        if number + 1 < known:
            parts = set(_components(outline(number))) - keep
            keep |= parts
            waiting.extend(parts)
    made, moved = bytearray(), [0]
    for number in range(known - 1):
        if number in keep:
            made += outline(number)
            made += b"\0" * (-len(made) % 4)
        moved.append(len(made))
    return bytes(made), struct.pack(f">{known}{code}", *(place // scale for place in moved))


def _components(outline: bytes) -> Iterable[int]:
    """The glyphs that a glyph is put together from."""
    if len(outline) < 10 or struct.unpack(">h", outline[:2])[0] >= 0:
        return
    at, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS and at + 4 <= len(outline):
        flags, number = struct.unpack(">HH", outline[at : at + 4])
        yield number
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += next((length for bit, length in _SCALES if flags & bit), 0)


def _blanked_widths(hmtx: bytes, hhea: bytes, keep: set[int]) -> bytes:
    count = struct.unpack(">H", hhea[34:36])[0]
    made = bytearray(hmtx)
    for number in range(min(count, len(made) // 4)):
        # The last is the width of all that follow.
        if number not in keep and number != count - 1:
            made[4 * number : 4 * number + 4] = b"\0\0\0\0"
    return bytes(made)


def _naming_tables(font: TTFont, keep: set[int]) -> dict[str, bytes]:
    """The tables by which a reader finds a glyph, with what is left of them."""
    made: dict[str, bytes] = {}
    if "cmap" in font:
        cmap = font["cmap"]
        for table in cmap.tables:
            table.cmap = {point: name for point, name in table.cmap.items() if font.getGlyphID(name) in keep}
        cmap.tables = [table for table in cmap.tables if table.cmap] or cmap.tables[:1]
        made["cmap"] = cmap.compile(font)
    if "OS/2" in font.reader:
        made["OS/2"] = font.reader["OS/2"]
    if "post" in font:
        post = font["post"]
        if post.formatType == 2:  # the version with names
            names = font.getGlyphOrder()
            made["post"] = _post_with(
                font.reader["post"], [name if each in keep else f"g{each}" for each, name in enumerate(names)]
            )
        else:
            made["post"] = font.reader["post"]
    return made


def _post_with(held: bytes, names: list[str]) -> bytes:
    strings = bytearray()
    for name in names:
        packed = name.encode("latin-1", "replace")[:255]
        strings += bytes([len(packed)]) + packed
    # The first 258 names are the standard's own; these come after them.
    indices = struct.pack(f">H{len(names)}H", len(names), *range(258, 258 + len(names)))
    return held[:32] + indices + bytes(strings)


def _assembled(kind: bytes, tables: Mapping[str, bytes]) -> bytes:
    """Put tables together into a program."""
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    head = struct.pack(">HHHH", len(tags), power * 16, power.bit_length() - 1, len(tags) * 16 - power * 16)
    at = 12 + 16 * len(tags)
    directory, body = bytearray(kind + head), bytearray()
    for tag in tags:
        table = tables[tag]
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag.encode("latin-1"), total, at + len(body), len(table))
        body += padded
    return bytes(directory + body)


def _pruned_cff(held: bytes, wanted: Wanted) -> bytes:
    """Write the end of a glyph over every outline that is not shown, in its place: nothing else moves.

    What outlines share (subroutines) stays: it is parts of strokes, of letters still shown as well.
    """
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415 - it takes 6 MB, and few documents have such a font

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(held), None)
    top = fonts[0]
    is_by_cid = hasattr(top, "ROS")
    made = bytearray(held)
    spans = _index_spans(held, int(top.rawDict["CharStrings"]))
    for number, ((start, end), name) in enumerate(zip(spans, top.charset, strict=False)):
        cid = int(name[3:]) if is_by_cid and name[3:].isdigit() else number
        is_kept = (cid if is_by_cid and wanted.is_by_number else number) in wanted.numbers or number == 0
        if not is_kept and not (wanted.is_by_name and wanted.has_name(name)):
            made[start:end] = _END_OF_GLYPH * (end - start)
    return bytes(made)


def _index_spans(held: bytes, at: int) -> list[tuple[int, int]]:
    """Where each item of an INDEX stands (Adobe TN 5176, 5)."""
    count, size = struct.unpack(">HB", held[at : at + 3])
    first = at + 3
    places = [
        int.from_bytes(held[first + size * each : first + size * (each + 1)]) for each in range(count + 1)
    ]
    base = first + size * (count + 1) - 1
    return [(base + start, base + end) for start, end in pairwise(places)]
