"""Reads the properties of one object in Outlook's file of a message: the message, a recipient, an attachment.

Source: MS-OXMSG, 2.1 to 2.4; MS-OXPROPS for the numbers.
"""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from redaction.plain.encoding import decoded

_UNICODE: Final = "001F"
_EIGHT_BIT: Final = "001E"
_BINARY: Final = "0102"
_TIME: Final = 0x0040
_LONG: Final = 0x0003
_ENTRY: Final = struct.Struct("<HHI8s")
_SINCE: Final = datetime(1601, 1, 1, tzinfo=UTC)
_LARGEST_BYTES: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class Storage:
    """One object of the file. `header_bytes` is what stands before its fixed properties: 32, 24 or 8."""

    file: Any
    path: tuple[str, ...]
    header_bytes: int

    def text(self, number: int, *, code_page: str = "") -> str:
        """A property of words, or nothing."""
        wide = self._stream(number, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(number, _EIGHT_BIT)
        return "" if narrow is None else decoded(narrow.rstrip(b"\0"), told=code_page)

    def binary(self, number: int) -> bytes:
        """A property of bytes, or none."""
        return self._stream(number, _BINARY) or b""

    def number(self, number: int) -> int:
        """A property that is a number; 0 where there is none."""
        value = self._fixed(number, _LONG)
        return int.from_bytes(value[:4], "little") if value else 0

    def time(self, number: int) -> datetime | None:
        """A property that is a moment; aware, UTC."""
        value = self._fixed(number, _TIME)
        if not value:
            return None
        try:
            return _SINCE + timedelta(microseconds=int.from_bytes(value, "little") // 10)
        except OverflowError:
            return None

    def has(self, name: str) -> bool:
        """Say whether there is a stream or a storage of this name."""
        return bool(self.file.exists([*self.path, name]))

    def storages(self, prefix: str) -> list[str]:
        """The names of the objects in this one that begin so, in the order of their numbers."""
        depth = len(self.path)
        found = {
            each[depth]
            for each in self.file.listdir(streams=True, storages=True)
            if len(each) > depth and tuple(each[:depth]) == self.path and each[depth].startswith(prefix)
        }
        return sorted(found)

    def below(self, name: str, *, header_bytes: int) -> "Storage":
        """An object in this one."""
        return Storage(self.file, (*self.path, name), header_bytes)

    def _stream(self, number: int, sort: str) -> bytes | None:
        path = [*self.path, f"__substg1.0_{number:04X}{sort}"]
        if not self.file.exists(path) or self.file.get_size(path) > _LARGEST_BYTES:
            return None
        return bytes(self.file.openstream(path).read())

    def _fixed(self, number: int, sort: int) -> bytes:
        path = [*self.path, "__properties_version1.0"]
        if not self.file.exists(path):
            return b""
        held = self.file.openstream(path).read()
        for at in range(self.header_bytes, len(held) - _ENTRY.size + 1, _ENTRY.size):
            found_sort, found_number, _, value = _ENTRY.unpack_from(held, at)
            if found_number == number and found_sort == sort:
                return bytes(value)
        return b""
