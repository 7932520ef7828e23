"""Reads a workbook of Excel into what its reader sees.

Taken are visible sheets with their cells, headers and footers, text boxes and pictures. Everything else of the
file is left behind, because nothing here asks for it: comments and their persons, defined names, lists that
cells are checked against, pivot tables and their copies of whole tables, queries, links to other files, chains
of calculation, revisions and their users, custom XML, properties, thumbnails, printers' settings, macros.

Source: ECMA-376 parts 1 and 2; docs/decisions/0013-native-or-pdf.md.
"""

import re
from dataclasses import replace
from typing import Final

from lxml import etree

from redaction.errors import DocumentRefused
from redaction.office.allowing import Values
from redaction.office.open_xml import OpenXml
from redaction.office.properties import KIND, lists_of_properties
from redaction.office.themes import theme_of
from redaction.office.xml_parts import parse
from redaction.sheets.charts import cells_behind, chart_of
from redaction.sheets.page_setup import PageSetup
from redaction.sheets.workbook import Column, LeftOut, Place, Run, Sheet, Workbook
from redaction.sheets.xlsx_calculating import note_calculations
from redaction.sheets.xlsx_cells import Source, is_set, place_of, read_cells, runs_of
from redaction.sheets.xlsx_drawings import shapes_of
from redaction.sheets.xlsx_formulas import read_formulas
from redaction.sheets.xlsx_looks import looks_of, theme_colours
from redaction.sheets.xlsx_margins import PLACES, pieces_of
from redaction.wording.needles import Needles

_COUNTED: Final = {
    "comments": "note on a cell",
    "threadedComment": "thread of comments",
    "oleObject": "embedded file",
    "package": "embedded file",
    "control": "form control",
    "ctrlProp": "form control",
    "pivotTable": "pivot table (its cells stay)",
    "slicer": "slicer",
    "timeline": "timeline",
    "hyperlink": "link",
}
_OTHER_SHEETS: Final = {"dialogsheet": "dialogue sheet"}
_WHOLE_SHEET: Final = (0, 0, 0, 0, 14, 0, 30, 0)
_TITLE_ROWS: Final = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")


def read_workbook(package: OpenXml, needles: Needles | None = None) -> Workbook:
    """What a reader sees of a workbook.

    Args:
        needles: what is to be taken out: looks of charts that hold any of it are not copied.

    Raises:
        DocumentRefused: no sheet of it can be seen.
        DocumentTooCostly: it is too large.
        DocumentUnreadable: it is damaged.
    """
    main = package.main_part()
    root = package.root(main)
    theme = theme_colours(_first_part(package, main, "theme"))
    looks = looks_of(_first_part(package, main, "styles"), theme)
    from_1904 = any(is_set(each, "date1904") for each in root.iterfind("{*}workbookPr"))
    strings = _strings(_first_part(package, main, "sharedStrings"), theme)
    left_out = LeftOut()
    source = Source(strings, looks.codes, from_1904)
    sheets = _sheets(package, main, source, left_out)
    values = Values(needles)
    _add_charts(package, sheets, values, left_out)
    left_out.add(KIND, lists_of_properties(package.package))
    left_out.add("link to another file", _number_of(package, main, "externalLink"))
    left_out.add("connection to a database", _number_of(package, main, "connections"))
    _note_titles(root, sheets)
    seen = [sheet for sheet in sheets if sheet is not None]
    if not seen:
        raise DocumentRefused(
            "No sheet of this workbook can be seen: all are hidden.",
            next_step="Show the sheets that belong in the copy, save the workbook and upload that.",
        )
    colours = None
    if any(shape.chart for sheet in seen for shape in sheet.shapes):
        held = _first_part(package, main, "theme")
        colours = None if held is None else theme_of(parse(held), values, left_out.counts)
    made = Workbook(seen, looks.sheet, looks.codes, from_1904, left_out, colours)
    if needles is not None:
        note_calculations(package, main, made, source)
    return made


def _add_charts(package: OpenXml, sheets: list[Sheet | None], values: Values, left_out: LeftOut) -> None:
    """The charts, once all cells that they may show are known."""
    reach = cells_behind(sheets)
    for sheet in sheets:
        for shape in sheet.shapes if sheet is not None else ():
            if shape.chart_part:
                shape.chart = chart_of(package, shape.chart_part, values, left_out, reach)


def _first_part(package: OpenXml, main: str, kind: str) -> bytes | None:
    names = package.related(main, kind)
    return package.package.part(names[0]) if names else None


def _number_of(package: OpenXml, main: str, kind: str) -> int:
    return sum(each.kind == kind for each in package.relations(main).values())


def _strings(held: bytes | None, theme: tuple[str, ...]) -> tuple[tuple[Run, ...], ...]:
    return () if held is None else tuple(runs_of(each, theme) for each in parse(held).iterfind("{*}si"))


def _sheets(package: OpenXml, main: str, source: Source, left_out: LeftOut) -> list[Sheet | None]:
    """The sheets in the workbook's order; None for those that do not travel."""
    found: list[Sheet | None] = []
    for entry in package.root(main).iterfind("{*}sheets/{*}sheet"):
        names = [str(value) for name, value in entry.attrib.items() if etree.QName(name).localname == "id"]
        relation = package.relations(main).get(names[0]) if names else None
        found.append(None)
        if (entry.get("state") or "visible") != "visible":
            left_out.add("hidden sheet")
        elif relation is not None and relation.kind in _OTHER_SHEETS:
            left_out.add(_OTHER_SHEETS[relation.kind])
        elif relation is not None and relation.kind == "chartsheet" and relation.target:
            found[-1] = _chart_sheet(package, relation.target, str(entry.get("name") or ""), left_out)
        elif relation is not None and relation.kind == "worksheet" and relation.target:
            found[-1] = _sheet(package, relation.target, str(entry.get("name") or ""), source, left_out)
    return found


def _sheet(package: OpenXml, part: str, name: str, source: Source, left_out: LeftOut) -> Sheet:
    root = package.root(part)
    sheet = Sheet(name)
    sheet.merged = _merged(root)
    sheet.columns = _columns(root)
    sheet.frozen = _frozen(root)
    sheet.page = PageSetup.of(root)
    for header in root.iterfind("{*}headerFooter"):
        for child in header:
            own = etree.QName(child).localname
            if own in PLACES and child.text:
                sheet.margins[own] = pieces_of(child.text)
    read_cells(root, sheet, source, left_out)
    read_formulas(root, sheet)
    for relation in package.relations(part).values():
        if relation.kind == "drawing" and relation.target:
            sheet.shapes.extend(shapes_of(package, relation.target, left_out))
        elif relation.kind in _COUNTED:
            left_out.add(_COUNTED[relation.kind])
    left_out.add("rule for a cell's content", len(root.findall("{*}dataValidations/{*}dataValidation")))
    left_out.add("rule for a cell's colour", len(root.findall("{*}conditionalFormatting")))
    return sheet


def _chart_sheet(package: OpenXml, part: str, name: str, left_out: LeftOut) -> Sheet:
    """A sheet that is nothing but a chart: a sheet with that chart over empty cells."""
    sheet = Sheet(name, page=PageSetup(is_landscape=True))
    for relation in package.relations(part).values():
        if relation.kind == "drawing" and relation.target:
            for shape in shapes_of(package, relation.target, left_out):
                sheet.shapes.append(replace(shape, anchor=_WHOLE_SHEET) if shape.chart_part else shape)
    return sheet


def _merged(root: etree._Element) -> list[tuple[Place, Place]]:
    found = []
    for each in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = (each.get("ref") or "").partition(":")
        top, bottom = place_of(first), place_of(last)
        if top and bottom and top[0] <= bottom[0] and top[1] <= bottom[1]:
            found.append((top, bottom))
    return found


def _columns(root: etree._Element) -> list[Column]:
    found = []
    for each in root.iterfind("{*}cols/{*}col"):
        try:
            column = Column(
                int(each.get("min") or 0), int(each.get("max") or 0), float(each.get("width") or 0)
            )
        except ValueError:
            continue
        if (
            1 <= column.first <= column.last <= 16_384
            and 0 < column.width <= 255
            and not is_set(each, "hidden")
        ):
            found.append(column)
    return found


def _frozen(root: etree._Element) -> Place:
    """How many rows and columns stay in view, for the first window on the sheet."""
    for pane in root.iterfind("{*}sheetViews/{*}sheetView/{*}pane"):
        if pane.get("state") in {"frozen", "frozenSplit"}:
            rows, columns = (str(pane.get(name) or "0").partition(".")[0] for name in ("ySplit", "xSplit"))
            if rows.isdecimal() and columns.isdecimal():
                return min(int(rows), 1_000), min(int(columns), 100)
    return (0, 0)


def _note_titles(root: etree._Element, sheets: list[Sheet | None]) -> None:
    """Rows that are printed on every page: the one defined name that is kept, and only as numbers."""
    for each in root.iterfind("{*}definedNames/{*}definedName"):
        at = each.get("localSheetId") or ""
        if each.get("name") != "_xlnm.Print_Titles" or not at.isdecimal() or int(at) >= len(sheets):
            continue
        sheet = sheets[int(at)]
        found = _TITLE_ROWS.search((each.text or "").rpartition("!")[2])
        if sheet is not None and found:
            sheet.repeated_rows = (int(found.group(1)), int(found.group(2)))
