"""Writes programs in the Compact Font Format anew with only the letters still shown, and no name of another.

Letters that are found by name or CID are left out; where they are found by number, the place stays and is blank.
What drawing needs is copied by allow-list: no notice, full name, family or weight, and no subroutine or group of
letters that nothing kept calls.

Source: Adobe TN 5176 (CFF); redaction/pdf/lettering/charstrings.py for what calls what.
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fontTools.encodings.StandardEncoding import StandardEncoding

from redaction.pdf.lettering.charstrings import Calls, Type2Walk, Untraceable, bias_of
from redaction.pdf.lettering.compact_reading import (
    CHARSET,
    ENCODING,
    FD_ARRAY,
    FD_SELECT,
    LETTERS,
    PRIVATE,
    ROS,
    STANDARD_STRINGS,
    SUBRS,
    Compact,
    Master,
    number,
    read_compact,
    standard_strings,
)

_END, _RETURN = b"\x0e", b"\x0b"
# Matrix, box, how it is painted, pitch, slant, and how many CIDs there are.
_TOP: Final = (0x0C1E, 0x0C07, 5, 0x0C01, 0x0C02, 0x0C05, 0x0C06, 0x0C08, 0x0C22)
_MATRIX: Final = 0x0C07
_PRIVATE: Final = frozenset({
    6, 7, 8, 9, 10, 11, 20, 21, 0x0C09, 0x0C0A, 0x0C0B, 0x0C0C, 0x0C0D, 0x0C0E, 0x0C11, 0x0C12, 0x0C13,
})  # fmt: skip
_COLLECTIONS: Final = frozenset({"Identity", "Japan1", "GB1", "CNS1", "Korea1", "KR", "Japan2"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Which letters stay: by CID or by name, or by number, which then stay where they are."""

    numbers: frozenset[int]
    has_name: Callable[[str], bool] | None
    keeps_places: bool


def pruned_compact(held: bytes, shown: Shown, *, name: str) -> bytes:
    """Give the program with the letters still shown, and those they are put together from.

    Raises:
        Untraceable, IndexError, ValueError, struct.error: it cannot be taken apart.
    """
    font = read_compact(held)
    if font.is_by_cid and shown.has_name is not None:
        raise Untraceable
    calls = [Calls() for _ in font.masters]
    kept = _kept(font, shown, calls)
    places = list(range(len(font.letters))) if shown.keeps_places else _in_order(font, kept)
    return _Writing(font, kept, places, calls, name).written()


def _kept(font: Compact, shown: Shown, calls: Sequence[Calls]) -> set[int]:
    """The numbers of the letters that stay; what they call is noted for each master."""
    waiting = {0} | {glyph for glyph in range(len(font.letters)) if _is_shown(font, shown, glyph)}
    walks = [
        Type2Walk(master.subrs, font.shared, noted) for master, noted in zip(font.masters, calls, strict=True)
    ]
    kept: set[int] = set()
    by_name = {} if font.is_by_cid else {font.text(mark): glyph for glyph, mark in enumerate(font.marks)}
    while waiting:
        glyph = waiting.pop()
        kept.add(glyph)
        master = font.master_of[glyph]
        walks[master].letter(font.letters[glyph])
        parts = {by_name.get(StandardEncoding[code], 0) for code in calls[master].parts if 0 <= code < 256}
        waiting |= parts - kept
    return kept


def _is_shown(font: Compact, shown: Shown, glyph: int) -> bool:
    if (font.marks[glyph] if font.is_by_cid else glyph) in shown.numbers:
        return True
    return shown.has_name is not None and shown.has_name(font.text(font.marks[glyph]))


def _in_order(font: Compact, kept: Iterable[int]) -> list[int]:
    """Kept letters in an order that says nothing of the others: by code, then by mark."""
    code_of = {glyph: code for code, glyph in sorted(font.codes.items(), reverse=True)}
    rest = sorted(set(kept) - {0}, key=lambda glyph: (code_of.get(glyph, 256), font.marks[glyph]))
    return [0, *rest]


@dataclass(slots=True)
class _Writing:
    font: Compact
    kept: set[int]
    places: list[int]
    calls: Sequence[Calls]
    name: str

    def written(self) -> bytes:
        font = self.font
        used = sorted({font.master_of[glyph] for glyph in self.kept})
        masters = [(font.masters[number], self.calls[number]) for number in used]
        strings = _Strings()
        marks = self._marks(strings)
        top: dict[int, bytes] = {
            key: b"".join(font.top[key]) for key in _TOP if key in font.top and key != ROS
        }
        if font.is_by_cid:
            top = {ROS: self._collection(strings), **top}
        shared = _index(_used(font.shared, set().union(*(noted.shared for noted in self.calls))))
        parts = [(CHARSET, b"\0" + b"".join(mark.to_bytes(2) for mark in marks[1:]))]
        if codes := self._codes(marks):
            parts.append((ENCODING, codes))
        letters = [font.letters[glyph] if glyph in self.kept else _END for glyph in self.places]
        parts.append((LETTERS, _index(letters)))
        if font.is_by_cid:
            chosen = bytes(used.index(font.master_of[g]) if g in self.kept else 0 for g in self.places)
            parts.append((FD_SELECT, b"\0" + chosen))
        return self._laid_out(top, strings, shared, parts, masters)

    def _laid_out(
        self,
        top: dict[int, bytes],
        strings: "_Strings",
        shared: bytes,
        parts: list[tuple[int, bytes]],
        masters: list[tuple[Master, Calls]],
    ) -> bytes:
        """Put the parts one after another. Places are numbers of fixed size, so that the head's size is known."""
        last = FD_ARRAY if self.font.is_by_cid else PRIVATE
        blank = {**top, **{key: _place(0) for key, _ in parts}, last: _place(0) * (1 + (last == PRIVATE))}
        name = _index([self.name.encode("ascii", "ignore")[:60] or b"Font"])
        middle = strings.written() + shared
        at = 4 + len(name) + len(_index([_dict(blank)])) + len(middle)
        body = bytearray()
        for key, part in parts:
            top[key] = _place(at + len(body))
            body += part
        if last == PRIVATE:
            private, held = _private(*masters[0])
            top[last] = _place(len(private)) + _place(at + len(body))
            body += private + held
        else:
            groups: list[bytes] = []
            for master, noted in masters:
                private, held = _private(master, noted)
                said = {_MATRIX: b"".join(master.top[_MATRIX])} if _MATRIX in master.top else {}
                groups.append(_dict({**said, PRIVATE: _place(len(private)) + _place(at + len(body))}))
                body += private + held
            top[last] = _place(at + len(body))
            body += _index(groups)
        return b"\1\0\4\4" + name + _index([_dict(top)]) + middle + bytes(body)

    def _marks(self, strings: "_Strings") -> list[int]:
        """CIDs or numbers of names; places that are blank have marks that nothing asks for."""
        font = self.font
        if font.is_by_cid:
            taken = {font.marks[glyph] for glyph in self.kept}
            free = (cid for cid in range(65_535, 0, -1) if cid not in taken)
            return [font.marks[glyph] if glyph in self.kept else next(free) for glyph in self.places]
        return [
            strings.number(font.text(font.marks[glyph]) if glyph in self.kept else f"g{glyph}")
            for glyph in self.places
        ]

    def _collection(self, strings: "_Strings") -> bytes:
        said = self.font.top[ROS]
        ordering = self.font.text(number(said, 1))
        known = ordering if ordering in _COLLECTIONS else "Identity"
        return _place(strings.number("Adobe")) + _place(strings.number(known)) + said[2]

    def _codes(self, marks: Sequence[int]) -> bytes:
        """The codes of kept letters: the first of each in their order, any more of them by name."""
        if not self.font.codes:
            return b""
        new = {glyph: place for place, glyph in enumerate(self.places) if glyph in self.kept}
        codes = sorted((code, new[glyph]) for code, glyph in self.font.codes.items() if glyph in new)
        rows = bytearray()
        in_order = 0
        for code, place in codes:
            if place == in_order + 1:
                rows.append(code)
                in_order += 1
        more = [(code, place) for code, place in codes if not (place <= in_order and rows[place - 1] == code)]
        beside = b"".join(struct.pack(">BH", code, marks[place]) for code, place in more)
        return bytes([0x80, len(rows)]) + rows + bytes([len(more)]) + beside


class _Strings:
    """The strings of a program being written."""

    def __init__(self) -> None:
        self._standard: Mapping[str, int] = {text: number for number, text in enumerate(standard_strings())}
        self._own: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Give a string's number."""
        found = self._standard.get(text)
        return found if found is not None else self._own.setdefault(text, STANDARD_STRINGS + len(self._own))

    def written(self) -> bytes:
        """Give all that are not standard."""
        return _index([text.encode("latin-1") for text in self._own])


def _used(subrs: Sequence[bytes], called: set[int]) -> list[bytes]:
    """Subroutines with those that nothing calls blank; as many as keep the others' numbers."""
    first = 0 if len(subrs) < 1240 else 1240 if len(subrs) < 33900 else 33900
    count = max(first, max(called, default=-1) + 1)
    made = [body if each in called else _RETURN for each, body in enumerate(subrs[:count])]
    if bias_of(made) != bias_of(subrs):
        raise Untraceable
    return made


def _private(master: Master, noted: Calls) -> tuple[bytes, bytes]:
    """A group's hints, and its subroutines, which stand right behind them."""
    said: dict[int, bytes] = {key: b"".join(told) for key, told in master.private.items() if key in _PRIVATE}
    subrs = _used(master.subrs, noted.own)
    if not subrs:
        return _dict(said), b""
    size = len(_dict({**said, SUBRS: _place(0)}))
    return _dict({**said, SUBRS: _place(size)}), _index(subrs)


def _place(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4)


def _dict(said: Mapping[int, bytes]) -> bytes:
    return b"".join(
        numbers + (key.to_bytes(2) if key >= 0x0C00 else bytes([key])) for key, numbers in said.items()
    )


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    ends = [1]
    for item in items:
        ends.append(ends[-1] + len(item))
    size = (ends[-1].bit_length() + 7) // 8
    offsets = b"".join(end.to_bytes(size) for end in ends)
    return len(items).to_bytes(2) + bytes([size]) + offsets + b"".join(items)
