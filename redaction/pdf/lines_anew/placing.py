"""Puts words in their new places, and moves what doubles them or stands raised beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines_anew.hyphens import HYPHENS
from redaction.pdf.lines_anew.lines import Line, end_of_print, without_doubles
from redaction.pdf.lines_anew.splitting import Splitter
from redaction.pdf.lines_anew.words import Bar, Piece, Run, Word, letter_space
from redaction.pdf.text_state import Point, Segment, Target

Quad = tuple[Point, Point, Point, Point]
Span = tuple[float, float]
BESIDE_EM = 0.35
_SMALL = 0.85
_PARTED_EM = 0.6
_FEW_LETTERS_EM = 2.0
_PAST_A_WORD_EM, _BEFORE_A_WORD_EM = 1.0, 1.2


@dataclass(slots=True)  # not frozen: there is one for each word, and frozen ones take twice as long to make
class Move:
    """Where a word or a bar stood, and where it stands now. `across` says on which line."""

    em: float
    old: Span
    across: float
    new: Span
    new_across: float
    is_bar: bool = False


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

    def keep(self, run: Run, *, is_apart: bool) -> None:
        """Leave a run where it is: only its line is written anew.

        Its letters stay as close as they were where it `is_apart` from what moved: the column beside.
        """
        for word in run.words:
            if not is_apart:
                # Letters that lose the space that fitted their line close up within their own word.
                self.place(word, word.start, run.across, [bar.width for bar in word.bars])
                continue
            for part, _ in word.parts:
                if isinstance(part, Piece):
                    _keep_spacing(part)
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
        move = Move(
            segment.em, (start, start + part.width), old, (at, at + width), across, isinstance(part, Bar)
        )
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
            end = split.along(end_of_print(segment))
            beside = next((each for each in touched if each.has(segment.em, across, (start, end))), None)
            if beside is None and start - reach < _PARTED_EM * segment.em:
                beside = carried
            if beside is not None:
                self._follow(segment, beside.moves, split)
            carried, reach = beside, end

    def _follow(self, segment: Segment, found: Sequence[Move], split: Splitter) -> None:
        glyphs = segment.glyphs
        opens = _opened(found, split.along(segment.start_point), split.along(end_of_print(segment)))
        for index, at in enumerate(glyphs.at):
            if index in segment.removed:
                continue
            start = split.along(segment.point_at(at))
            move = opens or before(found, start)
            past = opens is None and start >= move.old[1] - 0.1 * move.em
            shift = move.new[1] - move.old[1] if past else move.new[0] - move.old[0]
            run = glyphs.widths[index] + letter_space(segment)
            self._target(segment, index, index, run, (shift, move.new_across - move.across))


def _drop_blanks(line: Line) -> None:
    """Show no space that was shown by itself: it would stand where the old words parted. Every word has its own."""
    for segment in line:
        if segment.targets is None and segment.text.isspace():
            segment.targets = []


def _keep_spacing(piece: Piece) -> None:
    """Show a piece with the letter space that it had: nothing of its line went, so it tells nothing."""
    segment, count = piece.segment, piece.last - piece.first + 1
    if segment.char_space:
        segment.tracking = segment.char_space
        piece.run = sum(segment.glyphs.widths[piece.first : piece.last + 1]) + letter_space(segment) * count


def _opened(found: Sequence[Move], start: float, end: float) -> Move | None:
    """Give the word that small print stands nearer to than to the one before it: a bullet opens its item."""
    last = before(found, start)
    apart = start - last.old[1]
    behind = min((each for each in found if each.old[0] > start), key=lambda each: each.old[0], default=None)
    if behind is None or apart < BESIDE_EM * last.em or behind.old[0] - end >= apart:
        return None
    return behind


def before(found: Sequence[Move], start: float) -> Move:
    """Give the word or bar that what stands here belongs to: behind it, it goes where that ends now."""
    return max(
        (each for each in found if each.old[0] <= start + BESIDE_EM * each.em),
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

    def has(self, em: float, across: float, extent: Span) -> bool:
        """Say whether print of this size and place is small, and stands beside."""
        apart, (start, end) = abs(across - self.across), extent
        if apart > 0.7 * self.em or em > _SMALL * self.em:
            return False
        # Words under or over those of the line are a line of their own.
        shared = sum(max(0.0, min(end, each.old[1]) - max(start, each.old[0])) for each in self.moves)
        if end - start > _FEW_LETTERS_EM * em and 2 * shared > end - start:
            return False
        # Only the word it stands beside says what is small: a huge letter on the same line is of a drawing.
        word = before(self.moves, start)
        beside = word.em
        if em > _SMALL * beside or apart > 0.7 * beside:
            return False
        if any(0.0 < each.old[0] - start < _BEFORE_A_WORD_EM * each.em for each in self.moves):
            return True
        # Past a gap that parts columns it is beside nothing, whatever the line has on the other side.
        return self.low <= start <= min(self.high + 0.5 * beside, word.old[1] + _PAST_A_WORD_EM * beside)
