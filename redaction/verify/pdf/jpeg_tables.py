"""Says whether a JPEG carries tables that none of its scans asks for: they draw nothing, and can hold words.

Source: ITU-T T.81, B.2.2 to B.2.4.
"""

import re
from collections.abc import Iterator
from typing import Final

_STEPS, _CODES, _SCAN, _END = 0xDB, 0xC4, 0xDA, 0xD9
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def has_dead_tables(held: bytes) -> bool:
    """Say whether a table is set and never asked for, set twice before it is, or has bytes left over behind it.

    What cannot be followed as a JPEG counts as one that has some.
    """
    try:
        return _has_dead_tables(held)
    except IndexError:
        return True


def _has_dead_tables(held: bytes) -> bool:
    named_by_frame: set[int] = set()
    waiting: set[tuple[int, int]] = set()
    for marker, body in _segments(held):
        if marker in _FRAMES:
            named_by_frame |= {body[8 + 3 * each] for each in range(body[5])}
        elif marker in (_STEPS, _CODES):
            for table in _tables(marker, body):
                if table is None or table in waiting:
                    return True
                waiting.add(table)
        elif marker == _SCAN:
            for each in range(body[0]):
                codes = body[2 + 2 * each]
                waiting -= {(_CODES, codes >> 4), (_CODES, 0x10 | codes & 0x0F)}
            waiting -= {(_STEPS, name) for name in named_by_frame}
    return bool(waiting)


def _segments(held: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while (found := _NEXT_MARKER.search(held, at)) and held[found.end() - 1] != _END:
        start = found.end()
        at = start + int.from_bytes(held[start : start + 2])
        yield held[start - 1], held[start + 2 : at]


def _tables(marker: int, body: bytes) -> Iterator[tuple[int, int] | None]:
    """Each table of a segment by its kind and number; None for bytes that are no whole table."""
    at = 0
    while at < len(body):
        name = body[at]
        if marker == _STEPS:
            at += 129 if name >> 4 else 65
            name &= 0x0F
        else:
            at += 17 + sum(body[at + 1 : at + 17])
        yield (marker, name) if at <= len(body) else None
