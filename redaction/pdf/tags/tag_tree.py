"""Reads what the parts of a document are and which drawing belongs to each, and nothing that says a word.

Titles, alternative texts, expansions, names, classes, languages and every attribute but how cells are joined are
never read. A tree that cannot be followed to its end is no tree.

Source: ISO 32000-2, 14.7 (logical structure); docs/decisions/0025-a-fresh-tag-tree.md.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.tags.tag_roles import (
    FRAMES,
    HOLDS,
    ITEM,
    MELTS,
    ORNAMENT,
    PARAGRAPHS,
    ROLES,
    placed_in,
    role_of,
)
from redaction.pdf.values import spelt

MOST_NODES: Final = 400_000
_DEEPEST: Final = 120
_MOST_NUMBERS: Final = 100_000
_WIDEST_SPAN: Final = 1_000
# What a piece of drawing belongs to where it belongs to no part: nobody said, or somebody said ornament.
LOOSE: Final = -1
ARTIFACT: Final = -2
_CODES: Final = {role: code for code, role in enumerate(ROLES)}
# The code of a slot: a stretch of content of one part, parted from the next by another part within it.
SLOT: Final = len(ROLES)
_NOTE: Final = _CODES["Note"]
SCOPES: Final = ("Row", "Column", "Both")


class NotFollowed(Exception):
    """The tree, or the drawing under it, cannot be followed: there can be no honest tree."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a cell of a table is joined, and what it heads; `scope` is empty where nothing says."""

    columns: int = 1
    rows: int = 1
    scope: str = ""


@dataclass(slots=True)
class Tags:
    """The parts of a document in reading order, each with the number of the part it stands in.

    Part 0 is the whole document. A part of code `SLOT` is content. `pages` gives for each page (by index) the slot
    of each number that its drawing is marked with, `LOOSE` or `ARTIFACT`. Packed: a long document has many parts.
    """

    codes: bytearray = field(default_factory=lambda: bytearray([_CODES["Document"]]))
    above: "array[int]" = field(default_factory=lambda: array("i", [-1]))
    cells: dict[int, Cell] = field(default_factory=dict)
    pages: "dict[int, array[int]]" = field(default_factory=dict)

    def role(self, part: int) -> str:
        """Give the role of a part; of a slot that of the part it stands in."""
        return ROLES[self.codes[self.above[part] if self.codes[part] == SLOT else part]]

    def meeting(self, one: int, other: int) -> int:
        """Give the innermost part that two others stand in."""
        while one != other:
            if one > other:
                one = self.above[one]
            else:
                other = self.above[other]
        return one

    def is_in_a_note(self, part: int) -> bool:
        while part > 0:
            if self.codes[part] == _NOTE:
                return True
            part = self.above[part]
        return False

    def flow(self, slot: int) -> int:
        """Give the part whose words run on from line to line with those of this slot."""
        part = own = self.above[slot]
        while part > 0:
            if ROLES[self.codes[part]] in PARAGRAPHS:
                return part
            part = self.above[part]
        return own


def tags_of(pdf: pikepdf.Pdf) -> Tags | None:
    """Read the tree; None where there is none, or one that cannot be followed or has no content."""
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return None
    try:
        tags = _Reader(pdf, root).read()
    except (NotFollowed, pikepdf.PdfError, ArithmeticError, RuntimeError, TypeError, ValueError):
        return None
    return tags if tags.pages else None


@dataclass(slots=True)
class _Open:
    """A part whose content is being read: the slot, or the paragraph made for it, that more content joins."""

    part: int
    role: str
    slot: int = -1
    implied: "_Open | None" = None


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Object) -> None:
        self.root = root
        self.tags = Tags()
        self.page_numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.role_map = _role_map(root)
        self.roles: dict[str, str] = {}
        self.seen: set[tuple[int, int]] = set()

    def read(self) -> Tags:
        whole = _Open(0, "Document")
        self._kids(self.root, whole, None, 0)
        return self.tags

    def _kids(self, element: pikepdf.Object, into: _Open, page: int | None, depth: int) -> None:
        if depth > _DEEPEST:
            raise NotFollowed
        kids: Any = element.get(Name.K)
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                self._content(into, page, kid)
            elif isinstance(kid, Dictionary):
                self._kid(kid, into, page, depth)

    def _kid(self, kid: pikepdf.Object, into: _Open, page: int | None, depth: int) -> None:
        number: Any = kid.get(Name.MCID)
        if isinstance(number, int) and Name.S not in kid:
            # What a form of its own says is not followed: if it draws words, they belong to nothing.
            if Name.Stm not in kid:
                self._content(into, self._page(kid, page), number)
        elif Name.S in kid:
            self._element(kid, into, self._page(kid, page), depth)

    def _page(self, holder: pikepdf.Object, page: int | None) -> int | None:
        own = holder.get(Name.Pg)
        return self.page_numbers.get(own.objgen) if isinstance(own, Dictionary) else page

    def _element(self, element: pikepdf.Object, into: _Open, page: int | None, depth: int) -> None:
        if element.is_indirect:
            if element.objgen in self.seen:
                raise NotFollowed
            self.seen.add(element.objgen)
        name = spelt(element.get(Name.S))
        role = self.roles.get(name)
        if role is None:
            role = self.roles[name] = role_of(name, self.role_map)
        if ORNAMENT in {into.role, role}:
            self._kids(element, _Open(ARTIFACT, ORNAMENT), page, depth + 1)
            return
        role = placed_in(role, into.role)
        if role == MELTS:
            self._kids(element, into, page, depth + 1)
            return
        part = self._part(into, role)
        if role in {"TD", "TH"}:
            self._join(part, element)
        self._kids(element, _Open(part, role), page, depth + 1)

    def _part(self, into: _Open, role: str) -> int:
        into.slot, into.implied = -1, None
        return self._add(_CODES[role], into.part)

    def _add(self, code: int, above: int) -> int:
        tags = self.tags
        if len(tags.codes) >= MOST_NODES:
            raise NotFollowed
        tags.codes.append(code)
        tags.above.append(above)
        return len(tags.codes) - 1

    def _content(self, into: _Open, page: int | None, number: int) -> None:
        if page is None:
            return  # on a page that the document lost long ago
        if not 0 <= number < _MOST_NUMBERS:
            raise NotFollowed
        slot = self._slot(into)
        slots = self.tags.pages.setdefault(page, array("i"))
        if number >= len(slots):
            slots.extend([LOOSE] * (number + 1 - len(slots)))
        if slots[number] != LOOSE:
            # Two parts that say the same words: which of them does is not for us to choose.
            raise NotFollowed
        slots[number] = slot

    def _slot(self, into: _Open) -> int:
        if into.role == ORNAMENT:
            return ARTIFACT
        if into.role in FRAMES:
            return LOOSE
        if into.role in HOLDS:
            if into.slot < 0:
                into.slot = self._add(SLOT, into.part)
            return into.slot
        if into.implied is None:
            role = "LBody" if into.role == ITEM else "P"
            into.implied = _Open(self._add(_CODES[role], into.part), role)
        return self._slot(into.implied)

    def _join(self, part: int, element: pikepdf.Object) -> None:
        columns = rows = 1
        scope = ""
        for each in self._attributes(element):
            columns, rows = _span(each, "/ColSpan", columns), _span(each, "/RowSpan", rows)
            named = spelt(each.get(Name.Scope, ""))
            scope = named if named in SCOPES else scope
        if (columns, rows, scope) != (1, 1, ""):
            self.tags.cells[part] = Cell(columns, rows, scope)

    def _attributes(self, element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        classes = self.root.get(Name.ClassMap)
        named = element.get(Name.C)
        for name in named if isinstance(named, Array) else [named]:
            if isinstance(name, Name) and isinstance(classes, Dictionary):
                yield from _of_tables(classes.get(name))
        yield from _of_tables(element.get(Name.A))


def _of_tables(listed: Any) -> Iterator[pikepdf.Object]:
    for each in listed if isinstance(listed, Array) else [listed]:
        if isinstance(each, Dictionary) and each.get(Name.O) == Name.Table:
            yield each


def _span(attributes: pikepdf.Object, key: str, otherwise: int) -> int:
    """Raises NotFollowed: it is no number of cells."""
    found: Any = attributes.get(key)
    if found is None:
        return otherwise
    if not isinstance(found, int) or not 1 <= found <= _WIDEST_SPAN:
        raise NotFollowed
    return found


def _role_map(root: pikepdf.Object) -> Mapping[str, str]:
    found = root.get(Name.RoleMap)
    if not isinstance(found, Dictionary):
        return {}
    return {key[1:]: spelt(value) for key, value in found.items() if isinstance(value, Name)}
