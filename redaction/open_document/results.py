"""Last results of formulas of a sheet of OpenDocument: they go where a cell that they tell of lost something.

As in workbooks of Excel (see `sheets.results`), and by the same rules. The sheets are looked at as they came, with
what is hidden in them: a formula in view may go on from there.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from redaction.office.runs import Terms
from redaction.open_document.cells import OpenCell, rows_of, take_from_cells
from redaction.open_document.formulas import address_as_excel_writes, as_excel_writes
from redaction.open_document.names import named
from redaction.open_document.styles import Styles
from redaction.open_document.values import settle_values
from redaction.open_document.widths import forget_widths
from redaction.parts import Tally
from redaction.sheets.references import Known
from redaction.sheets.results import LEFT_OUT, note_formula, results_told
from redaction.sheets.workbook import Formula, LeftOut, Place, Table
from redaction.sheets.xlsx_cells import place_of

_TABLE: Final = named("table:table")
_ROW: Final = named("table:table-row")
_NAME: Final = named("table:name")
_FORMULA: Final = named("table:formula")
_VALUE_TYPE: Final = named("office:value-type")
_MOST_ALIKE: Final = 1_000
_KEPT_OF_EMPTY: Final = frozenset({
    named("table:style-name"),
    named("table:number-columns-repeated"),
    named("table:number-columns-spanned"),
    named("table:number-rows-spanned"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calculations:
    """The sheets of a document as they came, hidden cells and all, and what their formulas may call cells by."""

    sheets: tuple[etree._Element, ...]
    known: Known


def calculations_of(content: etree._Element, styles: Styles) -> Calculations | None:
    """What is needed to follow the formulas of a document; None where it has none."""
    tables = list(content.iterfind(f".//{named('office:spreadsheet')}/{_TABLE}"))
    if not any(table.find(f".//*[@{_FORMULA}]") is not None for table in tables):
        return None
    sheets = tuple(deepcopy(table) for table in tables)
    for sheet in sheets:
        for note in list(sheet.iter("{*}annotation")):
            parent = note.getparent()
            if parent is not None:
                parent.remove(note)
        settle_values(sheet, styles)
    order = tuple(_name_of(sheet) for sheet in sheets)
    return Calculations(sheets, Known(order, _names(content), dict(_ranges(content))))


def empty_results(
    calculations: Calculations,
    content: etree._Element,
    shown: Iterable[etree._Element],
    terms: Terms,
    left_out: LeftOut,
) -> None:
    """Empty every cell of the sheets that are shown whose value tells of one that lost something."""
    told = _told_places(calculations, terms)
    for sheet in shown:
        places = told.get(_name_of(sheet), set())
        columns = {place[1] - 1 for place in places}
        emptied = {cell for place, cell in _cells(sheet) if place in places and _is_filled(cell)}
        for cell in emptied:
            _empty(cell)
        left_out.add(LEFT_OUT, len(emptied))
        if emptied:
            forget_widths(content, sheet, _longest(sheet, columns))


def empty_told_cells(content: etree._Element, styles: Styles, terms: Terms) -> bool:
    """Empty such cells of the file itself, formulas and all; say whether there were any."""
    calculations = calculations_of(content, styles)
    told = {} if calculations is None else _told_places(calculations, terms)
    emptied = [
        cell
        for sheet in content.iterfind(f".//{named('office:spreadsheet')}/{_TABLE}")
        for place, cell in _cells(sheet)
        if place in told.get(_name_of(sheet), ())
    ]
    for cell in emptied:
        _empty(cell)
    return bool(emptied)


def _told_places(calculations: Calculations, terms: Terms) -> dict[str, set[Place]]:
    """By sheet the cells whose value tells of one that lost something, without those that lost something."""
    formulas = {_name_of(sheet): _formulas(sheet) for sheet in calculations.sheets}
    lost = {_name_of(sheet): _lost(sheet, terms) for sheet in calculations.sheets}
    told = results_told(lost, formulas, calculations.known)
    return {name: places - lost.get(name, {}).keys() for name, places in told.items()}


def _name_of(sheet: etree._Element) -> str:
    return str(sheet.get(_NAME, "")).casefold()


def _cells(sheet: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """Every place that is filled or calculated, and its cell: one cell may stand for several places."""
    row = 1
    for line in sheet.iter(_ROW):
        rows, column = _many(line, "rows"), 1
        for cell in line:
            columns = _many(cell, "columns")
            if _is_filled(cell) or cell.get(_FORMULA):
                for down in range(min(rows, _MOST_ALIKE)):
                    for right in range(min(columns, _MOST_ALIKE)):
                        yield (row + down, column + right), cell
            column += columns
        row += rows


def _many(element: etree._Element, of: str) -> int:
    written = element.get(named(f"table:number-{of}-repeated"), "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 8 else 1


def _is_filled(cell: etree._Element) -> bool:
    return len(cell) > 0


def _formulas(sheet: etree._Element) -> dict[Place, Formula]:
    found: dict[Place, Formula] = {}
    for place, cell in _cells(sheet):
        written = cell.get(_FORMULA)
        if written is not None:
            down, right = (_spanned(cell, of) for of in ("rows", "columns"))
            reach = (place, (place[0] + down - 1, place[1] + right - 1)) if down * right > 1 else None
            note_formula(found, place, Formula(as_excel_writes(written), place), reach)
    return found


def _spanned(cell: etree._Element, of: str) -> int:
    """How many rows or columns an array formula fills."""
    written = cell.get(named(f"table:number-matrix-{of}-spanned"), "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 7 else 1


def _lost(sheet: etree._Element, terms: Terms) -> dict[Place, bool]:
    """The cells that lose something, and whether a number stands there."""
    before = {
        cell.element: (cell.text, cell.element.get(_VALUE_TYPE)) for row in rows_of(sheet) for cell in row
    }
    where = list(_cells(sheet))
    take_from_cells(sheet, terms, Tally(""))
    return {
        place: before[cell][1] not in {None, "string"}
        for place, cell in where
        if cell in before and OpenCell(cell, 0, set()).text != before[cell][0]
    }


def _empty(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    for name in list(cell.attrib):
        if name not in _KEPT_OF_EMPTY:
            del cell.attrib[name]


def _longest(sheet: etree._Element, columns: set[int]) -> dict[int, int]:
    """How many letters the longest cell of each column has."""
    longest = dict.fromkeys(columns, 0)
    for row in rows_of(sheet):
        for cell in row:
            if cell.column in longest:
                longest[cell.column] = max(longest[cell.column], len(cell.text))
    return longest


def _names(content: etree._Element) -> dict[str, tuple[Formula, ...]]:
    found: dict[str, tuple[Formula, ...]] = {}
    for own, key, reads in (
        ("named-range", "cell-range-address", address_as_excel_writes),
        ("named-expression", "expression", as_excel_writes),
    ):
        for each in content.iter(named(f"table:{own}")):
            name = each.get(_NAME, "").casefold()
            base = each.get(named("table:base-cell-address"), "").rpartition(".")[2]
            meant = Formula(reads(each.get(named(f"table:{key}"), "")), place_of(base) or (1, 1))
            found[name] = (*found.get(name, ()), meant)
    return found


def _ranges(content: etree._Element) -> Iterator[tuple[str, Table]]:
    """The ranges of a database, which formulas may name."""
    for each in content.iter(named("table:database-range")):
        sheet, _, address = each.get(named("table:target-range-address"), "").partition(".")
        first, _, last = address.partition(":")
        top, bottom = place_of(first), place_of(last.rpartition(".")[2] or first)
        if top and bottom:
            bare = sheet.strip("$'").replace("''", "'").casefold()
            yield each.get(_NAME, "").casefold(), Table(bare, (top, bottom), ())
