"""Reads a text file back: its letters, every way they can spell, and its bytes."""

import re
import unicodedata
from typing import Final

from redaction.verify.encodings import is_in_binary
from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import of_whole_files
from redaction.verify.writing.spelt import is_in_code, readings_of

LEAST_LETTERS_ALONE: Final = 6
"""A term of fewer is looked for as a whole word of the text; a longer one also within one element of it."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_JOINERS: Final = frozenset("\u200c\u200d")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
_SUSPECT: Final = re.compile("[^\t\n\r\x0c -~\u00a1-\u00ac\u00ae-\u02ff]")


def of_bytes(held: bytes, sought: Sought, *, is_ours: bool) -> list[Check]:
    """Every check on the bytes of a text."""
    return [
        *made("encoding", lambda: _encoding(held, is_ours=is_ours)),
        *made("text", lambda: in_text(held.decode("utf-8-sig", "replace"), sought)),
        *made("other encodings", lambda: in_other_encodings(held, sought)),
    ]


def in_text(text: str, sought: Sought) -> list[Check]:
    """What the text says, however it is spelt."""
    return [
        found("spellings", sum(sought.count(reading) for reading in readings_of(text))),
        found("base64", int(is_in_code(text, sought))),
    ]


def in_other_encodings(held: bytes, sought: Sought) -> list[Check]:
    """What the bytes say in other encodings than their own.

    Where they are nothing but UTF-8 they are read as such by the other checks. Read as bytes that are no writing,
    "benefits" would hold "benefit": lengths stand right beside words there, and one looks like a letter.
    """
    wide = _in_wide(held, sought) or (not _is_utf8(held) and is_in_binary(held, sought))
    western = any(byte > 127 for byte in held) and sought.is_in(held.decode("cp1252", "replace"))
    return [found("raw bytes", int(wide)), found("Western reading", int(western))]


def found(name: str, places: int) -> Check:
    """A check from the number of places in which it found something."""
    return Check(name, CheckState.FOUND, f"{places} places") if places else Check(name, CheckState.CLEAN)


def unseen_letters(text: str) -> int:
    """How many letters of a text nobody sees: controls, formats, tags and private letters."""
    return len(_SELECTORS.findall(text)) + sum(
        unicodedata.category(each.group()) in _UNSEEN and each.group() not in _JOINERS
        for each in _SUSPECT.finditer(text)
    )


def _encoding(held: bytes, *, is_ours: bool) -> Check:
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Check("encoding", CheckState.UNAVAILABLE, "the file is not in UTF-8")
    unseen = unseen_letters(text)
    if unseen and is_ours:
        return Check("encoding", CheckState.FOUND, f"{unseen} invisible letters")
    return Check("encoding", CheckState.NOTICE if unseen else CheckState.CLEAN)


def _is_utf8(held: bytes) -> bool:
    try:
        return "\0" not in held.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _in_wide(held: bytes, sought: Sought) -> bool:
    return b"\0" in held and any(
        sought.is_in(held.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")
    )


inspect: Final = of_whole_files(lambda held, asked: of_bytes(held, asked.sought, is_ours=asked.is_ours))
"""The verdict on a text file."""
