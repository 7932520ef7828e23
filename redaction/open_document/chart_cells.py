"""The cells that a chart refers to, and what they say: in its own table, or in a sheet.

A chart keeps a table of what it shows ("local-table"). Where its numbers come from a sheet, the first cell of each
row of them says so in a drawing that nobody sees: its description is the address in the sheet.

Source: OASIS OpenDocument 1.3, part 3, 18.3.1 (cell range addresses); LibreOffice, SchXMLExport.cxx.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from redaction.open_document.flows import pieces_of
from redaction.open_document.names import named

LOCAL: Final = "local-table"
MOST_POINTS: Final = 10_000
_CORNER: Final = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_ADDRESS: Final = re.compile(
    rf"\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'.:\s]+))\.{_CORNER}"
    rf"(?::(?:\$?(?:'(?:[^']|'')+'|[^'.:\s]+))?\.?{_CORNER})?"
)
_ROW: Final = named("table:table-row")
_CELLS: Final = (named("table:table-cell"), named("table:covered-table-cell"))
_VALUES: Final = (named("office:value"), named("office:date-value"))


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet: edges from 0, both counted in."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Point:
    """What one cell shows, and the number that it holds, or nothing."""

    text: str
    value: str


def area_of(address: str) -> Area | None:
    """The area that one address names; nothing for a name, several areas, or one that ends before it begins."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return None
    left, top, right, bottom = found.group(3, 4, 5, 6)
    sheet = (found.group("quoted") or "").replace("''", "'") or found.group("plain")
    area = Area(sheet, int(top) - 1, _column(left), int(bottom or top) - 1, _column(right or left))
    return area if 0 <= area.top <= area.bottom and area.left <= area.right else None


def cells_of(table: etree._Element, area: Area) -> Iterator[etree._Element | None]:
    """The cells of an area row by row, as many as `MOST_POINTS`; nothing for what the table does not have."""
    many = 0
    row_number = 0
    for row in table.iter(_ROW):
        repeated = _many(row, "rows")
        shown = range(max(row_number, area.top), min(row_number + repeated, area.bottom + 1))
        row_number += repeated
        if not shown:
            if row_number > area.bottom:
                return
            continue
        cells = _along(row, area)
        for _ in shown:
            if many + len(cells) > MOST_POINTS:
                return
            many += len(cells)
            yield from cells


def point_of(cell: etree._Element | None) -> Point:
    """What a cell says. What is drawn over it is no part of that."""
    if cell is None:
        return Point("", "")
    lines = ["".join(piece.text for piece in pieces_of(each)) for each in cell.iterfind(named("text:p"))]
    value = next((cell.get(each, "") for each in _VALUES if cell.get(each)), "")
    return Point(" ".join(line.strip("\n") for line in lines).strip(), value)


def marked(table: etree._Element) -> Mapping[str, tuple[int, int]]:
    """Where in its own table a chart holds what stands at an address: row and column, from 0."""
    places: dict[str, tuple[int, int]] = {}
    for row_number, row in enumerate(table.iter(_ROW)):
        for column, cell in enumerate(row.iterchildren(*_CELLS)):
            for each in cell.iterfind(f"{named('draw:g')}/{named('svg:desc')}"):
                places.setdefault((each.text or "").strip(), (row_number, column))
    return places


def _along(row: etree._Element, area: Area) -> list[etree._Element | None]:
    found: list[etree._Element | None] = []
    at = 0
    width = min(area.right, area.left + MOST_POINTS) + 1
    for cell in row.iterchildren(*_CELLS):
        after = at + _many(cell, "columns")
        found += [cell] * len(range(max(at, area.left), min(after, width)))
        at = after
        if at >= width:
            break
    return found + [None] * (max(0, width - area.left) - len(found))


def _many(element: etree._Element, kind: str) -> int:
    written = element.get(named(f"table:number-{kind}-repeated"), "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 8 else 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
