"""Takes Outlook's envelope `winmail.dat` apart into its attributes and their properties.

Source: MS-OXTNEF, 2.1 (structure) and 2.4 (property values).
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
OF_ATTACHMENT: Final = 2
_LEVELS: Final = (1, OF_ATTACHMENT)
_HEAD_BYTES: Final = 6
_ATTRIBUTE: Final = struct.Struct("<BII")
_CHECKSUM_BYTES: Final = 2
_SEVERAL: Final = 0x1000
_NAMED_FROM: Final = 0x8000
_GUID_BYTES: Final = 16
_FIXED: Final = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_VARYING: Final = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_UNICODE: Final = 0x1F

Value = tuple[int, bytes]
"""The sort of a property, and its first value as it stands."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: of the message (level 1) or of the attachment that was begun last (level 2)."""

    level: int
    number: int
    held: bytes


def is_envelope(held: bytes) -> bool:
    """Say whether these bytes are Outlook's envelope."""
    return held.startswith(SIGNATURE)


def attributes_of(held: bytes) -> Iterator[Attribute]:
    """The attributes of an envelope, in order.

    Raises:
        ValueError: it is cut off, or is none.
    """
    if not is_envelope(held) or len(held) <= _HEAD_BYTES:
        raise ValueError
    at = _HEAD_BYTES
    # What stands behind the last attribute is no part of it: Outlook fills up to whole words there.
    while at < len(held) and held[at] in _LEVELS:
        if at + _ATTRIBUTE.size > len(held):
            raise ValueError
        level, number, size = _ATTRIBUTE.unpack_from(held, at)
        at += _ATTRIBUTE.size
        if at + size + _CHECKSUM_BYTES > len(held):
            raise ValueError
        yield Attribute(level, number, held[at : at + size])
        at += size + _CHECKSUM_BYTES


def properties_of(held: bytes) -> Mapping[int, Value]:
    """The properties in an attribute by their numbers, those that have names of their own left out.

    Raises:
        ValueError: they are cut off, or of a sort that the format does not have.
    """
    reader = _Reader(held)
    found: dict[int, Value] = {}
    for _ in range(reader.number()):
        sort, number = struct.unpack("<HH", reader.take(4))
        if number >= _NAMED_FROM:
            reader.take(_GUID_BYTES)
            if reader.number():
                reader.padded(reader.number())
            else:
                reader.take(4)
        values = list(reader.values(sort))
        if values and number < _NAMED_FROM:
            found[number] = (sort & ~_SEVERAL, values[0])
    return found


def words_in(value: Value | None, encoding: str) -> bytes | str:
    """A property of words: letters where the file says which, else its bytes in the envelope's `encoding`."""
    if value is None:
        return ""
    sort, held = value
    if sort == _UNICODE:
        return held.decode("utf-16-le", "replace").rstrip("\0")
    bare = held.rstrip(b"\0")
    try:
        return bare.decode(encoding) if encoding else bare
    except (LookupError, UnicodeError):
        return bare


class _Reader:
    def __init__(self, held: bytes) -> None:
        self._held = held
        self._at = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._held):
            raise ValueError
        self._at += size
        return self._held[self._at - size : self._at]

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def padded(self, size: int) -> bytes:
        """So many bytes, and those that fill them up to a whole number of fours, which may be missing at the end."""
        found = self.take(size)
        self.take(min(-size % 4, len(self._held) - self._at))
        return found

    def values(self, sort: int) -> Iterator[bytes]:
        one = sort & ~_SEVERAL
        if one in _VARYING:
            for _ in range(self.number()):
                yield self.padded(self.number())
            return
        if one not in _FIXED:
            raise ValueError
        for _ in range(self.number() if sort & _SEVERAL else 1):
            yield self.take(_FIXED[one])
