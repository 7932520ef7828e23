"""Follows the relationships of an Open Packaging package: which part belongs to which, and as what.

Source: ECMA-376 part 2, clauses 6.5 (relationships) and 6.2.2 (names of parts).
"""

import posixpath
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from redaction.office.archive import Package
from redaction.office.xml_parts import parse

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship. `kind` is the last word of its type; `part` is empty where the target is outside the file."""

    name: str
    kind: str
    part: str


def relations_of(package: Package, part: str) -> tuple[Relation, ...]:
    """The relationships of a part ("" for the package itself), those that lead nowhere left out.

    Raises:
        DocumentUnreadable: they cannot be read.
    """
    folder, _, own = part.rpartition("/")
    listed = f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels"
    if listed not in package:
        return ()
    found = []
    for each in parse(package.part(listed)).iter(_RELATIONSHIP):
        kind = (each.get("Type") or "").rstrip("/").rpartition("/")[2]
        outside = each.get("TargetMode") == "External"
        target = "" if outside else _resolved(package, folder, each.get("Target") or "")
        if outside or target:
            found.append(Relation(each.get("Id") or "", kind, target))
    return tuple(found)


def parts_of_kind(package: Package, part: str, kind: str) -> tuple[str, ...]:
    """The parts that a part has as this kind, inside the file."""
    return tuple(each.part for each in relations_of(package, part) if each.kind == kind and each.part)


def _resolved(package: Package, folder: str, target: str) -> str:
    """The name of the part as the package has it, or nothing where it has none. Case does not matter."""
    path = unquote(target.partition("#")[0])
    joined = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
    if joined in package:
        return joined
    wanted = joined.casefold()
    return next((name for name in package.names if name.casefold() == wanted), "")
