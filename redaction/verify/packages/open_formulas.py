"""Reads the formulas of a sheet of OpenDocument and what they may go on from, for the check of their results."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final
from xml.etree import ElementTree

from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.formula_words import Book, Cell, NamedTable, Written, column_of
from redaction.verify.packages.package_bytes import Member
from redaction.verify.packages.told_results import SheetRead

_BRACKET: Final = re.compile(r'"(?:[^"]|"")*"|\[([^\[\]]*)\]')
_CORNER: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLON: Final = re.compile(r":(?=(?:[^']*'[^']*')*[^']*$)")
_BAR: Final = "\n|\n"
_MOST_ALIKE: Final = 1_000


def has_formulas(members: Sequence[Member]) -> bool:
    """Say whether any cell has a formula."""
    return any(b":formula=" in each.held for each in members if each.name == "content.xml")


def formulas_of(members: Sequence[Member]) -> tuple[list[SheetRead], Book]:
    """Every sheet, hidden or not, and what formulas may name.

    Raises:
        ValueError, ElementTree.ParseError: it cannot be read.
    """
    held = next(each.held for each in members if each.name == "content.xml")
    if b"<!DOCTYPE" in held or b"<!ENTITY" in held:
        raise ValueError
    root = ElementTree.fromstring(held)  # noqa: S314 - no document type
    body = next((each for each in root.iter() if _own(each) == "spreadsheet"), root)
    sheets = [_sheet(each) for each in body if _own(each) == "table"]
    names: dict[str, list[Written]] = {}
    tables: dict[str, NamedTable] = {}
    for each in body.iter():
        name = _says(each, "name").casefold()
        if _own(each) == "named-range":
            meant = _as_words(f"[{_says(each, 'cell-range-address')}]")
            names.setdefault(name, []).append(Written(meant, _base(each)))
        elif _own(each) == "named-expression":
            names.setdefault(name, []).append(Written(_as_words(_says(each, "expression")), _base(each)))
        elif _own(each) == "database-range":
            tables.update(_table(name, _says(each, "target-range-address")))
    return sheets, Book([sheet.name.casefold() for sheet in sheets], names, tables)


def _sheet(table: ElementTree.Element) -> SheetRead:
    sheet = SheetRead(_says(table, "name"))
    row = 1
    for line in (each for each in table.iter() if _own(each) == "table-row"):
        rows, column = _number(line, "number-rows-repeated"), 1
        for cell in line:
            columns = _number(cell, "number-columns-repeated")
            text, formula = _text(cell), _says(cell, "formula")
            alike = product(range(min(rows, _MOST_ALIKE)), range(min(columns, _MOST_ALIKE)))
            for down, right in alike if text or formula else ():
                _note(sheet, (row + down, column + right), cell, text, formula)
            column += columns
        row += rows
    return sheet


def _note(sheet: SheetRead, place: Cell, cell: ElementTree.Element, text: str, formula: str) -> None:
    value, day = _says(cell, "value"), _says(cell, "date-value")
    if value or day:
        looks = looks_of(value, "0", from_1904=False) if value else (day,)
        sheet.numbers[place] = _BAR.join([text, *looks])
    elif text:
        sheet.texts[place] = text
    if formula:
        words = _as_words(formula)
        down, right = (_number(cell, f"number-matrix-{of}-spanned") for of in ("rows", "columns"))
        for further in product(range(min(down, _MOST_ALIKE)), range(min(right, _MOST_ALIKE))):
            each = place[0] + further[0], place[1] + further[1]
            sheet.formulas[each] = Written(words, each)


def _text(cell: ElementTree.Element) -> str:
    said = "\n".join("".join(each.itertext()) for each in cell if _own(each) == "p")
    return said or _says(cell, "string-value") or _says(cell, "value") or _says(cell, "date-value")


def _as_words(formula: str) -> str:
    """The formula with references as `'Sheet'!A1:B2`, whatever its prefix; a reference to another file is none."""
    bare = re.sub(r"^\s*[a-z]+:(?==)", "", formula).lstrip("= ")
    return _BRACKET.sub(lambda found: found.group() if found[1] is None else _reference(found[1]), bare)


def _reference(inside: str) -> str:
    if "#" in inside:
        return "0"
    parts = [part.rpartition(".") for part in _COLON.split(inside)]
    sheets = [part[0].removeprefix("$").strip("'") for part in parts if part[0].strip("$'")]
    corners = ":".join(part[2] for part in parts)
    span = ":".join(dict.fromkeys(sheets))
    return f"'{span}'!{corners}" if span else corners


def _table(name: str, address: str) -> Iterator[tuple[str, NamedTable]]:
    parts = [part.rpartition(".") for part in _COLON.split(address)]
    corners = [found for part in parts if (found := _CORNER.fullmatch(part[2]))]
    if name and corners:
        first, last = ((int(each[2]), column_of(each[1])) for each in (corners[0], corners[-1]))
        yield name, NamedTable(parts[0][0].removeprefix("$").strip("'").casefold(), first, last)


def _base(element: ElementTree.Element) -> Cell:
    found = _CORNER.fullmatch(_says(element, "base-cell-address").rpartition(".")[2])
    return (int(found[2]), column_of(found[1])) if found else (1, 1)


def _own(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _says(element: ElementTree.Element, own: str) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == own), "")


def _number(element: ElementTree.Element, own: str) -> int:
    written = _says(element, own)
    return max(1, int(written)) if written.isdecimal() else 1
