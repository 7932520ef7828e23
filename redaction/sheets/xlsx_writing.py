"""Writes a workbook of Excel anew, part by part, from nothing but what its reader may see."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Final

from redaction.office.charts import CHART_TYPE
from redaction.office.open_xml import FreshPackage
from redaction.office.themes import THEME_TYPE
from redaction.office.xml_parts import serialise
from redaction.sheets.workbook import Cell, Column, Held, Run, Sheet, Workbook, by_rows
from redaction.sheets.xlsx_drawing_writing import drawing_xml
from redaction.sheets.xlsx_looks import MAIN
from redaction.sheets.xlsx_margins import PLACES, written

_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LEAST_WIDTH: Final = 9.0
_MOST_WIDTH: Final = 60.0
_BESIDE_LETTERS: Final = 2.0
_THEME_PART: Final = "xl/theme/theme1.xml"
_MAIN_PART: Final = "xl/workbook.xml"
# What XML may not hold at all, and what it may hold and a reader does not see.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(workbook: Workbook, target: Path) -> None:
    """Write the workbook. Nothing of the file it was read from is copied."""
    fresh = FreshPackage()
    fresh.relate("", "officeDocument", _MAIN_PART)
    strings = _Strings()
    for number, sheet in enumerate(workbook.sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        fresh.relate(_MAIN_PART, "worksheet", name)
        drawing = _drawn(fresh, sheet, number, name)
        held = "".join(_sheet(sheet, strings, drawing, is_first=number == 1)).encode()
        fresh.add(name, f"{_TYPE}worksheet+xml", held)
    fresh.relate(_MAIN_PART, "styles", "xl/styles.xml")
    fresh.add("xl/styles.xml", f"{_TYPE}styles+xml", workbook.styles)
    if workbook.theme is not None:
        fresh.relate(_MAIN_PART, "theme", _THEME_PART)
        fresh.add(_THEME_PART, THEME_TYPE, serialise(workbook.theme))
    fresh.relate(_MAIN_PART, "sharedStrings", "xl/sharedStrings.xml")
    fresh.add("xl/sharedStrings.xml", f"{_TYPE}sharedStrings+xml", strings.written())
    fresh.add(_MAIN_PART, f"{_TYPE}sheet.main+xml", _workbook(workbook).encode())
    fresh.write(target)


class _Strings:
    """The table of texts that cells point to: only those still used, each once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Run, ...], int] = {}

    def number(self, cell: Cell) -> int:
        runs = cell.runs or (Run(cell.text),)
        return self._numbers.setdefault(runs, len(self._numbers))

    def written(self) -> bytes:
        listed = "".join(f"<si>{_runs(runs)}</si>" for runs in self._numbers)
        return f'{_HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self._numbers)}">{listed}</sst>'.encode()


def _runs(runs: tuple[Run, ...]) -> str:
    if len(runs) == 1 and not runs[0].look:
        return _text(runs[0].text)
    return "".join(
        f"<r>{f'<rPr>{run.look}</rPr>' if run.look else ''}{_text(run.text)}</r>" for run in runs if run.text
    )


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{_escaped(_LIKE_ESCAPE.sub("_x005F_", text))}</t>'


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _drawn(fresh: FreshPackage, sheet: Sheet, number: int, sheet_part: str) -> str:
    """Put the sheet's drawing into the package, if it has one; its id for the sheet."""
    if not sheet.shapes:
        return ""
    part = f"xl/drawings/drawing{number}.xml"
    for shape in sheet.shapes:
        if shape.chart is not None:
            name = f"xl/charts/chart{fresh.count('xl/charts/') + 1}.xml"
            fresh.add(name, CHART_TYPE, serialise(shape.chart.root))
            shape.chart_part = fresh.relate(part, "chart", name)
        if shape.held:
            name = f"xl/media/{shape.picture}"
            fresh.add_picture(name, shape.ending, shape.held)
            shape.picture = fresh.relate(part, "image", name)
    fresh.add(part, _DRAWING_TYPE, drawing_xml(sheet.shapes))
    return fresh.relate(sheet_part, "drawing", part)


def _workbook(workbook: Workbook) -> str:
    sheets = "".join(
        f'<sheet name="{_escaped(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(workbook.sheets, start=1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        f"{_escaped(_quoted(sheet.name))}!${sheet.repeated_rows[0]}:${sheet.repeated_rows[1]}</definedName>"
        for number, sheet in enumerate(workbook.sheets)
        if sheet.repeated_rows
    )
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_R}">'
        + ('<workbookPr date1904="1"/>' if workbook.from_1904 else "<workbookPr/>")
        + f"<sheets>{sheets}</sheets>"
        + (f"<definedNames>{titles}</definedNames>" if titles else "")
        + "</workbook>"
    )


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _sheet(sheet: Sheet, strings: _Strings, drawing: str, *, is_first: bool) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{_R}">'
    yield sheet.page.at_the_start()
    yield _views(sheet, is_first=is_first)
    yield '<sheetFormatPr defaultRowHeight="15"/>'
    columns = "".join(
        f'<col min="{each.first}" max="{each.last}" width="{each.width:g}" customWidth="1"/>'
        for each in _columns(sheet)
    )
    yield f"<cols>{columns}</cols>" if columns else ""
    yield "<sheetData>"
    for row in by_rows(sheet.cells):
        yield _row(sheet, row, strings)
    yield "</sheetData>"
    if sheet.merged:
        merged = "".join(
            f'<mergeCell ref="{_named(*top)}:{_named(*bottom)}"/>' for top, bottom in sheet.merged
        )
        yield f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>'
    yield sheet.page.after_the_cells()
    yield _margins(sheet)
    yield f'<drawing r:id="{drawing}"/>' if drawing else ""
    yield "</worksheet>"


def _views(sheet: Sheet, *, is_first: bool) -> str:
    rows, columns = sheet.frozen
    selected = ' tabSelected="1"' if is_first else ""
    if not (rows or columns):
        return f'<sheetViews><sheetView{selected} workbookViewId="0"/></sheetViews>' if is_first else ""
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    return (
        f'<sheetViews><sheetView{selected} workbookViewId="0"><pane{split} '
        f'topLeftCell="{_named(rows + 1, columns + 1)}" activePane="{pane}" state="frozen"/>'
        "</sheetView></sheetViews>"
    )


def _columns(sheet: Sheet) -> Iterable[Column]:
    """The columns' widths. One that lost something is as wide as what the copy says in it, and so tells no more."""
    fitted = _fitted(sheet)
    yield from sorted([*_kept_columns(sheet), *fitted], key=lambda column: column.first)


def _fitted(sheet: Sheet) -> list[Column]:
    """Widths for the columns that lost something, from what is left in them."""
    longest: dict[int, int] = {}
    merged = {top for top, _ in sheet.merged}
    for cell in sheet.cells:
        if cell.column in sheet.widths_to_forget and (cell.row, cell.column) not in merged:
            here = max((len(line) for line in cell.text.splitlines()), default=0)
            longest[cell.column] = max(longest.get(cell.column, 0), here)
    return [
        Column(at, at, min(max(letters + _BESIDE_LETTERS, _LEAST_WIDTH), _MOST_WIDTH))
        for at, letters in longest.items()
    ]


def _kept_columns(sheet: Sheet) -> Iterable[Column]:
    """The columns' widths, without those that would tell how long a removed word was. In order, none twice."""
    last = 0
    for each in sorted(sheet.columns, key=lambda column: column.first):
        first = max(each.first, last + 1)
        for gone in sorted(sheet.widths_to_forget):
            if first <= gone <= each.last:
                if first < gone:
                    yield Column(first, gone - 1, each.width)
                first = gone + 1
        if first <= each.last:
            yield Column(first, each.last, each.width)
        last = max(last, each.last)


def _row(sheet: Sheet, row: list[Cell], strings: _Strings) -> str:
    number = row[0].row
    height = sheet.heights.get(number)
    high = f' ht="{height:g}" customHeight="1"' if height and number not in sheet.rows_to_forget else ""
    return f'<row r="{number}"{high}>{"".join(_cell(cell, strings) for cell in row)}</row>'


def _cell(cell: Cell, strings: _Strings) -> str:
    value = strings.number(cell) if cell.held is Held.TEXT else _escaped(cell.value)
    kind = "" if cell.held is Held.NUMBER else f' t="{cell.held.value}"'
    style = f' s="{cell.style}"' if cell.style else ""
    return f'<c r="{_named(cell.row, cell.column)}"{style}{kind}><v>{value}</v></c>'


def _margins(sheet: Sheet) -> str:
    kept = {name: written(sheet.margins[name]) for name in PLACES if sheet.margins.get(name)}
    if not kept:
        return ""
    flags = (' differentOddEven="1"' if any(name.startswith("even") for name in kept) else "") + (
        ' differentFirst="1"' if any(name.startswith("first") for name in kept) else ""
    )
    inside = "".join(f"<{name}>{_escaped(text)}</{name}>" for name, text in kept.items())
    return f"<headerFooter{flags}>{inside}</headerFooter>"


def _named(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
