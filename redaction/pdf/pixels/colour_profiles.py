"""Writes colour profiles anew with what turns colours into colours, and none of what people read in them.

A profile names its maker, its owner and the device, in any language, and may hold any text besides.

Source: ICC.1:2022, 7 to 10.
"""

import struct
from typing import Final

import pikepdf

from redaction.pdf.intake import bounded

_HEAD: Final = 128
_ENTRY: Final = 12
_MOST_TAGS: Final = 100
_TAGS: Final = frozenset(
    f"{name}".encode("ascii")
    for name in [
        "A2B0",
        "A2B1",
        "A2B2",
        "A2B3",
        "B2A0",
        "B2A1",
        "B2A2",
        "B2A3",
        "D2B0",
        "D2B1",
        "D2B2",
        "D2B3",
        "B2D0",
        "B2D1",
        "B2D2",
        "B2D3",
        "rXYZ",
        "gXYZ",
        "bXYZ",
        "rTRC",
        "gTRC",
        "bTRC",
        "kTRC",
        "wtpt",
        "bkpt",
        "chad",
        "gamt",
        "lumi",
        "cicp",
    ]
)
_TYPES: Final = frozenset(
    {b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet", b"XYZ ", b"curv", b"para", b"sf32", b"cicp"}
)
# Where the head says who made it, on what, for what device, when, and a sum over all of that.
_SAYS_WHO: Final = ((4, 8), (24, 36), (40, 56), (56, 64), (80, 128))
_A_DATE: Final = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def bare_profile(held: bytes) -> bytes:
    """Give a profile of the same colours without its words; empty where it is none: readers then take the plain
    colours of as many inks.
    """
    if len(held) < _HEAD + 4 or held[36:40] != b"acsp":
        return b""
    (count,) = struct.unpack(">L", held[_HEAD : _HEAD + 4])
    end = _HEAD + 4 + _ENTRY * count
    if count > _MOST_TAGS or end > len(held):
        return b""
    parts: dict[bytes, bytes] = {}
    for at in range(_HEAD + 4, end, _ENTRY):
        tag, start, size = struct.unpack(">4sLL", held[at : at + _ENTRY])
        part = held[start : start + size]
        if tag in _TAGS and part[:4] in _TYPES:
            parts[tag] = part
    return _written(held[:_HEAD], parts)


def _written(head: bytes, parts: dict[bytes, bytes]) -> bytes:
    at = _HEAD + 4 + _ENTRY * len(parts)
    table, body = bytearray(struct.pack(">L", len(parts))), bytearray()
    places: dict[bytes, int] = {}
    for tag, part in parts.items():
        # Three inks often share one curve.
        if part not in places:
            places[part] = at + len(body)
            body += part + b"\0" * (-len(part) % 4)
        table += struct.pack(">4sLL", tag, places[part], len(part))
    made = bytearray(head)
    for first, last in _SAYS_WHO:
        made[first:last] = bytes(last - first)
    made[24:36] = _A_DATE
    made[:4] = struct.pack(">L", at + len(body))
    return bytes(made) + bytes(table) + bytes(body)


def without_words(profile: pikepdf.Object) -> None:
    """Write a profile's stream again without its words."""
    try:
        held = bounded(profile)
    except pikepdf.PdfError:
        held = b""
    clean = bare_profile(held)
    if clean != held:
        profile.write(clean)
