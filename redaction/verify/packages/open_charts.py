"""Reads the charts of an OpenDocument copy back: their words, every number in every look, what they point to.

A copy's chart has its own table and shows that. The lists here are the checker's own, not the burner's.

Source: OASIS OpenDocument 1.3, part 3, 11 (charts).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree

from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.package_bytes import Member, allowed
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

_ELEMENTS: Final = """
    chart title subtitle footer legend plot-area coordinate-region axis categories grid series domain data-point
    mean-value regression-curve wall floor stock-gain-marker stock-loss-marker stock-range-line chart-properties
"""
CHART_ELEMENTS: Final = frozenset(_ELEMENTS.split())
"""What a chart may have beside the elements of text, of styles and of tables."""
CHART_WORDS: Final = """
    Object bar line area circle ring scatter radar filledradar stock bubble surface gantt major minor
    chartbar chartline chartarea chartcircle chartring chartscatter chartradar chartfilledradar chartstock
    chartbubble chartsurface chartgantt local localtable local-table
    primary secondary primaryx primaryy primaryz secondaryx secondaryy topstart topend bottomstart bottomend wide
    high balanced custom leavegap usezero ignore cubicspline bspline stepstart stepend stepcenterx stepcentery
    sidebyside staggereven staggerodd nearaxis nearaxisotherside outsidestart outsideend ataxis atlabels
    atlabelsandaxis value percentage valueandpercentage avoidoverlap nearorigin namedsymbol square diamond
    arrowdown arrowup arrowright arrowleft bowtie hourglass star plus asterisk horizontalbar verticalbar cuboid
    cylinder cone pyramid linear logarithmic exponential power movingaverage polynomial miter
"""
"""What attributes of charts say of their looks."""
_NOT_IN_CHARTS: Final = frozenset(
    {"annotation", "desc", "frame", "g", "image", "object", "object-ole", "custom-shape", "a", "data-label"}
)
_LOCAL: Final = re.compile(r"local-table\.\$[A-Z]{1,3}\$\d{1,6}(:\.\$[A-Z]{1,3}\$\d{1,6})?")
_ADDRESSES: Final = frozenset({"cell-range-address", "values-cell-range-address", "label-cell-address"})
_OF_AXES: Final = frozenset({"minimum", "maximum", "origin", "interval-major"})
_UNWANTED: Final = frozenset({"display-name", "string-value", "formula", "notify-on-update-of-ranges", "id"})
_MADE_UP: Final = re.compile(r"local-table|primary-[xyz]|secondary-[xyz]|s\d{1,6}|Standard|Default")
_EARLIEST_DAY: Final = 3_653  # 1 January 1910: smaller numbers count something
_BAR: Final = "\n|\n"


def in_open_charts(members: Iterable[Member], sought: Sought, *, is_ours: bool) -> list[Check]:
    """Every chart: what it says along rows and columns, its numbers, its addresses, what no chart of a copy has."""
    found = shown = pointing = strange = 0
    for member in members:
        if not member.is_xml or b"opendocument:xmlns:chart:1.0" not in member.held:
            continue
        root = ElementTree.fromstring(member.held)  # noqa: S314 - a doctype was refused before this
        if not any(_own(each) == "plot-area" for each in root.iter()):
            continue
        rows = [list(row) for row in root.iter() if _own(row) == "table-row"]
        titles = ["".join(each.itertext()) for each in root.iter() if _own(each) == "p"]
        found += sought.count("\n".join(titles)) + sum(map(sought.count, _columns(rows)))
        shown += sought.count(_BAR.join(_looks(root)))
        pointing += sum(_points_outside(each) for each in root.iter())
        strange += sum(_is_strange(each) for each in root.iter())
    return [
        _counted("charts", found, "places"),
        _counted("numbers of charts", shown, "places"),
        allowed("references of charts", pointing, "references to cells of sheets", is_ours=is_ours),
        allowed("make of charts", strange, "things that no chart of a copy has", is_ours=is_ours),
    ]


def _columns(rows: list[list[ElementTree.Element]]) -> Iterator[str]:
    """Every column from top to bottom, and every row from left to right."""
    said = [["".join(cell.itertext()) for cell in row] for row in rows]
    yield from ("\t".join(row) for row in said)
    for at in range(max(map(len, said), default=0)):
        yield "\n".join(row[at] for row in said if at < len(row))


def _looks(root: ElementTree.Element) -> set[str]:
    """Every look of every number; those that are late enough may be days, and all where a code is for days."""
    written = set()
    for each in root.iter():
        for name, value in each.attrib.items():
            own = name.rpartition("}")[2]
            if (_own(each) == "table-cell" and own == "value") or own in _OF_AXES:
                written.add(value)
    looks: set[str] = set()
    has_days = any(_own(each) == "date-style" for each in root.iter())
    for number in written:
        code = "d/m/y h:m" if has_days or _is_late(number) else "0"
        for from_1904 in (False, True):
            looks.update(looks_of(number, code, from_1904=from_1904))
    return looks


def _points_outside(element: ElementTree.Element) -> bool:
    return any(
        (name.rpartition("}")[2] in _ADDRESSES and not _LOCAL.fullmatch(value))
        or (name.endswith("}href") and value != ".")
        for name, value in element.attrib.items()
    )


def _is_strange(element: ElementTree.Element) -> bool:
    """Say whether an element, an attribute of it, or the name that it has, is none that a copy's chart is given."""
    if _own(element) in _NOT_IN_CHARTS:
        return True
    own = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return not _UNWANTED.isdisjoint(own) or not _MADE_UP.fullmatch(own.get("name", "s1"))


def _is_late(text: str) -> bool:
    try:
        return float(text) >= _EARLIEST_DAY
    except ValueError:
        return False


def _own(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _counted(name: str, places: int, words: str) -> Check:
    state = CheckState.FOUND if places else CheckState.CLEAN
    return Check(name, state, f"{places} {words}" if places else "")
