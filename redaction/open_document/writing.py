"""Writes the copy of an OpenDocument file as a fresh package: parts, charts, pictures, and the list of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import write_package
from redaction.office.pictures import PlacedPicture
from redaction.office.xml_parts import serialise

_MEDIA_TYPES: Final = {
    DocumentKind.ODT: "application/vnd.oasis.opendocument.text",
    DocumentKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
_CHART: Final = "application/vnd.oasis.opendocument.chart"
_XML: Final = "text/xml"
_MANIFEST: Final = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def write_open_package(
    target: Path,
    kind: DocumentKind,
    parts: tuple[etree._Element, etree._Element],
    charts: Sequence[etree._Element],
    pictures: Sequence[PlacedPicture],
) -> None:
    """Write a package.

    Args:
        parts: what is written, and its styles.
        charts: the parts of objects 1, 2 and so on.
    """
    written = _written(_MEDIA_TYPES[kind], parts, charts, pictures)
    write_package(target, written, stored=frozenset({"mimetype"}))


def _written(
    media_type: str,
    parts: tuple[etree._Element, etree._Element],
    charts: Sequence[etree._Element],
    pictures: Sequence[PlacedPicture],
) -> Iterator[tuple[str, bytes]]:
    listed = [("/", media_type), ("content.xml", _XML), ("styles.xml", _XML)]
    yield "mimetype", media_type.encode()
    for name, part in zip(("content.xml", "styles.xml"), parts, strict=True):
        yield name, serialise(part)
    for number, chart in enumerate(charts, start=1):
        listed += [(f"Object {number}/", _CHART), (f"Object {number}/content.xml", _XML)]
        yield f"Object {number}/content.xml", serialise(chart)
    for number, each in enumerate(pictures, start=1):
        listed.append((f"Pictures/picture{number}.{each.ending}", f"image/{each.ending}"))
        yield listed[-1][0], each.held
    yield "META-INF/manifest.xml", _manifest(listed)


def _manifest(listed: list[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    root.set(f"{{{_MANIFEST}}}version", "1.3")
    for name, kind in listed:
        entry = etree.SubElement(root, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", name)
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
    return serialise(root)
