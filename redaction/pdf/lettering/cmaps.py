"""Reads the character maps of fonts: code to text (ToUnicode) and code to glyph number (CID).

Source: ISO 32000-2, 9.7.5 and 9.10.3; Adobe Technical Notes 5014 and 5411.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.cmapdb import CMapDB

_BLOCK = re.compile(
    rb"begin(bfchar|bfrange|cidchar|cidrange|codespacerange)(.*?)(?:end(?:bf|cid|codespace)\w*|$)", re.DOTALL
)
_PAIR = re.compile(rb"<([^>]*)>\s*(?:<([^>]*)>|/([^\s<>/\[\]]+)|(\d+))")
_TRIPLE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\]|(\d+))")
_HEX = re.compile(rb"<([^>]*)>")
_USE = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_NOT_HEX = re.compile(rb"[^0-9a-fA-F]")
# No honest map has more; a longer one is there to eat memory.
_RANGE_LIMIT = 65_536


def _hex(token: bytes) -> bytes:
    digits = _NOT_HEX.sub(b"", token)
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode())


def _text(code: bytes) -> str:
    if len(code) == 1:
        return chr(code[0])
    return code.decode("utf-16-be", "replace")


def parse_to_unicode(content: bytes) -> tuple[dict[int, str], set[int]]:
    """Give the text of each code, and the lengths in bytes that codes have in this map."""
    table: dict[int, str] = {}
    lengths: set[int] = set()
    for found in _BLOCK.finditer(content):
        kind, body = found.group(1), found.group(2)
        if kind == b"bfchar":
            for pair in _PAIR.finditer(body):
                code = _hex(pair.group(1))
                lengths.add(len(code))
                if pair.group(2) is not None:
                    table[int.from_bytes(code)] = _text(_hex(pair.group(2)))
        elif kind == b"bfrange":
            for place, text, size in _ranges(body):
                lengths.add(size)
                table[place] = text
    return table, lengths


def _ranges(body: bytes) -> Iterator[tuple[int, str, int]]:
    for found in _TRIPLE.finditer(body):
        low, high = _hex(found.group(1)), _hex(found.group(2))
        first, last = int.from_bytes(low), min(int.from_bytes(high), int.from_bytes(low) + _RANGE_LIMIT)
        if found.group(3) is not None:
            start = _hex(found.group(3))
            for step in range(last - first + 1):
                raised = (int.from_bytes(start) + step) & ((1 << 8 * max(len(start), 1)) - 1)
                yield first + step, _text(raised.to_bytes(max(len(start), 1))), len(low)
        elif found.group(4) is not None:
            for step, item in enumerate(_HEX.finditer(found.group(4))):
                if step <= last - first:
                    yield first + step, _text(_hex(item.group(1))), len(low)


@dataclass(slots=True)
class CodeMap:
    """How a string of a composite font falls into codes, and the glyph number of each."""

    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    cids: dict[tuple[int, int], int] = field(default_factory=dict)
    ranges: list[tuple[int, int, int, int]] = field(default_factory=list)
    nested: dict[int, Any] = field(default_factory=dict)
    identity: bool = False
    vertical: bool = False

    def split(self, content: bytes) -> Iterator[tuple[int, int, int, int]]:
        """Give each code as (start, end, code, glyph number)."""
        at, length = 0, len(content)
        if self.identity:
            for at in range(0, length, 2):
                code = int.from_bytes(content[at : at + 2])
                yield at, min(at + 2, length), code, code
            return
        while at < length:
            if self.nested:
                end, code, cid = self._walk(content, at)
                yield at, end, code, cid
            else:
                end = min(at + self._size(content, at), length)
                code = int.from_bytes(content[at:end])
                yield at, end, code, self._cid(end - at, code)
            at = end

    def _walk(self, content: bytes, at: int) -> tuple[int, int, int]:
        here: Any = self.nested
        for end in range(at + 1, min(at + 4, len(content)) + 1):
            here = here.get(content[end - 1])
            if isinstance(here, int):
                return end, int.from_bytes(content[at:end]), here
            if here is None:
                break
        # An unknown code: as long as the shortest that the map's tree allows at this byte.
        size = 2 if isinstance(self.nested.get(content[at]), dict) else 1
        end = min(at + size, len(content))
        return end, int.from_bytes(content[at:end]), 0

    def _size(self, content: bytes, at: int) -> int:
        for size, low, high in self.spaces:
            piece = content[at : at + size]
            if len(piece) == size and all(
                low_byte <= byte <= high_byte
                for byte, low_byte, high_byte in zip(
                    piece, low.to_bytes(size), high.to_bytes(size), strict=True
                )
            ):
                return size
        return min((size for size, _, _ in self.spaces), default=2)

    def _cid(self, size: int, code: int) -> int:
        direct = self.cids.get((size, code))
        if direct is not None:
            return direct
        for length, low, high, cid in self.ranges:
            if length == size and low <= code <= high:
                return cid + code - low
        return 0


def parse_code_map(content: bytes) -> CodeMap:
    """Read a CMap that is embedded as the Encoding of a composite font."""
    made = CodeMap(vertical=bool(re.search(rb"/WMode\s+1", content)))
    used = _USE.search(content)
    if used:
        base = named_code_map(used.group(1).decode("latin-1"))
        made.identity, made.nested = base.identity, base.nested
    for found in _BLOCK.finditer(content):
        kind, body = found.group(1), found.group(2)
        if kind == b"codespacerange":
            for pair in _PAIR.finditer(body):
                if pair.group(2) is not None:
                    low = _hex(pair.group(1))
                    made.spaces.append((len(low), int.from_bytes(low), int.from_bytes(_hex(pair.group(2)))))
        elif kind == b"cidchar":
            for pair in _PAIR.finditer(body):
                if pair.group(4) is not None:
                    code = _hex(pair.group(1))
                    made.cids[len(code), int.from_bytes(code)] = int(pair.group(4))
        elif kind == b"cidrange":
            for triple in _TRIPLE.finditer(body):
                if triple.group(5) is not None:
                    low = _hex(triple.group(1))
                    high = int.from_bytes(_hex(triple.group(2)))
                    made.ranges.append((len(low), int.from_bytes(low), high, int(triple.group(5))))
    if made.spaces and (made.cids or made.ranges):
        made.identity, made.nested = False, {}
    made.spaces = [space for space in made.spaces if 1 <= space[0] <= 4 and space[2] < 1 << 8 * space[0]]
    return made


def named_code_map(name: str) -> CodeMap:
    """Read a predefined CMap by its name; an unknown name reads as two-byte identity."""
    vertical = name.endswith("V")
    if name.startswith("Identity"):
        return CodeMap(identity=True, vertical=vertical)
    try:
        found: Any = CMapDB.get_cmap(name)
        nested: dict[int, Any] = found.code2cid
    except (CMapDB.CMapNotFound, KeyError, AttributeError, OSError):
        nested = {}
    return CodeMap(nested=nested, identity=not nested, vertical=vertical)


def collection_texts(collection: str, *, vertical: bool) -> dict[int, str]:
    """Give the text of each glyph number of a registered collection such as Adobe-Japan1; empty when unknown."""
    try:
        found: Any = CMapDB.get_unicode_map(collection, vertical)
        texts: dict[int, str] = found.cid2unichr
    except (CMapDB.CMapNotFound, KeyError, AttributeError, OSError):
        return {}
    return texts
