"""Puts words in their new places, and moves what was drawn with them: doubles, small figures, rules, highlights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines_anew.hyphens import HYPHENS
from redaction.pdf.lines_anew.lines import Line, end_of_print, without_doubles
from redaction.pdf.lines_anew.shapes import Shape
from redaction.pdf.lines_anew.splitting import Splitter
from redaction.pdf.lines_anew.words import Bar, Piece, Run, Word, letter_space
from redaction.pdf.text_state import Point, Segment, Target, inverse, placed
from redaction.pdf.tokens import Op, write_number

Quad = tuple[Point, Point, Point, Point]
Span = tuple[float, float]
# How far above and below its baseline what belongs to a line is drawn, in em.
_ABOVE_EM, _BELOW_EM = 1.15, 0.5
_TALLEST_EM = 1.9
_BESIDE_EM = 0.35
_COLUMNS_APART_EM = 1.1
_SMALL = 0.85
_PARTED_EM = 0.6
_PAST_A_WORD_EM = 1.0
_FLAT_POINTS = 0.01


@dataclass(slots=True)  # not frozen: there is one for each word, and frozen ones take twice as long to make
class Move:
    """Where a word or a bar stood, and where it stands now. `across` says on which line."""

    em: float
    old: Span
    across: float
    new: Span
    new_across: float


@dataclass(slots=True)
class Stage:
    """The lines of one direction while they are set anew.

    `across` has the place of each line by its number, `space_codes` what each font (by id) shows a space with.
    """

    direction: Point
    lines: Sequence[Line]
    across: dict[int, float]
    space_codes: dict[int, bytes]
    moves: dict[int, list[Move]] = field(default_factory=dict)
    bars: list[tuple[Bar, Quad]] = field(default_factory=list)
    _line_of: dict[int, int] = field(default_factory=dict)
    _space_widths: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._line_of = {id(each): number for number, line in enumerate(self.lines) for each in line}

    def place(self, word: Word, at: float, across: float, widths: Sequence[float]) -> float:
        """Put a word with its bars of these widths at a place; give where it ends."""
        wide = iter(widths)
        for part, kern in word.parts:
            at += kern
            width = next(wide) if part.__class__ is Bar else part.width
            self._put(part, at, width, across)
            at += width
        self._end(word)
        return at

    def _end(self, word: Word) -> None:
        """Put a space behind every word alike: where there was none, a line ended.

        Not behind a hyphen: it says by itself that a line ended, and with a space behind it a reader's engine
        no longer joins the two halves of the word.
        """
        last = word.parts[-1][0]
        segment = last.segment
        if isinstance(last, Piece) and segment.glyphs.texts[last.last].endswith(HYPHENS):
            return
        codes = self.space_codes.get(id(segment.font))
        if isinstance(last, Piece) and codes is not None and segment.targets:
            along = 1.0 if segment.font.vertical else segment.stretch
            target = segment.targets[-1]
            target.codes += codes
            width = self._space_widths.get(id(segment.font))
            if width is None:
                width = self._space_widths[id(segment.font)] = segment.font.advance(codes)[0]
            target.run += width * segment.size * along + letter_space(segment)

    def keep(self, run: Run) -> None:
        """Leave a run where it is: only its line is written anew."""
        for word in run.words:
            for part, _ in word.parts:
                self._put(part, part.start, part.width, run.across)
            self._end(word)

    def _put(self, part: Piece | Bar, at: float, width: float, across: float) -> None:
        segment, start = part.segment, part.start
        number = self._line_of[id(segment)]
        old = self.across[number]
        shift = (at - start, across - old)
        if isinstance(part, Bar):
            self.bars.append((part, self._quad(part, width, shift)))
        else:
            self._target(segment, part.first, part.last, part.run, shift)
            if not width:
                return
        move = Move(segment.em, (start, start + part.width), old, (at, at + width), across)
        self.moves.setdefault(number, []).append(move)

    def _shifted(self, point: Point, shift: Point) -> Point:
        (x, y), (along, across) = self.direction, shift
        return point[0] + along * x + across * y, point[1] + along * y - across * x

    def _target(self, segment: Segment, first: int, last: int, run: float, shift: Point) -> None:
        if segment.targets is None:
            segment.targets = []
        at = self._shifted(segment.point_at(segment.glyphs.at[first]), shift)
        segment.targets.append(Target(first, segment.codes_of(first, last), run, at))

    def _quad(self, bar: Bar, width: float, shift: Point) -> Quad:
        segment = bar.segment
        start = segment.glyphs.at[bar.first]
        along = width / segment.scale * (-1 if segment.font.vertical != segment.is_mirrored else 1)
        one, two, three, four = (
            self._shifted(corner, shift) for corner in segment.corners(start, start + along)
        )
        return one, two, three, four

    def follow(self) -> None:
        """Move what doubles the words of a line, or stands raised or lowered beside them."""
        split = Splitter(self.direction)
        for number, found in self.moves.items():
            line = self.lines[number]
            _drop_blanks(line)
            kept = {id(each) for each in without_doubles(line)}
            for segment in line:
                if id(segment) not in kept:
                    self._follow(segment, found, split)
        touched = [_Reach.of(found) for found in self.moves.values()]
        largest = _SMALL * max((each.em for each in touched), default=0.0)
        for number, line in enumerate(self.lines):
            if number not in self.moves and not any(segment.targets for segment in line):
                self._follow_beside([each for each in line if each.em <= largest], touched, split)

    def _follow_beside(self, small: Sequence[Segment], touched: Sequence["_Reach"], split: Splitter) -> None:
        """Move small print with the word it stands beside, and what reads on from it."""
        carried: _Reach | None = None
        reach = float("-inf")
        for segment in small:
            across, start = split.across(segment.start_point), split.along(segment.start_point)
            beside = next((each for each in touched if each.has(segment.em, across, start)), None)
            if beside is None and start - reach < _PARTED_EM * segment.em:
                beside = carried
            if beside is not None:
                self._follow(segment, beside.moves, split)
            carried, reach = beside, split.along(end_of_print(segment))

    def _follow(self, segment: Segment, found: Sequence[Move], split: Splitter) -> None:
        glyphs = segment.glyphs
        for index, at in enumerate(glyphs.at):
            if index in segment.removed:
                continue
            start = split.along(segment.point_at(at))
            move = _before(found, start)
            past = start >= move.old[1] - 0.1 * move.em
            shift = move.new[1] - move.old[1] if past else move.new[0] - move.old[0]
            run = glyphs.widths[index] + letter_space(segment)
            self._target(segment, index, index, run, (shift, move.new_across - move.across))

    def redraw(self, shapes: Iterable[Shape]) -> None:
        """Draw rules and highlights anew where their words stand now, as long as what they mark is now."""
        if abs(self.direction[0] * self.direction[1]) > 1e-4:
            return
        split = Splitter(self.direction)
        moved = [
            group
            for found in self.moves.values()
            for group in _side_by_side(found)
            if any(move.old != move.new for move in group)
        ]
        for shape in shapes:
            for found in moved:
                if self._redraw(shape, found, split):
                    break

    def _redraw(self, shape: Shape, found: Sequence[Move], split: Splitter) -> bool:
        left, bottom, right, top = shape.bounds()
        corners = [(left, bottom), (right, top)]
        low, high = sorted(split.along(point) for point in corners)
        upper, lower = sorted(split.across(point) for point in corners)
        em, across = max(move.em for move in found), found[0].across
        if not across - _ABOVE_EM * em < (upper + lower) / 2 < across + _BELOW_EM * em:
            return False
        if lower - upper > _TALLEST_EM * em:
            return False
        start, end = min(move.old[0] for move in found), max(move.old[1] for move in found)
        near, far = start - _BESIDE_EM * em, end + _BESIDE_EM * em
        inside = (near <= low <= far, near <= high <= far)
        if not any(inside) or (high - low > 1.02 * (end - start) and not all(inside)):
            return False
        if shape.is_clip:
            spans = [(low - 5000.0, high + 5000.0, 0.0)]
        elif shape.is_curved:
            spans = []
        else:
            spans = _new_spans(found, low, high, across, inside)
        ops = [op for span in spans for op in self._drawn(shape, span, (upper, lower))]
        for index in shape.ops:
            shape.scope.replaced[index] = []
        shape.scope.replaced[shape.ops[0]] = ops
        return True

    def _drawn(self, shape: Shape, span: tuple[float, float, float], band: Span) -> Iterable[Op]:
        back = inverse(shape.ctm)
        if back is None:
            return
        x, y = self.direction
        places = [
            placed(back, along * x + (across + span[2]) * y, along * y - (across + span[2]) * x)
            for along, across in ((span[0], band[0]), (span[1], band[1]))
        ]
        (a, b), (c, d) = places
        if shape.is_stroke and len(shape.points) == 2:
            yield Op(b"m", [write_number(a), write_number(b)])
            yield Op(b"l", [write_number(c), write_number(d)])
        else:
            yield Op(b"re", [write_number(part) for part in (min(a, c), min(b, d), abs(c - a), abs(d - b))])


def _drop_blanks(line: Line) -> None:
    """Show no space that was shown by itself: it would stand where the old words parted. Every word has its own."""
    for segment in line:
        if segment.targets is None and segment.text.isspace():
            segment.targets = []


def _side_by_side(found: Sequence[Move]) -> list[list[Move]]:
    """Part the words of a line where columns part: a drawing beside one column is no rule under the other."""
    groups: list[list[Move]] = []
    reach = float("-inf")
    for move in sorted(found, key=lambda move: move.old):
        if not groups or move.old[0] - reach > _COLUMNS_APART_EM * move.em:
            groups.append([])
        groups[-1].append(move)
        reach = max(reach, move.old[1])
    return groups


def _before(found: Sequence[Move], start: float) -> Move:
    """Give the word or bar that what stands here belongs to: behind it, it goes where that ends now."""
    return max(
        (each for each in found if each.old[0] <= start + _BESIDE_EM * each.em),
        key=lambda each: each.old[0], default=found[0],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reach:
    """What part of the page the words of a line took up, as far as small print beside them goes."""

    moves: Sequence[Move]
    em: float
    across: float
    low: float
    high: float

    @classmethod
    def of(cls, found: Sequence[Move]) -> "_Reach":
        low, high = min([move.old[0] for move in found]), max([move.old[1] for move in found])
        return cls(found, max([move.em for move in found]), found[0].across, low, high)

    def has(self, em: float, across: float, start: float) -> bool:
        """Say whether print of this size and place is small, and stands beside."""
        apart = abs(across - self.across)
        if apart > 0.7 * self.em or em > _SMALL * self.em:
            return False
        # Only the word it stands beside says what is small: a huge letter on the same line is of a drawing.
        word = _before(self.moves, start)
        beside = word.em
        if em > _SMALL * beside or apart > 0.7 * beside:
            return False
        # Past a gap that parts columns it is beside nothing, whatever the line has on the other side.
        return self.low <= start <= min(self.high + 0.5 * beside, word.old[1] + _PAST_A_WORD_EM * beside)


def _new_spans(
    found: Sequence[Move], low: float, high: float, across: float, inside: tuple[bool, bool]
) -> list[tuple[float, float, float]]:
    """Where a rule from `low` to `high` runs now: one for each line that its words stand on."""
    covered = [move for move in found if low - 0.01 <= (move.old[0] + move.old[1]) / 2 <= high + 0.01]
    if not covered:
        before = [move for move in found if move.old[1] <= low + _BESIDE_EM * move.em]
        if not before or all(inside):
            return []
        return [(max(move.new[1] for move in before), high, 0.0)]
    by_line: dict[float, list[Move]] = {}
    for move in covered:
        by_line.setdefault(move.new_across, []).append(move)
    spans = [
        (min(move.new[0] for move in each), max(move.new[1] for move in each), line - across)
        for line, each in by_line.items()
    ]
    if len(spans) == 1:
        start, end, drop = spans[0]
        spans = [(start if inside[0] else low, end if inside[1] else high, drop)]
    return spans
