"""The styles and numberings of a Word document: their looks are kept, their names are not.

A custom style can be called after a person or a case, so every style gets an id made here, and a name of Word's
own or none that says anything.
"""

import re
from typing import Final

from lxml import etree

from redaction.office.copying import Copier
from redaction.office.namespaces import named, usual

_VAL: Final = named("w:val")
_STYLE_ID: Final = named("w:styleId")
_OFF: Final = frozenset({"0", "false", "off"})
_OWN_NAMES: Final = re.compile(
    r"(normal|heading [1-9]|toc [1-9]|index [1-9]|title|subtitle|caption|strong|emphasis|quote|intense quote|"
    r"list( (bullet|number|continue|paragraph))?( [2-5])?|header|footer|page number|hyperlink|followedhyperlink|"
    r"(footnote|endnote|annotation|balloon) (text|reference)|table grid|table normal|normal table|no list|"
    r"no spacing|default paragraph font|body text( indent)?( [23])?|plain text|toc heading|signature|closing|"
    r"salutation|date|normal \(web\)|placeholder text|subtle emphasis|intense emphasis|book title)",
    re.IGNORECASE,
)
_REFERRING: Final = ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")
_STYLE_TYPES: Final = frozenset({"paragraph", "character", "table", "numbering"})
_SET_PARTS: Final = frozenset(
    {"wholeTable", "firstRow", "lastRow", "firstCol", "lastCol", "band1Vert", "band2Vert", "band1Horz"}
    | {"band2Horz", "neCell", "nwCell", "seCell", "swCell"}
)


class Styles:
    """The styles of a document as it came: their new ids, and which of them hide text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._old = (
            [] if root is None else [each for each in root if usual(str(each.tag)) == named("w:style")]
        )
        self._root = root
        self._ids: dict[str, str] = {}
        self._hides: dict[str, bool] = {}
        self._based_on: dict[str, str] = {}
        for number, style in enumerate(self._old, start=1):
            old = _attribute(style, _STYLE_ID)
            self._ids.setdefault(old, f"S{number}")
            self._hides.setdefault(old, hides(_child(style, "w:rPr")) is True)
            self._based_on.setdefault(old, _value_of(_child(style, "w:basedOn")))

    def new_id(self, old: str) -> str | None:
        """The id in the copy; None for a style that is not there."""
        return self._ids.get(old)

    def hides_text(self, old: str) -> bool:
        """Say whether text in this style is hidden, by itself or by what it is based on."""
        seen: set[str] = set()
        while old and old not in seen:
            if self._hides.get(old, False):
                return True
            seen.add(old)
            old = self._based_on.get(old, "")
        return False

    def teach(self, copier: Copier) -> None:
        """Have a copier write the new ids wherever a style is referred to."""
        for element in _REFERRING:
            copier.attributes[named(f"w:{element}"), _VAL] = self.new_id

    def copy(self, copier: Copier) -> etree._Element:
        """The part of styles for the copy."""
        made = etree.Element(named("w:styles"), nsmap={"w": named("w:x")[1:-2]})
        for old in self._root if self._root is not None else ():
            tag = usual(str(old.tag))
            if tag == named("w:style"):
                self._style(old, made, copier)
            elif tag == named("w:docDefaults"):
                copier.one(old, made)
        return made

    def _style(self, old: etree._Element, parent: etree._Element, copier: Copier) -> None:
        kind, old_id = _attribute(old, named("w:type")), _attribute(old, _STYLE_ID)
        if kind not in _STYLE_TYPES or old_id not in self._ids:
            return
        made = etree.SubElement(parent, named("w:style"))
        made.set(named("w:type"), kind)
        if _attribute(old, named("w:default")) not in {"", *_OFF}:
            made.set(named("w:default"), "1")
        made.set(_STYLE_ID, self._ids.pop(old_id))
        self._ids[old_id] = made.get(_STYLE_ID, "")
        own = _value_of(_child(old, "w:name"))
        name = own if _OWN_NAMES.fullmatch(own) else f"Style {made.get(_STYLE_ID, '')[1:]}"
        etree.SubElement(made, named("w:name")).set(_VAL, name)
        for child in old:
            if usual(str(child.tag)) == named("w:tblStylePr"):
                self._part_of_table(child, made, copier)
            else:
                copier.one(child, made)

    @staticmethod
    def _part_of_table(old: etree._Element, parent: etree._Element, copier: Copier) -> None:
        kind = _attribute(old, named("w:type"))
        if kind in _SET_PARTS:
            made = etree.SubElement(parent, named("w:tblStylePr"))
            made.set(named("w:type"), kind)
            copier.children(old, made)


def hides(properties: etree._Element | None) -> bool | None:
    """Say whether run properties hide their text; None where they do not say."""
    vanish = None if properties is None else _child_of(properties, "w:vanish")
    return None if vanish is None else _attribute(vanish, _VAL) not in _OFF


def style_of(properties: etree._Element | None, element: str) -> str:
    """The style that properties name ("w:pStyle", "w:rStyle"), as it was called; "" for none."""
    return "" if properties is None else _value_of(_child_of(properties, element))


def _child(parent: etree._Element, short: str) -> etree._Element | None:
    return _child_of(parent, short)


def _child_of(parent: etree._Element, short: str) -> etree._Element | None:
    return next((each for each in parent if usual(str(each.tag)) == named(short)), None)


def _value_of(element: etree._Element | None) -> str:
    return "" if element is None else _attribute(element, _VAL)


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if usual(str(key)) == name), "")
