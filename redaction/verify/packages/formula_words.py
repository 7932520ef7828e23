"""What a formula of a sheet says it takes its value from: the checker's own reading, sign by sign.

It follows less than the burner does. What it cannot follow it leaves, so that nothing is refused for a formula that
nobody can read; what it does follow must be gone from a copy.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Cell = tuple[int, int]
Block = tuple[str, Cell, Cell]
"""Cells of one sheet (its name in small letters), from the first corner to the last; row and column from 1."""

_Corner = tuple[int | None, bool, int | None, bool]
"""A row and whether it is fixed, a column and whether it is: None for what a whole column or row leaves out."""

_LAST: Final = (1_048_576, 16_384)
_SIGNS: Final = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<quoted>'(?:[^']|'')*')|(?P<bracket>\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
    r"|(?P<word>[\w.$\\?]+)|(?P<sign>\S)"
)
_CELL: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_COLUMN: Final = re.compile(r"(\$?)([A-Za-z]{1,3})")
_ROW: Final = re.compile(r"(\$?)([0-9]{1,7})")
_INNER: Final = re.compile(r"\[([^\[\]]*)\]")
_COMPARES: Final = frozenset("&=<>")
_UNFOLLOWED: Final = frozenset({"INDIRECT", "OFFSET"})
_ADDS_UP: Final = frozenset(
    ["SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "SUBTOTAL", "ROUND", "PRODUCT"]
)
_MOST_NAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A formula, and the cell from which it counts."""

    text: str
    counts_from: Cell


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table: its sheet in small letters, its corners, its columns in small letters."""

    sheet: str
    first: Cell
    last: Cell
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What formulas may name: sheets in their order, names and tables, all in small letters."""

    sheets: Sequence[str] = ()
    names: Mapping[str, Sequence[Written]] = field(default_factory=dict)
    tables: Mapping[str, NamedTable] = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """From where a value comes. `adds_up`: of text that went, its value tells nothing."""

    blocks: list[Block] = field(default_factory=list)
    is_anywhere: bool = False
    adds_up: bool = False


def taken_by(written: Written, sheet: str, cell: Cell, book: Book, depth: int = 0) -> Taken:
    """What the value in a cell was worked out from, as far as it can be followed.

    Args:
        sheet: in small letters, where the cell is.
        depth: how many names led here.
    """
    walk = _Walk(written, sheet, cell, book, depth)
    while walk.at < len(walk.signs):
        walk.step()
    taken = walk.taken
    taken.is_anywhere |= bool(walk.functions & _UNFOLLOWED)
    compares = any(kind == "sign" and said in _COMPARES for kind, said in walk.signs)
    taken.adds_up = bool(walk.functions) and walk.functions <= _ADDS_UP and not compares
    return taken


class _Walk:
    """Goes through a formula, a reference at a time."""

    def __init__(self, written: Written, sheet: str, cell: Cell, book: Book, depth: int) -> None:
        self.signs = [(str(each.lastgroup), each.group()) for each in _SIGNS.finditer(written.text)]
        self.at = 0
        self.sheet, self.cell, self.book, self.depth = sheet, cell, book, depth
        self.moved = cell[0] - written.counts_from[0], cell[1] - written.counts_from[1]
        self.functions: set[str] = set()
        self.taken = Taken()

    def said(self, further: int = 0) -> str:
        return self.signs[self.at + further][1] if self.at + further < len(self.signs) else ""

    def kind(self, further: int = 0) -> str:
        return self.signs[self.at + further][0] if self.at + further < len(self.signs) else ""

    def step(self) -> None:
        if self.kind() == "word" and self.said(1) == "(":
            self.functions.add(self.said().upper())
            self.at += 1
        elif self.kind() in {"word", "quoted", "bracket"}:
            sheets = self._sheets()
            self._reference(sheets)
        else:
            self.at += 1

    def _sheets(self) -> Sequence[str]:
        """The sheets that are named before a reference; none for those of another file."""
        if self.said() == "[0]":
            self.at += 2 if self.said(1) == "!" else 1
            return [self.sheet]
        if self.kind() == "bracket" and self.said()[1:-1].isdecimal():
            self.at += 1
            self._sheets()
            return []
        is_span = self.said(1) == ":" and self.said(3) == "!"
        if self.said(1) != "!" and not is_span:
            return [self.sheet]
        name = self.said().removeprefix("'").removesuffix("'").replace("''", "'").casefold()
        whole = f"{name}:{self.said(2).casefold()}" if is_span else name
        self.at += 4 if is_span else 2
        return [] if "[" in whole else self._spanned(whole)

    def _spanned(self, name: str) -> Sequence[str]:
        first, colon, last = name.partition(":")
        order = list(self.book.sheets)
        if not colon:
            return [first]
        if first not in order or last not in order:
            return []
        start, end = sorted((order.index(first), order.index(last)))
        return order[start : end + 1]

    def _reference(self, sheets: Sequence[str]) -> None:
        """Cells, a table or a name; whatever else stands there is passed over."""
        has_other = self.said(1) == ":" and self.kind(2) == "word"
        one = _corner(self.said(), is_whole=has_other)
        other = _corner(self.said(2), is_whole=True) if has_other else None
        if one is not None and (other is not None or None not in one):
            first, last = self._placed(one, (1, 1)), self._placed(other or one, _LAST)
            corners = (
                (min(first[0], last[0]), min(first[1], last[1])),
                (max(first[0], last[0]), max(first[1], last[1])),
            )
            self.taken.blocks += [(sheet, *corners) for sheet in sheets]
            self.at += 3 if other is not None else 1
        elif self.kind() == "bracket":
            self._columns(self._own_table(), self.said())
            self.at += 1
        elif self.kind(1) == "bracket":
            self._columns(self.book.tables.get(self.said().casefold()), self.said(1))
            self.at += 2
        else:
            self._name(self.said().casefold())
            self.at += 1

    def _name(self, name: str) -> None:
        table = self.book.tables.get(name)
        if table is not None:
            self.taken.blocks.append((table.sheet, table.first, table.last))
        for meant in self.book.names.get(name, ()) if self.depth < _MOST_NAMES else ():
            further = taken_by(meant, self.sheet, self.cell, self.book, self.depth + 1)
            self.taken.blocks += further.blocks
            self.taken.is_anywhere |= further.is_anywhere

    def _columns(self, table: NamedTable | None, bracket: str) -> None:
        """The cells that a bracket behind a table's name means; nothing where a column is not the table's."""
        if table is None:
            return
        inner = bracket[1:-1]
        said = [each.casefold() for each in _INNER.findall(inner)] or [inner.removeprefix("@").casefold()]
        wanted = [each for each in said if each and not each.startswith("#")]
        if not all(each in table.columns for each in wanted):
            return
        places = [table.columns.index(each) for each in wanted] or [0, table.last[1] - table.first[1]]
        is_row = "@" in inner or "#this row" in said
        top, bottom = (self.cell[0], self.cell[0]) if is_row else (table.first[0], table.last[0])
        left = table.first[1]
        self.taken.blocks.append((table.sheet, (top, left + min(places)), (bottom, left + max(places))))

    def _own_table(self) -> NamedTable | None:
        row, column = self.cell
        for each in self.book.tables.values():
            is_in = each.first[0] <= row <= each.last[0] and each.first[1] <= column <= each.last[1]
            if is_in and each.sheet == self.sheet:
                return each
        return None

    def _placed(self, corner: _Corner, missing: Cell) -> Cell:
        """Where a corner is. Past the end a reference goes on from the beginning."""
        row, is_fixed_row, column, is_fixed_column = corner
        down, right = self.moved
        return (
            missing[0] if row is None else (row + (0 if is_fixed_row else down) - 1) % _LAST[0] + 1,
            missing[1] if column is None else (column + (0 if is_fixed_column else right) - 1) % _LAST[1] + 1,
        )


def column_of(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _corner(word: str, *, is_whole: bool) -> _Corner | None:
    if found := _CELL.fullmatch(word):
        return int(found[4]), bool(found[3]), column_of(found[2]), bool(found[1])
    if is_whole and (found := _COLUMN.fullmatch(word)):
        return None, False, column_of(found[2]), bool(found[1])
    if is_whole and (found := _ROW.fullmatch(word)):
        return int(found[2]), bool(found[1]), None, False
    return None
