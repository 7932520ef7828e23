"""Writes the tree of a finished document: a closed list of roles, how cells are joined, and which marks are whose.

Nothing else is written: no title, no text that stands for other text, no name, no class, no language. A part that
has nothing on any page is left out, but for an empty cell in a row that shows something.

Source: ISO 32000-2, 14.7.2 (structure hierarchy), 14.7.4 (structure content), 14.7.5.4 (parent tree), 14.8.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from redaction.pdf.tags.tag_roles import CELLS, GROUPS
from redaction.pdf.tags.tag_tree import SLOT, Cell, Tags

_ROW_GROUPS: Final = frozenset({"THead", "TBody", "TFoot"})
_PLAIN: Final = Cell()
Marks = Mapping[int, "array[int]"]


class Objects(Protocol):
    """What takes the objects of a document while it is written."""

    def reserve(self) -> int:
        """Give a number to an object that is put down later."""
        ...

    def put(self, number: int, text: bytes) -> None:
        """Put down an object that is no stream."""
        ...


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was marked on the pages: by page (index), whose each mark is, by its number there.

    `pictures` are pages that became one picture of themselves, which has the one mark. What stands in `unsettled`
    parts is read in the order in which it is drawn.
    """

    marks: Marks
    pictures: Collection[int] = ()
    unsettled: Collection[int] = ()


def write_tags(tags: Tags, found: Tagged, pages: Sequence[int], objects: Objects) -> bytes:
    """Write the tree into a document; give what its catalogue says of it.

    Args:
        pages: the number of each page's object. A page is found in the tree by its index: see `of_page`.
    """
    return _Writing(tags, _kept(tags, found.marks), found, pages, objects).write()


def of_page(index: int) -> bytes:
    """Give what a page with marks says of itself: where its marks are looked up, and that Tab follows the tree."""
    return b" /StructParents %d /Tabs /S" % index


def _kept(tags: Tags, marks: Marks) -> bytearray:
    """Say of each part whether it stays."""
    kept = bytearray(len(tags.codes))
    for slots in marks.values():
        for slot in slots:
            kept[slot] = 1
    # What stands in another has the higher number.
    for part in range(len(kept) - 1, 0, -1):
        if kept[part]:
            kept[tags.above[part]] = 1
    for part in range(1, len(kept)):
        if not kept[part] and tags.codes[part] != SLOT and tags.role(part) in CELLS:
            kept[part] = kept[tags.above[part]]
    return kept


class _Writing:
    def __init__(
        self, tags: Tags, kept: bytearray, found: Tagged, pages: Sequence[int], objects: Objects
    ) -> None:
        self.tags, self.kept, self.marks, self.pages, self.objects = tags, kept, found.marks, pages, objects
        self.figures = {page: objects.reserve() for page in sorted(found.pictures) if page in found.marks}
        self.unsettled = frozenset(part for part in found.unsettled if tags.role(part) in GROUPS)
        self.drawn = _first_marks(tags, found.marks) if self.unsettled else {}
        self.cells = _Joined(tags, kept).cells()
        self.root = objects.reserve()
        self.numbers = array("Q", bytes(8 * len(kept)))
        for part, is_kept in enumerate(kept):
            if is_kept and tags.codes[part] != SLOT:
                self.numbers[part] = objects.reserve()
        # Where the marks of each slot begin in `places`, which has page and number of each, slot by slot.
        self.first, self.places = self._by_slot()

    def write(self) -> bytes:
        """Write every part after all that stands in it."""
        kids: dict[int, list[int]] = {}
        pages: dict[int, int] = {}
        for part in range(len(self.kept) - 1, -1, -1):
            if not self.kept[part]:
                continue
            above = self.tags.above[part]
            kids.setdefault(above, []).append(part)
            if self.tags.codes[part] == SLOT:
                pages[above] = self.places[2 * self.first[part]]
            else:
                self._put(part, kids.pop(part, []), pages.pop(part, None))
        tree = self._parent_tree()
        self.objects.put(
            self.root,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            % (self.numbers[0], tree, len(self.pages)),
        )
        return b" /StructTreeRoot %d 0 R /MarkInfo << /Marked true >>" % self.root

    def _by_slot(self) -> "tuple[array[int], array[int]]":
        first = array("Q", bytes(8 * (len(self.kept) + 1)))
        for slots in self.marks.values():
            for slot in slots:
                first[slot + 1] += 1
        for part in range(len(self.kept)):
            first[part + 1] += first[part]
        places, free = array("L", bytes(16 * first[-1])), array("Q", first)
        for page in sorted(self.marks):
            for number, slot in enumerate(self.marks[page]):
                places[2 * free[slot]], places[2 * free[slot] + 1] = page, number
                free[slot] += 1
        return first, places

    def _put(self, part: int, kids: list[int], page: int | None) -> None:
        above = self.tags.above[part]
        text = b"<< /Type /StructElem /S /%b /P %d 0 R" % (
            self.tags.role(part).encode(),
            self.numbers[above] if above >= 0 else self.root,
        )
        if page is not None:
            text += b" /Pg %d 0 R" % self.pages[page]
        cell = self.cells.get(part, _PLAIN)
        if cell != _PLAIN:
            text += b" /A << /O /Table%b >>" % _joins(cell)
        if kids:
            kids.reverse()
            if part in self.unsettled:
                kids.sort(key=self.drawn.__getitem__)
            held = [
                self._marks_of(kid, page) if self.tags.codes[kid] == SLOT else b"%d 0 R" % self.numbers[kid]
                for kid in kids
            ]
            text += b" /K [%b]" % b" ".join(held)
        self.objects.put(self.numbers[part], text + b" >>")

    def _marks_of(self, slot: int, own_page: int | None) -> bytes:
        held: list[bytes] = []
        for at in range(self.first[slot], self.first[slot + 1]):
            page, number = self.places[2 * at], self.places[2 * at + 1]
            if page in self.figures:
                held.append(self._figure(page, number, self.tags.above[slot]))
            elif page == own_page:
                held.append(b"%d" % number)
            else:
                held.append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (self.pages[page], number))
        return b" ".join(held)

    def _figure(self, page: int, number: int, above: int) -> bytes:
        own, places = self.figures[page], (self.numbers[above], self.pages[page], number)
        self.objects.put(own, b"<< /Type /StructElem /S /Figure /P %d 0 R /Pg %d 0 R /K [%d] >>" % places)
        return b"%d 0 R" % own

    def _parent_tree(self) -> int:
        """Say page by page whose each mark is."""
        rows: list[bytes] = []
        for page in sorted(self.marks):
            row = self.objects.reserve()
            owners = [
                self.figures.get(page, self.numbers[self.tags.above[slot]]) for slot in self.marks[page]
            ]
            self.objects.put(row, b"[%b]" % b" ".join(b"%d 0 R" % owner for owner in owners))
            rows.append(b"%d %d 0 R" % (page, row))
        tree = self.objects.reserve()
        self.objects.put(tree, b"<< /Nums [%b] >>" % b" ".join(rows))
        return tree


def _first_marks(tags: Tags, marks: Marks) -> dict[int, tuple[int, int]]:
    """Give the page and number of the first mark of every part that has one, in itself or in what stands in it."""
    found: dict[int, tuple[int, int]] = {}
    for page in sorted(marks):
        for number, slot in enumerate(marks[page]):
            part = slot
            while part >= 0 and part not in found:
                found[part] = (page, number)
                part = tags.above[part]
    return found


def _joins(cell: Cell) -> bytes:
    columns = b" /ColSpan %d" % cell.columns if cell.columns > 1 else b""
    rows = b" /RowSpan %d" % cell.rows if cell.rows > 1 else b""
    return columns + rows + (b" /Scope /%b" % cell.scope.encode() if cell.scope else b"")


class _Joined:
    """Says how cells are joined, as far as the table that is left goes: a larger number would say something else."""

    def __init__(self, tags: Tags, kept: Sequence[int]) -> None:
        self.tags = tags
        self.rows: dict[int, list[int]] = {}
        self.in_row: dict[int, list[int]] = {}
        for part in range(1, len(kept) if tags.cells else 0):
            if kept[part] and tags.codes[part] != SLOT:
                role = tags.role(part)
                if role == "TR":
                    self.rows.setdefault(self._table(part), []).append(part)
                elif role in CELLS:
                    self.in_row.setdefault(tags.above[part], []).append(part)

    def _table(self, row: int) -> int:
        above = self.tags.above[row]
        return self.tags.above[above] if self.tags.role(above) in _ROW_GROUPS else above

    def cells(self) -> dict[int, Cell]:
        """Give every cell that is more than one of a plain grid."""
        made: dict[int, Cell] = {}
        for rows in self.rows.values():
            widest = max((len(self.in_row.get(row, ())) for row in rows), default=1)
            for left, row in enumerate(reversed(rows), start=1):
                for part in self.in_row.get(row, ()):
                    cell = self.tags.cells.get(part)
                    if cell is not None:
                        made[part] = Cell(min(cell.columns, widest), min(cell.rows, left), cell.scope)
        return made
