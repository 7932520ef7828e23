"""Takes a line of print apart into runs and words, so that it can be set anew without what was removed.

All lengths are in page units: `along` the line's direction, `across` it (growing downwards on upright pages).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines import Line, begins_a_column, without_doubles
from redaction.pdf.text_state import WORD_SPACE_EM, Point, Segment

# What programs add between letters of one word to make up for rounding. It tells how much stood before, so it
# goes; kerning of pairs that is wider is kept in coarse steps.
_ROUNDING_EM = 0.06
_KERN_STEP_EM = 0.02
_LEADERS = frozenset("._·…‥-‐‑–—")
_FEWEST_LEADERS = 4
_SPACE_EM = 0.27


@dataclass(slots=True, eq=False)
class Piece:
    """Glyphs `first` to `last` of a segment that stay side by side; `start` is where they stood."""

    segment: Segment
    first: int
    last: int
    start: float
    width: float


@dataclass(slots=True, eq=False)
class Bar:
    """The box that stands for what was removed, from glyph `first` of a segment on.

    `openings` are the (segment id, glyph) that it answers for, `start` and `width` what it takes the place of.
    """

    segment: Segment
    first: int
    entry: int
    start: float
    width: float
    openings: list[tuple[int, int]]


@dataclass(slots=True, eq=False)
class Word:
    """What stands between two spaces. `parts` come with their place after the word's start, bars 0 wide."""

    start: float
    end: float
    parts: list[tuple[Piece | Bar, float]] = field(default_factory=list)
    spaces: int = 0

    @property
    def bars(self) -> list[Bar]:
        return [part for part, _ in self.parts if part.__class__ is Bar]

    @property
    def text(self) -> str:
        """Its letters, without what was removed."""
        return "".join(
            glyph.text
            for part, _ in self.parts
            if isinstance(part, Piece)
            for glyph in part.segment.glyphs[part.first : part.last + 1]
        )

    @property
    def solid(self) -> float:
        """How wide it is without its bars."""
        return sum(kern + (part.width if isinstance(part, Piece) else 0.0) for part, kern in self.parts)


@dataclass(slots=True, eq=False)
class Run:
    """Words that read on without a jump: the line of a column, or a cell of a table."""

    words: list[Word]
    across: float
    em: float

    @property
    def left(self) -> float:
        return self.words[0].start

    @property
    def right(self) -> float:
        return self.words[-1].end

    @property
    def has_bar(self) -> bool:
        return any(word.bars for word in self.words)


@dataclass(slots=True)
class Splitter:
    """Splits one line. `direction` is the line's own; every place is measured along it.

    `space_codes` has what each font (by id) shows a space with, where it does; `order` the place of each segment
    (by id) in the page's content.
    """

    direction: Point
    order: Mapping[int, int] = field(default_factory=dict)
    space_codes: dict[int, bytes] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    _pen: float = 0.0
    _spaces: int = 0
    _gone: Bar | None = None

    def split(self, line: Line) -> list[Run]:
        """Give the runs of a line; false bold and other doubles are left to follow what they double."""
        segments = without_doubles(line)
        if not segments:
            return []
        for piece in self._pieces(segments):
            segment, glyph = piece.segment, piece.segment.glyphs[piece.first]
            if piece.first in segment.removed:
                self._remove(piece)
            elif glyph.text and glyph.text.isspace():
                self._space(piece)
            else:
                self._letters(piece)
        across = self.across(segments[0].start_point)
        em = max(segment.em for segment in segments)
        return [Run(words, across, em) for words in self._runs(_without_leaders(self.words), em)]

    def _runs(self, words: Sequence[Word], em: float) -> Iterator[list[Word]]:
        run: list[Word] = []
        for word in words:
            if run:
                before, after = run[-1].parts[-1][0].segment, word.parts[0][0].segment
                if begins_a_column((word.start - run[-1].end) / em, before, after, self.order):
                    yield run
                    run = []
            run.append(word)
        if run:
            yield run

    def along(self, point: Point) -> float:
        return point[0] * self.direction[0] + point[1] * self.direction[1]

    def across(self, point: Point) -> float:
        return point[0] * self.direction[1] - point[1] * self.direction[0]

    def _pieces(self, segments: Sequence[Segment]) -> list[Piece]:
        found: list[Piece] = []
        furthest, is_mixed = float("-inf"), False
        for segment in segments:
            start = self.along(segment.start_point)
            is_mixed = is_mixed or start < furthest - 0.3 * segment.em
            found.extend(_pieces_of(segment, start))
            furthest = max(furthest, self.along(segment.end_point))
        # A segment may leave a hole for the next to stand in: a form and what was typed into it.
        return sorted(found, key=lambda piece: piece.start) if is_mixed else found

    def _word(self, piece: Piece) -> Word:
        gap = (piece.start - self._pen) / piece.segment.em
        if not self.words or self._spaces > 0 or not -0.5 < gap < WORD_SPACE_EM:
            self.words.append(Word(piece.start, piece.start))
        self._spaces = 0
        return self.words[-1]

    def _remove(self, piece: Piece) -> None:
        segment, opening = piece.segment, (id(piece.segment), piece.first)
        end = piece.start + piece.width
        entry, gone = segment.opens.get(piece.first), self._gone
        if gone is not None and not self._spaces and (entry is None or piece.start - self._pen < segment.em):
            gone.width = max(gone.width, end - gone.start)
            gone.openings.append(opening)
        elif entry is not None:
            word = self._word(piece)
            self._gone = Bar(segment, piece.first, entry, piece.start, piece.width, [opening])
            word.parts.append((self._gone, 0.0))
        if self._gone is not None:
            self.words[-1].end = max(self.words[-1].end, end)
        self._pen = _pen_after(piece)

    def _space(self, piece: Piece) -> None:
        segment = piece.segment
        self.space_codes.setdefault(id(segment.font), segment.codes_of(piece.first, piece.first))
        if self.words:
            self.words[-1].spaces += 1
            self._spaces += 1
        else:
            self._pen = piece.start

    def _letters(self, piece: Piece) -> None:
        word = self._word(piece)
        last = word.parts[-1][0] if word.parts else None
        kern = 0.0
        if isinstance(last, Piece):
            em = piece.segment.em
            kern = (
                _coarse((piece.start - self._pen) / em) * em + letter_space(last.segment) * last.segment.scale
            )
        word.parts.append((piece, kern))
        word.end = piece.start + piece.width
        self._gone = None
        self._pen = _pen_after(piece)


def _pieces_of(segment: Segment, start: float) -> Iterator[Piece]:
    """Cut a segment into stretches of letters without a gap, and single glyphs that are spaces or removed."""
    glyphs, removed, scale = segment.glyphs, segment.removed, segment.scale
    step, near = letter_space(segment), 1e-3 * abs(segment.size)
    signed = scale * _sign(segment)
    first, width, pen = -1, 0.0, 0.0
    for index, glyph in enumerate(glyphs):
        is_single = index in removed or glyph.text.isspace()
        if first >= 0 and (is_single or abs(glyph.at - pen) > near):
            yield Piece(segment, first, index - 1, start + glyphs[first].at * signed, width * scale)
            first = -1
        if is_single:
            yield Piece(segment, index, index, start + glyph.at * signed, abs(glyph.width) * scale)
        elif first < 0:
            first, width = index, abs(glyph.width)
        else:
            width += abs(glyph.width) + step
        pen = glyph.at + glyph.advance
    if first >= 0:
        yield Piece(segment, first, len(glyphs) - 1, start + glyphs[first].at * signed, width * scale)


def _pen_after(piece: Piece) -> float:
    first, last = piece.segment.glyphs[piece.first], piece.segment.glyphs[piece.last]
    return piece.start + abs(last.at + last.advance - first.at) * piece.segment.scale


def _sign(segment: Segment) -> int:
    return -1 if segment.font.vertical != segment.is_mirrored else 1


def _coarse(kern_em: float) -> float:
    return 0.0 if abs(kern_em) <= _ROUNDING_EM else round(kern_em / _KERN_STEP_EM) * _KERN_STEP_EM


def _without_leaders(words: list[Word]) -> list[Word]:
    """Leave out leader dots on a line that lost something: their number tells how long it was.

    Only dots that stand in a row are leaders: the points of the figures in a table are not.
    """
    if not any(word.bars for word in words):
        return words
    leaders = _leaders(words)
    if not leaders:
        return words
    kept = []
    for word in words:
        word.parts = [item for item in word.parts if id(item[0]) not in leaders]
        if word.parts:
            kept.append(word)
    return kept


def _leaders(words: Sequence[Word]) -> set[int]:
    """Give the pieces (by id) that are dots in a row, however they are parted."""
    found: set[int] = set()
    row: list[Piece] = []
    for part in (*(part for word in words for part, _ in word.parts), None):
        if isinstance(part, Piece) and _is_leader(part):
            row.append(part)
            continue
        if sum(piece.last - piece.first + 1 for piece in row) >= _FEWEST_LEADERS:
            found.update(id(piece) for piece in row)
        row = []
    return found


def _is_leader(piece: Piece) -> bool:
    return all(set(glyph.text) <= _LEADERS for glyph in piece.segment.glyphs[piece.first : piece.last + 1])


def letter_space(segment: Segment) -> float:
    """What is added after each letter (text space): what only fits a line to its width is left out."""
    size = abs(segment.size)
    return 0.0 if abs(segment.char_space) <= _ROUNDING_EM * size else segment.char_space * segment.stretch


def space_of(segment: Segment) -> float:
    """How wide a space is in this segment's font, on the page. Fonts that have none get a usual one."""
    width = segment.font.space()
    usual = width if 0.15 <= width <= 0.7 else _SPACE_EM
    return usual * abs(segment.size * segment.stretch) * segment.scale
