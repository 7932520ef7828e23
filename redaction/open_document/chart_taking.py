"""Takes terms out of a chart: out of its titles, and out of its table in every way of writing a number.

What went from a cell of a sheet goes from every chart of that cell, even where the chart alone does not say the
whole term: a forename in one column and a surname in the next are two rows of names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from redaction.office.runs import Terms
from redaction.open_document.cells import OpenCell, cells_text, rows_of, take_from_cells
from redaction.open_document.chart_cells import cells_of
from redaction.open_document.chart_table import drop_words_among_numbers, is_number
from redaction.open_document.charts import OpenChart
from redaction.open_document.names import named
from redaction.parts import Tally, letters_in
from redaction.wording.needles import FoldedText
from redaction.wording.spellings import spellings_of_date, spellings_of_number

_VALUE: Final = named("office:value")
_EARLIEST_DAY: Final = 3_653  # 1 January 1910: smaller numbers count something
_DATE_CODE: Final = named("number:date-style")
_PLACED: Final = tuple(
    named(f"chart:{own}")
    for own in ("title", "subtitle", "footer", "legend", "plot-area", "coordinate-region")
)
_PLACE: Final = tuple(named(f"svg:{own}") for own in ("x", "y", "width", "height"))
_OF_AXES: Final = tuple(named(f"chart:{own}") for own in ("minimum", "maximum", "origin", "interval-major"))

_LEGEND_SIZES: Final = (
    named("style:legend-expansion"),
    named("style:legend-expansion-aspect-ratio"),
)

Sheets = Callable[[str], etree._Element | None]


@dataclass(frozen=True, slots=True)
class Behind:
    """A cell behind a chart as it was."""

    cell: OpenCell
    text: str
    value: str


def words_of(chart: OpenChart) -> str:
    """What a reader sees in a chart: its titles, and its table in lines."""
    titles = "".join(piece.text for piece in chart.words()).strip("\n")
    return "\n".join(each for each in (titles, cells_text(chart.table)) if each)


def cells_behind(chart: OpenChart, sheets: Sheets) -> list[Behind]:
    """The filled cells that a chart showed, before anything is taken from them."""
    found = []
    for area in chart.behind:
        sheet = sheets(area.sheet)
        for element in cells_of(sheet, area) if sheet is not None else ():
            if element is not None and len(element):
                cell = OpenCell(element, 0, set())
                found.append(Behind(cell, cell.text, element.get(_VALUE, "")))
    return found


def take_from_chart(chart: OpenChart, behind: list[Behind], terms: Terms, tally: Tally) -> None:
    """Take every term out, and whatever stood in a cell that lost something. The cells were taken from before."""
    gone = {
        said: each.cell.text
        for each in behind
        if each.cell.text != each.text
        for said in (each.text, each.value)
        if said
    }
    _take_what_went(chart.table, gone)
    taken = terms.take_from(chart.words())
    tally.add(taken.entries, taken.letters_taken, taken.letters)
    _take_days(chart, terms, tally)
    take_from_cells(chart.table, terms, tally)
    drop_words_among_numbers(chart.table)
    _forget_axes(chart.root, terms)
    if gone or tally.entries:
        _forget_places(chart.root)


def _take_what_went(table: etree._Element, gone: Mapping[str, str]) -> None:
    for row in rows_of(table) if gone else ():
        for cell in row:
            said = next((each for each in (cell.text, cell.element.get(_VALUE, "")) if each in gone), None)
            if said is not None:
                cell.say(gone[said])


def _take_days(chart: OpenChart, terms: Terms, tally: Tally) -> None:
    """Numbers that may be shown as days: late enough ones, and all where the chart has a code for days."""
    earliest = 0 if next(chart.root.iter(_DATE_CODE), None) is not None else _EARLIEST_DAY
    for row in rows_of(chart.table):
        for cell in row:
            written = cell.element.get(_VALUE, "")
            if not is_number(written) or float(written) < earliest:
                continue
            entry = _entry_of(written, terms)
            if entry is not None:
                tally.add([entry], letters_in(cell.text))
                cell.say(terms.marks[entry])


def _entry_of(written: str, terms: Terms) -> int | None:
    number = float(written)
    spelt = [*spellings_of_number(number)]
    for from_1904 in (False, True):
        spelt += spellings_of_date(number, from_1904=from_1904)
    return min((hit.entry for hit in FoldedText("|".join(spelt)).find(terms.needles)), default=None)


def _forget_axes(root: etree._Element, terms: Terms) -> None:
    """An axis that begins or ends at a number or a day that is a term chooses its own ends."""
    for looks in root.iter(named("style:chart-properties")):
        for name in _OF_AXES:
            written = looks.get(name, "")
            if is_number(written) and _entry_of(written, terms) is not None:
                del looks.attrib[name]


def _forget_places(root: etree._Element) -> None:
    """A title in the middle begins where its length says, and an axis leaves as much room as its longest label."""
    for element in root.iter(*_PLACED):
        for name in (*_PLACE, *_LEGEND_SIZES):
            element.attrib.pop(name, None)
