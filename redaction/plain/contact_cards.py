"""Names whose family name comes first: in contact cards (vCard), and before an address as Outlook shows it.

Elsewhere "Smith, Anna" may be two people of a list; before "<a.smith@example.org>" it is one.

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
_WORDS: Final = r"[^\W\d_][\w'’.-]{0,40}(?: [^\W\d_][\w'’.-]{0,40})?"
_BEFORE_ADDRESS: Final = re.compile(
    rf"(?P<family>{_WORDS}), (?P<given>{_WORDS})"
    r"(?=[\"']?(?: ?\([^()\n]{0,60}\)[\"']?)? ?[<\[](?:mailto:)?[^\s<>\[\]]{1,100}@)"
)
_ORDERS: Final = (("given", "family"), ("given", "more", "family"), ("family", "given", "more"))


def names_on_cards(text: str) -> Iterator[Spelling]:
    """Each name on a card in the orders in which people say it."""
    for found in _NAME.finditer(text) if _CARD in text.upper() else ():
        for order in _ORDERS:
            if all(found[part] for part in order):
                yield _in_order(text, [found.span(part) for part in order])


def names_before_addresses(text: str) -> Iterator[Spelling]:
    """Each "Smith, Anna <" as "Anna Smith"; of two words on either side also the ones that stand nearest."""
    for found in _BEFORE_ADDRESS.finditer(text) if "@" in text else ():
        start, end = found.span("family")
        nearest = start + found["family"].rfind(" ") + 1
        given_start, given_end = found.span("given")
        first_end = given_start + len(found["given"].partition(" ")[0])
        for family in {start, nearest}:
            for given in {given_end, first_end}:
                yield _in_order(text, [(given_start, given), (family, end)])


def _in_order(text: str, parts: list[tuple[int, int]]) -> Spelling:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in parts:
        letters += [text[start:end], " "]
        starts += [*range(start, end), end]
        ends += [*range(start + 1, end + 1), end]
    return Spelling("".join(letters), starts, ends, marks_each=True)
