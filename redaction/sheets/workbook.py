"""A workbook as its reader sees it: sheets of shown cells, text boxes, pictures, headers. Nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from lxml import etree

from redaction.sheets.page_setup import PageSetup

_TAIL: Final = re.compile(r"( (?:of|that|on|without|from|for|to|in) | \()")

Place = tuple[int, int]
"""Row and column of a cell, each from 1."""


class Held(Enum):
    """What a cell holds. The values are what SpreadsheetML writes for it."""

    NUMBER = "n"
    TEXT = "s"
    TRUTH = "b"
    FAULT = "e"


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of a cell in one look. `look` is XML made of known words and numbers only."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """From what a value was worked out, as it is written in the cell `at`; others that share it count from there."""

    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A stretch of a sheet with a name of its own. Names are in small letters; the first corner is its top left."""

    sheet: str
    corners: tuple[Place, Place]
    columns: tuple[str, ...]


@dataclass(slots=True)
class Cell:
    """One cell that has something to show.

    `value` is a number, truth or fault as the file writes it. `text` is what the reader sees. `runs` are given
    where letters of one text look different; together they are the text.
    """

    row: int
    column: int
    style: int
    held: Held
    value: str
    text: str
    runs: tuple[Run, ...] = ()

    def say(self, text: str) -> None:
        """Hold this text from now on, and nothing of what was there."""
        self.held, self.value, self.text, self.runs = Held.TEXT, "", text, ()

    def say_in_run(self, number: int, text: str) -> None:
        """Change one run of the text."""
        runs = list(self.runs)
        runs[number] = Run(text, runs[number].look)
        self.runs = tuple(runs)
        self.text = "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Reference:
    """A part of a chart, and the cells behind it as they were: the cell, what it showed, what it held."""

    shows: etree._Element
    cells: tuple[tuple[Cell, str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the copy. `root` is its part; it refers to no cell, `references` say where it once did."""

    root: etree._Element
    references: tuple[Reference, ...]


@dataclass(slots=True)
class Shape:
    """A text box, a picture or a chart that lies over the cells.

    `anchor` is where: column, its offset, row, its offset, twice; columns and rows from 0, offsets in EMU.
    `chart_part` is the name of the chart's part, later of its relation, or empty.
    `picture` is the name of a part, or empty. `held` and `ending` are what of it the copy will have.
    """

    anchor: tuple[int, ...]
    paragraphs: list[list[str]] = field(default_factory=list)
    """Each in the pieces in which it is written."""
    picture: str = ""
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    description: str = ""
    held: bytes = b""
    ending: str = ""
    read_in_picture: str = ""
    chart_part: str = ""
    chart: Chart | None = None


@dataclass(slots=True)
class Column:
    """Columns `first` to `last` (from 1) and their width in letters."""

    first: int
    last: int
    width: float


@dataclass(slots=True)
class Sheet:
    """One sheet that its reader can see."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    margins: dict[str, list[str]] = field(default_factory=dict)
    """Headers and footers: "oddHeader" and its like, each as pieces of plain text and of codes such as "&P"."""
    shapes: list[Shape] = field(default_factory=list)
    frozen: Place = (0, 0)
    page: PageSetup = field(default_factory=PageSetup)
    repeated_rows: Place | None = None
    widths_to_forget: set[int] = field(default_factory=set)
    rows_to_forget: set[int] = field(default_factory=set)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    """From what each value was worked out that a formula gave, those of hidden cells too. No copy has any."""
    lost: dict[Place, bool] = field(default_factory=dict)
    """The cells that lost something, and whether a number stood there."""


@dataclass(slots=True)
class LeftOut:
    """What does not travel: kinds in plain words and how many of each."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, number: int = 1) -> None:
        if number:
            self.counts[kind] += number

    def sentences(self) -> tuple[str, ...]:
        """Such as "3 comments", "1 hidden sheet"; kinds are given in the singular."""
        return tuple(
            f"{number} {kind if number == 1 else _plural(kind)}" for kind, number in self.counts.items()
        )


@dataclass(slots=True)
class Workbook:
    """All that is shown of a workbook. `styles` is its rewritten style sheet, `codes` each style's number code."""

    sheets: list[Sheet]
    styles: bytes
    codes: tuple[str, ...]
    from_1904: bool
    left_out: LeftOut
    theme: etree._Element | None = None
    """Its colours, where charts are made with them."""
    order: tuple[str, ...] = ()
    names: dict[str, tuple[Formula, ...]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    """What formulas call cells by, in small letters: sheets in their order, hidden ones too, names, tables."""
    unseen: list[Sheet] = field(default_factory=list)
    """Sheets with all that they hold, hidden or not: formulas in view may be over it. No copy has any of this."""


def by_rows(cells: Iterable[Cell]) -> Iterable[list[Cell]]:
    """The cells of each row, in order."""
    row: list[Cell] = []
    for cell in cells:
        if row and cell.row != row[0].row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def free_name(number: int, taken: Collection[str], is_term: Callable[[str], bool]) -> str:
    """A sheet's name that no sheet has and that is no term either: somebody may redact the word "Sheet"."""
    endings = ("", *(f" ({again})" for again in range(2, 999)))
    names = (f"{word}{number}{ending}" for word in ("Sheet ", "Table ", "Part ", "") for ending in endings)
    return next(name for name in names if name.casefold() not in taken and not is_term(name))


def _plural(kind: str) -> str:
    """The plural of its first noun, which stands before "of", "that" and their like."""
    head, between, rest = (*_TAIL.split(kind, maxsplit=1), "", "")[:3]
    ending = "s" if not head.endswith("y") else "ies"
    return f"{head.removesuffix('y') if ending == 'ies' else head}{ending}{between}{rest}"
