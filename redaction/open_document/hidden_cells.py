"""Empties what no reader of a sheet could see, before it is copied: hidden rows and columns, covered cells.

As in workbooks of Excel (see `sheets.xlsx_cells`): left out and counted, never shown by the copy.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from redaction.open_document.names import named
from redaction.sheets.workbook import LeftOut

_COLUMN: Final = named("table:table-column")
_ROW: Final = named("table:table-row")
_CELL: Final = named("table:table-cell")
_COVERED: Final = named("table:covered-table-cell")
_VISIBILITY: Final = named("table:visibility")
_REPEATED: Final = named("table:number-columns-repeated")
_KEPT_OF_EMPTY: Final = frozenset(
    {_REPEATED, named("table:style-name"), named("table:number-columns-spanned")}
)
_MOST_COLUMNS: Final = 16_384


def empty_hidden_cells(table: etree._Element, left_out: LeftOut) -> None:
    """Take the content out of every cell of a table that is not shown."""
    hidden = _hidden_columns(table)
    told: set[int] = set()
    rows = 0
    for row in table.iter(_ROW):
        if row.get(_VISIBILITY, "visible") != "visible" or _is_in_closed_group(row):
            rows += any(_is_filled(cell) for cell in row)
            _empty_row(row)
            continue
        told |= _empty_columns(row, hidden)
        for cell in row.iterfind(_COVERED):
            if _is_filled(cell):
                left_out.add("cell without a visible value")
                _empty(cell)
    left_out.add("hidden row", rows)
    left_out.add("hidden column", len(told))


def _is_in_closed_group(row: etree._Element) -> bool:
    return any(
        each.get(named("table:display")) == "false"
        for each in row.iterancestors(named("table:table-row-group"))
    )


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden: set[int] = set()
    at = 0
    for column in table.iter(_COLUMN):
        repeated = _repeats(column)
        closed = any(
            each.get(named("table:display")) == "false"
            for each in column.iterancestors(named("table:table-column-group"))
        )
        if closed or column.get(_VISIBILITY, "visible") != "visible":
            hidden.update(range(at, at + repeated))
        at += repeated
        if at >= _MOST_COLUMNS:
            break
    return hidden


def _repeats(element: etree._Element) -> int:
    written = element.get(_REPEATED, "1")
    return max(1, min(int(written), _MOST_COLUMNS)) if written.isdecimal() and len(written) < 8 else 1


def _is_filled(cell: etree._Element) -> bool:
    return len(cell) > 0 or cell.get(named("office:value-type")) is not None


def _empty_row(row: etree._Element) -> None:
    for cell in list(row):
        row.remove(cell)
    etree.SubElement(row, _CELL)


def _empty(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    for name in list(cell.attrib):
        if name not in _KEPT_OF_EMPTY:
            del cell.attrib[name]


def _empty_columns(row: etree._Element, hidden: set[int]) -> set[int]:
    """Empty the row's cells in hidden columns, parting cells that repeat into shown ones; gives columns that held."""
    if not hidden:
        return set()
    told: set[int] = set()
    at = 0
    for cell in list(row):
        repeated = _repeats(cell)
        places = range(at, at + repeated)
        at += repeated
        if not _is_filled(cell) or not any(place in hidden for place in places):
            continue
        told |= hidden.intersection(places)
        for number, is_hidden in reversed(list(_stretches(places, hidden))):
            part = deepcopy(cell)
            part.tail = None
            part.set(_REPEATED, str(number))
            if is_hidden:
                _empty(part)
            cell.addnext(part)
        row.remove(cell)
    return told


def _stretches(places: range, hidden: set[int]) -> Iterator[tuple[int, bool]]:
    """How many places in a row are shown or hidden alike."""
    length, state = 0, places[0] in hidden
    for place in places:
        if (place in hidden) is not state:
            yield length, state
            length, state = 0, not state
        length += 1
    yield length, state
