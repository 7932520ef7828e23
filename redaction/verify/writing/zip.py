"""Reads a zip of documents back, byte for byte from its first to its last, with a reader of its own."""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from redaction.kinds.document_kind import DocumentKind, file_ending
from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import Asked, of_whole_files
from redaction.verify.writing.plain import found

_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_ENTRY: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_NAME: Final = re.compile(rb"document-(\d{1,4})\.([a-z0-9-]{1,20})")
_ENDINGS: Final = frozenset(file_ending(kind).encode("ascii") for kind in DocumentKind)
_DATE: Final = 0x0021  # 1 January 1980
_LARGEST_BYTES: Final = 2 << 30


class Malformed(Exception):
    """The file is not of the one shape that is written here."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One member: its name and the SHA-256 (hex) of its bytes."""

    name: bytes
    sha256: str


def _checks(held: bytes, asked: Asked) -> list[Check]:
    """Every check on a zip without its members."""
    burned = asked.burned
    if burned is None:
        return made("names", lambda: _names(held, asked.sought))
    return made("members", lambda: of_zip(held, burned.members))


def of_zip(held: bytes, members: tuple[str, ...]) -> list[Check]:
    """Whether the file is nothing but the copies that were verified, in order, under plain names.

    Args:
        members: the SHA-256 (hex) of each.
    """
    try:
        stored = read_zip(held)
    except (Malformed, struct.error, zlib.error):
        return [Check("structure", CheckState.FOUND, "more than the members of a copy")]
    plain = all(
        (named := _NAME.fullmatch(each.name)) and int(named.group(1)) == number and named.group(2) in _ENDINGS
        for number, each in enumerate(stored, start=1)
    )
    same = tuple(each.sha256 for each in stored) == members
    return [
        Check("names", CheckState.CLEAN if plain else CheckState.FOUND),
        Check(
            "members",
            CheckState.CLEAN if same else CheckState.FOUND,
            "" if same else "not those that were verified",
        ),
    ]


def read_zip(held: bytes) -> list[Stored]:
    """Every member, of a file all of whose bytes are accounted for.

    Raises:
        Malformed: some are not.
        struct.error, zlib.error: it is cut short or damaged.
    """
    at, stored, entries = 0, [], []
    while held[at : at + 4] == b"PK\x03\x04":
        begun = at
        _, needs, flags, method, time, date, crc, packed, size, name_bytes, extra = _LOCAL.unpack_from(
            held, at
        )
        at += _LOCAL.size
        name = held[at : at + name_bytes]
        if flags or extra or time or date != _DATE or method not in {0, 8} or len(name) != name_bytes:
            raise Malformed
        at += name_bytes
        stored.append(Stored(name, _sum(held[at : at + packed], method, size, crc)))
        entries.append((needs, method, crc, packed, size, name, begun))
        at += packed
    _must_be_listed(held, at, entries)
    return stored


def _sum(packed: bytes, method: int, size: int, crc: int) -> str:
    """The sum of a member's bytes, which are unpacked to exactly the size that is said, and not past it."""
    if method == 0:
        plain = packed
    else:
        reader = zlib.decompressobj(-15)
        plain = reader.decompress(packed, size + 1)
        if not reader.eof or reader.unused_data or reader.unconsumed_tail:
            raise Malformed
    if len(plain) != size or zlib.crc32(plain) != crc:
        raise Malformed
    return hashlib.sha256(plain).hexdigest()


def _must_be_listed(held: bytes, at: int, entries: list[tuple[int, int, int, int, int, bytes, int]]) -> None:
    """The list at the end says the same as the members, in order, and is the end."""
    start = at
    for needs, method, crc, packed, size, name, begun in entries:
        fields = _ENTRY.unpack_from(held, at)
        expected = (needs, 0, method, 0, _DATE, crc, packed, size, len(name), 0, 0, 0, 0)
        if fields[0] != b"PK\x01\x02" or fields[2:15] != expected or fields[16] != begun:
            raise Malformed
        if held[at + _ENTRY.size : at + _ENTRY.size + len(name)] != name:
            raise Malformed
        at += _ENTRY.size + len(name)
    end = _END.unpack_from(held, at)
    number = len(entries)
    if end != (b"PK\x05\x06", 0, 0, number, number, at - start, start, 0) or at + _END.size != len(held):
        raise Malformed


def _names(held: bytes, sought: Sought) -> Iterator[Check]:
    """What the names and comments of anybody's zip say; read from its bytes, wherever they stand."""
    yield found("names", sought.count(held.decode("utf-8", "replace")))
    yield found("names in an old code page", sought.count(held.decode("cp437", "replace")))


inspect: Final = of_whole_files(_checks, most_bytes=_LARGEST_BYTES)
"""The verdict on a zip without its members."""
