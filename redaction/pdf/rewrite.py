"""Writes the drawing operators again without what was marked."""

from redaction.pdf.lines_anew.typing_anew import elsewhere, shown_with_holes, typed_anew
from redaction.pdf.operands import Op, name_of
from redaction.pdf.operators import write
from redaction.pdf.scopes import Scope
from redaction.pdf.tags.tag_marks import Marker
from redaction.pdf.text_state import Segment

_NAMING = {b"Do": -1, b"Tf": -2, b"gs": -1, b"cs": -1, b"CS": -1, b"scn": -1, b"SCN": -1, b"sh": -1}


def rewrite(scope: Scope, marker: Marker | None = None) -> bytes:
    """Write a scope's operators again, without what was marked in its segments; with fresh tags where asked."""
    ops = typed_anew(scope) if is_set_anew(scope) else _with_holes(scope)
    names = scope.names
    if names:
        ops = [_renamed(op, names) for op in ops]
    return write(ops if marker is None else marker.marked(ops))


def is_set_anew(scope: Scope) -> bool:
    """Say whether lines of this scope, or of one that draws it, have been set anew."""
    at: Scope | None = scope
    while at is not None:
        if any(segment.targets is not None for segment in at.segments.values()):
            return True
        at = at.parent
    return False


def _with_holes(scope: Scope) -> list[Op]:
    ops: list[Op] = []
    for index, op in enumerate(scope.ops):
        segment = scope.segments.get(index)
        if segment is not None:
            _write_segment(segment, op, ops)
        elif index in scope.dropped:
            ops.extend(_moves_only(op))
        elif index in scope.replaced:
            ops.extend(scope.replaced[index])
        else:
            ops.extend(elsewhere(scope, index, _as_named(scope, index, op)))
    return ops


def _as_named(scope: Scope, index: int, op: Op) -> Op:
    new = scope.renamed.get(index)
    if new is None:
        return op
    return Op(b"Do", [new]) if op.name == b"Do" else Op(new, [])


def _write_segment(segment: Segment, op: Op, ops: list[Op]) -> None:
    if segment.removed:
        ops.extend(_moves_only(op))
        ops.append(Op(b"TJ", [shown_with_holes(segment)]))
        return
    for piece in segment.pieces:
        if isinstance(piece, bytes):
            segment.keep(piece)
    ops.append(op)


def _moves_only(op: Op) -> list[Op]:
    """Keep what a dropped show operator does to the text state."""
    if op.name == b"'":
        return [Op(b"T*", [])]
    if op.name == b'"' and len(op.args) >= 3:
        return [Op(b"Tw", [op.args[-3]]), Op(b"Tc", [op.args[-2]]), Op(b"T*", [])]
    return []


def _renamed(op: Op, names: dict[str, str]) -> Op:
    place = _NAMING.get(op.name)
    if place is None or len(op.args) < -place:
        return op
    new = names.get(name_of(op.args[place]))
    if new is None:
        return op
    args = list(op.args)
    args[place] = new.encode()
    return Op(op.name, args)
