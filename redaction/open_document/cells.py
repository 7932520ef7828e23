"""The cells of a copied OpenDocument sheet: read along rows and columns, numbers in every way they are written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final

from lxml import etree

from redaction.office.runs import Piece, Terms
from redaction.open_document.flows import pieces_of
from redaction.open_document.names import named
from redaction.parts import Tally, letters_in
from redaction.sheets.split_names import Reading, passes
from redaction.wording.spellings import spellings_of_date, spellings_of_number

_ROWS_AT_ONCE: Final = 500
_ROWS_READ_AGAIN: Final = 3
_NUMBERS_AT_ONCE: Final = 2_000
_BAR: Final = "|"
_MOST_COLUMNS: Final = 1_024
_VALUE_TYPE: Final = named("office:value-type")
_STYLE_NAME: Final = named("table:style-name")
_REPEATED: Final = named("table:number-columns-repeated")
_PARAGRAPH: Final = named("text:p")
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone
_VALUES: Final = tuple(
    named(f"office:{own}") for own in ("value", "date-value", "time-value", "boolean-value", "currency")
)


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A filled cell of the copy, and the place of its column, from 0.

    `changed` takes the columns that lost something.
    """

    element: etree._Element
    column: int
    changed: set[int]

    @property
    def _only(self) -> etree._Element | None:
        """The cell's only paragraph where that is plain text, as nearly all are."""
        first = self.element[0]
        return first if len(self.element) == 1 and not len(first) and first.tag == _PARAGRAPH else None

    @property
    def text(self) -> str:
        only = self._only
        if only is not None:
            return (only.text or "").replace("\n", " ")
        return "".join(piece.text for piece in pieces_of(self.element)).strip("\t\n").replace("\n", " ")

    def pieces(self) -> Iterator[Piece]:
        """What it shows. Whatever is changed of it, its value goes: the cell is text from then on."""
        only = self._only
        if only is not None:
            yield Piece(only.text or "", self._setter(partial(setattr, only, "text")))
            yield Piece("\t")
            return
        for piece in pieces_of(self.element):
            yield piece if piece.put is None else Piece(piece.text, self._setter(piece.put))

    def _setter(self, put: Callable[[str], None]) -> Callable[[str], None]:
        def put_and_forget(text: str) -> None:
            put(text)
            self.forget_value()

        return put_and_forget

    def forget_value(self) -> None:
        """Be text from now on, in a row and in columns that do not remember how large they were."""
        self.changed.update(range(self.column, self.column + min(_many(self.element), _MOST_COLUMNS)))
        row = self.element.getparent()
        if row is not None:
            row.attrib.pop(_STYLE_NAME, None)
        for name in _VALUES:
            self.element.attrib.pop(name, None)
        self.element.set(_VALUE_TYPE, "string")

    def say(self, text: str) -> None:
        """Hold this text and nothing else."""
        for child in list(self.element):
            self.element.remove(child)
        etree.SubElement(self.element, _PARAGRAPH).text = text
        self.forget_value()

    def spellings(self) -> Iterator[str]:
        """Other ways in which people write its number."""
        written = self.element.get(named("office:value"))
        if written is not None:
            yield written
            yield from spellings_of_number(float(written))
        day = self.element.get(named("office:date-value"))
        if day is not None:
            yield day
            yield from _of_day(day)


def _of_day(written: str) -> Iterator[str]:
    try:
        at = datetime.fromisoformat(written.rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return
    if at.date() >= date(1900, 3, 1):
        yield from spellings_of_date((at - _FIRST_DAY) / timedelta(days=1), from_1904=False)
    else:
        yield f"{at.day:02}/{at.month:02}/{at.year:04}"


def _many(cell: etree._Element) -> int:
    return max(1, int(cell.get(_REPEATED, "1")))


def rows_of(table: etree._Element, changed: set[int] | None = None) -> Iterator[list[OpenCell]]:
    """The filled cells of each row that has any."""
    changed = set() if changed is None else changed
    for row in table.iter(named("table:table-row")):
        found, column = [], 0
        for cell in row:
            if len(cell):
                found.append(OpenCell(cell, column, changed))
            column += _many(cell)
        if found:
            yield found


def cells_text(table: etree._Element) -> str:
    """The rows as lines, cells parted by tabs."""
    return "\n".join("\t".join(cell.text for cell in row) for row in rows_of(table))


def take_from_cells(table: etree._Element, terms: Terms, tally: Tally) -> Mapping[int, int]:
    """Take every term out of a sheet's cells.

    Returns:
        For each column that lost something (from 0) how many letters its longest cell has now.
    """
    changed: set[int] = set()
    rows = list(rows_of(table, changed))
    tally.letters += sum(letters_in(cell.text) for row in rows for cell in row)
    columns: dict[int, list[list[OpenCell]]] = {}
    for row in rows:
        for cell in row:
            columns.setdefault(cell.column, []).append([cell])
    for lines in (rows, *columns.values()):
        for start in range(0, len(lines), _ROWS_AT_ONCE):
            taken = terms.take_from(_flow(lines[max(0, start - _ROWS_READ_AGAIN) : start + _ROWS_AT_ONCE]))
            tally.add(taken.entries, taken.letters_taken)
    _take_from_other_orders(rows, terms, tally)
    numbers = [(cell, spelt) for row in rows for cell in row if (spelt := tuple(cell.spellings()))]
    for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
        _take_from_numbers(numbers[start : start + _NUMBERS_AT_ONCE], terms, tally)
    longest = dict.fromkeys(changed, 0)
    for row in rows:
        for cell in row:
            if cell.column in longest:
                longest[cell.column] = max(longest[cell.column], len(cell.text))
    return longest


def _take_from_other_orders(rows: Sequence[Sequence[OpenCell]], terms: Terms, tally: Tally) -> None:
    """Names whose parts stand in several cells in another order than that in which they are written."""
    if not terms.may_be_parted:
        return
    found = [[(cell.column, cell.text) for cell in row] for row in rows]
    for readings in passes(found):
        waiting = iter(readings)
        while some := list(islice(waiting, _ROWS_AT_ONCE)):
            taken = terms.take_from(_in_order(rows, some))
            tally.add(taken.entries, taken.letters_taken)


def _in_order(rows: Sequence[Sequence[OpenCell]], readings: Sequence[Reading]) -> Iterator[Piece]:
    for number, columns in readings:
        held = {cell.column: cell for cell in rows[number]}
        for column in columns:
            yield from held[column].pieces()
        yield Piece(_BAR)


def _flow(rows: Sequence[Sequence[OpenCell]]) -> Iterator[Piece]:
    for row in rows:
        for cell in row:
            yield from cell.pieces()
        yield Piece("\n")


def _take_from_numbers(
    numbers: Sequence[tuple[OpenCell, tuple[str, ...]]], terms: Terms, tally: Tally
) -> None:
    for at, entry in terms.said_by([spelt for _, spelt in numbers]).items():
        cell = numbers[at][0]
        tally.add([entry], letters_in(cell.text))
        cell.say(terms.marks[entry])
