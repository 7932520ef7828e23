"""Files that Outlook puts beside a text written in Word: drawings for it alone, which no other reader shows.

Source: MS-OFFMACRO2 2.2.1 (ActiveMime); [MS-EMF] and [MS-WMF], packed with gzip.
"""

import zlib
from typing import Final

from redaction.office.line_art import line_art_ending, unpacked

_ACTIVE_MIME: Final = b"ActiveMime"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GZIP: Final = b"\x1f\x8b"
_SIZE_BYTES: Final = 4


def what_outlook_drew(held: bytes, content_id: str) -> str:
    """What is said of such a file when it is left out; nothing for any other file.

    A drawing that is not packed, and that no text shows by its name, was attached by a person.
    """
    if held.startswith(_ACTIVE_MIME) or _is_packed_store(held):
        return "embedded object"
    is_drawing = line_art_ending(unpacked(held)) in {"emf", "wmf"}
    return "drawing" if is_drawing and (content_id or held.startswith(_GZIP)) else ""


def _is_packed_store(held: bytes) -> bool:
    """Say whether these are the objects of a text ("oledata.mso"): their size, and a packed compound file."""
    try:
        start = zlib.decompressobj().decompress(held[_SIZE_BYTES:], len(_COMPOUND))
    except zlib.error:
        return False
    return start == _COMPOUND
