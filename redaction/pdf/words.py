"""Takes a line of print apart into runs and words, so that it can be set anew without what was removed.

All lengths are in page units: `along` the line's direction, `across` it (growing downwards on upright pages).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines import Line, without_doubles
from redaction.pdf.text_state import JUMP_EM, WORD_SPACE_EM, Glyph, Point, Segment

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
        return [part for part, _ in self.parts if isinstance(part, Bar)]

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

    `space_codes` has what each font (by id) shows a space with, where it does.
    """

    direction: Point
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
        for segment, index, glyph, start in self._glyphs(segments):
            if index in segment.removed:
                self._remove(segment, index, glyph, start)
            elif glyph.text and glyph.text.isspace():
                self._space(segment, index, start)
            else:
                self._letter(segment, index, glyph, start)
        across = self.across(segments[0].start_point)
        em = max(segment.em for segment in segments)
        return [Run(words, across, em) for words in _runs(_without_leaders(self.words), em)]

    def along(self, point: Point) -> float:
        return point[0] * self.direction[0] + point[1] * self.direction[1]

    def across(self, point: Point) -> float:
        return point[0] * self.direction[1] - point[1] * self.direction[0]

    def _glyphs(self, segments: Sequence[Segment]) -> Iterable[tuple[Segment, int, Glyph, float]]:
        found = []
        furthest, is_mixed = float("-inf"), False
        for segment in segments:
            start = self.along(segment.start_point)
            is_mixed = is_mixed or start < furthest - 0.3 * segment.em
            for index, glyph in enumerate(segment.glyphs):
                found.append((segment, index, glyph, start + glyph.at * segment.scale * _sign(segment)))
            furthest = max(furthest, self.along(segment.end_point))
        # A segment may leave a hole for the next to stand in: a form and what was typed into it.
        return sorted(found, key=lambda item: item[3]) if is_mixed else found

    def _begins_word(self, segment: Segment, start: float) -> bool:
        gap = start - self._pen
        return not self.words or self._spaces > 0 or not -0.5 < gap / segment.em < WORD_SPACE_EM

    def _word(self, segment: Segment, start: float) -> Word:
        if self._begins_word(segment, start):
            self.words.append(Word(start, start))
        self._spaces = 0
        return self.words[-1]

    def _remove(self, segment: Segment, index: int, glyph: Glyph, start: float) -> None:
        end = start + abs(glyph.width) * segment.scale
        entry, gone = segment.opens.get(index), self._gone
        if gone is not None and not self._spaces and (entry is None or start - self._pen < segment.em):
            gone.width = max(gone.width, end - gone.start)
            gone.openings.append((id(segment), index))
        elif entry is not None:
            word = self._word(segment, start)
            self._gone = Bar(segment, index, entry, start, end - start, [(id(segment), index)])
            word.parts.append((self._gone, 0.0))
        if self._gone is not None:
            self.words[-1].end = max(self.words[-1].end, end)
        self._pen = start + abs(glyph.advance) * segment.scale

    def _space(self, segment: Segment, index: int, start: float) -> None:
        self._spaces += 1
        self.space_codes.setdefault(id(segment.font), segment.codes_of(index, index))
        if self.words:
            self.words[-1].spaces += 1
        else:
            self._pen = start

    def _letter(self, segment: Segment, index: int, glyph: Glyph, start: float) -> None:
        gap, word = start - self._pen, self._word(segment, start)
        width = abs(glyph.width) * segment.scale
        last = word.parts[-1][0] if word.parts else None
        is_near = abs(gap) < 1e-3 * segment.em
        if isinstance(last, Piece) and last.segment is segment and last.last == index - 1 and is_near:
            last.last = index
            last.width += letter_space(segment) * segment.scale + width
        else:
            kern = 0.0
            if isinstance(last, Piece):
                kern = (
                    _coarse(gap / segment.em) * segment.em + letter_space(last.segment) * last.segment.scale
                )
            word.parts.append((Piece(segment, index, index, start, width), kern))
        word.end = start + width
        self._gone = None
        self._pen = start + abs(glyph.advance) * segment.scale


def _sign(segment: Segment) -> int:
    return -1 if segment.font.vertical != segment.is_mirrored else 1


def _coarse(kern_em: float) -> float:
    return 0.0 if abs(kern_em) <= _ROUNDING_EM else round(kern_em / _KERN_STEP_EM) * _KERN_STEP_EM


def _runs(words: Sequence[Word], em: float) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and word.start - run[-1].end > JUMP_EM * em:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _without_leaders(words: list[Word]) -> list[Word]:
    """Leave out leader dots on a line that lost something: their number tells how long it was."""
    if not any(word.bars for word in words):
        return words
    count = 0
    for word in words:
        for part, _ in word.parts:
            if isinstance(part, Piece) and _is_leader(part):
                count += part.last - part.first + 1
    if count < _FEWEST_LEADERS:
        return words
    kept = []
    for word in words:
        word.parts = [item for item in word.parts if isinstance(item[0], Bar) or not _is_leader(item[0])]
        if word.parts:
            kept.append(word)
    return kept


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
