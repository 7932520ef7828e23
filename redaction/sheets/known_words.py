"""Words that attributes of spreadsheets may hold, so that no attribute carries anything that somebody wrote."""

import re
from typing import Final

from lxml import etree

_FIGURE: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|true|false")

_LISTED: Final = """
    none solid mediumGray darkGray lightGray darkHorizontal darkVertical darkDown darkUp darkGrid darkTrellis
    lightHorizontal lightVertical lightDown lightUp lightGrid lightTrellis gray125 gray0625
    thin medium dashed dotted thick double hair mediumDashed dashDot mediumDashDot dashDotDot mediumDashDotDot
    slantDashDot general left center right fill justify centerContinuous distributed top bottom
    single singleAccounting doubleAccounting superscript subscript baseline linear path
"""
_WORDS: Final = frozenset(_LISTED.split())

FONTS: Final = frozenset(
    """
    Arial|Arial Black|Arial Narrow|Aptos|Aptos Display|Aptos Narrow|Book Antiqua|Calibri|Calibri Light|Cambria
    |Candara|Carlito|Century Gothic|Comic Sans MS|Consolas|Constantia|Corbel|Courier|Courier New|DejaVu Sans
    |DejaVu Serif|Franklin Gothic Medium|Garamond|Georgia|Gill Sans MT|Helvetica|Liberation Mono|Liberation Sans
    |Liberation Serif|Lucida Console|Lucida Sans|MS Gothic|MS Sans Serif|Palatino Linotype|Segoe UI|Symbol|Tahoma
    |Times New Roman|Trebuchet MS|Verdana|Wingdings
    """.replace("\n", "")
    .replace("    ", "")
    .strip()
    .split("|")
)
"""Fonts that are named in a copy. Any other name may be somebody's, and becomes the usual font."""

USUAL_FONT: Final = "Calibri"


def known_copy(
    element: etree._Element, namespace: str, allowed: dict[str, tuple[str, ...]]
) -> etree._Element | None:
    """A copy of an element with the children and attributes that are allowed, or None where it is not.

    Args:
        allowed: for each allowed element's own name its allowed attributes. Their values must be figures,
            colours, or words from a closed list; text is never copied.
    """
    own = etree.QName(element).localname
    if own not in allowed:
        return None
    made = etree.Element(f"{{{namespace}}}{own}", nsmap={None: namespace})
    for name in allowed[own]:
        value = element.get(name)
        if value is not None and (value in _WORDS or _FIGURE.fullmatch(value)):
            made.set(name, value)
    for child in element:
        copied = known_copy(child, namespace, allowed)
        if copied is not None:
            made.append(copied)
    return made
