"""XML is read without fetching, expanding or believing anything."""

import pytest

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.office.xml_parts import parse, serialise

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>"""


class TestParse:
    """What may be parsed."""

    def test_comments_and_instructions_are_dropped_and_words_kept(self) -> None:
        root = parse(b"<a>one<!-- two --><?three four?> <b><![CDATA[five & six]]></b></a>")

        assert serialise(root).endswith(b"<a>one <b>five &amp; six</b></a>")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
    def test_usual_encodings_are_read(self, encoding: str) -> None:
        written = f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding)

        assert parse(written).text == "é"

    @pytest.mark.parametrize("held", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), b"<!DOCTYPE a><a/>"])
    def test_entities_and_document_types_are_refused_by_name(self, held: bytes) -> None:
        with pytest.raises(DocumentUnreadable, match="entities"):
            parse(held)

    def test_an_encoding_that_hides_marks_is_refused(self) -> None:
        with pytest.raises(DocumentUnreadable, match="encoding"):
            parse(b'<?xml version="1.0" encoding="UTF-7"?><a/>')

    def test_a_tree_without_end_is_too_costly(self) -> None:
        with pytest.raises(DocumentTooCostly):
            parse(b"<a>" * 5000 + b"</a>" * 5000)

    @pytest.mark.parametrize("held", [b"", b"words", b"<a>", b"<a>&nothing;</a>", b"<a b='1' b='2'/>"])
    def test_what_is_not_well_formed_is_damaged(self, held: bytes) -> None:
        with pytest.raises(DocumentUnreadable, match="damaged"):
            parse(held)

    def test_namespaces_that_nothing_uses_are_not_written(self) -> None:
        root = parse(b'<a xmlns:secret="urn:anna-thornbury"><b/></a>')

        assert b"thornbury" not in serialise(root)
