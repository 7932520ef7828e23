"""Themes: the colours, fonts and effects that drawings and charts are made with, without anybody's names."""

from collections import Counter
from typing import Final

from lxml import etree

from redaction.office.allowing import Values
from redaction.office.copying import Copier
from redaction.office.drawing_allowed import THEME
from redaction.office.namespaces import named
from redaction.office.word_parts import own_attributes

THEME_TYPE: Final = "application/vnd.openxmlformats-officedocument.theme+xml"


def theme_of(old: etree._Element, values: Values, left_out: Counter[str]) -> etree._Element:
    """The root of a theme for the copy."""
    copier = Copier(THEME, values, left_out)
    copier.attributes.update(own_attributes(values))
    copier.attributes["", "name"] = lambda _: "Office"
    copier.special[named("a:blipFill")] = _plain_fill
    return copier.root(old)


def _plain_fill(_: etree._Element, parent: etree._Element) -> None:
    colour = etree.SubElement(etree.SubElement(parent, named("a:solidFill")), named("a:schemeClr"))
    colour.set("val", "phClr")
