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
_HEX_DIGITS: Final = re.compile(r"\b(?:[0-9A-Fa-f]{2}[ :]?){5,}\b")
_ANSWERED: Final = re.compile(r"^[ \t]*[>|][>| \t]*", re.MULTILINE)
_PUT_TOGETHER: Final = re.compile(r"""['"]+\s*[&+.]\s*['"]+""")
_FIGURES_BEHIND: Final = re.compile(r"(?<=[^\W\d_]{4})(?=\d)")
_VALUE_OF: Final = re.compile("=+(?=[A-Za-z0-9])")
_STARS: Final = re.compile(r"\*+|~~|`")
_ANY_TAG: Final = re.compile(r"<[^<>]{1,400}>")
_ADDRESS: Final = re.compile(r"[<\[](?:mailto:)?[^\s<>\[\]@]{1,100}@")
_FAMILY_FIRST: Final = re.compile(
    r"([^\W\d_][^,<>\n;:\"()\[]{1,60}), ([^\W\d_][^,<>\n;:\"()\[]{0,60}?)[\"']?(?: ?\([^()\n]{0,60}\)[\"']?)? ?\Z"
)
_LONGEST_BEFORE: Final = 200
_NOTE_NUMBER: Final = re.compile(r"\[[0-9]{1,3}\]")
_BACKWARDS: Final = re.compile("\u202e([^\u202c\n\r]*)")
_LONG_ENOUGH_BACKWARDS: Final = 6
_SHIFTED: Final = re.compile(r"\+([A-Za-z0-9+/]{3,})-?")
_MOST_ESCAPED_AGAIN: Final = 4
_TIME_LINE: Final = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
_CUE_NUMBER: Final = re.compile(r"^\s*\d{1,6}\s*$", re.MULTILINE)


def is_spelt(text: str, sought: Sought) -> bool:
    """Say whether any term stands in the text, in any of the ways."""
    return any(sought.is_in(reading) for reading in escapes_read(text)) or is_in_code(text, sought)


def readings_of(text: str) -> Iterator[str]:
    """The text, and what it says when each kind of escape is undone."""
    yield from escapes_read(text)
    if "-->" in text:
        yield _CUE_NUMBER.sub("", _TIME_LINE.sub("", text))
    if "@" in text:
        yield "\n|\n".join(before_addresses(text))
    if "BEGIN:VCARD" in text.upper():
        yield "\n|\n".join(_on_cards(text))
    yield from _rows(text)


def before_addresses(text: str) -> Iterator[str]:
    """What is said as "Smith, Anna <a.smith@example.org>", given names first."""
    for address in _ADDRESS.finditer(text):
        found = _FAMILY_FIRST.search(text, max(0, address.start() - _LONGEST_BEFORE), address.start())
        if found is None:
            continue
        family, given = found.group(1).split()[-2:], found.group(2).split()[:2]
        if all(word[0].isalpha() for word in (*family, *given)):
            yield " ".join([*given, *family])
            yield f"{given[0]} {family[-1]}"


def _on_cards(text: str) -> Iterator[str]:
    """The names on contact cards as they are said: given names before the family name, and behind it."""
    for line in text.splitlines():
        field, _, value = line.partition(":")
        family, *given = value.split(";")
        if field.split(";")[0].rpartition(".")[2].strip().upper() == "N" and given:
            yield f"{given[0]} {family}"
            yield " ".join([*given[:2], family])
            yield " ".join([family, *given[:2]])


def escapes_read(text: str) -> Iterator[str]:
    """The same without what tables and transcripts alone can say: for text of any format."""
    yield text
    yield _FIGURES_BEHIND.sub(" ", text)
    if ">" in text or "|" in text:
        yield _ANSWERED.sub("", text)
    if "\\" in text:
        yield _PROGRAM_ESCAPE.sub(_from_program, text)
    if "%" in text:
        yield from _unlinked(text)
    if "+" in text:
        yield unquote_plus(text)
        yield _SHIFTED.sub(_from_shifted, text)
    if "&" in text:
        yield html.unescape(text)
    if "=" in text:
        yield _from_mail(text)
    if "<" in text:
        yield without_tags(text)
        yield html.unescape(_ANY_TAG.sub("", text))
    yield from _marks_undone(text)


def _marks_undone(text: str) -> Iterator[str]:
    """What is said without quotation marks that join, without stars, forwards, and as bytes in figures."""
    if "'" in text or '"' in text:
        yield _PUT_TOGETHER.sub("", text)
    if "*" in text or "~~" in text or "`" in text:
        yield _STARS.sub("", text)
    if "[" in text:
        yield _NOTE_NUMBER.sub("", text)
    if "\u202e" in text:
        yield _BACKWARDS.sub(lambda run: run.group(1)[::-1], text)
    for found in _HEX_DIGITS.finditer(text):
        held = bytes.fromhex(found.group().replace(":", " "))
        if is_writing(held):
            yield held.decode("utf-8", "replace")
        elif 0 in held[:2]:
            yield held.decode("utf-16-be" if held[0] == 0 else "utf-16-le", "replace")


def is_in_code(text: str, sought: Sought) -> bool:
    """Say whether a stretch of base64 says a term, or a longer one stands there from its last letter to its first."""
    long_words = Sought.of(
        term for term in sought.terms if term.bare.isalpha() and len(term.bare) >= _LONG_ENOUGH_BACKWARDS
    )
    return is_in_base64(text, sought) or long_words.is_in(text[::-1])


def is_in_base64(text: str, sought: Sought) -> bool:
    """Say whether a stretch of base64 says a term: as writing, or as five letters and more in other bytes."""
    for found in _WORD_OF_BASE64.finditer(text):
        whole, first = found.group(), found.group().split()[0]
        for written in {whole, first, *_VALUE_OF.split(whole), *_VALUE_OF.split(first)}:
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


def _unlinked(text: str) -> Iterator[str]:
    """What links say, however often they were put into other links."""
    for _ in range(_MOST_ESCAPED_AGAIN):
        shorter = unquote(text)
        if shorter == text:
            return
        yield shorter
        text = shorter


def _from_shifted(found: re.Match[str]) -> str:
    """What mail of seven bits (UTF-7) says between a plus and a hyphen."""
    held = _from_base64(found.group(1))
    return held[: len(held) // 2 * 2].decode("utf-16-be", "replace")


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
