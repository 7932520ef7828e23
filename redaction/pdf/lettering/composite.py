"""Takes from what describes a composite font the maps and widths of letters that are not shown any more.

Source: ISO 32000-2, 9.7.
"""

from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.cmaps import CodeMap
from redaction.pdf.lettering.fonts import CompositeFont
from redaction.pdf.values import plain, stream_bytes

# Registered collections of letters, and what programs write who use none.
_ORDERINGS: Final = frozenset({"Identity", "UCS", "Japan1", "Japan2", "GB1", "CNS1", "Korea1", "KR"})


def prune_composite(pdf: pikepdf.Pdf, font: pikepdf.Object, read: CompositeFont) -> None:
    """Keep of widths and maps only what the codes still shown need."""
    encoding = font.get(Name.Encoding)
    if isinstance(encoding, Stream) and not read.code_map.nested:
        fresh = Stream(pdf, _code_map(read.code_map, read.used))
        fresh.Type, fresh.CMapName, fresh.CIDSystemInfo = Name.CMap, Name.Codes, _collection("Identity")
        if read.vertical:
            fresh.WMode = 1
        font.Encoding = fresh
    below = font.get(Name.DescendantFonts)
    if not isinstance(below, Array) or not len(below) or not isinstance(below[0], Dictionary):
        return
    held = below[0]
    if Name.W in held:
        held.W = Array(
            part
            for cid in sorted(read.used_cids)
            if cid in read.widths
            for part in (cid, Array([round(read.widths[cid] * 1000, 3)]))
        )
    if Name.W2 in held:
        held.W2 = _vertical_widths(held.W2, read.used_cids)
    if isinstance(held.get(Name.CIDToGIDMap), Stream):
        held.CIDToGIDMap = Stream(pdf, _glyphs_of(stream_bytes(held.CIDToGIDMap), read.used_cids))
    said = held.get(Name.CIDSystemInfo)
    if isinstance(said, Dictionary):
        ordering = str(said.get(Name.Ordering, ""))
        held.CIDSystemInfo = _collection(ordering if ordering in _ORDERINGS else "Identity")
        held.CIDSystemInfo.Supplement = int(plain(said.get(Name.Supplement)))


def _collection(ordering: str) -> pikepdf.Object:
    return Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String(ordering), Supplement=0)


def _vertical_widths(listed: pikepdf.Object, used: set[int]) -> Array:
    """The heights of letters still shown, each with where it stands (ISO 32000-2, 9.7.4.3)."""
    kept = Array()
    items = list(listed) if isinstance(listed, Array) else []
    at = 0
    while at + 1 < len(items):
        first, second = int(plain(items[at])), items[at + 1]
        if isinstance(second, Array):
            rows = [list(second)[place : place + 3] for place in range(0, len(second) - 2, 3)]
            found = dict(enumerate(rows, start=first))
            at += 2
        else:
            found = {cid: items[at + 2 : at + 5] for cid in used if first <= cid <= plain(second)}
            at += 5
        for cid, row in sorted(found.items()):
            if cid in used and len(row) == 3:
                kept.append(cid)
                kept.append(Array(row))
    return kept


def _glyphs_of(pairs: bytes, used: set[int]) -> bytes:
    """The glyph of each CID still shown, and no more."""
    made = bytearray(2 * (max(used, default=0) + 1))
    for cid in used:
        pair = pairs[2 * cid : 2 * cid + 2]
        made[2 * cid : 2 * cid + len(pair)] = pair
    return bytes(made)


def _code_map(codes: CodeMap, used: dict[int, int]) -> bytes:
    """A map of the codes still shown, with the ranges that say how long a code is."""
    mode = b"/WMode 1 def" if codes.vertical else b""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def",
        b"/CMapName /Codes def /CMapType 1 def " + mode,
    ]
    for size, low, high in codes.spaces or [(2, 0, 0xFFFF)]:
        row = b"<%s> <%s>" % (low.to_bytes(size).hex().encode(), high.to_bytes(size).hex().encode())
        lines.append(b"1 begincodespacerange " + row + b" endcodespacerange")
    cids = {code: cid for code, size in used.items() for *_, cid in codes.split(code.to_bytes(size))}
    rows = [
        b"<%s> %d" % (code.to_bytes(used[code]).hex().encode(), cid) for code, cid in sorted(cids.items())
    ]
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        lines += [b"%d begincidchar" % len(part), *part, b"endcidchar"]
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines)
