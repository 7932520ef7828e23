"""Names whose family name comes first: in contact cards (vCard), and before an address as Outlook shows it.

Elsewhere "Smith, Anna" may be two people of a list; before "<a.smith@example.org>" it is one.

Source: RFC 6350, 6.2.2.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from redaction.wording.readings import Spelling

_CARD: Final = "BEGIN:VCARD"
_NAME: Final = re.compile(
    r"^(?:[\w-]{1,40}\.)?N(?:;[^:\r\n]{0,200})?:(?P<family>[^;\r\n]+);(?P<given>[^;\r\n]+)(?:;(?P<more>[^;\r\n]+))?",
    re.MULTILINE | re.IGNORECASE,
)
_WORDS: Final = r"[^\W\d_][\w'’.-]{0,40}(?: [^\W\d_][\w'’.-]{0,40})?"
_ADDRESS: Final = re.compile(r"[<\[](?:mailto:)?[^\s<>\[\]@]{1,100}@")
_FAMILY_FIRST: Final = re.compile(
    rf"(?<!\w)(?P<family>{_WORDS}), (?P<given>{_WORDS})[\"']?(?: ?\([^()\n]{{0,60}}\)[\"']?)? ?\Z"
)
_LONGEST_BEFORE: Final = 200
_ORDERS: Final = (("given", "family"), ("given", "more", "family"), ("family", "given", "more"))


def names_on_cards(text: str) -> Iterator[Spelling]:
    """The names on cards in the orders in which people say them."""
    orders = [
        [found.span(part) for part in order]
        for found in (_NAME.finditer(text) if _CARD in text.upper() else ())
        for order in _ORDERS
        if all(found[part] for part in order)
    ]
    if orders:
        yield _in_order(text, orders)


def names_before_addresses(text: str) -> Iterator[Spelling]:
    """Each "Smith, Anna <" as "Anna Smith"; of two words on either side also the ones that stand nearest."""
    orders: list[list[tuple[int, int]]] = []
    for address in _ADDRESS.finditer(text):
        found = _FAMILY_FIRST.search(text, max(0, address.start() - _LONGEST_BEFORE), address.start())
        if found is None:
            continue
        start, end = found.span("family")
        nearest = start + found["family"].rfind(" ") + 1
        given_start, given_end = found.span("given")
        first_end = given_start + len(found["given"].partition(" ")[0])
        orders += [
            [(given_start, given), (family, end)]
            for family in {start, nearest}
            for given in {given_end, first_end}
        ]
    if orders:
        yield _in_order(text, orders)


def _in_order(text: str, orders: Iterable[Sequence[tuple[int, int]]]) -> Spelling:
    """A reading of stretches of the text in these orders, with a bar after each, which no term is found across."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for order in orders:
        for start, end in order:
            letters += [text[start:end], " "]
            starts += [*range(start, end), end]
            ends += [*range(start + 1, end + 1), end]
        letters.append("|")
        starts.append(order[-1][1])
        ends.append(order[-1][1])
    return Spelling("".join(letters), starts, ends, marks_each=True)
