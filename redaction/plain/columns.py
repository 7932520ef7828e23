"""Columns that are lined up with spaces: the fields of each line, and which of them stand under each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Two spaces part columns; one parts words.
_FIELD: Final = re.compile(r"\S+(?: \S+)*")
_TAB: Final = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a line, from its first column to past its last."""

    start: int
    end: int
    text: str


def fields_of(line: str) -> list[Field]:
    """The fields of a line, as two spaces or a tab part them."""
    return [
        Field(found.start(), found.end(), found.group()) for found in _FIELD.finditer(line.expandtabs(_TAB))
    ]


def columns_of(rows: Sequence[Sequence[Field]]) -> list[list[int]] | None:
    """For each field of each row the number of its column: fields that overlap stand under each other.

    Returns:
        None where two fields of one row would stand in the same column.
    """
    spans = sorted((field.start, field.end) for row in rows for field in row)
    columns: list[list[int]] = []
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], end)
        else:
            columns.append([start, end])
    places = [
        [next(number for number, span in enumerate(columns) if field.start < span[1]) for field in row]
        for row in rows
    ]
    return places if all(len(set(row)) == len(row) for row in places) else None
