"""Packages of Office Open XML: which part is what, how parts point to each other, and writing a fresh one.

Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import DocumentNotSupported, DocumentSigned, DocumentUnreadable
from redaction.office.archive import Package, write_package
from redaction.office.namespaces import R, usual_address
from redaction.office.xml_parts import parse, serialise
from redaction.schedule import Opening

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_PICTURE_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg"}
_MACROS: Final = ("vbaproject", "macroenabled", "vbadata", "xlmacrosheet", "intlmacrosheet")


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part. `kind` is the last word of its type; `target` a part's name, or "" outside."""

    kind: str
    target: str


class OpenXml:
    """The parts of an open package and the arrows between them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._names = {name.casefold(): name for name in package.names}
        self._relations: dict[str, Mapping[str, Relation]] = {}

    def main_part(self) -> str:
        """The part that the package is about.

        Raises:
            DocumentUnreadable: none is named, or more than one.
        """
        mains = [each for each in self.relations("").values() if each.kind == "officeDocument"]
        if len(mains) != 1 or not mains[0].target:
            raise DocumentUnreadable(
                "The file does not say which of its parts is the document.",
                next_step="Open it in its own program, save it anew and upload that copy.",
            )
        return mains[0].target

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The arrows from a part (or, for "", from the package), by their id."""
        if part not in self._relations:
            self._relations[part] = dict(self._read_relations(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part points to, those that are there."""
        return [each.target for each in self.relations(part).values() if each.kind == kind and each.target]

    def root(self, part: str) -> etree._Element:
        """The root element of a part."""
        return parse(self.package.part(part))

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        folder, name = posixpath.split(part)
        held = self._names.get(posixpath.join(folder, "_rels", name + ".rels").casefold())
        if held is None:
            return
        for each in self.root(held).iter(f"{{{_RELATIONS}}}Relationship"):
            kind = usual_address(each.get("Type", "")).rpartition("/")[2]
            outside = each.get("TargetMode") == "External"
            target = "" if outside else self._resolved(folder, each.get("Target", ""))
            yield each.get("Id", ""), Relation(kind, target)

    def _resolved(self, folder: str, target: str) -> str:
        path = unquote(target.partition("#")[0])
        joined = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
        return self._names.get(joined.casefold(), "")


def must_be_plain(package: Package, opening: Opening, *, without_macros: str) -> None:
    """Refuse macros by name, and a signature unless a person said that it may go.

    Args:
        without_macros: the ending of the same document without macros, for the next step.
    """
    types = package.part("[Content_Types].xml").lower() if "[Content_Types].xml" in package else b""
    names = [name.casefold() for name in package.names]
    if any(word in name for word in _MACROS for name in names) or any(
        word.encode() in types for word in _MACROS
    ):
        raise DocumentNotSupported(
            "The file holds macros, which are programs that run when it is opened.",
            next_step=f"Save it as .{without_macros}, which has no macros, and upload that.",
        )
    if any(name.startswith("_xmlsignatures/") for name in names) and not opening.may_lose_signature:
        raise DocumentSigned(
            "The file is digitally signed. A redacted copy cannot keep the signature.",
            next_step="Confirm that a copy without the signature is right, or ask the signer.",
        )


class FreshPackage:
    """Parts and arrows of a new package. Every name and id in it is made here."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._arrows: dict[str, list[tuple[str, str]]] = {}

    def add(self, name: str, content_type: str, held: bytes) -> None:
        """Put a part in; one of the same name is replaced."""
        self._parts[name] = (content_type, held)

    def add_picture(self, name: str, ending: str, held: bytes) -> None:
        """Put a picture in, as "png" or "jpeg"."""
        self.add(name, _PICTURE_TYPES[ending], held)

    def count(self, folder: str) -> int:
        """How many parts of the package stand in a folder by now."""
        return sum(name.startswith(folder) for name in self._parts)

    def relate(self, source: str, kind: str, target: str) -> str:
        """An arrow from a part (or, for "", from the package) to another; gives its id."""
        arrows = self._arrows.setdefault(source, [])
        if (kind, target) not in arrows:
            arrows.append((kind, target))
        return f"rId{arrows.index((kind, target)) + 1}"

    def write(self, target: Path) -> None:
        """Write it all."""
        write_package(target, self._written())

    def _written(self) -> Iterator[tuple[str, bytes]]:
        yield "[Content_Types].xml", self._types()
        for source, arrows in sorted(self._arrows.items()):
            folder, name = posixpath.split(source)
            root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
            for number, (kind, target) in enumerate(arrows, start=1):
                each = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
                each.set("Id", f"rId{number}")
                each.set("Type", f"{R}/{kind}")
                each.set("Target", "/" + target)
            yield posixpath.join(folder, "_rels", name + ".rels"), serialise(root)
        for name, (_, held) in self._parts.items():
            yield name, held

    def _types(self) -> bytes:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        for ending, kind in (("rels", _RELATIONS_TYPE), ("xml", "application/xml"), *_PICTURE_TYPES.items()):
            default = etree.SubElement(root, f"{{{_TYPES}}}Default")
            default.set("Extension", ending)
            default.set("ContentType", kind)
        for name, (kind, _) in self._parts.items():
            if name.endswith(".xml"):
                override = etree.SubElement(root, f"{{{_TYPES}}}Override")
                override.set("PartName", "/" + name)
                override.set("ContentType", kind)
        return serialise(root)
