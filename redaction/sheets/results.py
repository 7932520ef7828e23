"""Last results of formulas over cells that lost something: how long a name is, its first letters, where it stands.

A copy has no formulas, but shows what they gave last: =LEN(A2) tells how long the name in A2 was, =LEFT(A2,3) how it
begins, and =A2+B2 gives a number back once the other is known. So where a cell lost something, every result that
was worked out from it goes, and what was worked out from that. Sums and counts of text that went tell nothing of it
and stay.

Source: ECMA-376 part 1, 18.3.1.40 (shared and array formulas) and 18.17 (references).
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from redaction.sheets.workbook import Formula, Place, Sheet, Workbook

LEFT_OUT: Final = "result of a formula over redacted cells"
_MOST_ROUNDS: Final = 20
"""Results of results of results: beyond, every formula that is no plain total loses its result."""
_END: Final = 1_048_576
_STRING: Final = re.compile(r'"(?:[^"]|"")*"')
_FUNCTION: Final = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_NAME: Final = re.compile(r"(?<![\w.$'!])[^\W\d][\w.]*(?![\w.(!])")
# Nobody can say which cells these take without working them out: then whatever is lost anywhere counts.
_ANYWHERE: Final = re.compile(r"\b(?:INDIRECT|OFFSET)\s*\(|\[|:[^:!']*!|[A-Za-z0-9)]#", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"(?<![\w.])(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<one>\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}(?=:)|\$?\d{1,7}(?=:))"
    r"(?::(?P<other>\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}|\$?\d{1,7}))?(?![\w(!])",
    re.IGNORECASE,
)
_CORNER: Final = re.compile(r"(\$?)([A-Z]*)(\$?)(\d*)", re.IGNORECASE)
_TOTALS: Final = frozenset(
    ["SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "SUBTOTAL", "ROUND", "PRODUCT"]
)
_COMPARES: Final = frozenset("&=<>")


@dataclass(frozen=True, slots=True)
class _Area:
    """Cells of one sheet, edges included; `sheet` in small letters."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class _Result:
    """A cell whose value was worked out: where it is and from what. `is_total` of numbers alone."""

    sheet: str
    place: Place
    areas: tuple[_Area, ...]
    is_anywhere: bool
    is_total: bool


class _Lost:
    """Which cells lost something, by sheet and column; those that held numbers apart."""

    def __init__(self) -> None:
        self.places: dict[str, set[Place]] = defaultdict(set)
        self._rows: dict[tuple[str, bool], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, sheet: str, place: Place, *, is_number: bool) -> None:
        self.places[sheet].add(place)
        for numbers_alone in {False, is_number}:
            insort(self._rows[sheet, numbers_alone][place[1]], place[0])

    def is_behind(self, result: _Result) -> bool:
        """Say whether a result tells of anything that went."""
        if result.is_anywhere:
            return True
        return any(self._meets(area, numbers_alone=result.is_total) for area in result.areas)

    def _meets(self, area: _Area, *, numbers_alone: bool) -> bool:
        for column, rows in self._rows[area.sheet, numbers_alone].items():
            if area.left <= column <= area.right:
                at = bisect_left(rows, area.top)
                if at < len(rows) and rows[at] <= area.bottom:
                    return True
        return False


def take_results(workbook: Workbook) -> None:
    """Empty every cell whose value was worked out from one that lost something. The cells were taken from before."""
    lost = _Lost()
    for sheet in workbook.sheets:
        for place, is_number in sheet.lost.items():
            lost.add(sheet.name.casefold(), place, is_number=is_number)
    if not lost.places:
        return
    waiting = [each for sheet in workbook.sheets for each in _results(sheet, workbook.names)]
    before = {name: set(places) for name, places in lost.places.items()}
    for turn in range(_MOST_ROUNDS + 1):
        left = []
        for result in waiting:
            if lost.is_behind(result) or (turn == _MOST_ROUNDS and not result.is_total):
                lost.add(result.sheet, result.place, is_number=True)
            else:
                left.append(result)
        if len(left) == len(waiting):
            break
        waiting = left
    for sheet in workbook.sheets:
        name = sheet.name.casefold()
        _empty(workbook, sheet, lost.places[name] - before.get(name, set()))


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


def _results(sheet: Sheet, names: Mapping[str, str]) -> Iterator[_Result]:
    own = sheet.name.casefold()
    for place, formula in sheet.formulas.items():
        text = _STRING.sub('""', formula.text)
        used = [names[each.casefold()] for each in _NAME.findall(text) if each.casefold() in names]
        moved = place[0] - formula.at[0], place[1] - formula.at[1]
        areas = (*_areas(text, own, moved), *(area for each in used for area in _areas(each, own, (0, 0))))
        functions = [each.upper() for each in _FUNCTION.findall(text)]
        is_total = bool(functions) and _TOTALS.issuperset(functions) and not _COMPARES & set(text)
        is_anywhere = any(_ANYWHERE.search(each) for each in (text, *used))
        yield _Result(own, place, areas, is_anywhere, is_total)


def _areas(text: str, own: str, moved: Place) -> tuple[_Area, ...]:
    found = []
    for each in _REFERENCE.finditer(text):
        sheet = (each["sheet"] or "").strip("'").replace("''", "'").casefold() or own
        top, left, bottom, right = _edges(each["one"], moved, (1, 1))
        if each["other"]:
            others = _edges(each["other"], moved, (_END, _END))
            top, left, bottom, right = (
                min(top, others[0]), min(left, others[1]), max(bottom, others[2]), max(right, others[3]),
            )  # fmt: skip
        found.append(_Area(sheet, top, left, bottom, right))
    return tuple(found)


def _edges(corner: str, moved: Place, missing: Sequence[int]) -> tuple[int, int, int, int]:
    """One corner as an area; of a whole column or row what is missing is its beginning or its end."""
    found = _CORNER.fullmatch(corner)
    assert found is not None  # noqa: S101 - the reference was made of corners
    row, column = missing
    if found[4]:
        row = int(found[4]) + (0 if found[3] or (not found[2] and found[1]) else moved[0])
    if found[2]:
        column = 0
        for letter in found[2].upper():
            column = column * 26 + ord(letter) - 64
        column += 0 if found[1] else moved[1]
    return row, column, row, column


def note_formula(sheet: Sheet, place: Place, formula: Formula, reach: tuple[Place, Place] | None) -> None:
    """Remember from what the value of a cell was worked out; of an array formula, that of each of its cells."""
    sheet.formulas[place] = formula
    if reach is not None:
        (top, left), (bottom, right) = reach
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        for number, each in enumerate(places):
            if number >= 100_000:
                break
            sheet.formulas[each] = Formula(formula.text, each)
