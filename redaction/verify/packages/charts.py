"""Reads the charts of a copy back: their words row by row, and every number in every look it may have.

Nobody can tell for sure whether a number along an axis is a date, so it is looked at as one too.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree

from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.package_bytes import Member
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

_FOLDER: Final = "/charts/"
_REFERENCES: Final = frozenset(
    {"f", "externalData", "userShapes", "strCache", "numCache", "multiLvlStrCache"}
)
_DAYS: Final = re.compile(r"[dmyhs]", re.IGNORECASE)
_EARLIEST_DAY: Final = 3_653  # 1 January 1910: along an axis, smaller numbers count something
_BAR: Final = "\n|\n"


def in_charts(members: Iterable[Member], sought: Sought) -> list[Check]:
    """Every chart: what it says, what its numbers may look like, and that it points to no cell."""
    found = shown = pointing = 0
    for member in members:
        if _FOLDER not in f"/{member.name}" or not member.name.endswith(".xml"):
            continue
        root = ElementTree.fromstring(member.held)  # noqa: S314 - a doctype was refused before this
        said = [each.text for each in root.iter() if each.text and each.text.strip()]
        pointing += sum(_own(each) in _REFERENCES for each in root.iter())
        found += sought.count("\n".join(said)) + sought.count("\t".join(said))
        shown += sought.count(_BAR.join(_looks(root)))
    return [
        _counted("charts", found, "places"),
        _counted("numbers of charts", shown, "places"),
        _counted("references of charts", pointing, "references to cells"),
    ]


def _looks(root: ElementTree.Element) -> set[str]:
    """Every look of every number. Along an axis, and where a code says so, a number may be a day."""
    looks: set[str] = set()
    for holder in root.iter():
        for numbers in holder:
            if _own(numbers) != "numLit":
                continue
            codes = [each.text or "" for each in numbers if _own(each) == "formatCode"]
            is_along = _own(holder) in {"cat", "xVal"}
            for value in numbers.iter():
                if _own(value) == "v" and value.text:
                    days = is_along and _is_late(value.text)
                    code = "d/m/y h:m" if days or any(map(_DAYS.search, codes)) else "0"
                    looks.add(_BAR.join(_of(value.text, code)))
    return looks


def _of(text: str, code: str) -> Iterator[str]:
    for from_1904 in (False, True):
        yield from looks_of(text, code, from_1904=from_1904)


def _is_late(text: str) -> bool:
    try:
        return float(text) >= _EARLIEST_DAY
    except ValueError:
        return False


def _own(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _counted(name: str, places: int, words: str) -> Check:
    return Check(
        name, CheckState.FOUND if places else CheckState.CLEAN, f"{places} {words}" if places else ""
    )
