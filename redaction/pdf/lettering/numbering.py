"""Gives the letters of a font numbers that say nothing of the order in which a document used them.

Many programs number the letters of a subset as they first come. After a word is gone its numbers are missing, and a
letter that came in it for the first time still has the number of that place: together they spell the word. Such a
letter is given the number of its own character, which is the same in every document.
"""

from collections.abc import Callable, Iterable
from typing import Final
from zlib import crc32

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.cmaps import parse_to_unicode
from redaction.pdf.lettering.fonts import CompositeFont, Font, SimpleFont
from redaction.pdf.lettering.renumbered import can_be_put_in_order
from redaction.pdf.values import spelt, stream_bytes

# A space that is one byte 32 is stretched where words are spread (ISO 32000-2, 9.3.3): nothing may become one.
_FIRST_OF_ONE_BYTE: Final = 33
_PRIVATE, _PRIVATE_COUNT = 0xE000, 0x1900
_LEAST_LETTERS: Final = 2
_IDENTITIES: Final = frozenset({"Identity-H", "Identity-V"})


def fresh_numbers(font: pikepdf.Object, read: Font) -> dict[int, int]:
    """Give the new code of each code that gets one, each once; empty where a font's own numbers say nothing.

    It follows from the font alone, never from what is still shown of it.
    """
    if isinstance(read, SimpleFont):
        made, held = _of_one_byte(font), font
    elif isinstance(read, CompositeFont) and read.code_map.identity and not read.vertical:
        made = _of_two_bytes(font, read)
        held = font.DescendantFonts[0] if made else font
    else:
        return {}
    # A program that is broken stays as it is: what it is drawn with cannot be put under other numbers.
    program = held.FontDescriptor.FontFile2 if made else None
    is_simple = isinstance(read, SimpleFont)
    return made if program is not None and can_be_put_in_order(program, by_code=is_simple) else {}


def _of_one_byte(font: pikepdf.Object) -> dict[int, int]:
    if font.get(Name.Subtype) != Name.TrueType or Name.Encoding in font or not _has_program(font):
        return {}
    texts = {code: text for code, text in _texts(font).items() if 0 <= code < 256}
    strange = sum(_byte_of(text) != code for code, text in texts.items())
    if 2 * strange <= len(texts):
        return {}
    return _numbered(texts, _byte_of, range(_FIRST_OF_ONE_BYTE, 256))


def _of_two_bytes(font: pikepdf.Object, read: CompositeFont) -> dict[int, int]:
    below = font.get(Name.DescendantFonts)
    held = below[0] if isinstance(below, Array) and len(below) else None
    encoding = font.get(Name.Encoding)
    if (
        not isinstance(held, Dictionary)
        or not isinstance(encoding, Name)
        or spelt(encoding) not in _IDENTITIES
        or held.get(Name.Subtype) != Name.CIDFontType2
        or Name.W2 in held
        or not _has_program(held)
    ):
        return {}
    texts = {code: text for code, text in read.by_code.items() if 0 < code < 0x10000}
    if not _is_as_they_came(texts):
        return {}
    return _numbered(texts, _point_of, range(_PRIVATE, _PRIVATE + _PRIVATE_COUNT))


def _texts(font: pikepdf.Object) -> dict[int, str]:
    held = font.get(Name.ToUnicode)
    return parse_to_unicode(stream_bytes(held))[0] if isinstance(held, Stream) else {}


def program_of(font: pikepdf.Object) -> tuple[int, int] | None:
    """Give the place of the TrueType program that a font draws with."""
    below = font.get(Name.DescendantFonts)
    for part in [font, *(below if isinstance(below, Array) else ())]:
        if isinstance(part, Dictionary) and _has_program(part):
            number, generation = part.FontDescriptor.FontFile2.objgen
            return number, generation
    return None


def _has_program(held: pikepdf.Object) -> bool:
    descriptor = held.get(Name.FontDescriptor)
    return isinstance(descriptor, Dictionary) and isinstance(descriptor.get(Name.FontFile2), Stream)


def _is_as_they_came(texts: dict[int, str]) -> bool:
    """Say whether letters that follow each other do so in the font: whole fonts have the alphabet in one piece."""
    for group in (str.islower, str.isupper):
        apart = {
            code - ord(text)
            for code, text in texts.items()
            if text.isascii() and len(text) == 1 and group(text)
        }
        if len(apart) >= _LEAST_LETTERS:
            return True
    return False


def _byte_of(text: str) -> int | None:
    try:
        held = text.replace(" ", "\xa0").encode("cp1252")
    except UnicodeEncodeError:
        return None
    return held[0] if len(held) == 1 and held[0] >= _FIRST_OF_ONE_BYTE else None


def _point_of(text: str) -> int | None:
    point = ord(text) if len(text) == 1 else 0
    return point if 0x20 <= point < 0xD800 or 0xF900 <= point < 0xFFFE else None


def _numbered(texts: dict[int, str], own: Callable[[str], int | None], others: range) -> dict[int, int]:
    """Each code's new one: that of its character, else one of `others` that its text alone says."""
    made: dict[int, int] = {}
    taken: set[int] = set()
    for code, text in sorted(texts.items(), key=lambda each: (each[1], each[0])):
        wanted = own(text)
        if wanted is not None and wanted not in taken:
            made[code] = wanted
            taken.add(wanted)
    for code, text in sorted(texts.items(), key=lambda each: (each[1], each[0])):
        if code not in made:
            start = crc32(text.encode("utf-8", "surrogatepass")) % len(others)
            free = next((each for each in _from(others, start) if each not in taken), None)
            if free is None:
                return {}
            made[code] = free
            taken.add(free)
    # What had such a number before gets one that is free now, so that no two codes become one.
    made |= dict(zip(sorted(taken - texts.keys()), sorted(texts.keys() - taken), strict=True))
    return made


def _from(others: range, start: int) -> Iterable[int]:
    yield from others[start:]
    yield from others[:start]
