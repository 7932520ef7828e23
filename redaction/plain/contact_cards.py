"""Names in contact cards (vCard), which put the family name first and a semicolon between its parts.

Source: RFC 6350, 6.2.2.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.wording.readings import Spelling

_CARD: Final = "BEGIN:VCARD"
_NAME: Final = re.compile(
    r"^(?:[\w-]{1,40}\.)?N(?:;[^:\r\n]{0,200})?:(?P<family>[^;\r\n]+);(?P<given>[^;\r\n]+)(?:;(?P<more>[^;\r\n]+))?",
    re.MULTILINE | re.IGNORECASE,
)
_ORDERS: Final = (("given", "family"), ("given", "more", "family"), ("family", "given", "more"))


def names_on_cards(text: str) -> Iterator[Spelling]:
    """Each name on a card in the orders in which people say it."""
    for found in _NAME.finditer(text) if _CARD in text.upper() else ():
        for order in _ORDERS:
            if all(found[part] for part in order):
                yield _in_order(text, [found.span(part) for part in order])


def _in_order(text: str, parts: list[tuple[int, int]]) -> Spelling:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in parts:
        letters += [text[start:end], " "]
        starts += [*range(start, end), end]
        ends += [*range(start + 1, end + 1), end]
    return Spelling("".join(letters), starts, ends, marks_each=True)
