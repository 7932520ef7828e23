"""Reads the cells of a table of values in other orders than that in which they stand.

Source: RFC 4180 (how cells are quoted).
"""

import re
from collections.abc import Iterator

from redaction.sheets.split_names import passes
from redaction.wording.readings import Spelling

_BETWEEN_ROWS = "|"  # no term is found across it


def other_orders(text: str, separator: str) -> Iterator[Spelling]:
    """The readings in which a row's cells stand backwards, and in which the parts of a name stand together.

    Args:
        separator: what parts the cells; nothing where the text is no table.
    """
    if not separator:
        return
    rows = list(_rows(text, separator))
    words = [[(column, text[start:end]) for column, (start, end) in enumerate(row)] for row in rows]
    for readings in passes(words):
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for number, columns in readings:
            for column in columns:
                start, end = rows[number][column]
                letters += [text[start:end], " "]
                starts += [*range(start, end), end]
                ends += [*range(start + 1, end + 1), end]
            letters.append(_BETWEEN_ROWS)
            starts.append(end)
            ends.append(end)
        yield Spelling("".join(letters), starts, ends, marks_each=True)


def _rows(text: str, separator: str) -> Iterator[list[tuple[int, int]]]:
    """Where the content of each cell begins and ends, row by row."""
    mark = re.escape(separator)
    cell = re.compile(
        rf'[ ]*(?:"(?P<quoted>(?:[^"]|"")*)"[ ]*|(?P<bare>[^{mark}\r\n]*))(?P<end>{mark}|\r?\n|\r|$)'
    )
    row: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        if found is None:
            # Something stands behind a closing quote: the row is read as far as it goes.
            at = min((place for place in (text.find("\n", at),) if place >= 0), default=len(text)) + 1
            yield row
            row = []
            continue
        row.append(found.span("quoted" if found["quoted"] is not None else "bare"))
        if found["end"] != separator:
            yield row
            row = []
        at = max(found.end(), at + 1)
    yield row
