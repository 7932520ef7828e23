"""Reads from what the values of a sheet's cells were worked out. Formulas are not kept: see `results`."""

from typing import Final

from lxml import etree

from redaction.sheets.results import note_formula
from redaction.sheets.workbook import Formula, Place, Sheet
from redaction.sheets.xlsx_cells import place_of

_LONGEST: Final = 8_192
"""Characters that a formula may have (ECMA-376 part 1, 18.17.1)."""


def read_formulas(root: etree._Element, sheet: Sheet) -> None:
    """Note every formula of a sheet, those of hidden rows and columns too: others may go on from them."""
    shared: dict[str, Formula] = {}
    row_number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        written = row.get("r") or ""
        row_number = int(written) if written.isdecimal() and len(written) < 8 else row_number + 1
        column = 0
        for cell in row.iterfind("{*}c"):
            place = place_of(cell.get("r") or "")
            column = place[1] if place else column + 1
            found = cell.find("{*}f")
            if found is not None:
                _note(found, (row_number, column), sheet, shared)


def _note(element: etree._Element, place: Place, sheet: Sheet, shared: dict[str, Formula]) -> None:
    text, number = (element.text or "")[:_LONGEST], element.get("si") or ""
    # A table of trials takes its cells from where its attributes say.
    trials = [str(element.get(name)) for name in ("r1", "r2") if element.get(name)]
    formula = Formula(f"{text},{','.join(trials)}" if trials else text, place)
    if element.get("t") == "shared":
        formula = shared.setdefault(number, formula) if not text else formula
        shared[number] = formula
    reach = None
    if element.get("t") in {"array", "dataTable"}:
        first, _, last = (element.get("ref") or "").partition(":")
        top, bottom = place_of(first), place_of(last or first)
        reach = (top, bottom) if top and bottom else None
    note_formula(sheet.formulas, place, formula, reach)
