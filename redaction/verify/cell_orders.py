"""What rows of cells say when they are read backwards, or by the headers of their columns.

The burner has a reading of its own.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import islice, permutations
from typing import Final

_PARTS: Final = {
    "given": ("forename", "firstname", "givenname", "christianname"),
    "between": ("middlename",),
    "family": ("surname", "lastname", "familyname", "secondname"),
}
_ROWS_LOOKED_AT: Final = 30
_LONGEST: Final = 60
_AT_ONCE: Final = 1_000


def other_orders(rows: Sequence[Mapping[Hashable, str]]) -> Iterator[str]:
    """Texts in which a name that was parted over cells stands whole, of some hundred rows each.

    Args:
        rows: for each row the text of each filled cell by its column, from left to right.
    """
    waiting = _each_order(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        yield "\n|\n".join(some)


def _each_order(rows: Sequence[Mapping[Hashable, str]]) -> Iterator[str]:
    headers: dict[Hashable, tuple[str, str]] = {}
    for number, row in enumerate(rows):
        yield "\t".join(reversed([*row.values()]))
        yield from _by_headers(row, headers)
        if number < _ROWS_LOOKED_AT:
            headers.update({column: said for column, text in row.items() if (said := _part_of(text))})


def _by_headers(row: Mapping[Hashable, str], headers: Mapping[Hashable, tuple[str, str]]) -> Iterator[str]:
    people: dict[str, dict[str, str]] = {}
    for column, (whose, part) in headers.items():
        if row.get(column, "").strip():
            people.setdefault(whose, {})[part] = row[column]
    for parts in people.values():
        for size in (2, 3):
            for chosen in permutations(parts, size):
                if {"given", "family"} <= set(chosen) and _is_an_order(chosen):
                    yield "\t".join(parts[part] for part in chosen)


def _is_an_order(chosen: Sequence[str]) -> bool:
    """Given names stand in a row, with the family name before or behind them."""
    given = [part for part in chosen if part != "family"]
    return given == sorted(given, key=list(_PARTS).index) and chosen[1:-1] != ("family",)


def _part_of(header: str) -> tuple[str, str] | None:
    """Whose name a column holds, and which part of it; None for any other column."""
    bare = "".join(letter for letter in header.casefold().replace("(s)", "") if letter.isalnum())
    if len(header) > _LONGEST:
        return None
    for part, words in _PARTS.items():
        for word in words:
            if word in bare:
                whose = bare.replace(f"{word}s", "", 1) if f"{word}s" in bare else bare.replace(word, "", 1)
                return whose, part
    return None
