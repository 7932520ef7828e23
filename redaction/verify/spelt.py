"""Reads writing in every way in which it can spell a word, with the standard library's readers.

The burner has readers of its own. What this file undoes: escapes of programs, of links, of mail and of markup,
base64, tags, the cells of a table and the times of a transcript.
"""

import base64
import binascii
import csv
import html
import io
import quopri
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, unquote_plus

from redaction.kinds.table_shape import table_separator
from redaction.verify.cell_orders import other_orders
from redaction.verify.encodings import is_in_binary, is_writing
from redaction.verify.sought import Sought

_PROGRAM_ESCAPE: Final = re.compile(
    r"(?:\\u[0-9a-fA-F]{4})+|\\u\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\[nrt/\"']"
)
_WORD_OF_BASE64: Final = re.compile(r"[A-Za-z0-9+/=_-]{12,}(?:\s{1,3}[A-Za-z0-9+/=_-]{2,})*")
_TIME_LINE: Final = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
_CUE_NUMBER: Final = re.compile(r"^\s*\d{1,6}\s*$", re.MULTILINE)


def is_spelt(text: str, sought: Sought) -> bool:
    """Say whether any term stands in the text, in any of the ways."""
    return any(sought.is_in(reading) for reading in readings_of(text)) or is_in_base64(text, sought)


def readings_of(text: str) -> Iterator[str]:
    """The text, and what it says when each kind of escape is undone."""
    yield text
    if "\\" in text:
        yield _PROGRAM_ESCAPE.sub(_from_program, text)
    if "%" in text:
        yield unquote(text)
    if "+" in text:
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "=" in text:
        yield _from_mail(text)
    if "<" in text:
        yield without_tags(text)
    if "-->" in text:
        yield _CUE_NUMBER.sub("", _TIME_LINE.sub("", text))
    yield from _rows(text)


def is_in_base64(text: str, sought: Sought) -> bool:
    """Say whether a stretch of base64 says a term: as writing, or as five letters and more in other bytes."""
    for found in _WORD_OF_BASE64.finditer(text):
        for written in {found.group(), found.group().split()[0]}:
            held = _from_base64(written)
            if is_writing(held) and sought.is_in(held.decode("utf-8", "replace")):
                return True
            if held and is_in_binary(held, sought):
                return True
    return False


def without_tags(text: str) -> str:
    """What stands between the tags, as the standard library's parser sees it."""
    reader = _Between()
    reader.feed(text)
    reader.close()
    return "".join(reader.seen)


class _Between(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def _rows(text: str) -> Iterator[str]:
    """Each row of a table with its cells side by side, and each cell alone."""
    mark = table_separator(text)
    if not mark:
        return
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    for row in rows:
        yield " ".join(row)
        yield "\n\n".join(row)
    yield from other_orders([dict(enumerate(row)) for row in rows])


def _from_program(found: re.Match[str]) -> str:
    written = found.group()
    if written[1] == "u" and "{" not in written:
        wide = bytes.fromhex(written.replace("\\u", ""))
        return wide.decode("utf-16-be", "replace")
    if written[1] in "ux":
        point = int(written[2:].strip("{}"), 16)
        return chr(point) if point < 0x110000 else " "
    return {"n": "\n", "r": "\r", "t": "\t"}.get(written[1], written[1])


def _from_mail(text: str) -> str:
    held = quopri.decodestring(text.encode("utf-8", "replace"))
    return held.decode("utf-8", "replace")


def _from_base64(written: str) -> bytes:
    bare = "".join(written.split()).rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    while bare:
        try:
            return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except binascii.Error:
            bare = bare[:-1] if len(bare) % 4 == 1 else ""
    return b""
