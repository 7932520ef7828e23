"""Forgets how wide a column was that lost something: a column as wide as its longest name tells how long it was."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Final

from lxml import etree

from redaction.open_document.names import NAMESPACES, named

_COLUMN: Final = named("table:table-column")
_REPEATED: Final = named("table:number-columns-repeated")
_STYLE_NAME: Final = named("table:style-name")
_NAME: Final = named("style:name")
_LEAST_LETTERS: Final = 9
_MOST_LETTERS: Final = 60
_CENTIMETRES_A_LETTER: Final = 0.22
_CENTIMETRES_BESIDE: Final = 0.5


def forget_widths(content: etree._Element, table: etree._Element, letters: Mapping[int, int]) -> None:
    """Make columns as wide as what the copy says in them.

    Args:
        content: the part that the table stands in; it takes the styles.
        letters: for each column that lost something (from 0), how many letters its longest cell has now.
    """
    at = 0
    for column in list(table.iter(_COLUMN)):
        many = max(1, int(column.get(_REPEATED, "1")))
        gone = {each - at: count for each, count in letters.items() if at <= each < at + many}
        parent = column.getparent()
        if gone and parent is not None:
            for made in _parted(content, column, many, gone):
                column.addprevious(made)
            parent.remove(column)
        at += many


def _parted(
    content: etree._Element, column: etree._Element, many: int, gone: Mapping[int, int]
) -> Iterator[etree._Element]:
    """One entry for so many columns as several: those that keep their width, and each that does not."""
    start = 0
    for place, count in sorted(gone.items()):
        if place > start:
            yield _repeated(column, place - start)
        made = _repeated(column, 1)
        made.set(_STYLE_NAME, _width_style(content, count))
        yield made
        start = place + 1
    if many > start:
        yield _repeated(column, many - start)


def _repeated(column: etree._Element, many: int) -> etree._Element:
    made = copy(column)
    made.attrib.pop(_REPEATED, None)
    if many > 1:
        made.set(_REPEATED, str(many))
    return made


def _width_style(content: etree._Element, count: int) -> str:
    """The name of the style for a column of so many letters, made where it is not there yet."""
    letters = min(max(count, _LEAST_LETTERS), _MOST_LETTERS)
    name = f"w{letters}"
    styles = content.find(named("office:automatic-styles"))
    if styles is None:
        styles = etree.Element(named("office:automatic-styles"), nsmap=NAMESPACES)
        content.insert(0, styles)
    if all(each.get(_NAME) != name for each in styles):
        made = etree.SubElement(styles, named("style:style"))
        made.set(_NAME, name)
        made.set(named("style:family"), "table-column")
        width = letters * _CENTIMETRES_A_LETTER + _CENTIMETRES_BESIDE
        etree.SubElement(made, named("style:table-column-properties")).set(
            named("style:column-width"), f"{width:.2f}cm"
        )
    return name
