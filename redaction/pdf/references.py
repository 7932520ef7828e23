"""Spells an object out with every reference in it turned into something else.

Source: ISO 32000-2, 7.3.10 (indirect objects).
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import pikepdf
from pikepdf import Dictionary

# Strings are stepped over: in them anything may stand. Names, as qpdf spells them, hold neither brackets nor spaces.
_REFERENCE: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>|\b(\d+) (\d+) R\b", re.DOTALL)


def spelt_out(pdf: pikepdf.Pdf, value: pikepdf.Object, referring: Callable[[pikepdf.Object], bytes]) -> bytes:
    """Spell an object of `pdf` (of a stream: the entries of its dictionary, without its length).

    Each reference becomes what `referring` gives for the object it leads to.
    """

    def turned(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        led_to: object = pdf.get_object(int(found[1]), int(found[2]))
        return referring(led_to) if isinstance(led_to, pikepdf.Object) else _plainly(led_to)

    if not isinstance(value, pikepdf.Stream):
        return _REFERENCE.sub(turned, value.unparse(resolved=True))
    entries = {key: each for key, each in value.stream_dict.items() if key != "/Length"}
    text = _REFERENCE.sub(turned, Dictionary(entries).unparse(resolved=True))
    return text.removeprefix(b"<<").removesuffix(b">>").strip()


def _plainly(value: object) -> bytes:
    """A number or a truth that stood as an object of its own; where there was none, nothing."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, Decimal):
        return f"{value:f}".encode()
    return b"%d" % value if isinstance(value, int) else b"null"
