"""Sheets as they are to be printed: without results of formulas that tell of what will be taken out of the pages.

A printed page has no formulas, so whoever takes a name out of it cannot know that a figure beside it is the length of
that name. The cells are emptied in a copy of the file before LibreOffice sees it; nothing else of it is changed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import Package, open_package, write_package
from redaction.office.open_xml import OpenXml
from redaction.office.runs import Terms
from redaction.office.xml_parts import parse
from redaction.open_document.opening import is_locked
from redaction.open_document.results import empty_told_cells
from redaction.open_document.styles import styles_of
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sheets.taking import told_results
from redaction.sheets.workbook import Place
from redaction.sheets.xlsx_calculating import worksheets
from redaction.sheets.xlsx_cells import place_of
from redaction.sheets.xlsx_reading import read_workbook

_CONTENT = "content.xml"
_STYLES = "styles.xml"


def without_told_results(source: Path, kind: DocumentKind, target: Path, terms: Sequence[str]) -> bool:
    """Write the file without such results; False where there is nothing to be emptied.

    Raises:
        DocumentRefused: or one of its family; it cannot be read.
    """
    if not terms or kind not in {DocumentKind.XLSX, DocumentKind.ODS}:
        return False
    wanted = Terms(Schedule(tuple(ScheduleEntry(term, Ground.NOT_RELEVANT) for term in terms)))
    with open_package(source) as package:
        if is_locked(package):
            return False
        changed = (
            _of_workbook(package, wanted) if kind is DocumentKind.XLSX else _of_open_sheets(package, wanted)
        )
        if changed:
            parts = ((name, changed.get(name) or package.part(name)) for name in package.names)
            write_package(target, parts, stored=frozenset({"mimetype"}))
    return bool(changed)


def _of_workbook(package: Package, terms: Terms) -> dict[str, bytes]:
    held = OpenXml(package)
    workbook = read_workbook(held, terms.needles)
    told = told_results(workbook, terms)
    main = held.main_part()
    return {
        part: _emptied(held.root(part), told[name.casefold()])
        for name, part in worksheets(held, main, held.root(main))
        if told.get(name.casefold())
    }


def _emptied(root: etree._Element, places: set[Place]) -> bytes:
    """A sheet of Excel without the formulas and the values of some cells."""
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        if place_of(cell.get("r") or "") in places:
            for child in list(cell):
                cell.remove(child)
    return _written(root)


def _of_open_sheets(package: Package, terms: Terms) -> Mapping[str, bytes]:
    content = parse(package.part(_CONTENT))
    looks = [parse(package.part(_STYLES))] if _STYLES in package else []
    if not empty_told_cells(content, styles_of([*looks, content]), terms):
        return {}
    return {_CONTENT: _written(content)}


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
