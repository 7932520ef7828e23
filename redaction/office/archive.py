"""Opens a zip package that may be hostile, and writes a fresh one.

Only what the central directory names is ever read, and every byte of the file must belong to one of its
members: bytes between or behind them are seen by some programs and not by others, so what the package says
would depend on who reads it.

Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4; ECMA-376 part 2 (names of parts).
"""

import contextlib
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from redaction.errors import DocumentLocked, DocumentTooCostly, DocumentUnreadable

_MEBIBYTE: Final = 1 << 20
_LOCAL: Final = b"PK\x03\x04"
_LOCAL_BYTES: Final = 30
_LOCAL_NAME_AND_EXTRA: Final = struct.Struct("<HH")
_END_BYTES: Final = 22
_ZIP64_END_BYTES: Final = 56 + 20
_END: Final = b"PK\x05\x06"
_ZIP64_END: Final = b"PK\x06\x06"
_MOST_BLANK_BYTES: Final = 1_024
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_AES_METHOD: Final = 99
_HAS_DESCRIPTOR: Final = 0x8
_DESCRIPTOR_BYTES: Final = frozenset({12, 16, 20, 24})
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one package may unpack to. Past any of these it is refused as too costly.

    `most_times_larger` is looked at only for members over a mebibyte: small XML packs very well.
    """

    members: int = 10_000
    member_bytes: int = 256 * _MEBIBYTE
    total_bytes: int = 512 * _MEBIBYTE
    most_times_larger: int = 250


_USUAL: Final = Bounds()


class Package:
    """The members of an open zip file, each read when it is asked for."""

    def __init__(self, opened: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> None:
        self._opened = opened
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """Every member, in the order of the package. Folders are not members."""
        return tuple(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def size_bytes(self, name: str) -> int:
        """How large a member is when unpacked."""
        return self._members[name].file_size

    def part(self, name: str) -> bytes:
        """The bytes of a member, whole.

        Raises:
            DocumentUnreadable: it is not there, or is damaged.
        """
        if name not in self._members:
            raise _damaged("A part of the file that its other parts need is missing.")
        try:
            return self._opened.read(self._members[name])
        except _BROKEN as fault:
            raise _damaged("A part of the file is damaged.") from fault


@contextlib.contextmanager
def open_package(source: Path | BinaryIO, bounds: Bounds = _USUAL) -> Iterator[Package]:
    """A zip package, after everything about it that can be known without unpacking it was looked at.

    Raises:
        DocumentLocked: a member is encrypted.
        DocumentTooCostly: it would unpack to more than `bounds`.
        DocumentUnreadable: it is damaged, or other programs could read it otherwise than this one.
    """
    try:
        opened = zipfile.ZipFile(source)
    except _BROKEN as fault:
        raise _damaged("The file is damaged: its list of parts cannot be read.") from fault
    with opened:
        members = opened.infolist()
        for member in members:
            _must_be_readable(member)
        _must_be_distinct(members)
        _must_be_affordable(members, bounds)
        try:
            _must_be_whole(opened, members)
        except _BROKEN as fault:
            raise _damaged("The file is damaged: its parts do not stand where its list says.") from fault
        yield Package(opened, [member for member in members if not member.is_dir()])


def write_package(
    target: Path, parts: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()
) -> None:
    """Write a fresh zip: one date for all, no comments, no extra fields, parts in the order given.

    Args:
        target: written anew.
        parts: names (ASCII) and bytes; taken one at a time.
        stored: names that are not packed. OpenDocument wants this of its first part, `mimetype`.
    """
    with zipfile.ZipFile(target, "w", allowZip64=False) as package:
        for name, held in parts:
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
            entry.create_system = 0
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, held, compress_type=method)


def _must_be_readable(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED or member.compress_type == _AES_METHOD:
        raise DocumentLocked(
            "A part of the file is locked with a password.",
            next_step="Ask the sender for a copy without a password.",
        )
    if member.compress_type not in _METHODS:
        raise _damaged("The file is packed in a way that is not read here.")
    # `filename` ends at a NUL that `orig_filename` still has.
    name = member.orig_filename
    path = name[:-1] if name.endswith("/") else name
    steps = path.split("/")
    strange = any(letter < " " or letter in "\\:\x7f" for letter in name)
    if strange or any(step in {"", ".", ".."} for step in steps):
        raise _damaged("The file has a part with a name that no part may have.")


def _must_be_distinct(members: list[zipfile.ZipInfo]) -> None:
    """Refuse two parts of one name, also when only the case of their letters differs.

    Source: ECMA-376 part 2, 6.2.2.3: names of parts are compared without regard to case.
    """
    names = [member.filename.casefold() for member in members]
    if len(set(names)) != len(names):
        raise _damaged("The file has two parts of the same name, so programs disagree on what it says.")


def _must_be_affordable(members: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    large = [member for member in members if member.file_size > _MEBIBYTE]
    if (
        len(members) > bounds.members
        or sum(member.file_size for member in members) > bounds.total_bytes
        or any(member.file_size > bounds.member_bytes for member in large)
        or any(member.file_size > bounds.most_times_larger * member.compress_size for member in large)
    ):
        raise DocumentTooCostly(
            "The file unpacks to more than one document may hold.",
            next_step="Split it into smaller documents, or print it to a PDF and upload that.",
        )


def _must_be_whole(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Refuse bytes before, between or behind the members, and members that share bytes."""
    held = cast(IO[bytes], opened.fp)
    at = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset != at:
            raise zipfile.BadZipFile
        held.seek(at)
        header = held.read(_LOCAL_BYTES)
        name_bytes, extra_bytes = _LOCAL_NAME_AND_EXTRA.unpack(header[26:30])
        if not header.startswith(_LOCAL) or _flags(header) != member.flag_bits:
            raise zipfile.BadZipFile
        at += _LOCAL_BYTES + name_bytes + extra_bytes + member.compress_size
        at += _descriptor(held, at) if member.flag_bits & _HAS_DESCRIPTOR else 0
    behind = opened.start_dir + _directory_bytes(held, opened.start_dir, len(members))
    held.seek(behind)
    rest = held.read(_ZIP64_END_BYTES + _END_BYTES + len(opened.comment) + _MOST_BLANK_BYTES + 1)
    if at != opened.start_dir or not _ends_there(rest, opened.comment):
        raise zipfile.BadZipFile


def _ends_there(rest: bytes, comment: bytes) -> bool:
    """Say whether only the end record stands behind the list, or blanks that a transfer left."""
    short = rest[_ZIP64_END_BYTES:] if rest.startswith(_ZIP64_END) else rest
    blank = short[_END_BYTES + len(comment) :]
    return short.startswith(_END) and len(blank) <= _MOST_BLANK_BYTES and not blank.strip(b"\0\r\n \x1a")


def _flags(header: bytes) -> int:
    return int.from_bytes(header[6:8], "little")


def _descriptor(held: IO[bytes], at: int) -> int:
    """How many bytes a data descriptor takes: with or without its mark, with short or long sizes."""
    held.seek(at)
    following = held.read(28)
    for size in sorted(_DESCRIPTOR_BYTES):
        if following[size : size + 2] == b"PK":
            return size
    raise zipfile.BadZipFile


def _directory_bytes(held: IO[bytes], start: int, entries: int) -> int:
    at = start
    for _ in range(entries):
        held.seek(at)
        header = held.read(46)
        if not header.startswith(b"PK\x01\x02"):
            raise zipfile.BadZipFile
        at += 46 + sum(struct.unpack("<HHH", header[28:34]))
    return at - start


def _damaged(sentence: str) -> DocumentUnreadable:
    return DocumentUnreadable(
        sentence, next_step="Open it in its own program, save it anew and upload that copy."
    )
