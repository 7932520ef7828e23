"""Writes compound files (MS-CFB), so that messages of Outlook can be made to order.

Version 3: sectors of 512 bytes, streams under 4,096 bytes in mini sectors of 64.
"""

import struct
from dataclasses import dataclass, field

SECTOR = 512
MINI = 64
CUTOFF = 4096
FREE, END, FAT_MARK = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MESSAGE_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")


@dataclass
class Storage:
    """A folder of streams and folders."""

    streams: dict[str, bytes] = field(default_factory=dict)
    storages: "dict[str, Storage]" = field(default_factory=dict)


@dataclass
class _Entry:
    name: str
    sort: int
    held: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END
    size: int = 0


def compound_file(root: Storage, *, padding_sectors: int = 0) -> bytes:
    """The bytes of a compound file. Padding puts the directory further from the beginning."""
    entries = [_Entry("Root Entry", 5)]
    _list(root, 0, entries)
    mini, sectors = bytearray(), [bytes(SECTOR)] * padding_sectors
    mini_fat: list[int] = []
    fat = [FREE] * padding_sectors
    for entry in entries[1:]:
        if entry.sort != 2:
            continue
        entry.size = len(entry.held)
        if entry.size >= CUTOFF:
            entry.start = _place(entry.held, sectors, fat)
        elif entry.size:
            entry.start = len(mini_fat)
            pieces = -(-entry.size // MINI)
            mini += entry.held.ljust(pieces * MINI, b"\0")
            mini_fat += [*range(entry.start + 1, entry.start + pieces), END]
    entries[0].size = len(mini)
    if mini:
        entries[0].start = _place(bytes(mini), sectors, fat)
    packed_mini_fat = b"".join(struct.pack("<I", each) for each in mini_fat)
    mini_start = _place(packed_mini_fat, sectors, fat, fill=b"\xff") if mini_fat else END
    directory = b"".join(map(_packed, entries))
    directory += _packed(_Entry("", 0)) * (-len(entries) % 4)
    directory_start = _place(directory, sectors, fat)
    return _put_together(sectors, fat, directory_start, mini_start, -(-len(packed_mini_fat) // SECTOR))


def _put_together(
    sectors: list[bytes], fat: list[int], directory_start: int, mini_start: int, mini_sectors: int
) -> bytes:
    fat_sectors = 1
    while fat_sectors * (SECTOR // 4) < len(fat) + fat_sectors:
        fat_sectors += 1
    fat_at = list(range(len(fat), len(fat) + fat_sectors))
    fat = fat + [FAT_MARK] * fat_sectors
    packed = b"".join(struct.pack("<I", each) for each in fat).ljust(fat_sectors * SECTOR, b"\xff")
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack(
        "<IIIIIIIII", 0, fat_sectors, directory_start, 0, CUTOFF, mini_start, mini_sectors, END, 0
    )
    header += b"".join(struct.pack("<I", each) for each in fat_at).ljust(SECTOR - len(header), b"\xff")
    return header + b"".join(sectors) + packed


def _place(held: bytes, sectors: list[bytes], fat: list[int], fill: bytes = b"\0") -> int:
    start = len(sectors)
    pieces = -(-len(held) // SECTOR)
    for number in range(pieces):
        sectors.append(held[number * SECTOR : (number + 1) * SECTOR].ljust(SECTOR, fill))
        fat.append(start + number + 1 if number + 1 < pieces else END)
    return start


def _list(storage: Storage, at: int, entries: list[_Entry]) -> None:
    """List what is in a storage; each is the right-hand neighbour of the one before."""
    last = None
    for name, held in storage.streams.items():
        last = _join(entries, at, last, _Entry(name, 2, held))
    for name, inner in storage.storages.items():
        last = _join(entries, at, last, _Entry(name, 1))
        _list(inner, last, entries)


def _join(entries: list[_Entry], parent: int, before: int | None, entry: _Entry) -> int:
    entries.append(entry)
    number = len(entries) - 1
    if before is None:
        entries[parent].child = number
    else:
        entries[before].right = number
    return number


def _packed(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le") if entry.name else b""
    size, start = (entry.size, entry.start) if entry.sort in {2, 5} else (0, 0)
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), entry.sort, 1, FREE, entry.right, entry.child)
        + (MESSAGE_CLASS if entry.sort == 5 else bytes(16))
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )
