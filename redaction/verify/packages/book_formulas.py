"""Reads the formulas of a workbook of Excel and what they may go on from, for the check of their results."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final
from xml.etree import ElementTree

from redaction.verify.packages.book_cells import codes_of, own, strings_of
from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.formula_words import Book, Cell, NamedTable, Written, column_of
from redaction.verify.packages.package_bytes import Member
from redaction.verify.packages.told_results import SheetRead

_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_BAR: Final = "\n|\n"
_MOST_OF_AN_ARRAY: Final = 10_000


def has_formulas(members: Sequence[Member]) -> bool:
    """Say whether any sheet has a formula."""
    return any(re.search(rb"<(?:\w+:)?f[\s>/]", each.held) for each in members if "worksheets/" in each.name)


def formulas_of(members: Sequence[Member]) -> tuple[list[SheetRead], Book]:
    """Every sheet of cells, hidden or not, and what formulas may name.

    Raises:
        KeyError, ValueError, ElementTree.ParseError: it cannot be read.
    """
    package = _Package({each.name.lstrip("/"): each.held for each in members})
    main = package.related("", "officeDocument")[0]
    root = package.root(main)
    strings = [
        text for part in package.related(main, "sharedStrings") for text in strings_of(package.held[part])
    ]
    codes = next((codes_of(package.held[part]) for part in package.related(main, "styles")), {})
    from_1904 = any(
        each.get("date1904") in {"1", "true"} for each in root.iter() if own(each) == "workbookPr"
    )
    sheets: list[SheetRead] = []
    order: list[str] = []
    tables: dict[str, NamedTable] = {}
    for entry in (each for each in root.iter() if own(each) == "sheet"):
        name = entry.get("name", "")
        order.append(name.casefold())
        kind, part = package.arrow(main, _relation_of(entry))
        if kind == "worksheet":
            sheets.append(SheetRead(name))
            _fill(sheets[-1], package.root(part), _Values(strings, codes, from_1904=from_1904))
            for table in package.related(part, "table"):
                tables.update(_table(package.root(table), name.casefold()))
    return sheets, Book(order, _names(root), tables)


class _Package:
    """The parts of a package and the arrows between them."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self.held = held

    def root(self, part: str) -> ElementTree.Element:
        held = self.held[part]
        if b"<!DOCTYPE" in held or b"<!ENTITY" in held:
            raise ValueError
        return ElementTree.fromstring(held)  # noqa: S314 - no document type

    def related(self, part: str, kind: str) -> list[str]:
        return [target for each, target in self._arrows(part).values() if each == kind]

    def arrow(self, part: str, number: str) -> tuple[str, str]:
        return self._arrows(part).get(number, ("", ""))

    def _arrows(self, part: str) -> dict[str, tuple[str, str]]:
        """By its number the kind and the target of each arrow that stays inside."""
        folder, _, name = part.rpartition("/")
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        for each in self.root(where) if where in self.held else ():
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            if each.get("TargetMode") != "External" and target in self.held:
                found[each.get("Id", "")] = each.get("Type", "").rpartition("/")[2], target
        return found


class _Values:
    """What the cells of a workbook refer to."""

    def __init__(self, strings: Sequence[str], codes: Mapping[int, str], *, from_1904: bool) -> None:
        self.strings, self.codes, self.from_1904 = strings, codes, from_1904

    def text(self, kind: str, value: str) -> str:
        if kind != "s":
            return value
        return (
            self.strings[int(value)] if value.strip().isdecimal() and int(value) < len(self.strings) else ""
        )

    def looks(self, value: str, style: str) -> str:
        code = self.codes.get(int(style) if style.isdecimal() else 0, "General")
        return _BAR.join(looks_of(value, code, from_1904=self.from_1904))


def _fill(sheet: SheetRead, root: ElementTree.Element, values: _Values) -> None:
    shared: dict[str, Written] = {}
    for place, cell in _cells(root):
        kind = cell.get("t", "n")
        inside = {own(each): each for each in cell}
        value = inside["v"].text or "" if "v" in inside else ""
        if kind == "inlineStr" and "is" in inside:
            sheet.texts[place] = "".join(each.text or "" for each in inside["is"].iter() if own(each) == "t")
        elif value and kind == "n":
            sheet.numbers[place] = values.looks(value, cell.get("s", "0"))
        elif value:
            sheet.texts[place] = values.text(kind, value)
        if "f" in inside:
            _note(sheet, inside["f"], place, shared)


def _cells(root: ElementTree.Element) -> Iterator[tuple[Cell, ElementTree.Element]]:
    row = 0
    for line in (each for each in root.iter() if own(each) == "row"):
        row = int(line.get("r", row + 1))
        column = 0
        for cell in line:
            found = _PLACE.fullmatch(cell.get("r", ""))
            column = column_of(found[1]) if found else column + 1
            yield (row, column), cell


def _note(sheet: SheetRead, element: ElementTree.Element, place: Cell, shared: dict[str, Written]) -> None:
    kind, written = element.get("t", ""), Written(element.text or "", place)
    if kind == "shared":
        number = element.get("si", "")
        written = shared.setdefault(number, written) if not element.text else written
        shared[number] = written
    sheet.formulas[place] = written
    if kind == "array":
        for each in islice(_within(element.get("ref", "")), _MOST_OF_AN_ARRAY):
            sheet.formulas[each] = Written(written.text, each)


def _within(reference: str) -> Iterator[Cell]:
    corners = _corners(reference)
    if corners is not None:
        (top, left), (bottom, right) = corners
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _corners(reference: str) -> tuple[Cell, Cell] | None:
    first, _, last = reference.partition(":")
    found = [_PLACE.fullmatch(each) for each in (first, last or first)]
    places = [(int(each[2]), column_of(each[1])) for each in found if each]
    return (places[0], places[1]) if len(places) == 2 else None


def _names(root: ElementTree.Element) -> dict[str, list[Written]]:
    names: dict[str, list[Written]] = {}
    for each in root.iter():
        if own(each) == "definedName":
            names.setdefault(each.get("name", "").casefold(), []).append(Written(each.text or "", (1, 1)))
    return names


def _table(root: ElementTree.Element, sheet: str) -> dict[str, NamedTable]:
    corners = _corners(root.get("ref", ""))
    if corners is None:
        return {}
    columns = tuple(
        each.get("name", "").strip().casefold() for each in root.iter() if own(each) == "tableColumn"
    )
    made = NamedTable(sheet, *corners, columns)
    return {root.get(key, "").casefold(): made for key in ("name", "displayName") if root.get(key)}


def _relation_of(entry: ElementTree.Element) -> str:
    return next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
