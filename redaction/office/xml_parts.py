"""Parses XML that may be hostile, and writes XML that says only what its tree says.

No document type, no entity, no comment, no processing instruction, no network, no tree of boundless depth.
"""

import re
from typing import Final

from lxml import etree

from redaction.errors import DocumentTooCostly, DocumentUnreadable

_ENCODING: Final = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_READ_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_DECLARATIONS: Final = ("<!DOCTYPE", "<!ENTITY")


def parse(held: bytes) -> etree._Element:
    """The root element of a part.

    Raises:
        DocumentUnreadable: it is not well-formed, or declares a document type or entities.
        DocumentTooCostly: it is nested too deeply, or holds more text in one place than any document needs.
    """
    _must_declare_nothing(held)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        recover=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(held, parser)
    except etree.XMLSyntaxError as fault:
        raise _named(fault) from None
    except ValueError as fault:
        raise _damaged() from fault
    if root.getroottree().docinfo.doctype:
        raise _declares()
    return root


def serialise(root: etree._Element) -> bytes:
    """A part as UTF-8, with the namespaces that it uses and no other."""
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _must_declare_nothing(held: bytes) -> None:
    """Refuse a document type before any parser sees it, whatever encoding it is written in."""
    found = _ENCODING.match(held.removeprefix(b"\xef\xbb\xbf"))
    if found and found.group(1).decode("ascii").lower() not in _READ_ENCODINGS:
        raise DocumentUnreadable(
            "A part of the file is written in an encoding that is not read here.",
            next_step="Open it in its own program, save it anew and upload that copy.",
        )
    for words in _DECLARATIONS:
        if any(words.encode(encoding) in held for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise _declares()


def _named(fault: etree.XMLSyntaxError) -> DocumentUnreadable | DocumentTooCostly:
    # libxml2's words quote the document; only its number is looked at. XML_PARSER_... codes of its limits.
    limits = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP}
    if fault.code in limits or "depth" in str(fault.msg):
        return DocumentTooCostly(
            "The file is nested more deeply than any document needs.",
            next_step="Open it in its own program, print it to a PDF and upload that.",
        )
    return _damaged()


def _declares() -> DocumentUnreadable:
    return DocumentUnreadable(
        "A part of the file declares entities, which can pull in other files. Office documents never do.",
        next_step="Open it in its own program, save it anew and upload that copy.",
    )


def _damaged() -> DocumentUnreadable:
    return DocumentUnreadable(
        "A part of the file is damaged.",
        next_step="Open it in its own program, save it anew and upload that copy.",
    )
