"""The check shares the burner's list of Office's own words; here it is shown not to be blind by it.

Whatever the list allows (each element, each attribute of each) is looked at by the check itself: a word that the
burner let stand there is found.
"""

import pytest
from lxml import etree

from redaction.office.allowing import Allowed
from redaction.office.drawing_allowed import CHART, THEME
from redaction.office.slide_allowed import SLIDE
from redaction.office.word_allowed import WORD
from redaction.verify.packages.office_grammar import GRAMMAR, MEMBERS
from redaction.verify.packages.package_bytes import Member
from redaction.verify.packages.package_xml import in_xml
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of

WORD_THAT_GOES = "Okonedo"
TABLES = {"word": WORD, "chart": CHART, "theme": THEME, "slide": SLIDE}


def is_seen(element: etree._Element) -> bool:
    member = Member("word/document.xml", b'<?xml version="1.0"?>' + etree.tostring(element))
    return not verdict_of(in_xml([member], Sought([WORD_THAT_GOES]), GRAMMAR, MEMBERS, is_ours=True)).is_clean


def inside_a_part(tag: str) -> tuple[etree._Element, etree._Element]:
    root = etree.Element(tag)
    return root, etree.SubElement(etree.SubElement(root, tag), tag)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
class TestSeen:
    """Every place that a copy may have."""

    def test_text_of_every_element_that_is_allowed(self, table: Allowed) -> None:
        for tag in table.tags:
            root, inner = inside_a_part(tag)
            inner.text = WORD_THAT_GOES

            assert is_seen(root), tag

    def test_text_behind_every_element_that_is_allowed(self, table: Allowed) -> None:
        for tag in table.tags:
            root, inner = inside_a_part(tag)
            inner.tail = WORD_THAT_GOES

            assert is_seen(root), tag

    def test_every_attribute_that_is_allowed(self, table: Allowed) -> None:
        for tag in table.tags:
            for name in table.attributes_of(tag):
                root, inner = inside_a_part(tag)
                inner.set(name, WORD_THAT_GOES)

                assert is_seen(root), (tag, name)

    def test_an_element_without_the_word_is_clean(self, table: Allowed) -> None:
        for tag in table.tags:
            root, inner = inside_a_part(tag)
            inner.text = "1"

            assert not is_seen(root), tag
