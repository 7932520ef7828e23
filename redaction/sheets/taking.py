"""Takes the terms of a schedule out of a workbook: out of cells by row and by column, and whatever is beside them.

A forename and a surname stand in neighbouring cells, an address runs down a column: each sheet is read along its
rows and along its columns. A number is looked for as it is shown and in the other ways people write it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from redaction.office.pictures import PlacedPicture
from redaction.office.runs import Piece, Terms
from redaction.parts import Tally, letters_in
from redaction.sheets.charts import take_from
from redaction.sheets.parts import charts_of, has_boxes
from redaction.sheets.results import empty_results, told_in
from redaction.sheets.split_names import Reading, passes
from redaction.sheets.workbook import Cell, Held, Place, Shape, Sheet, Workbook, by_rows, free_name
from redaction.sheets.xlsx_margins import is_code
from redaction.wording.spellings import is_date_code, spellings_of_date, spellings_of_number

_ROWS_AT_ONCE: Final = 500
_ROWS_READ_AGAIN: Final = 3
_NUMBERS_AT_ONCE: Final = 2_000
_BAR: Final = "|"  # parts what must not be read as one: no term is found across it

_READINGS_AT_ONCE: Final = 500
_One = TypeVar("_One")

Draw = Callable[[Shape], tuple[int, PlacedPicture]]
"""Gives the picture of a shape as the copy may have it, and its number in the copy, from 1."""


def take_out(workbook: Workbook, terms: Terms, draw: Draw) -> list[Tally]:
    """Take every term out of the workbook, part by part, in the order of `parts.part_names`."""
    tallies: list[Tally] = []
    waiting: list[tuple[Sheet, Tally]] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        cells = Tally(f"Sheet {number}")
        _from_cells(workbook, sheet, terms, cells)
        tallies.append(cells)
        if sheet.margins:
            margins = Tally(f"Sheet {number}, header and footer")
            for pieces in sheet.margins.values():
                _take(terms, _margin_flow(pieces), margins)
            tallies.append(margins)
        if has_boxes(sheet):
            shapes = Tally(f"Sheet {number}, text boxes and pictures")
            for shape in sheet.shapes:
                _from_shape(shape, terms, draw, shapes)
            tallies.append(shapes)
        if charts_of(sheet):
            tallies.append(Tally(f"Sheet {number}, charts"))
            waiting.append((sheet, tallies[-1]))
    for sheet in workbook.unseen:
        _from_cells(workbook, sheet, terms, Tally(""))
    empty_results(workbook)
    for sheet, tally in waiting:  # a chart shows cells of other sheets too: all cells come first
        for chart in charts_of(sheet):
            taken = take_from(chart, terms)
            tally.add(taken.entries, taken.letters_taken, taken.letters)
    names = Tally("Names of sheets")
    _from_names(workbook, terms, names)
    return [*tallies, names]


def told_results(workbook: Workbook, terms: Terms) -> dict[str, set[Place]]:
    """By sheet the cells whose value tells of what goes with the terms. The workbook is of no use afterwards."""
    for sheet in (*workbook.sheets, *workbook.unseen):
        _from_cells(workbook, sheet, terms, Tally(""))
    return {
        name: places
        - {place for sheet in workbook.sheets if sheet.name.casefold() == name for place in sheet.lost}
        for name, places in told_in(workbook).items()
    }


def _take(terms: Terms, flow: Iterable[Piece], tally: Tally) -> None:
    taken = terms.take_from(flow)
    tally.add(taken.entries, taken.letters_taken, taken.letters)


def _from_cells(workbook: Workbook, sheet: Sheet, terms: Terms, tally: Tally) -> None:
    tally.letters = sum(letters_in(cell.text) for cell in sheet.cells)
    for flow in (*_along_rows(sheet), *_along_columns(sheet)):
        taken = terms.take_from(flow)
        tally.add(taken.entries, taken.letters_taken)
    _from_other_orders(sheet, terms, tally)
    for cells in _batches(_numbers(workbook, sheet), _NUMBERS_AT_ONCE):
        _from_numbers(cells, terms, tally, sheet)


def _from_other_orders(sheet: Sheet, terms: Terms, tally: Tally) -> None:
    """Names whose parts stand in several cells in another order than that in which they are written."""
    if not terms.may_be_parted:
        return
    rows = list(by_rows(sheet.cells))
    found = [[(cell.column, cell.text) for cell in row] for row in rows]
    for readings in passes(found):
        for some in _batches(readings, _READINGS_AT_ONCE):
            taken = terms.take_from(_in_order(rows, some, sheet))
            tally.add(taken.entries, taken.letters_taken)


def _in_order(rows: Sequence[Sequence[Cell]], readings: Iterable[Reading], sheet: Sheet) -> Iterator[Piece]:
    for number, columns in readings:
        held = {cell.column: cell for cell in rows[number]}
        yield from _pieces([[held[column] for column in columns]], sheet)
        yield Piece(_BAR)


def _along_rows(sheet: Sheet) -> Iterator[Iterator[Piece]]:
    """Some hundreds of rows at a time; the last ones again with the next, for what runs over from row to row."""
    rows = list(by_rows(sheet.cells))
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield _pieces(rows[max(0, start - _ROWS_READ_AGAIN) : start + _ROWS_AT_ONCE], sheet)


def _along_columns(sheet: Sheet) -> Iterator[Iterator[Piece]]:
    columns: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        columns.setdefault(cell.column, []).append(cell)
    for _, cells in sorted(columns.items()):
        rows = [[cell] for cell in cells]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            yield _pieces(rows[max(0, start - _ROWS_READ_AGAIN) : start + _ROWS_AT_ONCE], sheet)


def _pieces(rows: Sequence[Sequence[Cell]], sheet: Sheet) -> Iterator[Piece]:
    tab, line = Piece("\t"), Piece("\n")
    for row in rows:
        for place, cell in enumerate(row):
            if place:
                yield tab
            if cell.runs:
                for number, run in enumerate(cell.runs):
                    yield Piece(run.text, _run_setter(cell, number, sheet))
            else:
                yield Piece(cell.text, _setter(cell, sheet))
        yield line


def _setter(cell: Cell, sheet: Sheet) -> Callable[[str], None]:
    def put(text: str) -> None:
        _lose(cell, sheet)
        cell.say(text)

    return put


def _run_setter(cell: Cell, number: int, sheet: Sheet) -> Callable[[str], None]:
    def put(text: str) -> None:
        _lose(cell, sheet)
        cell.say_in_run(number, text)

    return put


def _lose(cell: Cell, sheet: Sheet) -> None:
    """Note that a cell is about to lose something."""
    place = cell.row, cell.column
    sheet.lost[place] = sheet.lost.get(place, False) or cell.held is not Held.TEXT
    # A column as wide as its longest name, a row as high as its longest line, tell how long what went was.
    sheet.widths_to_forget.add(cell.column)
    sheet.rows_to_forget.add(cell.row)


def _numbers(workbook: Workbook, sheet: Sheet) -> Iterator[tuple[tuple[str, ...], list[Cell]]]:
    """Each number of the sheet that is shown in one way, its other spellings, and its cells."""
    dates = [is_date_code(code) for code in workbook.codes]
    alike: dict[tuple[str, bool], list[Cell]] = {}
    for cell in sheet.cells:
        if cell.held is Held.NUMBER:
            alike.setdefault((cell.value, dates[cell.style]), []).append(cell)
    for (value, is_date), cells in alike.items():
        number = float(value)
        spelt = spellings_of_date(number, from_1904=workbook.from_1904) if is_date else ()
        yield (*spelt, *spellings_of_number(number)), cells


def _from_numbers(
    numbers: Sequence[tuple[tuple[str, ...], list[Cell]]], terms: Terms, tally: Tally, sheet: Sheet
) -> None:
    for at, entry in terms.said_by([spelt for spelt, _ in numbers]).items():
        for cell in numbers[at][1]:
            tally.entries.append(entry)
            tally.letters_taken += len(cell.text)
            _lose(cell, sheet)
            cell.say(terms.marks[entry])


def _margin_flow(pieces: list[str]) -> Iterator[Piece]:
    for number, piece in enumerate(list(pieces)):
        if is_code(piece):
            yield Piece(_BAR if piece in {"&P", "&N", "&D", "&T", "&A"} else "\n")
        else:
            yield Piece(piece, _list_setter(pieces, number))


def _list_setter(held: list[str], number: int) -> Callable[[str], None]:
    def put(text: str) -> None:
        held[number] = text

    return put


def _from_shape(shape: Shape, terms: Terms, draw: Draw, tally: Tally) -> None:
    flow = []
    for paragraph in shape.paragraphs:
        flow += [Piece(text, _list_setter(paragraph, number)) for number, text in enumerate(paragraph)]
        flow.append(Piece("\n"))
    _take(terms, flow, tally)
    described = [shape.description]
    _take(terms, [Piece(shape.description, _list_setter(described, 0))], tally)
    shape.description = described[0]
    if shape.picture:
        number, placed = draw(shape)
        shape.picture, shape.held, shape.ending = (
            f"picture{number}.{placed.ending}",
            placed.held,
            placed.ending,
        )
        tally.entries += placed.entries
        tally.telling += 0 if terms.keeps_widths else placed.telling
        tally.unread_codes += placed.unread_codes


def _from_names(workbook: Workbook, terms: Terms, tally: Tally) -> None:
    """A sheet whose name holds a term is called by its number. A name may not have a mark's brackets."""
    for number, sheet in enumerate(workbook.sheets, start=1):
        name = sheet.name
        taken = terms.take_from([Piece(name, lambda _: None)])
        tally.add(taken.entries, taken.letters_taken, taken.letters)
        if taken.entries:
            sheet.name = free_name(number, {each.name.casefold() for each in workbook.sheets}, terms.occur_in)


def _batches(several: Iterable[_One], size: int) -> Iterator[list[_One]]:
    waiting = iter(several)
    while batch := list(islice(waiting, size)):
        yield batch
