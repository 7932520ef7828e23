"""Tells a table of values (CSV) from other writing, by its shape alone."""

import csv
import io
from collections import Counter
from typing import Final

_SEPARATORS: Final = (",", ";", "\t", "|")
_LEAST_CELLS: Final = 6
_SHARE_ALIKE: Final = 0.7
_ROWS_LOOKED_AT: Final = 200


def table_separator(text: str, *, is_whole: bool = True) -> str:
    """What parts the cells, or nothing when the text is no table.

    It is one when most rows (a title or a sum may stand above or below) have the same number of cells, in all
    at least six cells in at least two rows. Rows of two cells must all be so: sentences have commas too.

    Args:
        is_whole: false for the beginning of a longer text, whose last row may be cut short.
    """
    return next((mark for mark in _SEPARATORS if mark in text and _is_table(text, mark, is_whole)), "")


def _is_table(text: str, mark: str, is_whole: bool) -> bool:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=is_whole):
            if row:
                rows.append(row)
            if len(rows) > _ROWS_LOOKED_AT:
                break
    except csv.Error:
        return False
    if not is_whole and len(rows) <= _ROWS_LOOKED_AT:
        rows = rows[:-1]
    width, alike = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    share = _SHARE_ALIKE if width > 2 else 1.0
    return width >= 2 and alike >= max(2, share * len(rows)) and alike * width >= _LEAST_CELLS
