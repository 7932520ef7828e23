"""Reads what formulas in view may go on from: names, tables, and what stands in hidden cells and sheets.

Nothing of this is shown or kept. It tells which results have to go with a name that was taken out: see `results`.

Source: ECMA-376 part 1, 18.2.5 (names), 18.5.1 (tables).
"""

from collections.abc import Iterator

from lxml import etree

from redaction.errors import DocumentTooCostly
from redaction.office.open_xml import OpenXml
from redaction.sheets.workbook import Formula, Sheet, Table, Workbook
from redaction.sheets.xlsx_cells import MOST_CELLS, Source, place_of, read_every_cell, unescaped
from redaction.sheets.xlsx_formulas import read_formulas


def note_calculations(package: OpenXml, main: str, workbook: Workbook, source: Source) -> None:
    """Note it all, where there are formulas in view.

    Raises:
        DocumentTooCostly: the sheets hold more than two million cells.
    """
    if not any(sheet.formulas for sheet in workbook.sheets):
        return
    root = package.root(main)
    sheets = list(worksheets(package, main, root))
    workbook.order = tuple(
        str(each.get("name") or "").casefold() for each in root.iterfind("{*}sheets/{*}sheet")
    )
    for each in root.iterfind("{*}definedNames/{*}definedName"):
        name = str(each.get("name") or "").casefold()
        # The cells of a name that moves count from the first of the sheet.
        workbook.names[name] = (*workbook.names.get(name, ()), Formula(each.text or "", (1, 1)))
    for name, part in sheets:
        for relation in package.relations(part).values():
            if relation.kind == "table" and relation.target:
                workbook.tables |= _tables(package.root(relation.target), name)
    filled = {sheet.name: len(sheet.cells) for sheet in workbook.sheets}
    for name, part in sheets:
        unseen = _all_of(package, part, name, source)
        if len(unseen.cells) > filled.get(name, 0):
            workbook.unseen.append(unseen)


def worksheets(package: OpenXml, main: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """The name and the part of each sheet of cells, hidden or not."""
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        names = [str(value) for name, value in entry.attrib.items() if etree.QName(name).localname == "id"]
        relation = package.relations(main).get(names[0]) if names else None
        if relation is not None and relation.kind == "worksheet" and relation.target:
            yield str(entry.get("name") or ""), relation.target


def _tables(root: etree._Element, sheet: str) -> dict[str, Table]:
    """A table by each of its names."""
    first, _, last = (root.get("ref") or "").partition(":")
    top, bottom = place_of(first), place_of(last or first)
    if not (top and bottom):
        return {}
    columns = [
        unescaped(str(each.get("name") or "")) for each in root.iterfind("{*}tableColumns/{*}tableColumn")
    ]
    made = Table(sheet.casefold(), (top, bottom), tuple(column.strip().casefold() for column in columns))
    names = {str(root.get(key) or "").casefold() for key in ("name", "displayName")}
    return dict.fromkeys(names - {""}, made)


def _all_of(package: OpenXml, part: str, name: str, source: Source) -> Sheet:
    """A sheet with all its cells and formulas."""
    root = package.root(part)
    sheet = Sheet(name)
    read_every_cell(root, sheet, source)
    if len(sheet.cells) > MOST_CELLS:
        raise DocumentTooCostly(
            "A sheet has more than two million cells.",
            next_step="Split the workbook into smaller ones and upload those.",
        )
    read_formulas(root, sheet)
    return sheet
