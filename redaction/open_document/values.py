"""Makes every filled cell of a sheet say what it shows, before it is copied."""

from typing import Final

from lxml import etree

from redaction.open_document.names import named
from redaction.open_document.styles import Styles

_CELL: Final = named("table:table-cell")
_VALUE_TYPE: Final = named("office:value-type")
_PARAGRAPH: Final = named("text:p")
_VALUES: Final = tuple(
    named(f"office:{own}") for own in ("value", "date-value", "time-value", "boolean-value", "string-value")
)


def settle_values(table: etree._Element, styles: Styles) -> None:
    """Give cells without words the words of their value, and make text of numbers whose code writes words.

    Formulas are not copied (see `sheets.xlsx_cells`); a string is what its paragraphs say.
    """
    for cell in table.iter(_CELL):
        kind = cell.get(_VALUE_TYPE)
        if kind is None:
            continue
        if cell.find(_PARAGRAPH) is None:
            values = [cell.get(name) for name in _VALUES if cell.get(name) is not None]
            if values:
                etree.SubElement(cell, _PARAGRAPH).text = values[-1]
        if _style_of(cell) in styles.wordy:
            for name in _VALUES:
                cell.attrib.pop(name, None)
            cell.set(_VALUE_TYPE, "string")


def _style_of(cell: etree._Element) -> str:
    """The cell's own style, or its row's. A column's default is looked up by no one: it is copied without words."""
    own = cell.get(named("table:style-name"))
    if own is None:
        row = cell.getparent()
        own = None if row is None else row.get(named("table:default-cell-style-name"))
    return own or ""
