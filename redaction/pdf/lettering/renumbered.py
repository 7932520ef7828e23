"""Writes a font under the new numbers of its letters: its widths, its maps, and its program in their order.

Source: ISO 32000-2, 9.6.3, 9.7.4; OpenType 1.9 (glyf, loca, hmtx, maxp, cmap, post).
"""

import hashlib
import io
import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.cmaps import parse_to_unicode
from redaction.pdf.lettering.fonts import CompositeFont, Font, SimpleFont
from redaction.pdf.lettering.programs import BROKEN_PROGRAM
from redaction.pdf.lettering.true_type import assembled, components, outlines_of, placed_components
from redaction.pdf.values import plain, stream_bytes

_KEPT: Final = frozenset({"head", "hhea", "cvt ", "fpgm", "prep", "OS/2"})
_SYMBOLS: Final = 0xF000
ToUnicode = Callable[[dict[int, str], dict[int, int]], bytes]
_MARK: Final = re.compile(r"[A-Z]{6}\+")


def renumber_font(
    pdf: pikepdf.Pdf, font: pikepdf.Object, read: Font, fresh: Mapping[int, int], to_unicode: ToUnicode
) -> None:
    """Write a font that was pruned under its new codes; `to_unicode` writes a map of texts (codes, their lengths).

    Raises:
        ValueError, TTLibError, struct.error and what else a broken program makes its reading raise.
    """
    if isinstance(read, SimpleFont):
        codes = {code: fresh.get(code, code) for code in read.used}
        _renumber_simple(font, codes)
        sizes = dict.fromkeys(codes.values(), 1)
    elif isinstance(read, CompositeFont):
        codes = {code: fresh.get(code, code) for code in read.used}
        _renumber_composite(pdf, font, read, codes)
        sizes = dict.fromkeys(codes.values(), 2)
    else:
        return
    if isinstance(font.get(Name.ToUnicode), Stream):
        table, _ = parse_to_unicode(stream_bytes(font.ToUnicode))
        font.ToUnicode = Stream(
            pdf, to_unicode({codes[code]: text for code, text in table.items() if code in codes}, sizes)
        )
    _mark_anew(font, sorted(codes.values()))


def can_be_put_in_order(program: pikepdf.Object, *, by_code: bool) -> bool:
    """Say whether a TrueType program can be taken apart; `by_code`, whether its map of codes can be too."""
    try:
        held = stream_bytes(program)
        return bool(in_order(held, [], _glyphs_of_codes(held) if by_code else None))
    except BROKEN_PROGRAM:
        return False


def _renumber_simple(font: pikepdf.Object, codes: Mapping[int, int]) -> None:
    first = int(plain(font.get(Name.FirstChar)))
    widths = {codes[code]: width for code, width in enumerate(font.Widths, start=first) if code in codes}
    low, high = min(widths, default=0), max(widths, default=0)
    font.FirstChar, font.LastChar = low, high
    font.Widths = Array([widths.get(code, 0) for code in range(low, high + 1)])
    program = font.FontDescriptor.FontFile2
    held = program.read_bytes()
    glyphs = _glyphs_of_codes(held)
    found = {new: glyphs[old] for old, new in codes.items() if old in glyphs}
    _write(program, in_order(held, [found[new] for new in sorted(found)], found))


def _renumber_composite(
    pdf: pikepdf.Pdf, font: pikepdf.Object, read: CompositeFont, codes: Mapping[int, int]
) -> None:
    held = font.DescendantFonts[0]
    pairs = stream_bytes(held.CIDToGIDMap) if isinstance(held.get(Name.CIDToGIDMap), Stream) else b""
    glyphs = {
        new: int.from_bytes(pairs[2 * old : 2 * old + 2]) if pairs else old for old, new in codes.items()
    }
    order = [glyphs[new] for new in sorted(glyphs)]
    program = held.FontDescriptor.FontFile2
    _write(program, in_order(program.read_bytes(), order, None))
    places = {glyph: place for place, glyph in enumerate(dict.fromkeys([0, *order]))}
    made = bytearray(2 * (max(glyphs, default=0) + 1))
    for new, glyph in glyphs.items():
        made[2 * new : 2 * new + 2] = places[glyph].to_bytes(2)
    held.CIDToGIDMap = Stream(pdf, bytes(made))
    widths = sorted((codes[old], read.widths[old]) for old in codes if old in read.widths)
    held.W = Array(part for new, width in widths for part in (new, Array([round(width * 1000, 3)])))


def _write(program: pikepdf.Object, made: bytes) -> None:
    program.write(made)
    program.Length1 = len(made)


def _glyphs_of_codes(held: bytes) -> dict[int, int]:
    """The glyph of each code in a program that readers ask by code: its Macintosh map, else that for symbols."""
    with TTFont(io.BytesIO(held), lazy=True) as font:
        tables = sorted(font["cmap"].tables, key=lambda table: (table.platformID, table.platEncID) != (1, 0))
        found: dict[int, int] = {}
        for table in tables:
            for point, name in table.cmap.items():
                code = point - _SYMBOLS if _SYMBOLS <= point < _SYMBOLS + 256 else point
                if code < 256:
                    found.setdefault(code, font.getGlyphID(name))
        return found


def in_order(held: bytes, glyphs: Sequence[int], codes: Mapping[int, int] | None) -> bytes:
    """Give a TrueType program with these glyphs alone, in this order after that for what is missing.

    Args:
        held: the program.
        glyphs: by their old numbers; the parts they are put together from come after them.
        codes: the old number of the glyph of each code, where readers ask the program by code.
    """
    with TTFont(io.BytesIO(held), lazy=True) as font:
        tables = {tag: font.reader[tag] for tag in font.reader.keys()}  # noqa: SIM118 - a reader of fonts cannot be gone through
        count = font["maxp"].numGlyphs
    outlines = outlines_of(tables, count)
    order = [glyph for glyph in dict.fromkeys([0, *glyphs]) if glyph < count]
    for glyph in order:
        order += [
            part for part in dict.fromkeys(components(outlines[glyph])) if part not in order and part < count
        ]
    places = {glyph: place for place, glyph in enumerate(order)}
    made = {tag: table for tag, table in tables.items() if tag in _KEPT}
    glyf, loca = bytearray(), [0]
    for glyph in order:
        glyf += _with_parts(outlines[glyph], places)
        glyf += b"\0" * (-len(glyf) % 4)
        loca.append(len(glyf))
    made["glyf"], made["loca"] = bytes(glyf), struct.pack(f">{len(loca)}L", *loca)
    made["head"] = tables["head"][:50] + b"\0\1" + tables["head"][52:]
    long = struct.unpack(">H", tables["hhea"][34:36])[0]
    made["hmtx"] = b"".join(_metrics(tables["hmtx"], long, glyph) for glyph in order)
    made["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(order))
    made["maxp"] = tables["maxp"][:4] + struct.pack(">H", len(order)) + tables["maxp"][6:]
    made["post"] = b"\0\3\0\0" + bytes(28)
    if codes is not None:
        made["cmap"] = _map_of({code: places[glyph] for code, glyph in codes.items() if glyph in places})
    return assembled(held[:4], made)


def _metrics(hmtx: bytes, long: int, glyph: int) -> bytes:
    if glyph < long:
        return hmtx[4 * glyph : 4 * glyph + 4]
    at = 4 * long + 2 * (glyph - long)
    return hmtx[4 * long - 4 : 4 * long - 2] + (hmtx[at : at + 2] or b"\0\0")


def _with_parts(outline: bytes, places: Mapping[int, int]) -> bytes:
    made = bytearray(outline)
    for at, part in placed_components(outline):
        made[at : at + 2] = places.get(part, 0).to_bytes(2)
    return bytes(made)


def _map_of(codes: Mapping[int, int]) -> bytes:
    """A map for readers that ask by code, in the form of the Macintosh and in that for symbols."""
    mac = struct.pack(">HHH", 0, 262, 0) + bytes(min(codes.get(code, 0), 255) for code in range(256))
    low, high = min(codes, default=0), max(codes, default=0)
    row = [codes.get(code, 0) for code in range(low, high + 1)]
    ends, starts = (_SYMBOLS + high, 0xFFFF), (_SYMBOLS + low, 0xFFFF)
    symbols = struct.pack(
        ">HHHHHHH2HH2H2H2H", 4, 16 + 16 + 2 * len(row), 0, 4, 4, 1, 0, *ends, 0, *starts, 0, 1, 4, 0
    ) + struct.pack(f">{len(row)}H", *row)
    head = struct.pack(">HHHHLHHL", 0, 2, 1, 0, 20, 3, 0, 20 + len(mac))
    return head + mac + symbols


def _mark_anew(font: pikepdf.Object, codes: Iterable[int]) -> None:
    """Make the six letters before a subset's name from its new codes: from the old ones they would tell."""
    below = font.get(Name.DescendantFonts)
    parts = [font, *(below if isinstance(below, Array) else ())]
    descriptors = [part.get(Name.FontDescriptor) for part in parts]
    for part in [*parts, *(each for each in descriptors if isinstance(each, Dictionary))]:
        for key in ("/BaseFont", "/FontName"):
            name = str(part.get(key, "")).removeprefix("/")
            if _MARK.match(name):
                digest = hashlib.sha256(repr((name[7:], list(codes))).encode("utf-8", "replace")).digest()
                part[key] = Name("/" + "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + name[7:])
