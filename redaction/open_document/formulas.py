"""Formulas of OpenDocument sheets, written as Excel writes them, so that one reader knows what they refer to.

Source: OpenDocument 1.3 part 4 (OpenFormula), 5.8 (references), 5.10 (names).
"""

import re
from typing import Final

_PREFIX: Final = re.compile(r"\s*(?:[A-Za-z]+:)?=?")
_EXCEL: Final = "msoxl:"
_SHEET: Final = r"\$?(?:'(?:[^']|'')*'|[^.'\[\]:#]*)"
_CORNER: Final = r"\$?[A-Z]{0,3}\$?\d{0,7}"
_TOKEN: Final = re.compile(r'(?P<text>"(?:[^"]|"")*")|\[(?P<inside>[^\[\]]*)\]')
_ADDRESS: Final = re.compile(
    rf"(?P<file>'[^']*'#)?(?P<sheet>{_SHEET})\.(?P<one>{_CORNER})(?::(?P<other_sheet>{_SHEET})\.(?P<other>{_CORNER}))?"
)
_ELSEWHERE: Final = "0"


def as_excel_writes(formula: str) -> str:
    """The formula with references as `Sheet!A1:B2`. What cannot be read keeps its bracket: nobody can follow it."""
    if formula.lstrip().startswith(_EXCEL):
        return formula
    return _TOKEN.sub(_referred, _PREFIX.sub("", formula, count=1))


def address_as_excel_writes(address: str) -> str:
    """The same of an address by itself, as names of ranges have it: `$Sheet1.$A$1:.$B$2`."""
    return as_excel_writes(f"=[{address}]")


def _referred(found: re.Match[str]) -> str:
    if found["inside"] is None:
        return found["text"]
    address = _ADDRESS.fullmatch(found["inside"])
    if address is None:
        return "[?"
    if address["file"]:
        return _ELSEWHERE
    first, last = (_bare(address[name] or "") for name in ("sheet", "other_sheet"))
    sheets = f"{first}:{last}" if last and last != first else first
    written = sheets.replace("'", "''")
    cells = address["one"] + (f":{address['other']}" if address["other"] else "")
    return (f"'{written}'!" if written else "") + cells


def _bare(sheet: str) -> str:
    return sheet.removeprefix("$").removeprefix("'").removesuffix("'").replace("''", "'")
