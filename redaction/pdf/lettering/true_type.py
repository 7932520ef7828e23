"""Blanks in TrueType and OpenType programs what no page shows any more. Glyphs keep their numbers.

Source: Apple TrueType Reference Manual and OpenType 1.9 (glyf, loca, hmtx, cmap, post).
"""

import io
import struct
from collections.abc import Iterable, Mapping
from itertools import pairwise

from fontTools.ttLib import TTFont
from pdfminer.encodingdb import EncodingDB

from redaction.pdf.lettering.compact import Shown, pruned_compact
from redaction.pdf.lettering.wanted import Wanted

# A reader draws with these; all else in a TrueType program is for typing with it.
_DRAWS = frozenset(
    {"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cvt ", "fpgm", "prep", "CFF ", "vhea", "vmtx"}
)
_SYMBOL_BASES = (0, 0xF000, 0xF100, 0xF200)
_MACINTOSH = 1
_WHOLE = 0xB1B0AFBA
_CAN_BE_EMPTY = (0, 4, 6)
_MORE_COMPONENTS, _ARGS_ARE_WORDS = 0x20, 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))


def pruned_true_type(held: bytes, wanted: Wanted, *, name: str) -> bytes:
    """Give the program with the outlines, widths and names of what is still shown.

    Raises:
        TTLibError, ValueError, struct.error and what else a broken program makes its reading raise.
    """
    with TTFont(io.BytesIO(held), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        count = font["maxp"].numGlyphs
        keep = {0, *(number for number in wanted.numbers if number < count)}
        if wanted.is_by_name:
            keep |= _numbers_of(font, wanted)
        tables = {tag: font.reader[tag] for tag in font.reader.keys() if tag in _DRAWS}  # noqa: SIM118 - a reader of fonts cannot be gone through
        if "glyf" in tables:
            tables["glyf"], tables["loca"] = _blanked_outlines(tables, keep, count)
        if "CFF " in tables:
            shown = Shown(frozenset(keep), None, keeps_places=True)
            tables["CFF "] = pruned_compact(tables["CFF "], shown, name=name)
        for metrics, head in (("hmtx", "hhea"), ("vmtx", "vhea")):
            if metrics in tables and head in tables:
                tables[metrics] = _blanked_widths(tables[metrics], tables[head], keep)
        if "glyf" in tables and {"hmtx", "hhea", "maxp"} <= tables.keys():
            measured_anew(tables, keep, count)
        if wanted.is_by_name:
            tables |= _naming_tables(font, keep)
        return assembled(held[:4], tables)


def _numbers_of(font: TTFont, wanted: Wanted) -> set[int]:
    """Every glyph that a reader may take for the codes still shown: readers differ in where they look first."""
    found: set[int] = set()
    points = {ord(text) for text in wanted.texts if len(text) == 1} | wanted.codes
    points |= {base + code for base in _SYMBOL_BASES for code in points | wanted.codes if code < 256}
    mac: Mapping[int, str] = EncodingDB.encodings["MacRomanEncoding"]
    in_mac = points | {code for code, text in mac.items() if text in wanted.texts}
    for table in font["cmap"].tables if "cmap" in font else ():
        here = in_mac if table.platformID == _MACINTOSH else points
        found |= {font.getGlyphID(name) for point, name in table.cmap.items() if point in here}
    if "post" in font and getattr(font["post"], "formatType", 3) == 2:
        order = font.getGlyphOrder()
        found |= {number for number, name in enumerate(order) if wanted.has_name(name)}
    return found or set(wanted.codes)


def outlines_of(tables: Mapping[str, bytes], count: int) -> list[bytes]:
    """The outline of each glyph of a program, empty for one that draws nothing.

    Raises:
        struct.error, KeyError: the program is broken.
    """
    is_long = struct.unpack(">h", tables["head"][50:52])[0] == 1
    loca, glyf = tables["loca"], tables["glyf"]
    size, code, scale = (4, "L", 1) if is_long else (2, "H", 2)
    known = min(count + 1, len(loca) // size)
    places = [place * scale for place in struct.unpack(f">{known}{code}", loca[: known * size])]
    # Some programs write their outlines in no order; readers then read on as far as the outline goes.
    found = [glyf[start:end] if end >= start else glyf[start:] for start, end in pairwise(places)]
    return found + [b""] * (count - len(found))


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
            parts = set(components(outline(number))) - keep
            keep |= parts
            waiting.extend(parts)
    made, moved = bytearray(), [0]
    for number in range(known - 1):
        if number in keep:
            made += outline(number)
            made += b"\0" * (-len(made) % 4)
        moved.append(len(made))
    return bytes(made), struct.pack(f">{known}{code}", *(place // scale for place in moved))


def components(outline: bytes) -> Iterable[int]:
    """The glyphs that a glyph is put together from."""
    return (number for _, number in placed_components(outline))


def placed_components(outline: bytes) -> Iterable[tuple[int, int]]:
    """The same, each with the place of its number in the outline."""
    if len(outline) < 10 or struct.unpack(">h", outline[:2])[0] >= 0:
        return
    at, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS and at + 4 <= len(outline):
        flags, number = struct.unpack(">HH", outline[at : at + 4])
        yield at + 2, number
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += next((length for bit, length in _SCALES if flags & bit), 0)


def _blanked_widths(metrics: bytes, head: bytes, keep: set[int]) -> bytes:
    """The widths of glyphs still shown, and how far their outlines stand from the pen."""
    count = struct.unpack(">H", head[34:36])[0]
    made = bytearray(metrics)
    # The last width is that of all that follow.
    is_last_shown = any(number >= count - 1 for number in keep)
    for number in range(min(count, len(made) // 4)):
        if number in keep:
            continue
        made[4 * number + 2 : 4 * number + 4] = b"\0\0"
        if number != count - 1 or not is_last_shown:
            made[4 * number : 4 * number + 2] = b"\0\0"
    for place in range(4 * count, len(made) - 1, 2):
        if count + (place - 4 * count) // 2 not in keep:
            made[place : place + 2] = b"\0\0"
    return bytes(made)


def _naming_tables(font: TTFont, keep: set[int]) -> dict[str, bytes]:
    """The tables by which a reader finds a glyph, with what is left of them."""
    made: dict[str, bytes] = {}
    if "cmap" in font:
        cmap = font["cmap"]
        for table in cmap.tables:
            table.cmap = {point: name for point, name in table.cmap.items() if font.getGlyphID(name) in keep}
        # Readers choose by which tables there are, so an empty one stays: without it they draw other letters.
        cmap.tables = [
            table for table in cmap.tables if table.cmap or table.format in _CAN_BE_EMPTY
        ] or cmap.tables[:1]
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


def assembled(kind: bytes, tables: Mapping[str, bytes]) -> bytes:
    """Put tables together into a program, with a sum of its own: the old one was over all the old letters."""
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    head = struct.pack(">HHHH", len(tags), power * 16, power.bit_length() - 1, len(tags) * 16 - power * 16)
    at = 12 + 16 * len(tags)
    directory, body, sums, place = bytearray(kind + head), bytearray(), 0, 0
    for tag in tags:
        table = tables[tag]
        if tag == "head":
            table, place = table[:8] + bytes(4) + table[12:], at + len(body) + 8
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag.encode("latin-1"), total, at + len(body), len(table))
        body += padded
        sums += total
    made = directory + body
    if place:
        sums += sum(struct.unpack(f">{len(directory) // 4}L", directory))
        made[place : place + 4] = struct.pack(">L", (_WHOLE - sums) & 0xFFFFFFFF)
    return bytes(made)


def measured_anew(tables: dict[str, bytes], keep: Iterable[int], count: int) -> None:
    """Write what a program says of all its letters from those that are kept: a broad or tall one would tell.

    That is the box round all, the largest width, and of how many points and strokes an outline is at most.
    """
    found = outlines_of(tables, count)
    outlines = [found[number] for number in keep if number < count and len(found[number]) >= 10]
    heads = [struct.unpack(">5h", outline[:10]) for outline in outlines] or [(0, 0, 0, 0, 0)]
    box = (
        *(min(each[side] for each in heads) for side in (1, 2)),
        *(max(each[side] for each in heads) for side in (3, 4)),
    )
    # When it was changed last is when the document was made, to the second.
    made_on = tables["head"][20:28]
    tables["head"] = tables["head"][:28] + made_on + struct.pack(">4h", *box) + tables["head"][44:]
    widths = struct.unpack(">H", tables["hhea"][34:36])[0]
    metrics = struct.unpack(f">{2 * widths}H", tables["hmtx"][: 4 * widths])
    tables["hhea"] = (
        tables["hhea"][:10] + struct.pack(">H3h", max(metrics[::2]), 0, 0, box[2]) + tables["hhea"][18:]
    )
    if len(tables["maxp"]) >= 10:
        strokes = max((each[0] for each in heads), default=0)
        points = max((_points_of(outline) for outline in outlines), default=0)
        tables["maxp"] = (
            tables["maxp"][:6] + struct.pack(">2H", points, max(strokes, 0)) + tables["maxp"][10:]
        )


def _points_of(outline: bytes) -> int:
    strokes = struct.unpack(">h", outline[:2])[0]
    last = outline[8 + 2 * strokes : 10 + 2 * strokes] if strokes > 0 else b""
    return struct.unpack(">H", last)[0] + 1 if len(last) == 2 else 0
