"""Turns bytes into letters, or says that nobody can tell which letters they are."""

import codecs
from typing import Final

from redaction.errors import DocumentUnreadable

# Five of its places stand for nothing. A file that has one of them is in some other alphabet's code.
_WESTERN: Final = "cp1252"
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In English a few letters in a thousand have accents, in Polish one in ten. Cyrillic or Greek read as Western
# would be nearly all accents: names in it would be neither found nor seen.
_MOST_ACCENTED: Final = 0.3
_LEAST_JUDGED: Final = 4


def decoded(held: bytes, *, told: str = "") -> str:
    """The letters that bytes stand for, without a byte order mark.

    Args:
        told: the name of the encoding that came with them, from a header. It is used if they obey it.

    A file says its encoding by its mark, by being UTF-8 without fault, or by being Western writing in
    Windows-1252. Nothing else is guessed.

    Raises:
        DocumentUnreadable: it cannot be told.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if held.startswith(mark):
            return _obeying(held[len(mark) :], encoding) or _untold(held[len(mark) :])
    letters = _obeying(held, told) if told and not _is_plain_code(told) else None
    if letters is None:
        letters = _obeying(held, _utf_16_without_mark(held) or "utf-8")
    return letters if letters is not None else _western(held)


def has_mark(held: bytes) -> bool:
    """Say whether the file begins with a byte order mark."""
    return any(held.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS)


def _is_plain_code(told: str) -> bool:
    """ASCII and Latin-1 are said of everything; UTF-8 and Windows-1252 hold all that they do."""
    return told.lower().replace("_", "-") in {"us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "utf-8"}


def _obeying(held: bytes, encoding: str) -> str | None:
    try:
        letters = held.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    # Codecs from bytes to bytes ("base64", "hex") are no encodings of letters; Python refuses them here.
    return letters


def _utf_16_without_mark(held: bytes) -> str | None:
    """Western letters in UTF-16 have a zero in every other byte."""
    if len(held) < 4 or len(held) % 2 or b"\0" not in held:
        return None
    pairs = len(held) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if held[first::2].count(0) > 0.7 * pairs and held[1 - first :: 2].count(0) == 0:
            return encoding
    return None


def _western(held: bytes) -> str:
    letters = _obeying(held, _WESTERN)
    if letters is None or b"\0" in held:
        return _untold(held)
    written = len(letters) - sum(map(str.isspace, letters))
    accented = sum(letter > "\x7f" for letter in letters)
    if accented >= _LEAST_JUDGED and accented > _MOST_ACCENTED * written:
        return _untold(held)
    return letters


def _untold(_: bytes) -> str:
    raise DocumentUnreadable(
        "It cannot be told in which encoding the text was saved, so names in it could be missed.",
        next_step="Open it in its own program, save it as UTF-8 (or print it to PDF) and upload that.",
    )
