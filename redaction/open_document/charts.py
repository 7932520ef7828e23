"""Charts of OpenDocument files, each made anew from what it shows: its words, its looks, and a table of its own.

A chart of the copy refers to no sheet. What its rows of numbers, its labels and its categories were is written into
one fresh table, and every address in it names a cell of that table. The picture that stood for it does not travel.

Source: OASIS OpenDocument 1.3, part 3, 11 (charts).
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from redaction.errors import DocumentUnreadable
from redaction.office.allowing import Values
from redaction.office.archive import Package
from redaction.office.runs import Piece
from redaction.office.xml_parts import parse
from redaction.open_document.chart_cells import (
    LOCAL,
    MOST_POINTS,
    Area,
    Point,
    area_of,
    cells_of,
    marked,
    point_of,
)
from redaction.open_document.chart_table import Rows
from redaction.open_document.chart_vocabulary import CHART
from redaction.open_document.copying import Copier, no_object
from redaction.open_document.flows import pieces_of
from redaction.open_document.names import NAMESPACES, named, short_name
from redaction.open_document.styles import styles_of
from redaction.sheets.workbook import LeftOut

_CHART: Final = f"{named('office:body')}/{named('office:chart')}/{named('chart:chart')}"
_SERIES: Final = named("chart:series")
_DOMAIN: Final = named("chart:domain")
_CATEGORIES: Final = named("chart:categories")
_TABLE: Final = named("table:table")
_PARAGRAPH: Final = named("text:p")
_HREF: Final = named("xlink:href")
_RANGE: Final = named("table:cell-range-address")
_NUMBERS: Final = named("chart:values-cell-range-address")
_LABEL: Final = named("chart:label-cell-address")
_MOST_ROWS_OF_NUMBERS: Final = 255
_MOST_CHARTS: Final = 500
_MOST_CELLS: Final = 100_000
_LINK: Final = (("type", "simple"), ("show", "embed"), ("actuate", "onLoad"))

Sheets = Callable[[str], etree._Element | None]
"""Gives the sheet of a name, nothing for one that is not shown."""


@dataclass(frozen=True, slots=True)
class OpenChart:
    """A chart of the copy: its part, the table in it, and the areas of sheets that it showed."""

    root: etree._Element
    table: etree._Element
    behind: tuple[Area, ...]

    def words(self) -> list[Piece]:
        """Its titles, one behind another; what its table says is read as cells are."""
        found: list[Piece] = []
        for paragraph in self.root.iter(_PARAGRAPH):
            if next(paragraph.iterancestors(_TABLE), None) is None:
                found += pieces_of(paragraph)
        return found


@dataclass(slots=True)
class Charts:
    """All charts of one document that could be made anew."""

    package: Package
    values: Values
    left_out: LeftOut
    sheets: Sheets
    made: list[OpenChart] = field(default_factory=list)

    def embedded(self, link: etree._Element) -> etree._Element | None:
        """What stands for an object in the copy; nothing where it is no chart, or none that can be made anew."""
        chart = self._chart(link) if len(self.made) < _MOST_CHARTS else None
        if chart is None:
            return None
        self.made.append(chart)
        found = etree.Element(link.tag, nsmap=NAMESPACES)
        found.set(_HREF, f"./Object {len(self.made)}")
        for own, value in _LINK:
            found.set(named(f"xlink:{own}"), value)
        return found

    def _chart(self, link: etree._Element) -> OpenChart | None:
        part = f"{link.get(_HREF, '').removeprefix('./').rstrip('/')}/content.xml"
        if part not in self.package:
            return None
        try:
            old = parse(self.package.part(part))
        except DocumentUnreadable:
            return None
        return self._copied(old) if old.find(_CHART) is not None else None

    def _copied(self, old: etree._Element) -> OpenChart | None:
        shown = _Shown.of(old, self.sheets)
        kept = deepcopy(old)
        self._drop_what_lies_on_it(kept)
        left_out = LeftOut()
        made = Copier(styles_of((old,)), self.values, left_out, _no_picture, no_object, CHART).copied(kept)
        chart = made.find(_CHART)
        if chart is None:
            return None
        rows = _rows_of(chart, old.find(_CHART), shown)
        if rows is None or rows.points > _MOST_CELLS:
            return None
        chart.set(_HREF, ".")
        chart.set(named("xlink:type"), "simple")
        table = rows.table()
        chart.append(table)
        for kind, number in left_out.counts.items():
            self.left_out.add(kind, number)
        return OpenChart(made, table, tuple(shown.behind))

    def _drop_what_lies_on_it(self, root: etree._Element) -> None:
        """Take out what is no part of the chart itself, so that it is counted where a reader saw it."""
        for table in list(root.iter(_TABLE)):
            _drop(table)
        for child in list(root.iter()):
            own = short_name(str(child.tag))
            if own.startswith("draw:"):
                self.left_out.add("drawing on a chart", int(_says_something(child)))
                _drop(child)
            elif own == "chart:data-label":
                self.left_out.add("label of a chart's point", int(_says_something(child)))
                _drop(child)
            elif own == "chart:error-indicator":
                self.left_out.add("bar of error")
                _drop(child)


@dataclass(slots=True)
class _Shown:
    """What a chart shows at each address that it refers to."""

    table: etree._Element | None
    marks: Mapping[str, tuple[int, int]]
    sheets: Sheets
    behind: list[Area] = field(default_factory=list)

    @classmethod
    def of(cls, old: etree._Element, sheets: Sheets) -> "_Shown":
        table = old.find(f"{_CHART}/{_TABLE}")
        return cls(table, {} if table is None else marked(table), sheets)

    def points(self, address: str) -> list[Point] | None:
        """What stands there: in its own table, by its own marks, or else in the sheet that is seen."""
        area = area_of(address)
        if area is None:
            return None
        width = area.right - area.left + 1
        if area.sheet == LOCAL:
            return None if self.table is None else _lowest(list(cells_of(self.table, area)), width)
        self.behind.append(area)
        if self.table is not None and address.strip() in self.marks:
            top, left = self.marks[address.strip()]
            many = min((area.bottom - area.top + 1) * width, MOST_POINTS)
            own = Area(LOCAL, top, left, top + many - 1, left)
            return [point_of(cell) for cell in cells_of(self.table, own)]
        sheet = self.sheets(area.sheet)
        return None if sheet is None else _lowest(list(cells_of(sheet, area)), width)


def _lowest(cells: list[etree._Element | None], width: int) -> list[Point]:
    """One row of points. Of several levels of categories, which stand side by side, the lowest."""
    if len(cells) > width > 1:
        cells = cells[width - 1 :: width]
    return [point_of(cell) for cell in cells]


def _rows_of(chart: etree._Element, old: etree._Element, shown: _Shown) -> Rows | None:
    """Everything that a chart shows, and in the copy its new addresses; nothing if any of it is not known."""
    rows = Rows()
    copies, sources = _referring(chart), _referring(old)
    if len(copies) != len(sources) or len(copies) > _MOST_ROWS_OF_NUMBERS:
        return None
    for copy, source in zip(copies, sources, strict=True):
        address = source.get(_NUMBERS if source.tag == _SERIES else _RANGE)
        if address is None:
            if source.tag == _SERIES:
                return None
            continue
        points = shown.points(address)
        if points is None:
            return None
        if source.tag == _CATEGORIES:
            copy.set(_RANGE, rows.as_categories(points))
        elif source.tag == _DOMAIN:
            copy.set(_RANGE, rows.take("", points))
        else:
            label = shown.points(source.get(_LABEL, "")) if source.get(_LABEL) else None
            said = " ".join(each.text for each in label or () if each.text)
            copy.set(_NUMBERS, rows.take(said, points))
            if source.get(_LABEL):
                copy.set(_LABEL, rows.label_of_last())
    return rows


def _referring(chart: etree._Element) -> list[etree._Element]:
    """What refers to cells; the numbers along an axis stand before those above it, as programs write them."""
    found = chart.iter(_CATEGORIES, _SERIES)
    return [element for each in found for element in (*each.iterchildren(_DOMAIN), each)]


def _says_something(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _no_picture(_: etree._Element) -> etree._Element | None:
    return None
