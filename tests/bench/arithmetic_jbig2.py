"""Packs a black and white sheet as JBIG2 with arithmetic codes, as the programs do that make scans small.

One generic region over the whole page, template 0, no typical rows: what jbig2enc writes, and so OCRmyPDF.

Source: ITU-T T.88, 6.2.5 (templates), 7.4.6 (generic regions) and Annex E (the coder).
"""

import struct
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing
from PIL import Image

# Of each state: how likely the rarer bit is, the state after the likely bit, that after the rare one, and whether
# the two change places then (T.88, table E.1).
_STATES: Final = """
5601 1 1 1|3401 2 6 0|1801 3 9 0|0AC1 4 12 0|0521 5 29 0|0221 38 33 0|5601 7 6 1|5401 8 14 0|4801 9 14 0|3801 10 14 0|
3001 11 17 0|2401 12 18 0|1C01 13 20 0|1601 29 21 0|5601 15 14 1|5401 16 14 0|5101 17 15 0|4801 18 16 0|3801 19 17 0|
3401 20 18 0|3001 21 19 0|2801 22 19 0|2401 23 20 0|2201 24 21 0|1C01 25 22 0|1801 26 23 0|1601 27 24 0|1401 28 25 0|
1201 29 26 0|1101 30 27 0|0AC1 31 28 0|09C1 32 29 0|08A1 33 30 0|0521 34 31 0|0441 35 32 0|02A1 36 33 0|0221 37 34 0|
0141 38 35 0|0111 39 36 0|0085 40 37 0|0049 41 38 0|0025 42 39 0|0015 43 40 0|0009 44 41 0|0005 45 42 0|0001 45 43 0|
5601 46 46 0
"""
_ADAPTIVE: Final = (3, -1, -3, -1, 2, -2, -2, -2)
# Rows and columns from a dot to the sixteen that foretell it.
_AROUND: Final = (
    (0, -1), (0, -2), (0, -3), (0, -4), (-1, 3), (-1, 2), (-1, 1), (-1, 0),
    (-1, -1), (-1, -2), (-1, -3), (-2, 2), (-2, 1), (-2, 0), (-2, -1), (-2, -2),
)  # fmt: skip


def arithmetic_jbig2(sheet: Image.Image) -> bytes:
    """Give the segments of a page and its one region, as a PDF holds them. A page takes a second or so."""
    black = (np.asarray(sheet.convert("L")) == 0).astype(np.uint8)
    codes = _coded(_contexts(black).ravel().tolist(), black.ravel().tolist())
    page = struct.pack(">IIIIBH", *sheet.size, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB8b", *sheet.size, 0, 0, 0, 0, *_ADAPTIVE) + codes
    return _segment(0, 48, page) + _segment(1, 38, region)


def _segment(number: int, kind: int, content: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(content)) + content


def _contexts(black: np.typing.NDArray[np.uint8]) -> np.typing.NDArray[np.uint16]:
    high, wide = black.shape
    padded = np.zeros((high + 2, wide + 8), np.uint16)
    padded[2:, 4 : 4 + wide] = black
    found = np.zeros((high, wide), np.uint16)
    for bit, (down, across) in enumerate(_AROUND):
        found |= padded[2 + down : 2 + down + high, 4 + across : 4 + across + wide] << bit
    return found


def _steps() -> tuple[list[int], list[int], list[int]]:
    """The table with the likely bit as the lowest of a state's number."""
    sizes, likely, rare = [], [], []
    for row in _STATES.replace("\n", "").split("|"):
        size, after_likely, after_rare, turns = row.split()
        for bit in (0, 1):
            sizes.append(int(size, 16))
            likely.append(2 * int(after_likely) + bit)
            rare.append(2 * int(after_rare) + (bit ^ int(turns)))
    return sizes, likely, rare


class _Writer:
    """The coder's register, and the bytes that have left it (T.88, E.2)."""

    def __init__(self) -> None:
        self.made = bytearray(1)
        self.code, self.room = 0, 12

    def put(self) -> None:
        if self.made[-1] != 0xFF and self.code >= 0x8000000:
            self.made[-1] += 1
            self.code &= 0x7FFFFFF
        bits = 20 if self.made[-1] == 0xFF else 19
        self.made.append(self.code >> bits)
        self.code, self.room = self.code & ((1 << bits) - 1), 27 - bits

    def end(self, size: int) -> bytes:
        last = self.code + size
        self.code |= 0xFFFF
        if self.code >= last:
            self.code -= 0x8000
        for _ in range(2):
            self.code <<= self.room
            self.put()
        return bytes(self.made[1:]).removesuffix(b"\xff") + b"\xff\xac"


def _coded(contexts: Iterable[int], bits: Iterable[int]) -> bytes:
    sizes, likely, rare = _steps()
    states, writer, size = bytearray(1 << 16), _Writer(), 0x8000
    for context, bit in zip(contexts, bits, strict=True):
        state = states[context]
        part = sizes[state]
        size -= part
        is_likely = state & 1 == bit
        if is_likely and size & 0x8000:
            writer.code += part
            continue
        if is_likely == (size >= part):
            writer.code += part
        else:
            size = part
        states[context] = likely[state] if is_likely else rare[state]
        while not size & 0x8000:
            size <<= 1
            writer.code <<= 1
            writer.room -= 1
            if not writer.room:
                writer.put()
    return writer.end(size)
