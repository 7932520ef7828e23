"""Counts the lists of properties of an office file: who wrote it, when, for whom. None of them travels.

Source: ECMA-376 part 2, 8 (core properties), part 1, 22.2 and 22.3; OpenDocument 1.3 part 2, 3.1.3 (meta.xml).
"""

from typing import Final

from redaction.errors import DocumentError
from redaction.office.archive import Package
from redaction.office.xml_parts import parse

KIND: Final = "list of properties"
"""In the singular, as it is told to a reviewer."""

_FOLDER: Final = "docprops/"
_OF_OPEN_DOCUMENT: Final = "meta.xml"


def lists_of_properties(package: Package) -> int:
    """How many there are that say anything. One that cannot be read is counted: it may."""
    return sum(_is_list(name) and _says_something(package, name) for name in package.names)


def _is_list(name: str) -> bool:
    small = name.casefold()
    return small == _OF_OPEN_DOCUMENT or (small.startswith(_FOLDER) and small.endswith(".xml"))


def _says_something(package: Package, name: str) -> bool:
    try:
        return any(text.strip() for text in parse(package.part(name)).itertext())
    except DocumentError:
        return True
