"""The ways in which writing can spell a word other than letter by letter.

A record in JSON says `Zo\\u00eb`, a link says `Anna%20Smith`, a table says `"Anna","Smith"`, a transcript parts
a name by the time of the next line, a reply puts a mark before each line. Each reading keeps where in the
writing every one of its letters stood.
"""

import base64
import binascii
import html
import quopri
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote_to_bytes

_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\[nrt/\"'\\]"
)
_PERCENT: Final = re.compile(r"(?:%(?:25){0,3}[0-9a-fA-F]{2})+|(?<=\w)\+(?=\w)")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
_QUOTED: Final = re.compile(r"=[ \t]*\r?\n|(?:=[0-9A-Fa-f]{2})+")
_ESCAPED_AGAIN: Final = re.compile(r"%(?:25)+(?=[0-9a-fA-F]{2})")
_TAG: Final = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]{0,400}>|<\d[\d:.]{3,14}>", re.DOTALL)
# Every repetition is bounded: a file of line ends alone must cost no more than another.
_CUE: Final = re.compile(
    r"\n(?:[ \t]{0,20}\r?\n){1,4}(?:[^\n]{0,80}\n)?[ \t]{0,20}[\d:.,]{3,20}[ \t]{1,20}-->[^\n]*\n"
    r"|\n[ \t]{0,20}\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t]{1,20}"
)
_TIMED: Final = re.compile(r"^[ \t]*\[?\d{1,2}:\d\d", re.MULTILINE)
_TAG_OR_ENTITY: Final = re.compile(f"{_TAG.pattern}|{_ENTITY.pattern}", re.DOTALL)
_JOINED_TEXTS: Final = re.compile(r"""(?P<mark>["'])\1?[ \t]{0,4}[&+.][ \t]{0,4}(?P=mark){1,2}""")
_EMPHASIS: Final = re.compile(r"(?<=[^\W\d_])(?:\*{1,3}|~~|`)|(?:\*{1,3}|~~|`)(?=[^\W\d_])")
_NOTE: Final = re.compile(r"(?<=\w)\[\d{1,3}\]")
_QUOTE_MARKS: Final = re.compile(r"\n[ \t]{0,4}(?:[>|][ \t]?){1,20}")
_MAIL_OF_SEVEN_BITS: Final = re.compile(r"\+[A-Za-z0-9+/]{3,400}-?")
_TURNED: Final = re.compile("\u202e([^\u202c\n\r]{1,4000})")
_TAG_LETTERS: Final = re.compile("[\U000e0020-\U000e007e]{1,400}")
_FIRST_TAG_LETTER: Final = 0xE0000
_HEX_BYTES: Final = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[ :]?){5,}(?![0-9a-fA-F])")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]{2,})*={0,2}")
_OLD_FILE: Final = re.compile(
    r"^begin(?:-base64)? [0-7]{3,4} [^\n]+\n(?:[ -`]{1,62}\r?\n)+(?:end|====)\r?(?:\n|$)", re.MULTILINE
)
_LEAST_LETTERS_IN_BINARY: Final = 5  # shorter words turn up in pictures by chance
_LONGEST_CODE_LEFT: Final = 256
_WORD_ALONE: Final = re.compile(
    r"(?:[A-Z]?[a-z]+|[A-Z]+|[0-9]+)(?:[-_/+](?:[A-Z]?[a-z]+|[A-Z]+|[0-9]+))*={0,2}"
)
_SHARE_OF_WRITING: Final = 0.9
_HEX: Final = re.compile(r"[0-9a-fA-F\s]*")
# Between digits and letters of one number: "020.7946.0321", "(020) 7946", "943_476_5919".
NUMBER_SEPARATOR: Final = re.compile(r"(?<=[^\W_])(?:\s[^\w\s]|[^\w\s]{1,2}|[^\w\s]\s|_)(?=[^\W_])")
_ONE_CHARACTER: Final = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One reading. Letter `i` stands in the writing from `starts[i]` to `ends[i]`; the same where it is to stay.

    `marks_each` says that every stretch which loses letters (each cell of a table) gets a mark of its own.
    Terms of fewer than `least_letters` are not looked for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    marks_each: bool = False
    least_letters: int = 1


def spellings(text: str, *, separator: str = "") -> Iterator[Spelling]:
    """Every other reading of the text that differs from it.

    Args:
        separator: what parts the cells, where the text is a table.
    """
    yield from escapes_undone(text)
    if "-->" in text or _TIMED.search(text):
        yield replace(respelt(text, _CUE, lambda _: " ", keeps=True), marks_each=False)
    if separator:
        yield respelt(text, _between_cells(separator), lambda _: " ", keeps=True)


def escapes_undone(text: str) -> Iterator[Spelling]:
    """The readings that no format has for itself: what people paste into any document says a name in them too."""
    for sign, pattern, means in _READINGS:
        if sign in text and pattern.search(text):
            yield respelt(text, pattern, means)
    if "\n>" in text or "\n|" in text or "\n " in text:
        yield replace(respelt(text, _QUOTE_MARKS, lambda _: "\n", keeps=True), marks_each=False)
    if _TAG_LETTERS.search(text):
        yield respelt(text, _TAG_LETTERS, _from_tag_letters)
    if "\u202e" in text:
        yield _turned_round(text)
    yield from _coded(text)


def link_undone(text: str) -> Spelling | None:
    """What the links in a text mean; None where it has none with an escape in it, as most pages do."""
    if ("%" in text or "+" in text) and _PERCENT.search(text):
        return respelt(text, _PERCENT, _from_percent)
    return None


def _turned_round(text: str) -> Spelling:
    """What is written to be shown backwards, as it is shown."""
    places = list(range(len(text)))
    for found in _TURNED.finditer(text):
        places[found.start(1) : found.end(1)] = range(found.end(1) - 1, found.start(1) - 1, -1)
    return Spelling("".join(text[at] for at in places), places, [at + 1 for at in places])


def respelt(
    text: str, pattern: re.Pattern[str], means: Callable[[str], str], *, keeps: bool = False
) -> Spelling:
    """The reading in which everything that the pattern matches stands for what it means.

    Args:
        keeps: what is matched (the end of a cell, a time) stays when the letters around it go.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in pattern.finditer(text):
        letters.append(text[at : found.start()])
        starts.extend(range(at, found.start()))
        ends.extend(range(at + 1, found.start() + 1))
        meant = means(found.group())
        letters.append(meant)
        starts.extend([found.start()] * len(meant))
        ends.extend([found.start() if keeps else found.end()] * len(meant))
        at = found.end()
    letters.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Spelling("".join(letters), starts, ends, keeps)


def without_files(text: str) -> tuple[str, int]:
    """The text without the files that stand in it, and their number.

    They stand there as base64 (a photograph in a contact card) or, in old mail, as lines between "begin" and "end".
    Nobody reads them as text, and nobody can say what they show.
    """
    text, old = _OLD_FILE.subn(FILE_LEFT_OUT + "\n", text)
    text, coded = _without_coded(text)
    return text, old + coded


def _without_coded(text: str) -> tuple[str, int]:
    left: list[str] = []
    at = number = 0
    for found in _BASE64.finditer(text):
        if len(found.group()) >= _LONGEST_CODE_LEFT and _is_file(found.group()):
            left += [text[at : found.start()], FILE_LEFT_OUT]
            at = found.end()
            number += 1
    return "".join([*left, text[at:]]), number


FILE_LEFT_OUT: Final = "[file left out]"


def _is_file(written: str) -> bool:
    if _is_list_of_words(written):
        return False
    held = _from_base64(written)
    return not (_HEX.fullmatch(written) or is_writing(held))


def _is_list_of_words(written: str) -> bool:
    """Say whether most of it are words, one a line, as in a list of surnames: in code capitals stand anywhere."""
    lines = written.split()
    words = sum(len(line) for line in lines if _WORD_ALONE.fullmatch(line))
    return 2 * words >= sum(map(len, lines))


def is_writing(held: bytes) -> bool:
    """Say whether bytes are text rather than a picture or a program."""
    if _is_wide(held):
        return True
    letters = held.decode("utf-8", "replace")
    seen = sum(letter.isprintable() or letter in "\t\r\n" for letter in letters if letter != "\ufffd")
    return bool(letters) and seen >= _SHARE_OF_WRITING * len(letters)


def _coded(text: str) -> Iterator[Spelling]:
    """What stretches of base64 say. They are found whole or not at all: any letter stands for the stretch."""
    for found in _BASE64.finditer(text):
        held = _from_base64(found.group())
        if not held:
            continue
        least = 1 if is_writing(held) else _LEAST_LETTERS_IN_BINARY
        meant = held.decode("utf-16" if _is_wide(held) else "utf-8", "replace")
        yield Spelling(meant, [found.start()] * len(meant), [found.end()] * len(meant), least_letters=least)

    for found in _HEX_BYTES.finditer(text):
        held = bytes.fromhex(found.group().replace(":", " "))
        if is_writing(held):
            meant = held.decode("utf-16-le" if _is_wide(held) else "utf-8", "replace")
            yield Spelling(meant, [found.start()] * len(meant), [found.end()] * len(meant))


def _is_wide(held: bytes) -> bool:
    return held.startswith((b"\xff\xfe", b"\xfe\xff")) or held[1::2].count(0) > len(held) * 0.4


def _from_base64(written: str) -> bytes:
    bare = "".join(written.split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare[: len(bare) - (len(bare) % 4 == 1)] + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return b""


def _unescaped(written: str) -> str:
    if written[1] not in "uUx":
        return _ONE_CHARACTER.get(written[1], written[1])
    if len(written) == 12:
        high, low = int(written[2:6], 16), int(written[8:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    point = int(written[2:].strip("{}"), 16)
    return chr(point) if point <= 0x10FFFF else ""


def _from_percent(written: str) -> str:
    if written == "+":
        return " "
    return unquote_to_bytes(_ESCAPED_AGAIN.sub("%", written)).decode("utf-8", "replace")


def _from_seven_bits(written: str) -> str:
    bare = written[1:].rstrip("-")
    try:
        held = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return written
    return held[: len(held) & ~1].decode("utf-16-be", "replace")


def _from_tag_letters(written: str) -> str:
    """Letters that nobody sees, one for each of ours."""
    return "".join(chr(ord(letter) - _FIRST_TAG_LETTER) for letter in written)


def _between_tags(written: str) -> str:
    return "" if written[0] == "<" else html.unescape(written)


def _from_quoted(written: str) -> str:
    if written[1:2].isspace():
        return ""
    held = quopri.decodestring(written.encode("ascii"))
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return held.decode("cp1252", "replace")


def _between_cells(separator: str) -> re.Pattern[str]:
    """The end of a cell and the beginning of the next; a formula's joining of texts; a doubled quote."""
    mark = re.escape(separator)
    return re.compile(rf'[ ]*"?[ ]*{mark}[ ]*(?:"?={{0,1}}"*)?|"+[ ]*&[ ]*"+|""')


_READINGS: Final = (
    ("\\", _ESCAPE, _unescaped),
    ("%", _PERCENT, _from_percent),
    ("+", _PERCENT, _from_percent),
    ("&", _ENTITY, html.unescape),
    ("=", _QUOTED, _from_quoted),
    ("<", _TAG, lambda _: ""),
    ("<", _TAG_OR_ENTITY, _between_tags),
    ("+", _MAIL_OF_SEVEN_BITS, _from_seven_bits),
    ('"', _JOINED_TEXTS, lambda _: ""),
    ("'", _JOINED_TEXTS, lambda _: ""),
    ("[", _NOTE, lambda _: ""),
    ("*", _EMPHASIS, lambda _: ""),
    ("~~", _EMPHASIS, lambda _: ""),
    ("`", _EMPHASIS, lambda _: ""),
)
