"""Writes the drawing operators again without what was marked, and says where the bars stand.

In `fixed` every hole is one constant width and the rest of its line closes up, because the width of a hole
tells which of a few known people stood in it. In `exact` every other glyph stays where it was.
"""

from dataclasses import dataclass

from redaction.pdf.lines import Line, runs
from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import Point, Segment, is_word_kern
from redaction.pdf.tokens import Op, Operand, literal, name_of, write, write_number
from redaction.schedule import Gap

FIXED_EM = 3.0
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Hole:
    """Glyphs `first` to `last` are gone: what stood from `at` until `until` now runs `new_run` (text space)."""

    first: int
    last: int
    at: float
    until: float
    new_run: float


def holes(segment: Segment, gap: Gap) -> list[Hole]:
    """Give the holes of a segment in order."""
    found: list[Hole] = []
    glyphs, removed = segment.glyphs, segment.removed
    index = 0
    while index < len(glyphs):
        if index not in removed:
            index += 1
            continue
        first = index
        while index < len(glyphs) and index in removed:
            index += 1
        found.append(_hole(segment, first, index - 1, gap))
    return found


def _hole(segment: Segment, first: int, last: int, gap: Gap) -> Hole:
    glyphs = segment.glyphs
    at = glyphs[first].at
    end = glyphs[last].at + glyphs[last].advance
    until = glyphs[last + 1].at if last + 1 < len(glyphs) else end
    if gap is Gap.EXACT or segment.is_hidden:
        return Hole(first, last, at, until, until - at)
    unit = _unit(segment)
    before = glyphs[first - 1].at + glyphs[first - 1].advance if first else 0.0
    # A kern against a removed letter says which letter it was; a word space does not.
    if unit and not is_word_kern(-(at - before) / unit * 1000):
        at = before
    if unit and is_word_kern(-(until - end) / unit * 1000):
        until = end
    is_open = any(index in segment.opens for index in range(first, last + 1))
    return Hole(first, last, at, until, FIXED_EM * unit if is_open else 0.0)


def _unit(segment: Segment) -> float:
    """Give one em along the baseline in text space."""
    return segment.size * (1.0 if segment.font.vertical else segment.stretch)


def close_up(lines: list[Line]) -> None:
    """Work out how far each later segment of a line moves, now that holes have one width."""
    for line in lines:
        visible = [segment for segment in line if not segment.is_hidden]
        if any(segment.removed for segment in visible):
            for run in runs(visible):
                _close_run(run)


def _close_run(run: Line) -> None:
    events: list[tuple[float, float, float]] = []
    for segment in run:
        ux, uy = segment.direction
        start = segment.start_point[0] * ux + segment.start_point[1] * uy
        for hole in holes(segment, Gap.FIXED) if segment.removed else ():
            first, last = start + hole.at * segment.scale, start + hole.until * segment.scale
            if not any(low < last and first < high for low, high, _ in events):
                events.append((first, last, (hole.new_run - (hole.until - hole.at)) * segment.scale))
    for segment in run:
        ux, uy = segment.direction
        start = segment.start_point[0] * ux + segment.start_point[1] * uy
        segment.lead = sum(moves for _, high, moves in events if high <= start + 0.05 * segment.em)


@dataclass(slots=True)
class Written:
    """One scope written again: its stream, and for each (segment id, first glyph) where the bar stands."""

    content: bytes
    bars: dict[tuple[int, int], Quad]


def rewrite(scope: Scope, gap: Gap) -> Written:
    """Write a scope's operators again, without what was marked in its segments."""
    bars: dict[tuple[int, int], Quad] = {}
    ops: list[Op] = []
    shift = 0.0
    for index, op in enumerate(scope.ops):
        segment = scope.segments.get(index)
        if segment is not None:
            inherited = shift if segment.is_chained else 0.0
            shift = _write_segment(segment, op, ops, bars, gap=gap, inherited=inherited)
        elif index in scope.dropped:
            ops.extend(_moves_only(op))
        elif index in scope.renamed:
            new = scope.renamed[index]
            ops.append(Op(b"Do", [new]) if op.name == b"Do" else Op(new, []))
        else:
            ops.append(op)
    names = scope.names
    if names:
        ops = [_renamed(op, names) for op in ops]
    return Written(write(ops), bars)


_NAMING = {b"Do": -1, b"Tf": -2, b"gs": -1, b"cs": -1, b"CS": -1, b"scn": -1, b"SCN": -1, b"sh": -1}


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


def _moves_only(op: Op) -> list[Op]:
    """Keep what a dropped show operator does to the text state."""
    if op.name == b"'":
        return [Op(b"T*", [])]
    if op.name == b'"' and len(op.args) >= 3:
        return [Op(b"Tw", [op.args[-3]]), Op(b"Tc", [op.args[-2]]), Op(b"T*", [])]
    return []


def _write_segment(
    segment: Segment, op: Op, ops: list[Op], bars: dict[tuple[int, int], Quad], *, gap: Gap, inherited: float
) -> float:
    """Add the operators for a segment; give how far the pen ends from where it did (page units)."""
    lead = segment.lead - inherited
    if not segment.removed and abs(lead) < 1e-4:
        for piece in segment.pieces:
            if isinstance(piece, bytes):
                segment.font.keep(piece)
        ops.append(op)
        return segment.lead
    ops.extend(_moves_only(op))
    shown, gained = _shown_again(segment, gap, bars, lead / segment.scale)
    ops.append(Op(b"TJ", [shown]))
    return segment.lead + gained * segment.scale


def _shown_again(
    segment: Segment, gap: Gap, bars: dict[tuple[int, int], Quad], lead: float
) -> tuple[list[Operand], float]:
    unit = _unit(segment)
    shown: list[Operand] = []
    text = bytearray()
    pen, gained = 0.0, 0.0
    by_first = {hole.first: hole for hole in holes(segment, gap)}

    def advance(run: float) -> None:
        if text:
            segment.font.keep(bytes(text))
            shown.append(literal(bytes(text)))
            text.clear()
        if unit and abs(run / unit) > 1e-5:
            shown.append(write_number(-run / unit * 1000))

    if lead:
        advance(lead)
    for index, glyph in enumerate(segment.glyphs):
        hole = by_first.get(index)
        if hole is not None:
            start = hole.at + segment.lead / segment.scale + gained
            bars[id(segment), index] = segment.corners(start, start + hole.new_run)
            advance(hole.at - pen + hole.new_run)
            gained += hole.new_run - (hole.until - hole.at)
            pen = hole.until
        elif index not in segment.removed:
            if abs(glyph.at - pen) > 1e-6:
                advance(glyph.at - pen)
            piece = segment.pieces[glyph.piece]
            if isinstance(piece, bytes):
                text += piece[glyph.start : glyph.end]
            pen = glyph.at + glyph.advance
    advance(segment.advance - pen)
    return shown, gained
