"""Reads the cells of one sheet of SpreadsheetML, as they are shown.

Formulas are not kept, only their last results: a formula can quote a name, fetch it from another cell or file,
and bring it back when the copy is opened. What no reader of the sheet could see is not read at all (hidden rows
and columns, cells under a merged one, numbers whose code shows nothing) and is counted as left out. A hidden
list that nobody knew of is how whole registers of staff were published (Police Service of Northern Ireland,
8 August 2023); whoever wants such rows released shows them in the original first.

Source: ECMA-376 part 1, 18.3 and 18.17.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from redaction.errors import DocumentTooCostly
from redaction.sheets.workbook import Cell, Held, LeftOut, Place, Run, Sheet
from redaction.sheets.xlsx_looks import run_look
from redaction.wording.number_codes import has_words
from redaction.wording.shown_numbers import shown, shown_text

MOST_CELLS: Final = 2_000_000
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_TALL_ROWS: Final = 50
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE: Final = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Source:
    """What the cells of every sheet refer to."""

    strings: tuple[tuple[Run, ...], ...]
    codes: tuple[str, ...]
    from_1904: bool


def place_of(reference: str) -> Place | None:
    """The row and column of "B7", or None where there is no such cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - 64
    row = int(found.group(2))
    return (row, column) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def is_set(element: etree._Element, name: str) -> bool:
    """Say whether a yes-or-no attribute says yes."""
    return (element.get(name) or "").lower() in _TRUE


def read_cells(root: etree._Element, sheet: Sheet, source: Source, left_out: LeftOut) -> None:
    """Fill a sheet with what its reader sees, in reading order.

    Raises:
        DocumentTooCostly: it has more than two million cells.
    """
    hidden_columns = _hidden_columns(root)
    hides_rows = any(is_set(each, "zeroHeight") for each in root.iterfind("{*}sheetFormatPr"))
    all_merged = _Merged(sheet.merged)
    row_number, hidden_cells, hidden_rows = 0, 0, 0
    columns_with_cells: set[int] = set()
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = _counted(row.get("r"), row_number)
        found = list(_cells_of(row, row_number, source, left_out))
        if _is_hidden(row, unless_high=hides_rows):
            hidden_rows += bool(found)
            continue
        _note_height(row, row_number, sheet)
        merged = all_merged.in_row(row_number)
        for cell in found:
            if cell.column in hidden_columns:
                columns_with_cells.add(cell.column)
            elif _is_covered(cell, merged) or not cell.text:
                hidden_cells += cell.value != "0"
            else:
                sheet.cells.append(cell)
        if len(sheet.cells) > MOST_CELLS:
            raise DocumentTooCostly(
                "A sheet has more than two million cells.",
                next_step="Split the workbook into smaller ones and upload those.",
            )
    left_out.add("hidden row", hidden_rows)
    left_out.add("hidden column", len(columns_with_cells))
    left_out.add("cell without a visible value", hidden_cells)
    # A file may list rows in any order; readers show them by number.
    sheet.cells.sort(key=lambda cell: (cell.row, cell.column))


def read_every_cell(root: etree._Element, sheet: Sheet, source: Source) -> None:
    """Fill a sheet with all that it holds, hidden or not, in the order of the file."""
    row_number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = _counted(row.get("r"), row_number)
        sheet.cells += (cell for cell in _cells_of(row, row_number, source, LeftOut()) if cell.text)


def _counted(written: str | None, before: int) -> int:
    number = int(written) if written and written.isdecimal() and len(written) < 8 else before + 1
    return min(max(number, 1), _LAST_ROW)


def _is_hidden(row: etree._Element, *, unless_high: bool) -> bool:
    height = row.get("ht")
    return (
        is_set(row, "hidden")
        or (unless_high and height is None)
        or (height is not None and _figure(height) == 0)
    )


def _note_height(row: etree._Element, number: int, sheet: Sheet) -> None:
    height = _figure(row.get("ht") or "")
    if height and is_set(row, "customHeight") and 0 < height <= 409.5:
        sheet.heights[number] = height


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for each in root.iterfind("{*}cols/{*}col"):
        width = each.get("width")
        if is_set(each, "hidden") or (width is not None and _figure(width) == 0):
            first, last = _counted(each.get("min"), 0), _counted(each.get("max"), 0)
            hidden.update(range(first, min(last, _LAST_COLUMN) + 1))
    return hidden


class _Merged:
    """Merged cells, by the rows they cover: a sheet may have fifty thousand of them."""

    def __init__(self, merged: list[tuple[Place, Place]]) -> None:
        self._by_row: dict[int, list[tuple[Place, Place]]] = {}
        self._tall: list[tuple[Place, Place]] = []
        for each in merged:
            (top, _), (bottom, _) = each
            if bottom - top > _TALL_ROWS:
                self._tall.append(each)
                continue
            for row in range(top, bottom + 1):
                self._by_row.setdefault(row, []).append(each)

    def in_row(self, row: int) -> list[tuple[Place, Place]]:
        tall = [each for each in self._tall if each[0][0] <= row <= each[1][0]]
        return tall + self._by_row.get(row, [])


def _is_covered(cell: Cell, merged: list[tuple[Place, Place]]) -> bool:
    """Say whether a cell lies under a merged one: all but the first of each do."""
    return any(
        left <= cell.column <= right and (cell.row, cell.column) != (top, left)
        for (top, left), (_, right) in merged
    )


def _cells_of(row: etree._Element, row_number: int, source: Source, left_out: LeftOut) -> Iterator[Cell]:
    column = 0
    for element in row.iterfind("{*}c"):
        place = place_of(element.get("r") or "")
        column = place[1] if place else min(column + 1, _LAST_COLUMN)
        cell = _cell(element, row_number, column, source)
        if cell is not None:
            yield cell
        elif element.find("{*}f") is not None:
            left_out.add("formula without a stored result")


def _cell(element: etree._Element, row: int, column: int, source: Source) -> Cell | None:
    style = _style(element.get("s"), source)
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        inline = element.find("{*}is")
        return None if inline is None else _of_runs(runs_of(inline, ()), row, column, style, source)
    value = element.findtext("{*}v")
    if not value:
        return None
    if kind == "s":
        at = int(value) if value.strip().isdecimal() and len(value) < 10 else -1
        runs = source.strings[at] if 0 <= at < len(source.strings) else ()
        return _of_runs(runs, row, column, style, source) if runs else None
    if kind == "b":
        truth = value.strip() in _TRUE
        return Cell(row, column, style, Held.TRUTH, str(int(truth)), str(truth).upper())
    if kind in {"n", "d"}:
        return _of_number(value, row, column, style, source, is_written=kind == "d")
    # Faults ("#N/A") are text from a closed list; whatever else stands there is shown as text too.
    return _of_runs((Run(unescaped(value)),), row, column, style, source)


def _style(written: str | None, source: Source) -> int:
    number = int(written) if written and written.isdecimal() and len(written) < 7 else 0
    return number if number < len(source.codes) else 0


def _of_runs(runs: tuple[Run, ...], row: int, column: int, style: int, source: Source) -> Cell | None:
    text = "".join(run.text for run in runs)
    if not text:
        return None
    seen = shown_text(text, source.codes[style])
    is_plain = seen != text or (len(runs) == 1 and not runs[0].look)
    return Cell(row, column, style, Held.TEXT, "", seen, () if is_plain else runs)


def _of_number(value: str, row: int, column: int, style: int, source: Source, *, is_written: bool) -> Cell:
    number = _days(value, from_1904=source.from_1904) if is_written else _figure(value)
    if number is None:
        return Cell(row, column, style, Held.TEXT, "", value)
    code = source.codes[style]
    text = shown(number, code, from_1904=source.from_1904)
    if has_words(code):
        return Cell(row, column, style, Held.TEXT, "", text)
    return Cell(
        row, column, style, Held.NUMBER, repr(number) if number != int(number) else str(int(number)), text
    )


def _figure(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _days(written: str, *, from_1904: bool) -> float | None:
    try:
        at = datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone
    return (at - epoch) / timedelta(days=1)


_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Undo `_x0041_`, by which SpreadsheetML writes letters that XML may not hold; it can spell any letter."""
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def runs_of(string: etree._Element, theme: tuple[str, ...]) -> tuple[Run, ...]:
    """The runs of a shared or inline string. How it is pronounced (`rPh`) is not shown, and not kept."""

    found = []
    for child in string:
        own = etree.QName(child).localname
        if own == "t":
            found.append(Run(unescaped(child.text or "")))
        elif own == "r":
            text = unescaped("".join(each.text or "" for each in child.iterfind("{*}t")))
            found.append(Run(text, run_look(child.find("{*}rPr"), theme)))
    return tuple(run for run in found if run.text)
