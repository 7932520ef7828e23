"""Charts over the cells of a sheet: what they show, and the cells that they show it from.

A chart of the copy refers to no cell: it has its words and numbers itself. Where a cell lost something, what the
chart shows of that cell goes with it, though the chart alone might not say the whole term: a forename in one cell
and a surname in the next are two rows of names under a chart.

Source: ECMA-376 part 1, 18.17.2 (references) and 21.2 (charts).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lxml import etree

from redaction.office.allowing import Values
from redaction.office.charts import chart_copy, literal_of, take_from_chart
from redaction.office.namespaces import named, usual
from redaction.office.open_xml import OpenXml
from redaction.office.runs import Taken, Terms
from redaction.office.word_parts import own_attributes
from redaction.sheets.workbook import Cell, Chart, LeftOut, Reference, Sheet

_AREA: Final = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!,()]+))!"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)
_MOST_POINTS: Final = 10_000
_CHART: Final = named("c:chart")
_NUMBERED: Final = frozenset(map(named, ("c:val", "c:xVal", "c:yVal", "c:bubbleSize", "c:plus", "c:minus")))
_SHOWN: Final = frozenset(map(named, ("c:v", "a:t")))

Reach = Callable[[str], Sequence[Cell | None]]


def take_from(chart: Chart, terms: Terms) -> Taken:
    """Take every term out, and whatever stood in a cell that lost something. The cells were taken from before."""
    for reference in chart.references:
        gone = _changed(reference.cells)
        for shown in reference.shows.iter(*_SHOWN) if gone else ():
            if shown.text in gone:
                shown.text = gone[shown.text]
    return take_from_chart(chart.root, terms)


def chart_of(package: OpenXml, part: str, values: Values, left_out: LeftOut, reach: Reach) -> Chart:
    """The copy of a chart. `reach` gives the cells of a reference, nothing for those that nobody sees."""
    waiting: list[tuple[str, etree._Element]] = []
    root = chart_copy(
        package.root(part),
        values,
        left_out.counts,
        own_attributes(values),
        lambda written, shows: waiting.append((written, shows)),
    )
    references = []
    for written, shows in waiting:
        cells = list(reach(written))
        if not any(each.text for each in shows.iter(*_SHOWN)):
            are_numbers = shows.tag in _NUMBERED
            said = [("" if cell is None else cell.value if are_numbers else cell.text) for cell in cells]
            literal_of(shows, said, are_numbers=are_numbers)
        behind = tuple((cell, cell.text, cell.value) for cell in cells if cell is not None)
        references.append(Reference(shows, behind))
    return Chart(root, tuple(references))


def cells_behind(sheets: Sequence[Sheet | None]) -> Reach:
    """Gives the cells of a reference, in its order; none for a name, or for what stands in another file."""
    seen = [sheet for sheet in sheets if sheet is not None]
    places: dict[str, dict[tuple[int, int], Cell]] = {}

    def on(sheet: Sheet) -> dict[tuple[int, int], Cell]:
        name = sheet.name.casefold()
        if name not in places:
            places[name] = {(cell.row, cell.column): cell for cell in sheet.cells}
        return places[name]

    def reach(written: str) -> list[Cell | None]:
        found: list[Cell | None] = []
        for area in _AREA.finditer(written):
            name = (area.group("quoted") or "").replace("''", "'") or area.group("plain")
            for sheet in seen:
                if sheet.name.casefold() == name.casefold():
                    found += [on(sheet).get(place) for place in _places(area)]
        return found[:_MOST_POINTS]

    return reach


def chart_part(element: etree._Element, package: OpenXml, drawing: str) -> str:
    """The part of the chart that a frame of a drawing shows; empty where it is none, or one of the newer kind."""
    for each in element.iter():
        if isinstance(each.tag, str) and usual(each.tag) == _CHART:
            for name, value in each.attrib.items():
                relation = package.relations(drawing).get(str(value))
                if str(name).endswith("}id") and relation is not None and relation.kind == "chart":
                    return relation.target
    return ""


def _places(area: re.Match[str]) -> Iterator[tuple[int, int]]:
    top, left = int(area.group("top")), _column(area.group("left"))
    bottom = int(area.group("bottom") or top)
    right = _column(area.group("right") or area.group("left"))
    many = 0
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            many += 1
            if many > _MOST_POINTS:
                return
            yield row, column


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _changed(cells: Sequence[tuple[Cell, str, str]]) -> dict[str | None, str]:
    """What cells that lost something showed and held, and what they show now."""
    gone: dict[str | None, str] = {}
    for cell, text, value in cells:
        if cell.text != text:
            gone.update({each: cell.text for each in (text, value) if each})
    return gone
