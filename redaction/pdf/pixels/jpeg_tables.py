"""Drops the tables of a JPEG that nothing in it is decoded with: each has room for sixty letters and more.

Source: ITU-T T.81, B.2.2 to B.2.4 (heads and tables) and E.1.3 (which table a scan takes).
"""

from collections.abc import Iterator, Sequence
from typing import Final

_STEPS, _CODES, _SCAN = 0xDB, 0xC4, 0xDA
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {_CODES, 0xC8, 0xCC})
_PROGRESSIVE: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_BEFORE_COMPONENTS, _OF_A_COMPONENT = 10, 3
_FOR_OTHERS: Final = 0x10  # the class bit of the tables that code all but the first coefficient

_Place = tuple[int, int]
"""A table: the number of its segment, and where in that it begins."""


class _Reading:
    """Goes through the segments as a decoder does, and remembers which tables its scans took."""

    def __init__(self) -> None:
        self.taken: set[_Place] = set()
        self._steps: dict[int, _Place] = {}
        self._codes: dict[int, _Place] = {}
        self._steps_of: dict[int, int] = {}
        self._begun: set[int] = set()
        self._is_progressive = False

    def pass_by(self, number: int, segment: bytes) -> None:
        marker = segment[1]
        if marker in (_STEPS, _CODES):
            known = self._steps if marker == _STEPS else self._codes
            for start, _ in tables_of(segment):
                known[segment[start] & (0x0F if marker == _STEPS else 0x1F)] = (number, start)
        elif marker in _FRAMES:
            self._is_progressive = marker in _PROGRESSIVE
            for at in range(_BEFORE_COMPONENTS, len(segment) - 2, _OF_A_COMPONENT):
                self._steps_of[segment[at]] = segment[at + 2]
        elif marker == _SCAN and len(segment) > 4:
            self._take(segment)

    def _take(self, segment: bytes) -> None:
        end = 5 + 2 * segment[4]
        first, bits = (segment[end], segment[end + 2] >> 4) if len(segment) > end + 2 else (0, 0)
        for at in range(5, min(end, len(segment) - 1), 2):
            component, codes = segment[at], segment[at + 1]
            # A decoder takes the steps that hold when a component's first scan begins, and keeps them.
            if component not in self._begun:
                self._begun.add(component)
                self._note(self._steps, self._steps_of.get(component, -1))
            if not self._is_progressive or (first == 0 and bits == 0):
                self._note(self._codes, codes >> 4)
            if not self._is_progressive or first > 0:
                self._note(self._codes, _FOR_OTHERS | codes & 0x0F)

    def _note(self, known: dict[int, _Place], name: int) -> None:
        if name in known:
            self.taken.add(known[name])


def tables_of(segment: bytes) -> Iterator[tuple[int, int]]:
    """Where each whole table of a segment begins and ends; what is left over behind them is none."""
    at = 4
    while at < len(segment):
        if segment[1] == _STEPS:
            end = at + 1 + (128 if segment[at] >> 4 else 64)
        else:
            end = at + 17 + sum(segment[at + 1 : at + 17])
        if end > len(segment):
            return
        yield at, end
        at = end


def without_dead_tables(pieces: Sequence[bytes]) -> list[bytes]:
    """The pieces of a JPEG (its segments, and what is coded between them) with tables that a scan takes alone."""
    reading = _Reading()
    for number, piece in enumerate(pieces):
        if piece[:1] == b"\xff" and len(piece) > 1:
            reading.pass_by(number, piece)
    return [
        _kept(number, piece, reading.taken)
        if piece[:1] == b"\xff" and piece[1:2] in (b"\xdb", b"\xc4")
        else piece
        for number, piece in enumerate(pieces)
    ]


def _kept(number: int, segment: bytes, taken: set[_Place]) -> bytes:
    body = b"".join(segment[start:end] for start, end in tables_of(segment) if (number, start) in taken)
    return segment[:2] + (2 + len(body)).to_bytes(2) + body if body else b""
