"""Unpacks the RTF of Outlook's messages ("LZFu").

Source: MS-OXRTFCP, 2.1 and 3.1.
"""

import struct
from typing import Final

from redaction.errors import DocumentTooCostly
from redaction.mail.refusals import damaged

_HEADER: Final = struct.Struct("<IIII")
_PACKED: Final = 0x75465A4C
_PLAIN: Final = 0x414C454D
_RING: Final = 4096
_MOST_BYTES: Final = 64 << 20
_BEGINNING: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked_rtf(held: bytes) -> bytes:
    """The RTF in these bytes.

    Raises:
        DocumentUnreadable: they are neither packed nor plain.
        DocumentTooCostly: it is larger than 64 MiB.
    """
    if len(held) < _HEADER.size:
        raise damaged()
    _, size, sort, _ = _HEADER.unpack_from(held)
    if size > _MOST_BYTES:
        raise DocumentTooCostly(
            "The text of the message is longer than one may be.", next_step="Print it to PDF and upload that."
        )
    if sort == _PLAIN:
        return held[_HEADER.size : _HEADER.size + size]
    if sort != _PACKED:
        raise damaged()
    return _unpacked(held[_HEADER.size :], size)


def _unpacked(packed: bytes, size: int) -> bytes:
    ring = bytearray(_BEGINNING.ljust(_RING, b" "))
    written = bytearray()
    writes_at, at = len(_BEGINNING), 0
    while at < len(packed) and len(written) < size:
        flags = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed) or len(written) >= size:
                break
            if flags >> bit & 1:
                pair = int.from_bytes(packed[at : at + 2], "big")
                at += 2
                if pair >> 4 == writes_at:
                    return bytes(written)
                pieces = [(pair >> 4) + step for step in range((pair & 15) + 2)]
            else:
                pieces = []
                ring[writes_at] = packed[at]
                written.append(packed[at])
                writes_at = (writes_at + 1) % _RING
                at += 1
            for place in pieces:
                letter = ring[place % _RING]
                ring[writes_at] = letter
                written.append(letter)
                writes_at = (writes_at + 1) % _RING
    return bytes(written[:size])
