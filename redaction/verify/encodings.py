"""Every way in which bytes of a PDF may spell a word."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import pikepdf  # noqa: F401 - it teaches Python the encoding of PDF strings ("pdfdoc")

from redaction.verify.sought import Sought
from redaction.verify.terms import Term
from redaction.verify.wrapped import unwrapped

# Shorter words turn up in fonts and pictures by chance: five letters do so once in 30,000 megabytes.
LEAST_LETTERS_IN_BINARY: Final = 5
LEAST_LETTERS_IN_WIDE_BINARY: Final = 3
_WIDE: Final = ("utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le")
_LOOKED_AT_BYTES: Final = 4096
_WRITING_SHARE: Final = 0.9
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_EIGHT_BIT: Final = ("utf-8", "cp1252", "mac_roman", "pdfdoc")
_CHAR_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[A-Za-z?!]")
_INSTRUCTION: Final = re.compile(r"<\?.*?\?>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_ATTRIBUTE: Final = re.compile(r"\s(?!xmlns|rdf:about)[\w:.-]+\s*=\s*([\"'])(.*?)\1", re.DOTALL)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_LINE_CONTINUED: Final = re.compile(r"\\\r?\n")


def readings(spelt: bytes) -> Iterator[str]:
    """The texts that a PDF string may stand for."""
    yield spelt.decode("latin-1")
    if spelt.startswith((b"\xfe\xff", b"\xff\xfe")):
        yield spelt.decode("utf-16", "replace")
    if b"\0" in spelt:
        for offset in (0, 1):
            whole = spelt[offset : offset + (len(spelt) - offset) // 2 * 2]
            yield whole.decode("utf-16-be", "replace")
            yield whole.decode("utf-16-le", "replace")
            yield spelt[offset:].decode("utf-32-be" if offset == 0 else "utf-32-le", "replace")
    elif any(byte < 32 and byte not in b"\t\n\r\f" for byte in spelt):
        # Letters of another alphabet in two bytes each, without a mark and without a zero among them.
        yield spelt.decode("utf-16-be", "replace")
        yield spelt.decode("utf-16-le", "replace")
    if any(byte > 127 for byte in spelt):
        for encoding in _EIGHT_BIT:
            yield spelt.decode(encoding, "replace")


def is_writing(held: bytes) -> bool:
    """Say whether bytes are mostly printable, so that words in them are words and not chance."""
    looked_at = held[:_LOOKED_AT_BYTES]
    printable = sum(31 < byte < 127 or byte in b"\t\n\r\f" for byte in looked_at)
    return bool(looked_at) and printable >= _WRITING_SHARE * len(looked_at)


def is_in_string(spelt: bytes, sought: Sought) -> bool:
    """Say whether a string object spells a term, in letters or in what stands for letters."""
    return any(sought.is_in(text) for text in readings(spelt)) or _is_wrapped_in(spelt, sought)


def _is_wrapped_in(held: bytes, sought: Sought) -> bool:
    return any(
        any(sought.is_in(text) for text in readings(each)) if is_writing(each) else is_in_binary(each, sought)
        for each in unwrapped(held)
    )


def is_in_writing(held: bytes, sought: Sought) -> bool:
    """Say whether a stream of writing (XML, a script, a character map) spells a term.

    Escapes are undone: hexadecimal strings, octal escapes, XML entities, \\u and \\x escapes.
    """
    plain = held.decode("latin-1")
    texts = [plain]
    if any(byte > 127 for byte in held):
        texts.append(held.decode("utf-8", "replace"))
    if "&" in plain:
        texts.append(html.unescape(texts[-1]))
    if "\\" in plain:
        texts.append(_unescaped(texts[-1]))
    if any(sought.is_in(text) for text in texts):
        return True
    if any(is_in_string(_from_hex(found.group(1)), sought) for found in _HEX.finditer(held)):
        return True
    return _is_wrapped_in(held, sought)


def is_markup(held: bytes) -> bool:
    """Say whether bytes are XML or HTML, which only people's words and their labels stand in."""
    return bool(_MARKUP.match(held)) and is_writing(held)


def is_in_markup(held: bytes, sought: Sought) -> bool:
    """Say whether the words of XML spell a term: what stands between its tags, and its attributes' values."""
    text = _INSTRUCTION.sub(" ", held.decode("utf-8", "replace"))
    words = [_TAG.sub("\n", text), *(found.group(2) for found in _ATTRIBUTE.finditer(text))]
    return any(sought.is_in(html.unescape(each)) for each in words)


def is_in_binary(held: bytes, sought: Sought) -> bool:
    """Say whether bytes that are not writing hold a term as a whole word, in one or two bytes a letter.

    Lengths and sums stand right beside words in such bytes, and one in four of them looks like a letter. So a
    word goes on only where two letters stand beside it, and each piece of a PNG is looked at without its sum.
    """
    small = held.lower()
    return any(_spelt_in(small, term) for term in sought.terms) or any(
        _spelt_in(piece.lower(), term) for piece in _pieces_of_png(held) for term in sought.terms
    )


def _pieces_of_png(held: bytes) -> Iterator[bytes]:
    """The content of each piece of every PNG in some bytes, but not the packed pixels.

    Source: PNG (third edition) 5.3.
    """
    start = held.find(_PNG)
    while start >= 0:
        at = start + len(_PNG)
        while at + 12 <= len(held):
            size = int.from_bytes(held[at : at + 4])
            kind, content = held[at + 4 : at + 8], held[at + 8 : at + 8 + size]
            if not kind.isalpha():
                break
            if kind != b"IDAT":
                yield content
            at += 12 + size
        start = held.find(_PNG, start + 1)


def _spelt_in(small: bytes, term: Term) -> bool:
    for words in _spellings(term):
        if len(term.squashed) >= LEAST_LETTERS_IN_BINARY:
            for encoding in ("latin-1", *_EIGHT_BIT):
                spelt = words.encode(encoding, "ignore")
                if len(spelt) >= LEAST_LETTERS_IN_BINARY and _stands_in(small, spelt, 1, term):
                    return True
        if len(term.squashed) >= LEAST_LETTERS_IN_WIDE_BINARY and any(
            _stands_in(small, words.encode(encoding), int(encoding[4:6]) // 8, term) for encoding in _WIDE
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _spellings(term: Term) -> tuple[str, ...]:
    """How a term is looked for in bytes of which the plain letters were made small; others are as they were."""
    folded = "".join(
        " " + letter if place in term.spaces else letter for place, letter in enumerate(term.squashed)
    )
    if term.written.isascii():
        return (folded,)
    accented = " ".join(term.written.split())
    forms = (accented, accented.lower(), accented.upper(), accented.title())
    return tuple(dict.fromkeys((folded, *(_plain_letters_small(form) for form in forms))))


def _plain_letters_small(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def _stands_in(small: bytes, spelt: bytes, width: int, term: Term) -> bool:
    start = small.find(spelt)
    while start >= 0:
        end = start + len(spelt)
        before = (
            small[max(0, start - width) : start],
            small[max(0, start - 2 * width) : max(0, start - width)],
        )
        after = small[end : end + width], small[end + width : end + 2 * width]
        goes_on = (term.starts_as_word and all(map(_letter, before))) or (
            term.ends_as_word and all(map(_letter, after))
        )
        if not goes_on:
            return True
        start = small.find(spelt, start + 1)
    return False


def _letter(beside: bytes) -> bool:
    plain = beside.strip(b"\0")
    return len(plain) == 1 and plain.isalnum()


def _from_hex(digits: bytes) -> bytes:
    kept = b"".join(digits.split())
    return bytes.fromhex((kept + b"0" * (len(kept) % 2)).decode("ascii"))


def _unescaped(text: str) -> str:
    joined = _LINE_CONTINUED.sub("", text)
    plain = _OCTAL.sub(lambda found: chr(int(found.group(1), 8) & 255), joined)
    return _CHAR_ESCAPE.sub(lambda found: chr(int(found.group(1) or found.group(2), 16)), plain)
