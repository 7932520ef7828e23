"""Writes the text of a stream anew, every piece with its own place.

Where words are shown one after the other, what moves the pen between them says how long each was: the move to
the next word, the spacing that fills a line, the matrix round a piece. In a stream that lost something all of
that goes, and each piece that stays says where it stands by itself.

Source: ISO 32000-2, 9.3 (text state), 9.4.2 (text positioning).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from redaction.pdf.lettering.fonts import Font
from redaction.pdf.lines_anew.ink import Ink, plain_brackets
from redaction.pdf.lines_anew.words import letter_space
from redaction.pdf.operands import Op, Operand, literal, number, write_number
from redaction.pdf.operators import MARKS
from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import IDENTITY, Matrix, Segment, inverse, times

_MOVES_PEN = frozenset({b"Td", b"TD", b"Tm", b"T*", b"Tc", b"Tw", b"Tz", b"TL", b"BT", b"ET"})
# Sets no colour that something is drawn in, so the colours that are wanted can wait.
_BRACKETS = frozenset({b"q", b"Q", b"cm"})
_DRAWS = frozenset({
    b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n", b"Do", b"BI", b"sh", b"scn", b"SCN", b"gs",
})  # fmt: skip
# After each letter, after each space (text space), and how far letters are stretched.
Spacing = tuple[float, float, float]


def typed_anew(scope: Scope) -> list[Op]:
    """Give a scope's operators with every piece of text in its own place."""
    return _Typist(scope).run()


@dataclass(slots=True)
class _Pen:
    """Where the pen stands after what was shown last, and the array that shows it, which may go on.

    `turn` is the part of the matrix that does not say where it stands, `codes` what the last string shows.
    """

    turn: tuple[float, ...]
    x: float
    y: float
    font: Font
    size: float
    shown: list[Operand]
    codes: bytes = b""


class _Typist:
    """Keeps what the old stream wants apart from what the new one has said, and says it only when it is needed.

    So what comes out does not show where the old lines ended.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.out: list[Op] = []
        self.ctm: Matrix = scope.ctm
        self.idle = _idle_matrices(scope)
        self.plain = plain_brackets(scope, self.idle)
        self.ink = Ink.of(scope)
        self.wanted_font: list[Operand] | None = None
        self.font: list[Operand] | None = None
        self.spacing: Spacing | None = None
        # A page begins unstretched; a form as what draws it left off.
        self.stretch = 1.0 if scope.parent is None else None
        self.stack: list[tuple[Matrix, Spacing | None, list[Operand] | None, list[Operand] | None, Ink]] = []
        self.plain_stack: list[tuple[list[Operand] | None, Ink]] = []
        self.is_in_text = False
        self.pen: _Pen | None = None

    def run(self) -> list[Op]:
        scope = self.scope
        for index, op in enumerate(scope.ops):
            segment = scope.segments.get(index)
            if segment is not None:
                self._show(segment, op)
            elif op.name == b"Tf":
                self.wanted_font = op.args[-2:] if len(op.args) > 1 else self.wanted_font
            elif index in self.plain:
                self._bracket(op)
            elif index in scope.dropped or index in self.idle or op.name in _MOVES_PEN:
                continue
            elif index in scope.replaced:
                self._colour()
                self._write(*scope.replaced[index])
            elif index in scope.renamed or index in scope.shifted:
                self._draw(index, op)
            elif op.name not in MARKS and not self.ink.takes(op):
                self._pass(op)
        self._leave_text()
        return self.out

    def _bracket(self, op: Op) -> None:
        """Follow a bracket that only text stands in: it leaves no trace."""
        if op.name == b"q":
            self.plain_stack.append((self.wanted_font, self.ink.copied()))
        elif op.name == b"Q":
            self.wanted_font, before = self.plain_stack.pop()
            self.ink.wanted = before.wanted

    def _colour(self) -> None:
        if new := self.ink.unsaid():
            self._write(*new)

    def _draw(self, index: int, op: Op) -> None:
        new = self.scope.renamed.get(index)
        if index in self.scope.shifted:
            self._leave_text()
        self._colour()
        if new is not None:
            op = Op(b"Do", [new]) if op.name == b"Do" else Op(new, [])
        self._write(*elsewhere(self.scope, index, op))

    def _write(self, *ops: Op) -> None:
        self.out.extend(ops)
        self.pen = None

    def _leave_text(self) -> None:
        if self.is_in_text:
            self._write(Op(b"ET", []))
            self.is_in_text = False

    def _enter_text(self) -> None:
        if not self.is_in_text:
            self._write(Op(b"BT", []))
            self.is_in_text = True
        if self.wanted_font is not None and self.wanted_font != self.font:
            self._write(Op(b"Tf", self.wanted_font))
            self.font = self.wanted_font
        self._colour()

    def _pass(self, op: Op) -> None:
        if op.name != b"gs":
            self._leave_text()
        if op.name not in _BRACKETS:
            self._colour()
        if op.name == b"q":
            self.stack.append((self.ctm, self.spacing, self.font, self.wanted_font, self.ink.copied()))
        elif op.name == b"Q" and self.stack:
            self.ctm, self.spacing, self.font, self.wanted_font, self.ink = self.stack.pop()
        elif op.name == b"cm" and len(op.args) >= 6:
            a, b, c, d, e, f = (number(part) for part in op.args[-6:])
            self.ctm = times((a, b, c, d, e, f), self.ctm)
        elif op.name in (b"Do", b"gs") and self.wanted_font not in (None, self.font):
            # A form may show text in the font that was set before it.
            self._write(Op(b"Tf", self.wanted_font or []))
            self.font = self.wanted_font
        self._write(op)

    def _show(self, segment: Segment, op: Op) -> None:
        if segment.targets is not None:
            self._set(segment)
            return
        self._enter_text()
        self._space(segment.char_space, segment.word_space, segment.stretch)
        self._stand(segment.matrix)
        if segment.removed:
            self._write(Op(b"TJ", [shown_with_holes(segment)]))
            return
        for piece in segment.pieces:
            if isinstance(piece, bytes):
                segment.keep(piece)
        shown = op.args[-1] if op.args else b"()"
        self._write(Op(b"TJ" if op.name == b"TJ" else b"Tj", [shown]))

    def _space(self, letters: float, words: float, stretch: float) -> None:
        if self.spacing is None or self.spacing[:2] != (letters, words):
            self._write(Op(b"Tc", [write_number(letters)]), Op(b"Tw", [write_number(words)]))
        # How far a word was stretched to lie over its print says how long it was: it goes with the word.
        if stretch != (self.stretch if self.spacing is None else self.spacing[2]):
            self._write(Op(b"Tz", [write_number(100 * stretch)]))
        self.spacing = (letters, words, stretch)

    def _stand(self, matrix: Matrix) -> None:
        if self.ctm != IDENTITY:
            back = inverse(self.ctm)
            if back is None:
                return
            matrix = times(matrix, back)
        self._write(Op(b"Tm", [_precise(part) for part in matrix]))

    def _set(self, segment: Segment) -> None:
        """Write a segment's stretches, each where its target says, on from the last where they read on."""
        a, b, c, d, _, _ = segment.matrix
        down = segment.font.vertical
        (step_x, step_y), rise = ((c, d) if down else (a, b)), segment.rise
        letters = letter_space(segment) / ((1.0 if down else segment.stretch) or 1.0)
        labels = sorted(segment.labelled.items())
        is_ready = False
        for target in sorted(segment.targets or (), key=attrgetter("first")):
            while labels and labels[0][0] < target.first:
                self._label(labels.pop(0)[1])
                is_ready = False
            if not is_ready:
                self._enter_text()
                self._space(letters, 0.0, segment.stretch)
                is_ready = True
            x, y = target.point[0] - c * rise, target.point[1] - d * rise
            kern, pen = self._reads_on(segment, x, y), self.pen
            if kern is None or pen is None:
                pen = self._set_down(segment, (a, b, c, d, x, y))
            elif abs(kern) > 0.01:
                pen.shown.append(write_number(kern))
                pen.codes = b""
            elif pen.codes:
                # Where the old strings ended, letters had been nudged: that says where on a line they stood.
                pen.shown.pop()
            segment.keep(target.codes)
            pen.codes += target.codes
            pen.shown.append(literal(pen.codes))
            pen.x, pen.y = x + step_x * target.run, y + step_y * target.run
        for _, drawn in labels:
            self._label(drawn)

    def _set_down(self, segment: Segment, matrix: Matrix) -> _Pen:
        self._stand(matrix)
        made = _Pen(matrix[:4], matrix[4], matrix[5], segment.font, segment.size, [])
        self.out.append(Op(b"TJ", [made.shown]))
        self.pen = made
        return made

    def _label(self, drawn: list[Op]) -> None:
        """Draw a bar with its label, which is worked out for the page, whatever matrix is in force."""
        back = inverse(self.ctm)
        if back is not None:
            self._leave_text()
            self._write(Op(b"q", []), Op(b"cm", [_precise(part) for part in back]), *drawn, Op(b"Q", []))

    def _reads_on(self, segment: Segment, x: float, y: float) -> float | None:
        """Give the kern (thousandths) that brings the pen to the next stretch; None where it is set down anew."""
        pen = self.pen
        if pen is None or pen.font is not segment.font or pen.size != segment.size:
            return None
        if pen.turn != segment.matrix[:4] and not _is_near(pen.turn, segment.matrix):
            return None
        a, b, c, d = pen.turn
        area = a * d - b * c
        unit = segment.size * (1.0 if segment.font.vertical else segment.stretch)
        if not unit or not math.isfinite(area) or abs(area) < 1e-12:
            return None
        # How far the next stretch stands from the pen, in text space.
        x, y = x - pen.x, y - pen.y
        along, across = (d * x - c * y) / area, (a * y - b * x) / area
        if segment.font.vertical:
            along, across = across, along
        return -along / unit * 1000 if abs(across) < 1e-4 * (abs(segment.size) or 1.0) else None


def elsewhere(scope: Scope, index: int, op: Op) -> list[Op]:
    """Give what draws a form or a picture where it stands now."""
    shift = scope.shifted.get(index)
    if shift is None:
        return [op]
    to = [b"1", b"0", b"0", b"1", *(_precise(part) for part in shift)]
    return [Op(b"q", []), Op(b"cm", [*to]), op, Op(b"Q", [])]


def _is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(part - same) <= 1e-6 for part, same in zip(one, other, strict=False))


def _idle_matrices(scope: Scope) -> set[int]:
    """The matrices that place nothing but text that is written anew: their numbers said where it stood."""
    idle: set[int] = set()
    open_matrices: list[set[int]] = [set()]
    for index, op in enumerate(scope.ops):
        segment = scope.segments.get(index)
        if op.name == b"q":
            open_matrices.append(set())
        elif op.name == b"Q":
            if len(open_matrices) > 1:
                open_matrices.pop()
        elif op.name == b"cm":
            if len(op.args) >= 6 and not _is_flat(op):
                open_matrices[-1].add(index)
                idle.add(index)
        elif op.name in _DRAWS or (segment is not None and segment.targets is None):
            for each in open_matrices:
                idle -= each
    return idle


def _is_flat(op: Op) -> bool:
    a, b, c, d, _, _ = (number(part) for part in op.args[-6:])
    return abs(a * d - b * c) < 1e-12


def _precise(value: float) -> bytes:
    if value == 1.0 or not value:
        return b"1" if value else b"0"
    return f"{value:.6f}".rstrip("0").rstrip(".").encode() or b"0"


def _kept(segment: Segment) -> Iterator[tuple[int, int]]:
    """Give the first and last of each stretch of glyphs that stays and is shown by one string."""
    glyphs, removed, first = segment.glyphs, segment.removed, -1
    for index, piece in enumerate(glyphs.pieces):
        if first >= 0 and (index in removed or piece != glyphs.pieces[first]):
            yield first, index - 1
            first = -1
        if first < 0 and index not in removed:
            first = index
    if first >= 0:
        yield first, len(glyphs) - 1


def shown_with_holes(segment: Segment) -> list[Operand]:
    """Give what a segment shows without what was removed, everything else where it was."""
    unit = segment.size * (1.0 if segment.font.vertical else segment.stretch)
    shown: list[Operand] = []
    text = bytearray()
    pen = 0.0

    def advance(run: float) -> None:
        if text:
            segment.keep(bytes(text))
            shown.append(literal(bytes(text)))
            text.clear()
        if unit and abs(run / unit) > 1e-5:
            shown.append(write_number(-run / unit * 1000))

    glyphs = segment.glyphs
    for first, last in _kept(segment):
        if abs(glyphs.at[first] - pen) > 1e-6:
            advance(glyphs.at[first] - pen)
        text += segment.codes_of(first, last)
        pen = glyphs.pens[last]
    advance(segment.advance - pen)
    return shown
