"""Tells a message of Outlook from other compound files, by the root of its directory, wherever in the file that is.

Source: MS-CFB, 2.2 and 2.6.1; MS-OXMSG, 2.2.3 (the class of the root).
"""

import struct
from typing import BinaryIO, Final

_HEADER_BYTES: Final = 512
_CLASS_OF_MESSAGES: Final = bytes.fromhex("0b0d020000000000c000000000000046")
_NAMES: Final = tuple(name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version1.0"))
_SECTOR_SHIFTS: Final = frozenset({9, 12})


def is_outlook_message(opened: BinaryIO) -> bool:
    """Say whether an open compound file is a message of Outlook."""
    opened.seek(0)
    header = opened.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES:
        return False
    shift = int.from_bytes(header[30:32], "little")
    first = struct.unpack_from("<I", header, 48)[0]
    if shift not in _SECTOR_SHIFTS:
        return False
    opened.seek((first + 1) << shift)
    root = opened.read(1 << shift)
    return root[80:96] == _CLASS_OF_MESSAGES or any(name in root for name in _NAMES)
