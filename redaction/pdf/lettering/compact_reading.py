"""Takes apart font programs in the Compact Font Format. Nothing is drawn, and nothing is believed beyond its end.

Source: Adobe TN 5176 (CFF), 4 to 19.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from redaction.pdf.lettering.charstrings import Untraceable

FIXED_POINT, ROS, FD_ARRAY, FD_SELECT = 0x0C07, 0x0C1E, 0x0C24, 0x0C25
CHARSTRING_TYPE: Final = 0x0C06
CHARSET, ENCODING, LETTERS, PRIVATE, SUBRS = 15, 16, 17, 18, 19
STANDARD_STRINGS: Final = 391
MOST_GLYPHS: Final = 65_535

# What a dictionary says: for each operator its numbers, as they were written.
Said = dict[int, list[bytes]]


@dataclass(slots=True)
class Master:
    """What a group of letters shares: hints, and subroutines."""

    private: Said
    subrs: list[bytes]
    top: Said = field(default_factory=dict)


@dataclass(slots=True)
class Compact:
    """A program taken apart. `marks` are CIDs in a font by CID, else numbers of names, one for each letter."""

    top: Said
    strings: list[bytes]
    shared: list[bytes]
    letters: list[bytes]
    marks: list[int]
    masters: list[Master]
    master_of: list[int]
    codes: dict[int, int]

    @property
    def is_by_cid(self) -> bool:
        """Whether letters have CIDs instead of names."""
        return ROS in self.top

    def text(self, number: int) -> str:
        """The text of a string's number."""
        if number < STANDARD_STRINGS:
            return str(standard_strings()[number])
        return self.strings[number - STANDARD_STRINGS].decode("latin-1")


def standard_strings() -> list[str]:
    """The names that every program may use by number."""
    from fontTools.cffLib import cffStandardStrings  # noqa: PLC0415 - it takes 6 MB, and few documents need it

    return list(cffStandardStrings)


def read_compact(held: bytes) -> Compact:
    """Take a program apart.

    Raises:
        Untraceable, IndexError, ValueError, struct.error: it is not one, or is cut short.
    """
    _, at = _index(held, held[2])
    tops, at = _index(held, at)
    strings, at = _index(held, at)
    shared, _ = _index(held, at)
    top = dictionary(tops[0])
    if number(top.get(CHARSTRING_TYPE, [b"\x8d"])) != 2:
        raise Untraceable
    letters, _ = _index(held, number(top[LETTERS]))
    count = len(letters)
    if not 0 < count <= MOST_GLYPHS:
        raise Untraceable
    masters, master_of = [_master(held, top)], [0] * count
    if ROS in top:
        groups, _ = _index(held, number(top[FD_ARRAY]))
        masters = [_master(held, dictionary(group)) for group in groups]
        master_of = _chosen(held, number(top[FD_SELECT]), count)
    made = Compact(top, strings, shared, letters, [], masters, master_of, {})
    made.marks = _marks(held, top, count)
    made.codes = {} if made.is_by_cid else _codes(held, made)
    return made


def _index(held: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of an INDEX, and where it ends."""
    (count,) = struct.unpack(">H", held[at : at + 2])
    if not count:
        return [], at + 2
    size = held[at + 2]
    first = at + 3
    base = first + size * (count + 1) - 1
    if not 1 <= size <= 4 or base > len(held):
        raise Untraceable
    places = [
        int.from_bytes(held[first + size * each : first + size * (each + 1)]) for each in range(count + 1)
    ]
    if any(end < start for start, end in pairwise(places)) or base + places[-1] > len(held):
        raise Untraceable
    return [held[base + start : base + end] for start, end in pairwise(places)], base + places[-1]


def dictionary(held: bytes) -> Said:
    """A DICT's operators with their numbers."""
    said: Said = {}
    numbers: list[bytes] = []
    at = 0
    while at < len(held):
        first, start = held[at], at
        at += 1
        if first <= 21:
            if first == 12:
                first = 0x0C00 | held[at]
                at += 1
            said[first] = numbers
            numbers = []
            continue
        if first == 30:
            while held[at] & 15 != 15 and held[at] >> 4 != 15:
                at += 1
            at += 1
        else:
            at += {28: 2, 29: 4}.get(first, 1 if 247 <= first <= 254 else 0)
        numbers.append(held[start:at])
    return said


def number(said: list[bytes], place: int = -1) -> int:
    """One whole number of an operator.

    Raises:
        Untraceable: it is none.
    """
    packed = said[place]
    first = packed[0]
    if 32 <= first <= 246:
        return first - 139
    if 247 <= first <= 250:
        return (first - 247) * 256 + packed[1] + 108
    if 251 <= first <= 254:
        return -(first - 251) * 256 - packed[1] - 108
    if first in {28, 29}:
        return int.from_bytes(packed[1:], signed=True)
    raise Untraceable


def _master(held: bytes, top: Said) -> Master:
    if PRIVATE not in top:
        return Master({}, [], top)
    size, at = number(top[PRIVATE], 0), number(top[PRIVATE], 1)
    private = dictionary(held[at : at + size])
    subrs = _index(held, at + number(private[SUBRS]))[0] if SUBRS in private else []
    return Master(private, subrs, top)


def _chosen(held: bytes, at: int, count: int) -> list[int]:
    """Which master each letter has."""
    if held[at] == 0:
        return list(held[at + 1 : at + 1 + count])
    if held[at] != 3:
        raise Untraceable
    (ranges,) = struct.unpack(">H", held[at + 1 : at + 3])
    rows = [struct.unpack(">HB", held[place : place + 3]) for place in range(at + 3, at + 3 + 3 * ranges, 3)]
    made = [0] * count
    ends = [*(first for first, _ in rows[1:]), count]
    for (first, master), end in zip(rows, ends, strict=True):
        made[first:end] = [master] * (min(end, count) - first)
    return made


def _marks(held: bytes, top: Said, count: int) -> list[int]:
    at = number(top[CHARSET]) if CHARSET in top else 0
    if at <= 2:
        return _known_charset(at, count, is_by_cid=ROS in top)
    kind, at = held[at], at + 1
    made = [0]
    while len(made) < count:
        (first,) = struct.unpack(">H", held[at : at + 2])
        at += 2
        more = 0
        if kind in {1, 2}:
            more = int.from_bytes(held[at : at + kind])
            at += kind
        elif kind:
            raise Untraceable
        made.extend(range(first, first + more + 1))
    return made[:count]


def _known_charset(which: int, count: int, *, is_by_cid: bool) -> list[int]:
    from fontTools.cffLib import cffExpertSubsetStrings, cffIExpertStrings  # noqa: PLC0415 - as for the others

    if is_by_cid:
        return list(range(count))
    if which == 0:
        return list(range(count))[:229] + [0] * max(0, count - 229)
    order = {name: place for place, name in enumerate(standard_strings())}
    names = cffIExpertStrings if which == 1 else cffExpertSubsetStrings
    return [order[name] for name in names[:count]] + [0] * max(0, count - len(names))


def _codes(held: bytes, font: Compact) -> dict[int, int]:
    """The letter of each code, where the program does not follow a standard."""
    at = number(font.top[ENCODING]) if ENCODING in font.top else 0
    if at <= 1:
        return {}
    kind, has_more, count = held[at] & 0x7F, held[at] & 0x80, held[at + 1]
    at += 2
    codes: list[int] = []
    for _ in range(count):
        more = held[at + 1] if kind == 1 else 0
        codes.extend(range(held[at], held[at] + more + 1))
        at += 2 if kind == 1 else 1
    made = {code: glyph for glyph, code in enumerate(codes, start=1) if glyph < len(font.letters)}
    by_name = {mark: glyph for glyph, mark in enumerate(font.marks)}
    for place in range(at + 1, at + 1 + 3 * held[at], 3) if has_more else ():
        code, name = struct.unpack(">BH", held[place : place + 3])
        if name in by_name:
            made[code] = by_name[name]
    return made
