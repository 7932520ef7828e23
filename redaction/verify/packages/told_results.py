"""Whether a copy still shows what a formula gave over cells that went: how long a name is, how it begins.

The original is read again for this, with what is hidden in it; what of it was taken out is asked of the terms, not
of the burner.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from redaction.verify.packages.formula_words import Book, Cell, Taken, Written, taken_by
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

_MOST_ROUNDS: Final = 20


@dataclass(slots=True)
class SheetRead:
    """A sheet as it is written, hidden cells and all. `numbers` has every look of each number."""

    name: str
    texts: dict[Cell, str] = field(default_factory=dict)
    numbers: dict[Cell, str] = field(default_factory=dict)
    formulas: dict[Cell, Written] = field(default_factory=dict)


Shown = Sequence[tuple[str, Mapping[Cell, str]]]
"""The sheets of a copy: their names, and what each filled cell says."""


def results_still_told(original: Sequence[SheetRead], book: Book, copy: Shown, sought: Sought) -> Check:
    """Look for results in the copy that were worked out from cells which said a term."""
    removed = {sheet.name.casefold(): dict(_removed_from(sheet, sought)) for sheet in original}
    told = _told(original, book, removed) if any(removed.values()) else {}
    found = sum(
        place in shown and place not in removed[name]
        for name, shown in _matched(original, copy, sought)
        for place in told.get(name, ())
    )
    state = CheckState.FOUND if found else CheckState.CLEAN
    return Check("results of formulas", state, f"{found} cells" if found else "")


def _removed_from(sheet: SheetRead, sought: Sought) -> Iterator[tuple[Cell, bool]]:
    """The cells that say a term, alone or with their neighbours, and whether each is a number."""
    if not sheet.formulas and not sheet.texts and not sheet.numbers:
        return
    by_row = sorted(sheet.texts)
    for order, between in ((by_row, 0), (sorted(by_row, key=lambda place: place[::-1]), 1)):
        for place in _saying(sheet.texts, order, between, sought):
            yield place, False
    looks: dict[str, list[Cell]] = defaultdict(list)
    for place, written in sheet.numbers.items():
        looks[written].append(place)
    for written, places in looks.items():
        if sought.is_in(written):
            yield from ((place, True) for place in places)


def _saying(texts: Mapping[Cell, str], order: Iterable[Cell], axis: int, sought: Sought) -> Iterator[Cell]:
    """The cells in which a term stands when they are read in this order; `axis` ends a line where it changes."""
    starts: list[int] = []
    places: list[Cell] = []
    written: list[str] = []
    length = 0
    for place in order:
        between = "\t" if places and places[-1][axis] == place[axis] else "\n"
        written += [between, texts[place]]
        starts.append(length + 1)
        places.append(place)
        length += 1 + len(texts[place])
    for _, first, last in sought.find("".join(written)):
        yield from places[max(0, bisect_right(starts, first) - 1) : bisect_right(starts, last)]


def _told(
    original: Sequence[SheetRead], book: Book, removed: Mapping[str, Mapping[Cell, bool]]
) -> dict[str, set[Cell]]:
    """The cells with a result that tells of what was removed, and of what was worked out from that."""
    waiting = [
        (sheet.name.casefold(), place, taken_by(written, sheet.name.casefold(), place, book))
        for sheet in original
        for place, written in sheet.formulas.items()
    ]
    gone = {name: dict(places) for name, places in removed.items()}
    told: dict[str, set[Cell]] = defaultdict(set)
    for _ in range(_MOST_ROUNDS):
        columns = _Columns(gone)
        next_time = []
        for name, place, taken in waiting:
            if columns.are_behind(taken):
                told[name].add(place)
                gone.setdefault(name, {})[place] = True
            else:
                next_time.append((name, place, taken))
        if len(next_time) == len(waiting):
            break
        waiting = next_time
    return told


class _Columns:
    """Which rows of each column went; those of numbers apart."""

    def __init__(self, gone: Mapping[str, Mapping[Cell, bool]]) -> None:
        self._rows: dict[tuple[str, bool], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for name, places in gone.items():
            for (row, column), is_number in sorted(places.items()):
                self._rows[name, False][column].append(row)
                if is_number:
                    self._rows[name, True][column].append(row)

    def are_behind(self, taken: Taken) -> bool:
        if taken.is_anywhere:
            return True
        for name, first, last in taken.blocks:
            for column, rows in self._rows.get((name, taken.adds_up), {}).items():
                at = bisect_left(rows, first[0])
                if first[1] <= column <= last[1] and at < len(rows) and rows[at] <= last[0]:
                    return True
        return False


def _matched(
    original: Sequence[SheetRead], copy: Shown, sought: Sought
) -> Iterator[tuple[str, Mapping[Cell, str]]]:
    """Each sheet of the copy with the name that it had. One whose name said a term has another now."""
    names = [sheet.name.casefold() for sheet in original]
    renamed = [name for name in names if sought.is_in(name)]
    for name, shown in copy:
        if name.casefold() in names:
            yield name.casefold(), shown
        elif renamed:
            yield renamed.pop(0), shown
