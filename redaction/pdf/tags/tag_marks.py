"""Marks what a page draws with the part of the document it belongs to; everything else is marked as ornament.

The old marks are read and never written: what comes out is one mark for each stretch of drawing of one part, under
a fresh number. Marks of lines within a paragraph leave no trace.

Source: ISO 32000-2, 14.6 (marked content), 14.8.2.2 (real content and artifacts).
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pikepdf import Dictionary, Name

from redaction.pdf.operands import DictOperand, Op, name_of, number
from redaction.pdf.operators import BEGIN_MARK, BEGIN_ORNAMENT, END_MARK
from redaction.pdf.scopes import PageContent, Scope
from redaction.pdf.tags.tag_tree import ARTIFACT, LOOSE, NotFollowed
from redaction.pdf.text_state import Segment

# Says between operators to which slot the drawing from here on belongs. No document can spell it.
SLOT_FOLLOWS: Final = b"\0slot"
_SHOWS: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PAINTS: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"})
_BUILDS: Final = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*"})
_DRAWS: Final = frozenset({b"Do", b"sh", b"BI"})
_PARTS_A_PATH: Final = frozenset({b"q", b"Q", b"BT", b"ET", b"cm"}) | _SHOWS | _DRAWS
_OPENS: Final = frozenset({b"BDC", b"BMC"})
_MARKS: Final = _OPENS | {b"EMC", b"Do"}


def slot_follows(slot: int) -> Op:
    """An operator that is never written: it says whose the drawing behind it is."""
    return Op(SLOT_FOLLOWS, [b"%d" % slot])


def follow_marks(content: PageContent, slots: Sequence[int], flow: Callable[[int], int]) -> dict[int, int]:
    """Say of each piece of text, and by its place of each form or picture, to which slot it belongs.

    `slots` gives the slot of each number that the page's drawing is marked with, `flow` the part in whose lines the
    words of a slot run on.

    Raises:
        NotFollowed: the page shows words that belong to no part.
    """
    scope = content.scope
    places: dict[int, int] = {}
    flows = {slot: flow(slot) for slot in set(slots) if slot >= 0}
    stack, slot = [LOOSE], LOOSE
    for index, op in enumerate(scope.ops):
        segment = scope.segments.get(index)
        if segment is not None:
            _belongs(segment, slot, flows)
        elif op.name not in _MARKS:
            continue
        elif op.name == b"Do":
            places[index] = slot
        else:
            if op.name in _OPENS:
                stack.append(_slot_of(op, scope, slots, stack[-1]))
            elif len(stack) > 1:
                stack.pop()
            if stack[-1] == slot:
                scope.dropped.add(index)
            else:
                slot = stack[-1]
                scope.replaced[index] = [slot_follows(slot)]
    for child in scope.children:
        _inherit(child, ARTIFACT if child.in_place else places.get(child.parent_op, LOOSE), flows)
    return places


def _slot_of(op: Op, scope: Scope, slots: Sequence[int], outer: int) -> int:
    if op.name == b"BMC" or len(op.args) != 2:
        return ARTIFACT if op.args[-1:] == [b"/Artifact"] else outer
    if op.args[0] == b"/Artifact":
        return ARTIFACT
    marked = _number_of(op, scope)
    if marked is None:
        return outer
    return slots[marked] if 0 <= marked < len(slots) else LOOSE


def _number_of(op: Op, scope: Scope) -> int | None:
    properties = op.args[1]
    if isinstance(properties, DictOperand):
        written = properties.get(b"/MCID")
        return None if written is None else int(number(written))
    held = scope.resources.get(Name.Properties)
    if not isinstance(held, Dictionary) or not isinstance(properties, bytes) or properties[:1] != b"/":
        return None
    named = held.get(name_of(properties)) if len(properties) > 1 else None
    found: Any = named.get(Name.MCID) if isinstance(named, Dictionary) else None
    return found if isinstance(found, int) else None


def _belongs(segment: Segment, slot: int, flows: Mapping[int, int]) -> None:
    if slot == LOOSE:
        if segment.text.strip():
            raise NotFollowed
        slot = ARTIFACT
    segment.slot, segment.flow = slot, flows.get(slot, ARTIFACT)


def _inherit(scope: Scope, slot: int, flows: Mapping[int, int]) -> None:
    for segment in scope.segments.values():
        _belongs(segment, slot, flows)
    for child in scope.children:
        _inherit(child, ARTIFACT if child.in_place else slot, flows)


class Marker:
    """Writes fresh marks into the drawing of one page. `slots` has, by fresh number, whose each mark is."""

    def __init__(self, role: Callable[[int], str]) -> None:
        self.slots = array("i")
        self._role = role
        self._slot = ARTIFACT
        self._open: int | None = None

    def marked(self, ops: Sequence[Op]) -> list[Op]:
        """Give the operators with a mark round every stretch that draws, whole text objects or parts of one."""
        self._slot, self._open = ARTIFACT, None
        made: list[Op] = []
        text: list[tuple[int | None, list[Op]]] | None = None
        for slot, unit in self._units(ops):
            name = unit[0].name
            if text is None and name == b"BT":
                text = [(None, unit)]
            elif text is None:
                self._put(slot, unit, made)
            else:
                text.append((slot, unit))
                if name == b"ET":
                    self._put_text(text, made)
                    text = None
        if text is not None:
            self._put_within(text, made)
        self._close(made)
        return made

    def _put_text(self, text: Sequence[tuple[int | None, list[Op]]], made: list[Op]) -> None:
        slots = {slot for slot, _ in text if slot is not None}
        if len(slots) > 1:
            self._put_within(text, made)
            return
        if slots:
            self._begin(slots.pop(), made)
        for _, unit in text:
            made += unit

    def _put_within(self, text: Sequence[tuple[int | None, list[Op]]], made: list[Op]) -> None:
        """A mark that begins in a text object ends in it."""
        self._close(made)
        for slot, unit in text:
            if unit[0].name == b"ET":
                self._close(made)
            self._put(slot, unit, made)
        if text[-1][1][0].name != b"ET":
            self._close(made)

    def _put(self, slot: int | None, unit: list[Op], made: list[Op]) -> None:
        if slot is not None:
            self._begin(slot, made)
        made += unit

    def _begin(self, slot: int, made: list[Op]) -> None:
        if self._open == slot:
            return
        self._close(made)
        self._open = slot
        if slot < 0:
            made.append(Op(BEGIN_ORNAMENT, []))
            return
        made.append(Op(BEGIN_MARK, [self._role(slot).encode(), b"%d" % len(self.slots)]))
        self.slots.append(slot)

    def _close(self, made: list[Op]) -> None:
        if self._open is not None:
            made.append(Op(END_MARK, []))
        self._open = None

    def _units(self, ops: Sequence[Op]) -> Iterator[tuple[int | None, list[Op]]]:
        """Cut a stream into what draws, each with its slot, and what only sets how (None). A path is one piece."""
        path: list[Op] = []
        for op in ops:
            name = op.name
            if name == SLOT_FOLLOWS:
                self._slot = int(number(op.args[0]))
            elif name in _BUILDS or (
                path and name not in _PARTS_A_PATH and name not in _PAINTS and name != b"n"
            ):
                path.append(op)
            elif name in _PAINTS or name == b"n":
                yield (self._slot if path and name != b"n" else None), [*path, op]
                path = []
            else:
                if path:
                    yield None, path
                    path = []
                yield (self._slot if name in _DRAWS or (name in _SHOWS and _shows(op)) else None), [op]
        if path:
            yield None, path


def _shows(op: Op) -> bool:
    """Say whether it shows any glyph: holes alone draw nothing."""
    last = op.args[-1] if op.args else b""
    parts = last if isinstance(last, list) else [last]
    return any(isinstance(part, bytes) and part[:1] in {b"(", b"<"} and len(part) > 2 for part in parts)
