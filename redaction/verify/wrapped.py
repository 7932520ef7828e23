"""Undoes what programs do to bytes so that they pass as letters: base64, hexadecimal, ASCII85, and escapes."""

import base64
import binascii
import contextlib
import quopri
import re
import urllib.parse
from collections.abc import Iterator
from typing import Final

_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*")
_HEX: Final = re.compile(rb"(?:[0-9A-Fa-f]{2}[ \r\n]{0,2}){5,}")
_ASCII85: Final = re.compile(rb"<~([!-uz\s]{5,})~>")
_PERCENT: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_QUOTED: Final = re.compile(rb"=[0-9A-F]{2}|=\r?\n")


def unwrapped(held: bytes) -> Iterator[bytes]:
    """The bytes that parts of some writing may stand for. Most of what comes is chance and means nothing."""
    for run in _BASE64.finditer(held):
        yield from _from_base64(run.group(0))
    for run in _HEX.finditer(held):
        yield bytes.fromhex(b"".join(run.group(0).split()).decode("ascii"))
    for found in _ASCII85.finditer(held):
        with contextlib.suppress(ValueError):
            yield base64.a85decode(found.group(1))
    if _PERCENT.search(held):
        yield urllib.parse.unquote_to_bytes(held)
    if _QUOTED.search(held):
        yield quopri.decodestring(held)


def _from_base64(run: bytes) -> Iterator[bytes]:
    letters = b"".join(run.split()).translate(bytes.maketrans(b"-_", b"+/"))
    whole = letters[: len(letters) // 4 * 4 + (len(letters) % 4 if len(letters) % 4 > 1 else 0)]
    with contextlib.suppress(binascii.Error):
        yield base64.b64decode(whole + b"=" * (-len(whole) % 4))
