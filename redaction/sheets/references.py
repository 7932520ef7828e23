"""Which cells a formula takes its value from, as Excel writes formulas.

Read without working anything out: what cannot be told from the words of a formula is taken to be anywhere.

Source: ECMA-376 part 1, 18.17.2 (references), 18.17.2.5 (names), 18.5 (tables and references to their columns).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from redaction.sheets.workbook import Formula, Place, Table

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_DEEPEST_NAMES: Final = 8
_STRING: Final = re.compile(r'"(?:[^"]|"")*"')
_FUNCTION: Final = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_NAME: Final = re.compile(r"(?:(?:'(?:[^']|'')+'|[\w.]+)!)?(?<![\w.$])([^\W\d][\w.\\?]*)(?![\w(!])")
# Nobody can say which cells these take without working them out: then whatever is lost anywhere counts.
_ANYWHERE: Final = re.compile(
    r"\b(?:INDIRECT|OFFSET|GETPIVOTDATA|EVALUATE|(?:_xlfn\.)?ANCHORARRAY|CUBE[A-Z]+)\s*\(|[\w)]#|:",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"(?:'[^'\[\]]*\[[1-9]\d*\](?:[^']|'')*'|\[[1-9]\d*\][\w.]*)!\$?[\w.$]+(?::\$?[\w.$]+)?"
)
_OWN_FILE: Final = re.compile(r"\[0\]!?")
_REFERENCE: Final = re.compile(
    r"(?<![\w.])(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+(?::[\w.]+)?)!)?"
    r"(?P<one>\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}(?=:)|\$?\d{1,7}(?=:))"
    r"(?::(?P<other>\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}|\$?\d{1,7}))?(?![\w(!.])",
    re.IGNORECASE,
)
_IN_TABLE: Final = re.compile(r"([^\W\d][\w.\\]*)?\[((?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]")
_COLUMN_OF_TABLE: Final = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_CORNER: Final = re.compile(r"(\$?)([A-Z]*)(\$?)(\d*)", re.IGNORECASE)
_TOTALS: Final = frozenset(
    ["SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "SUBTOTAL", "ROUND", "PRODUCT"]
)
_COMPARES: Final = frozenset("&=<>")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet, edges included; `sheet` in small letters."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Known:
    """What formulas may call cells by, in small letters: sheets in their order, hidden ones too, names, tables."""

    sheets: Sequence[str] = ()
    names: Mapping[str, Sequence[Formula]] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behind:
    """From which cells a value was worked out. `is_total`: by adding up and counting numbers alone."""

    areas: tuple[Area, ...]
    is_anywhere: bool
    is_total: bool


def behind(formula: Formula, sheet: str, place: Place, known: Known) -> Behind:
    """What stands behind the value of a cell.

    Args:
        sheet: in small letters, where the cell is.
        place: of the cell; a formula may be written in another one that shares it.
    """
    reader = _Reader(sheet, place, known)
    reader.read(formula)
    text = _STRING.sub('""', formula.text)
    functions = [each.upper() for each in _FUNCTION.findall(text)]
    is_total = bool(functions) and _TOTALS.issuperset(functions) and not _COMPARES & set(text)
    return Behind(tuple(reader.areas), reader.is_anywhere, is_total)


class _Reader:
    """Gathers the areas of one formula, and those of the names in it."""

    def __init__(self, sheet: str, place: Place, known: Known) -> None:
        self.sheet, self.place, self.known = sheet, place, known
        self.areas: list[Area] = []
        self.is_anywhere = False

    def read(self, formula: Formula, depth: int = 0) -> None:
        text = _OWN_FILE.sub("", _ELSEWHERE.sub("0", _STRING.sub('""', formula.text)))
        moved = self.place[0] - formula.at[0], self.place[1] - formula.at[1]
        text = _IN_TABLE.sub(self._note_table, text)
        for each in _REFERENCE.finditer(text):
            self._note(each, moved)
        text = _REFERENCE.sub("0", text)
        self.is_anywhere |= bool(_ANYWHERE.search(text)) or "[" in text or depth > _DEEPEST_NAMES
        for name in {each.casefold() for each in _NAME.findall(text)} if depth <= _DEEPEST_NAMES else ():
            if name in self.known.tables:
                self.areas.append(_whole(self.known.tables[name]))
            for meant in self.known.names.get(name, ()):
                self.read(meant, depth + 1)

    def _note(self, found: re.Match[str], moved: Place) -> None:
        top, left, bottom, right = _edges(found["one"], moved, (1, 1))
        if found["other"]:
            others = _edges(found["other"], moved, (LAST_ROW, LAST_COLUMN))
            top, left, bottom, right = (
                min(top, others[0]), min(left, others[1]), max(bottom, others[2]), max(right, others[3]),
            )  # fmt: skip
        self.areas += [Area(sheet, top, left, bottom, right) for sheet in self._sheets(found["sheet"] or "")]

    def _sheets(self, written: str) -> Sequence[str]:
        """The sheets of a reference: one, or those from one to another."""
        name = written.strip("'").replace("''", "'").casefold()
        first, colon, last = name.partition(":")
        if not colon:
            return [name or self.sheet]
        order = list(self.known.sheets)
        if first not in order or last not in order:
            self.is_anywhere = True
            return []
        start, end = sorted((order.index(first), order.index(last)))
        return order[start : end + 1]

    def _note_table(self, found: re.Match[str]) -> str:
        table = self.known.tables.get(found[1].casefold()) if found[1] else self._own_table()
        if table is None:
            self.is_anywhere = True
            return "0"
        inner = found[2]
        said = _COLUMN_OF_TABLE.findall(inner) or [inner.removeprefix("@")]
        columns = [re.sub("'(.)", r"\1", each).strip().casefold() for each in said]
        places = [table.columns.index(each) for each in columns if each in table.columns]
        unknown = [
            each for each in columns if each and each not in table.columns and not each.startswith("#")
        ]
        whole = _whole(table)
        is_row = "@" in inner or "#this row" in inner.casefold()
        self.areas.append(
            Area(
                whole.sheet,
                self.place[0] if is_row else whole.top,
                whole.left + min(places) if places and not unknown else whole.left,
                self.place[0] if is_row else whole.bottom,
                whole.left + max(places) if places and not unknown else whole.right,
            )
        )
        return "0"

    def _own_table(self) -> Table | None:
        row, column = self.place
        for each in self.known.tables.values():
            (top, left), (bottom, right) = each.corners
            if each.sheet == self.sheet and top <= row <= bottom and left <= column <= right:
                return each
        return None


def _whole(table: Table) -> Area:
    (top, left), (bottom, right) = table.corners
    return Area(table.sheet, top, left, bottom, right)


def _edges(corner: str, moved: Place, missing: Place) -> tuple[int, int, int, int]:
    """One corner as an area; of a whole column or row what is missing is its beginning or its end."""
    found = _CORNER.fullmatch(corner)
    assert found is not None  # noqa: S101 - the reference was made of corners
    row, column = missing
    if found[4]:
        row = int(found[4]) + (0 if found[3] or (not found[2] and found[1]) else moved[0])
        row = (row - 1) % LAST_ROW + 1
    if found[2]:
        column = column_number(found[2]) + (0 if found[1] else moved[1])
        column = (column - 1) % LAST_COLUMN + 1
    return row, column, row, column


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def formulas_behind(
    formulas: Mapping[str, Mapping[Place, Formula]], known: Known
) -> Iterator[tuple[str, Place, Behind]]:
    """Every cell with a formula, by its sheet, and what stands behind its value."""
    for sheet, held in formulas.items():
        for place, formula in held.items():
            yield sheet, place, behind(formula, sheet, place, known)
