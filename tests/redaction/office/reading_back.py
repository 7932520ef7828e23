"""Reads a package back with the standard library alone: every word of every part, however it is packed."""

import re
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

_LETTERS = re.compile(r"[^a-z]")


@cache
def text_of(path: Path) -> str:
    """All that stands between tags, part by part."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            "".join(etree.fromstring(package.read(name)).itertext())
            for name in package.namelist()
            if name.endswith(".xml")
        )


@cache
def bare_letters(path: Path) -> str:
    """Every letter of every part that is XML, tags and attributes too, in one row without anything between."""
    with zipfile.ZipFile(path) as package:
        held = b"\n".join(
            package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))
        )
    return _LETTERS.sub("", held.decode("utf-8").lower())


@cache
def all_bytes(path: Path) -> bytes:
    """Every member unpacked, and the package itself."""
    with zipfile.ZipFile(path) as package:
        return path.read_bytes() + b"\n".join(package.read(name) for name in package.namelist())
