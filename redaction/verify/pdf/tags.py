"""The tags of a released file: a tree of one plain shape, which says what each part is and not one word.

It may hold roles of a closed list, how cells are joined, and numbers of marks. Every number is that of one mark on
one page, every mark has one, and whatever a page draws lies in a mark or is ornament.

Source: ISO 32000-2, 14.7 and 14.8; the list of roles is the checker's own.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pikepdf

from redaction.verify.pdf.tag_marks import is_marked_throughout
from redaction.verify.pdf.tag_order import is_read_as_shown
from redaction.verify.verdict import TAGS, Check, CheckState

Key = tuple[int, int]
_LISTED: Final = """
Document Part Sect Div BlockQuote TOC TOCI L LI Lbl LBody Table THead TBody TFoot TR TH TD P H H1 H2 H3 H4 H5 H6
Caption Figure Note
"""
_ROLES: Final = frozenset("/" + role for role in _LISTED.split())
_MARK_HOLDS: Final = frozenset({"/Type", "/Pg", "/MCID"})
_CELLS: Final = frozenset({"/TD", "/TH"})
_ROOT_HOLDS: Final = frozenset({"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"})
_PART_NEEDS: Final = frozenset({"/Type", "/S", "/P"})
_PART_MAY_HOLD: Final = _PART_NEEDS | {"/Pg", "/K", "/A"}
_ATTRIBUTES: Final = frozenset({"/O", "/ColSpan", "/RowSpan", "/Scope"})
_SCOPES: Final = frozenset({"/Row", "/Column", "/Both"})
_WIDEST_SPAN: Final = 1_000
_MOST_PARTS: Final = 1_000_000


class _Odd(Exception):
    """It is not of the one shape."""


@dataclass(slots=True)
class Tree:
    """What a plain tree says: of each page (by its object) the roles of its marks by number, and their order.

    `order` has them as they are read, each with a number for the part it stands in. `column` has those that must go
    down the page: not what stands in a note, nor where a part goes on that another one stands in.
    """

    roles: dict[Key, dict[int, str]] = field(default_factory=dict)
    order: dict[Key, list[tuple[int, int]]] = field(default_factory=dict)
    column: dict[Key, list[int]] = field(default_factory=dict)


def has_any(pdf: pikepdf.Pdf) -> bool:
    """Say whether the file has tags at all, or says that it has."""
    return "/StructTreeRoot" in pdf.Root or "/MarkInfo" in pdf.Root


def tree_of(pdf: pikepdf.Pdf) -> Tree | None:
    """Read the tags; None where they are not of the one shape, or there are none."""
    try:
        return _Reader(pdf).read()
    except (_Odd, pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError):
        return None


def on_pages(pdf: pikepdf.Pdf, target: Path, *, is_ours: bool) -> Check:
    """The tree, and what it says against what the pages draw."""
    if not has_any(pdf):
        return Check(TAGS, CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    tree = tree_of(pdf)
    if tree is None:
        return Check(TAGS, state, "they hold more than plain roles for what is drawn")
    odd = sum(not is_marked_throughout(page, tree.roles.get(page.obj.objgen, {})) for page in pdf.pages)
    if odd:
        return Check(TAGS, state, f"{odd} pages whose drawing is not marked as the tags say")
    columns = [tree.column.get(page.obj.objgen, []) for page in pdf.pages]
    up = sum(not is_shown for is_shown in is_read_as_shown(target, columns))
    if up:
        return Check(TAGS, state, f"{up} pages whose tags read them in an order that they do not show")
    return Check(TAGS, CheckState.CLEAN)


def orders_of(target: Path) -> list[list[tuple[int, int]]]:
    """For each page the numbers of its marks as they are read, each with a number for its part; none without tags."""
    with pikepdf.open(target, suppress_warnings=True) as pdf:
        tree = tree_of(pdf) if has_any(pdf) else None
        return [tree.order.get(page.obj.objgen, []) for page in pdf.pages] if tree is not None else []


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.root = pdf.Root["/StructTreeRoot"]
        self.marked = pdf.Root.get("/MarkInfo")
        self.pages = {page.obj.objgen: page.obj for page in pdf.pages}
        self.tree = Tree()
        self.owners: dict[tuple[Key, int], Key] = {}
        self.seen: set[Key] = set()
        self.notes: set[Key] = set()

    def read(self) -> Tree:
        _must(isinstance(self.marked, pikepdf.Dictionary) and dict(self.marked.items()) == {"/Marked": True})
        _must(set(self.root.keys()) == _ROOT_HOLDS and self.root["/Type"] == "/StructTreeRoot")
        _must(len(self.root["/K"]) == 1 and isinstance(self.root["/ParentTreeNextKey"], int))
        waiting: list[tuple[Any, Any]] = [(self.root["/K"][0], self.root)]
        while waiting:
            kid, above = waiting.pop()
            if isinstance(kid, int):
                self._mark(above, above["/Pg"], kid)
            elif kid.get("/Type") == "/MCR":
                _must(set(kid.keys()) == _MARK_HOLDS and isinstance(kid["/MCID"], int))
                self._mark(above, kid["/Pg"], kid["/MCID"])
            else:
                waiting.extend((each, kid) for each in reversed(self._part(kid, above)))
        self._must_agree()
        return self.tree

    def _part(self, part: Any, above: Any) -> list[Any]:
        """What stands in a part: others, and marks."""
        _must(isinstance(part, pikepdf.Dictionary) and part.is_indirect and part.objgen not in self.seen)
        _must(len(self.seen) < _MOST_PARTS)
        self.seen.add(part.objgen)
        held = set(part.keys())
        _must(_PART_NEEDS <= held <= _PART_MAY_HOLD and part["/Type"] == "/StructElem")
        _must(part["/P"].objgen == above.objgen and part["/S"] in _ROLES)
        if part["/S"] == "/Note" or above.objgen in self.notes:
            self.notes.add(part.objgen)
        is_cell = part["/S"] in _CELLS
        _must("/A" not in held or (is_cell and _is_plain_cell(part["/A"])))
        _must("/Pg" not in held or part["/Pg"].objgen in self.pages)
        _must(is_cell if "/K" not in held else isinstance(part["/K"], pikepdf.Array) and len(part["/K"]) > 0)
        return list(part.get("/K", []))

    def _mark(self, part: Any, page: Any, number: int) -> None:
        key = page.objgen
        _must(key in self.pages and (key, number) not in self.owners and part.objgen in self.seen)
        self.owners[key, number] = part.objgen
        self.tree.roles.setdefault(key, {})[number] = str(part["/S"])
        order, own = self.tree.order.setdefault(key, []), part.objgen[0]
        goes_on = bool(order) and order[-1][1] != own and any(own == each for _, each in order)
        order.append((number, own))
        if not goes_on and part.objgen not in self.notes:
            self.tree.column.setdefault(key, []).append(number)

    def _must_agree(self) -> None:
        """The list by page says of every mark whose it is, and says nothing else."""
        listed = self.root["/ParentTree"]
        _must(set(listed.keys()) == {"/Nums"} and len(listed["/Nums"]) % 2 == 0)
        rows = dict(zip(list(listed["/Nums"])[::2], list(listed["/Nums"])[1::2], strict=True))
        _must(2 * len(rows) == len(listed["/Nums"]) and all(isinstance(each, int) for each in rows))
        for key, page in self.pages.items():
            roles = self.tree.roles.get(key)
            if roles is None:
                _must("/StructParents" not in page and "/Tabs" not in page)
                continue
            row = rows.pop(page["/StructParents"])
            _must(page["/Tabs"] == "/S" and len(row) == len(roles))
            _must(all(self.owners[key, number] == owner.objgen for number, owner in enumerate(row)))
        _must(not rows)


def _must(is_so: bool) -> None:
    if not is_so:
        raise _Odd


def _is_plain_cell(attributes: Any) -> bool:
    held = set(attributes.keys())
    spans = [attributes[key] for key in ("/ColSpan", "/RowSpan") if key in held]
    return (
        held <= _ATTRIBUTES
        and attributes["/O"] == "/Table"
        and all(isinstance(span, int) and 1 < span <= _WIDEST_SPAN for span in spans)
        and ("/Scope" not in held or attributes["/Scope"] in _SCOPES)
    )
