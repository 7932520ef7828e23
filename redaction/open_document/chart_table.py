"""The fresh table of a chart: labels in its first row, categories in its first column, numbers in the others."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from redaction.open_document.chart_cells import LOCAL, Point
from redaction.open_document.names import NAMESPACES, named

_ROW: Final = named("table:table-row")
_CELL: Final = named("table:table-cell")
_COLUMN: Final = named("table:table-column")
_PARAGRAPH: Final = named("text:p")
_VALUE: Final = named("office:value")
_VALUE_TYPE: Final = named("office:value-type")
_LETTERS: Final = 26
_NOTHING: Final = Point("", "")


@dataclass(slots=True)
class Rows:
    """What a chart shows: its categories, and its rows of numbers, each with its label."""

    categories: list[Point] = field(default_factory=list)
    numbers: list[tuple[str, Sequence[Point]]] = field(default_factory=list)

    @property
    def points(self) -> int:
        """How many cells its table will have, without labels."""
        return self._depth * (len(self.numbers) + 1)

    @property
    def _depth(self) -> int:
        return max([len(self.categories), *(len(points) for _, points in self.numbers)])

    def as_categories(self, points: Sequence[Point]) -> str:
        """Take the categories in; gives their address."""
        if len(points) > len(self.categories):
            self.categories = list(points)
        return _address(0, len(points))

    def take(self, label: str, points: Sequence[Point]) -> str:
        """Take a row of numbers in; gives its address."""
        self.numbers.append((label, points))
        return _address(len(self.numbers), len(points))

    def label_of_last(self) -> str:
        """The address of the label that was taken in last."""
        return f"{LOCAL}.${_letters(len(self.numbers))}$1"

    def table(self) -> etree._Element:
        """All of it as a table."""
        made = etree.Element(named("table:table"), nsmap=NAMESPACES)
        made.set(named("table:name"), LOCAL)
        etree.SubElement(etree.SubElement(made, named("table:table-header-columns")), _COLUMN)
        columns = etree.SubElement(etree.SubElement(made, named("table:table-columns")), _COLUMN)
        columns.set(named("table:number-columns-repeated"), str(max(1, len(self.numbers))))
        head = etree.SubElement(etree.SubElement(made, named("table:table-header-rows")), _ROW)
        for label in ("", *(label for label, _ in self.numbers)):
            _text_cell(head, label)
        body = etree.SubElement(made, named("table:table-rows"))
        for at in range(self._depth):
            row = etree.SubElement(body, _ROW)
            category = _at(self.categories, at)
            if is_number(category.value):
                _number_cell(row, category.value, category.text)
            else:
                _text_cell(row, category.text)
            for _, points in self.numbers:
                point = _at(points, at)
                value = next((each for each in (point.value, point.text) if is_number(each)), "")
                _number_cell(row, value, value) if value else etree.SubElement(row, _CELL)
        return made


def is_number(written: str) -> bool:
    """Say whether a value is a number that a chart can draw."""
    try:
        return math.isfinite(float(written)) and "_" not in written and written.isascii()
    except ValueError:
        return False


def drop_words_among_numbers(table: etree._Element) -> None:
    """Empty every cell of a row of numbers that holds no number any more: it has no place for a mark."""
    for row in list(table.iter(_ROW))[1:]:
        for cell in list(row)[1:]:
            if cell.get(_VALUE) is None:
                for child in list(cell):
                    cell.remove(child)
                cell.attrib.clear()


def _at(points: Sequence[Point], at: int) -> Point:
    return points[at] if at < len(points) else _NOTHING


def _text_cell(row: etree._Element, text: str) -> None:
    cell = etree.SubElement(row, _CELL)
    if text:
        cell.set(_VALUE_TYPE, "string")
        etree.SubElement(cell, _PARAGRAPH).text = text


def _number_cell(row: etree._Element, value: str, text: str) -> None:
    cell = etree.SubElement(row, _CELL)
    cell.set(_VALUE_TYPE, "float")
    cell.set(_VALUE, value.strip())
    etree.SubElement(cell, _PARAGRAPH).text = text.strip() or value.strip()


def _address(column: int, many: int) -> str:
    letters = _letters(column)
    return f"{LOCAL}.${letters}$2:.${letters}${max(many, 1) + 1}"


def _letters(column: int) -> str:
    written, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, _LETTERS)
        written = chr(ord("A") + letter) + written
    return written
