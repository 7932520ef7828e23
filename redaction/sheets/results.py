"""Last results of formulas over cells that lost something: how long a name is, its first letters, where it stands.

A copy has no formulas, but shows what they gave last: =LEN(A2) tells how long the name in A2 was, =LEFT(A2,3) how it
begins, and =A2+B2 gives a number back once the other is known. So where a cell lost something, every result that
was worked out from it goes, and what was worked out from that, over hidden cells and sheets too. Sums and counts of
text that went tell nothing of it and stay.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from redaction.sheets.references import Area, Behind, Known, formulas_behind
from redaction.sheets.workbook import Formula, Place, Sheet, Workbook

LEFT_OUT: Final = "result of a formula over redacted cells"
_MOST_ROUNDS: Final = 20
"""Results of results of results: beyond, every formula that is no plain total loses its result."""
_MOST_OF_AN_ARRAY: Final = 100_000

Lost = Mapping[str, Mapping[Place, bool]]
"""By sheet in small letters the cells that lost something, and whether a number stood there."""


def empty_results(workbook: Workbook) -> None:
    """Empty every cell whose value was worked out from one that lost something. The cells were taken from before."""
    told = told_in(workbook)
    for sheet in workbook.sheets:
        _empty(workbook, sheet, told.get(sheet.name.casefold(), set()) - sheet.lost.keys())


def told_in(workbook: Workbook) -> dict[str, set[Place]]:
    """By sheet, hidden ones too, the cells whose value tells of one that lost something."""
    all_sheets = [*workbook.sheets, *workbook.unseen]
    lost: dict[str, dict[Place, bool]] = defaultdict(dict)
    formulas: dict[str, dict[Place, Formula]] = defaultdict(dict)
    for sheet in all_sheets:
        for place, is_number in sheet.lost.items():
            before = lost[sheet.name.casefold()].get(place, False)
            lost[sheet.name.casefold()][place] = is_number or before
        formulas[sheet.name.casefold()].update(sheet.formulas)
    return results_told(lost, formulas, Known(workbook.order, workbook.names, workbook.tables))


def _empty(workbook: Workbook, sheet: Sheet, places: set[Place]) -> None:
    kept = []
    for cell in sheet.cells:
        if (cell.row, cell.column) in places:
            cell.say("")
            sheet.widths_to_forget.add(cell.column)
            workbook.left_out.add(LEFT_OUT)
        else:
            kept.append(cell)
    sheet.cells = kept


def results_told(
    lost: Lost, formulas: Mapping[str, Mapping[Place, Formula]], known: Known
) -> dict[str, set[Place]]:
    """The cells, by sheet, whose values tell of what went."""
    gone = _Gone()
    for sheet, places in lost.items():
        for place, is_number in places.items():
            gone.add(sheet, place, is_number=is_number)
    told: dict[str, set[Place]] = defaultdict(set)
    waiting = list(formulas_behind(formulas, known)) if gone.is_any else []
    for turn in range(_MOST_ROUNDS + 1):
        left = []
        for each in waiting:
            sheet, place, value = each
            if gone.is_behind(value) or (turn == _MOST_ROUNDS and not value.is_total):
                gone.add(sheet, place, is_number=True)
                told[sheet].add(place)
            else:
                left.append(each)
        if len(left) == len(waiting):
            break
        waiting = left
    return told


class _Gone:
    """Which cells lost something, by sheet and column; those that held numbers apart."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, bool], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))

    @property
    def is_any(self) -> bool:
        return bool(self._rows)

    def add(self, sheet: str, place: Place, *, is_number: bool) -> None:
        for numbers_alone in {False, is_number}:
            insort(self._rows[sheet, numbers_alone][place[1]], place[0])

    def is_behind(self, value: Behind) -> bool:
        """Say whether a value tells of anything that went."""
        if value.is_anywhere:
            return True
        return any(self._meets(area, numbers_alone=value.is_total) for area in value.areas)

    def _meets(self, area: Area, *, numbers_alone: bool) -> bool:
        if (area.sheet, numbers_alone) not in self._rows:
            return False
        for column, rows in self._rows[area.sheet, numbers_alone].items():
            if area.left <= column <= area.right:
                at = bisect_left(rows, area.top)
                if at < len(rows) and rows[at] <= area.bottom:
                    return True
        return False


def note_formula(
    formulas: dict[Place, Formula], place: Place, formula: Formula, reach: tuple[Place, Place] | None
) -> None:
    """Remember from what the value of a cell was worked out; of an array formula, that of each of its cells."""
    formulas[place] = formula
    if reach is not None:
        (top, left), (bottom, right) = reach
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        for number, each in enumerate(places):
            if number >= _MOST_OF_AN_ARRAY:
                break
            formulas[each] = Formula(formula.text, each)
