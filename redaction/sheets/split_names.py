"""Finds a name that a table has in several cells, other than side by side and in order.

"Okonedo | Anna" is Anna Okonedo to its reader, and so is "Okonedo | 12/03/2014 | Anna" under a row that says
"Surname", "Born", "Forename". So each row is read backwards too, and the columns that say they hold parts of one
name are read together, in both orders.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_ROWS_OF_HEADERS: Final = 30
_LONGEST_HEADER: Final = 60
_ORDERS: Final = (
    ("first", "last"),
    ("last", "first"),
    ("first", "middle", "last"),
    ("last", "first", "middle"),
)
_PART: Final = re.compile(
    r"\b(?P<first>(?:fore|first|given|christian)[ _-]?names?)\b|\b(?P<middle>middle[ _-]?names?)\b"
    r"|\b(?P<last>sur[ _-]?names?|(?:last|family|second)[ _-]?names?)\b",
    re.IGNORECASE,
)

Place = int
Row = Sequence[tuple[Place, str]]
"""The filled cells of a row: the number of the column, and the text."""


Reading = tuple[int, tuple[Place, ...]]
"""A row, from 0, and its columns in the order in which they are read."""


def passes(rows: Sequence[Row]) -> Iterator[Iterator[Reading]]:
    """Orders in which cells are to be read besides that in which they stand.

    In one pass no cell is read twice, so that what one reading takes out is never put back by another.
    """
    yield (
        (number, tuple(column for column, _ in reversed(row)))
        for number, row in enumerate(rows)
        if len(row) > 1
    )
    if not any(_PART.search(text) for row in rows[:_ROWS_OF_HEADERS] for _, text in row):
        return
    for order in _ORDERS:
        yield _by_headers(rows, order)


def _by_headers(rows: Sequence[Row], order: Sequence[str]) -> Iterator[Reading]:
    people = _People()
    for number, row in enumerate(rows):
        held = {column for column, text in row if text.strip()}
        for parts in people.parts():
            shown = tuple(parts[part] for part in order if parts.get(part) in held)
            if len(shown) == len(order):
                yield number, shown
        if number < _ROWS_OF_HEADERS:
            people.look_at(row)


class _People:
    """Which columns hold the parts of one person's name, by what stands above them.

    "Mother's surname" and "Mother's first name" belong together, and not to "Child surname".
    """

    def __init__(self) -> None:
        self._said: dict[Place, tuple[str, str]] = {}

    def look_at(self, row: Row) -> None:
        for column, text in row:
            found = _PART.search(text) if len(text) <= _LONGEST_HEADER else None
            if found:
                beside = (text[: found.start()] + text[found.end() :]).casefold().replace("(s)", "")
                whose = "".join(filter(str.isalnum, beside))
                self._said[column] = whose, str(found.lastgroup)

    def parts(self) -> Iterator[Mapping[str, Place]]:
        """For each person the column of each part."""
        people: dict[str, dict[str, Place]] = {}
        for column, (whose, part) in self._said.items():
            people.setdefault(whose, {})[part] = column
        return iter(people.values())
