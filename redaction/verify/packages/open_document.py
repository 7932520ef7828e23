"""Reads an OpenDocument file back: its package, its XML, every cell as it would be shown, every picture."""

import io
import re
from collections.abc import Hashable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from redaction.office.format_words import FONTS
from redaction.verify.cell_orders import other_orders
from redaction.verify.making import made
from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.formula_words import Book
from redaction.verify.packages.open_charts import CHART_ELEMENTS, CHART_WORDS, in_open_charts
from redaction.verify.packages.open_formulas import formulas_of, has_formulas
from redaction.verify.packages.package_bytes import Member, container, in_bytes, members_of, names
from redaction.verify.packages.package_pictures import in_pictures
from redaction.verify.packages.package_xml import Grammar, in_xml, squashed_words
from redaction.verify.packages.told_results import results_still_told
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import Asked, of_whole_files

_KNOWN_MEMBERS: Final = re.compile(
    r"mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml|Pictures/picture\d+\.(png|jpeg)"
    r"|(\./)?Object \d{1,3}(/(content\.xml)?)?"
)
_ELEMENTS: Final = """
    document-content document-styles automatic-styles styles master-styles body text spreadsheet h p span s tab
    line-break list list-item list-header note note-citation note-body section page-number page-count ruby
    ruby-base ruby-text list-style list-level-style-number list-level-style-bullet frame text-box image title desc
    table table-column table-columns table-header-columns table-row table-rows table-header-rows table-cell
    covered-table-cell shapes style default-style text-properties paragraph-properties table-properties
    table-column-properties table-row-properties table-cell-properties section-properties graphic-properties
    outline-style outline-level-style sheet-name list-level-properties list-level-label-alignment page-layout
    page-layout-properties header-style footer-style
    header-footer-properties master-page header footer header-left footer-left header-first footer-first
    region-left region-center region-right tab-stops tab-stop columns column number-style date-style time-style
    percentage-style currency-style boolean-style text-style number scientific-number fraction day month year era
    day-of-week hours minutes seconds am-pm currency-symbol boolean text-content manifest file-entry object
"""
_WORDS: Final = """
    Standard Default Heading List Caption Index Header Footer Footnote Endnote Title Subtitle Quotations Graphics
    spreadsheet opendocument oasis vnd manifest
    Frame Text body Table Contents anchor Symbol Section Sheet Part Pictures content styles application text image
    png jpeg simple embed onLoad float string percentage currency boolean date time paragraph table cell row column
    page section graphic ruby character family none solid dotted dashed wave double single thin thick medium auto
    bold italic normal left right center start end justify top bottom middle baseline transparent wrap landscape
    portrait long short fixed always continuous foreground background outline true false char line both parallel
    Arial Calibri Cambria Georgia Verdana Tahoma Garamond Candara Consolas Constantia Corbel Courier Helvetica
    uppercase lowercase capitalize footnote endnote current previous next footnotes value type listtab numeric
    dash dotdash dotdotdash longdash
    bolder lighter oblique dashed listtab label alignment super sub mirrored collapsing separating margins avoid
    wrap parallel biggest hidden protected formula ltr ttb inside outside below void presentation chart
    fixed distribute center embedded standard fromleft fromtop nowrap dynamic small caps
"""
_INLINE: Final = """
    span a s tab line-break soft-page-break ruby ruby-base ruby-text note note-citation note-body meta meta-field
    date time chapter file-name sheet-name variable-set variable-get variable-input user-field-get
    user-field-input sequence expression text-input description subject keywords initial-creator creator
    user-defined placeholder conditional-text hidden-text bookmark-ref reference-ref note-ref sequence-ref
    page-number page-count measure bibliography-mark author-name author-initials bookmark bookmark-start
    bookmark-end reference-mark reference-mark-start reference-mark-end change change-start change-end
    annotation annotation-end frame text-box
"""
_GRAMMAR: Final = Grammar(
    ends={"p": "\n", "h": "\n", "table-cell": "\t", "table-row": "\n", "title": "\n", "desc": "\n",
          "tab": "\t", "line-break": "\n", "s": " ", "note-citation": "\n", "creator": "\n"},
    figures=frozenset(),
    elements=frozenset(_ELEMENTS.split()) | CHART_ELEMENTS,
    words=squashed_words(" ".join([_WORDS, CHART_WORDS, *FONTS])),
    runs_join=True,
    inline=frozenset(_INLINE.split()),
    asides=frozenset({"note", "annotation", "ruby-text", "text-box", "title", "desc"}),
)  # fmt: skip
_FIRST_DAY: Final = date(1899, 12, 30)


def _checks(held: bytes, asked: Asked) -> Iterator[Check]:
    members, sought, is_ours = members_of(held), asked.sought, asked.is_ours
    yield from made("container", lambda: container(held, is_ours=is_ours))
    yield from made("names of members", lambda: names(members, sought, _KNOWN_MEMBERS, is_ours=is_ours))
    yield from made("raw bytes", lambda: in_bytes(held, members, sought))
    yield from made("XML", lambda: in_xml(members, sought, _GRAMMAR, _KNOWN_MEMBERS, is_ours=is_ours))
    yield from made("cells as shown", lambda: in_cells(members, sought))
    yield from made("charts", lambda: in_open_charts(members, sought, is_ours=is_ours))
    if (original := asked.original) is not None:
        yield from made("results of formulas", lambda: in_results(original, members, sought))
    yield from made("pictures", lambda: in_pictures(members, asked.terms, asked.ocr, is_ours=is_ours))


def in_results(original: Path, members: tuple[Member, ...], sought: Sought) -> Check:
    """Whether a formula of the original that went on from what was taken out has left its result."""
    before = members_of(original.read_bytes())
    if not has_formulas(before):
        return results_still_told([], Book(), [], sought)
    shown = [(sheet.name, {**sheet.texts, **sheet.numbers}) for sheet in formulas_of(members)[0]]
    return results_still_told(*formulas_of(before), shown, sought)


def in_cells(members: tuple[Member, ...], sought: Sought) -> list[Check]:
    """Every table along its columns (its rows are read with the text), every value in every look it may have."""
    found = shown = 0
    for member in members:
        if member.name != "content.xml":
            continue
        looks: set[str] = set()
        for columns, rows in _tables(member.held, looks):
            found += sum(map(sought.count, other_orders(rows)))
            found += sum(sought.count("\n".join(column)) for column in columns.values())
        shown = sought.count("\n|\n".join(looks))
    return [
        Check("columns", CheckState.FOUND if found else CheckState.CLEAN, f"{found} places" if found else ""),
        Check("numbers", CheckState.FOUND if shown else CheckState.CLEAN, f"{shown} places" if shown else ""),
    ]


def _tables(held: bytes, looks: set[str]) -> Iterator[tuple[dict[int, list[str]], list[dict[Hashable, str]]]]:
    """The columns and the rows of each table; `looks` takes what its values may look like."""
    columns: dict[int, list[str]] = {}
    rows: list[dict[Hashable, str]] = []
    for _, element in ElementTree.iterparse(io.BytesIO(held)):  # noqa: S314 - a doctype was refused before this
        own = element.tag.rpartition("}")[2]
        if own == "table-row":
            at = 0
            rows.append({})
            for cell in element:
                if len(cell):
                    rows[-1][at] = "".join(cell.itertext())
                    columns.setdefault(at, []).append(rows[-1][at])
                looks.update(_looks(cell))
                at += int(_attribute(cell, "number-columns-repeated") or "1")
            element.clear()
        elif own == "table":
            yield columns, rows
            columns, rows = {}, []


def _looks(cell: ElementTree.Element) -> Iterator[str]:
    value, day = _attribute(cell, "value"), _attribute(cell, "date-value")
    if value:
        yield "\n|\n".join(looks_of(value, "0", from_1904=False))
    if day:
        yield "\n|\n".join((day, *_of_day(day)))


def _of_day(written: str) -> tuple[str, ...]:
    at = datetime.fromisoformat(written.rstrip("Z")).replace(tzinfo=None)
    days = (at - datetime.combine(_FIRST_DAY, datetime.min.time())) / timedelta(days=1)
    return looks_of(repr(days), "d/m/y h:m", from_1904=False)


def _attribute(element: ElementTree.Element, own: str) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == own), "")


inspect: Final = of_whole_files(_checks)
"""The verdict on a file of OpenDocument."""
