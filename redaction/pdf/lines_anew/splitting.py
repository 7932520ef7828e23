"""Takes a line of print apart into runs and words, so that it can be set anew without what was removed.

All lengths are in page units: `along` the line's direction, `across` it (growing downwards on upright pages).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from operator import itemgetter
from statistics import median

from redaction.pdf.lettering.fonts import BLANK, LETTER
from redaction.pdf.lines_anew.leaders import without_leaders
from redaction.pdf.lines_anew.lines import GUTTER_EM, Line, begins_a_column, without_doubles
from redaction.pdf.lines_anew.small_print import first_on_baseline
from redaction.pdf.lines_anew.walls import CellEdges
from redaction.pdf.lines_anew.words import ROUNDING_EM, Bar, Piece, Run, Word, letter_space
from redaction.pdf.text_state import WORD_SPACE_EM, Point, Segment

_KERN_STEP_EM = 0.02
# A space that moves the pen less parts no words; the narrowest that is set is a fifth of an em or so.
_BLANK_EM = 0.03
# A line is letter-spaced where half its letters stand so far apart, and so many gaps show it.
_SPACED_EM, _FEWEST_GAPS = 0.05, 5
_WIDEST_APART_EM = 0.5
_LEAST_PADDING_EM = 0.05
# What a glyph is, one byte for each, so that a pattern can cut a line into words.
_LETTER, _BLANK, _GONE, _AFTER_A_GAP = LETTER[0], BLANK[0], ord("r"), ord("g")
_STRETCH = re.compile(b"[%cg]%c*|." % (_LETTER, _LETTER))
# In one string what goes has no gaps, and goes in one stretch.
_STRETCH_OF_STRING = re.compile(b"%c+|r+|." % _LETTER)
_TWO_SPACES = re.compile(r"\s\s")
_WORD = re.compile(b"(%c+)(%c*)" % (_LETTER, _BLANK))
_IS_BLANK = bytes(byte == _BLANK for byte in range(256))
# Where it begins along the line, its kind, and its glyphs: first and last of a segment.
Cut = tuple[float, int, Segment, int, int]


@dataclass(slots=True)
class Splitter:
    """Splits one line. `direction` is the line's own; every place is measured along it.

    `space_codes` has what each font (by id) shows a space with, where it does; `order` the place of each segment
    (by id) in the page's content, `rules` how many underscores the rules of its form are made of, `cells` where the
    upright rules of tables stand.
    """

    direction: Point
    order: Mapping[int, int] = field(default_factory=dict)
    rules: frozenset[int] = frozenset()
    space_codes: dict[int, bytes] = field(default_factory=dict)
    cells: CellEdges = field(default_factory=CellEdges)
    words: list[Word] = field(default_factory=list)
    _pen: float = 0.0
    _tracked: float = 0.0
    _spaces: int = 0
    _gone: Bar | None = None
    _apart_em: float = WORD_SPACE_EM

    def split(self, line: Line) -> list[Run]:
        """Give the runs of a line; false bold and other doubles are left to follow what they double."""
        segments = without_doubles(line)
        if not segments:
            return []
        across = self.across(first_on_baseline(segments).start_point)
        em = max(segment.em for segment in segments)
        if len(segments) == 1 and _is_whole(segments[0]):
            self.words = list(self._plain_words(segments[0]))
            return [Run(words, across, em) for words in self._runs(self.words, across)]
        cuts = self._cuts(segments)
        self._apart_em = _apart_from(cuts)
        for (start, kind, segment, first, last), after in zip(cuts, [*cuts[1:], None], strict=True):
            if kind == _GONE:
                self._remove(start, segment, first, last)
            elif kind == _BLANK:
                if after is None or not self._is_covered(segment, after):
                    self._space(start, segment, first)
            else:
                self._letters(start, segment, first, last)
        return [Run(words, across, em) for words in self._runs(self._kept_words(across), across)]

    def _kept_words(self, across: float) -> list[Word]:
        if not any(word.bars for word in self.words):
            return self.words
        return without_leaders(list(self._runs(self.words, across)), self.rules)

    def opening(self, line: Line) -> Word | None:
        """Give the first word of a line without splitting the rest; None where only splitting it tells."""
        if len(line) != 1 or not _is_whole(line[0]):
            return None
        segment = line[0]
        glyphs, narrow = segment.glyphs, GUTTER_EM * segment.em / segment.scale
        blanks = compress(zip(glyphs.at, glyphs.pens, strict=True), glyphs.kinds.translate(_IS_BLANK))
        if any(abs(pen - at) > narrow for at, pen in blanks) or 2 * BLANK in glyphs.kinds:
            return None
        return next(self._plain_words(segment), None)

    def _plain_words(self, segment: Segment) -> Iterator[Word]:
        """Give the words of a segment that is one string and lost nothing: whole, and parted by spaces alone."""
        glyphs, scale, step = segment.glyphs, segment.scale, letter_space(segment)
        at, all_widths = glyphs.at, glyphs.widths
        start, signed = self.along(segment.start_point), scale * _sign(segment)
        blank = glyphs.kinds.find(BLANK)
        if blank >= 0:
            self._note_space(segment, blank)
        for found in _WORD.finditer(glyphs.kinds):
            first, past = found.span(1)
            widths = all_widths[first:past]
            width = (sum(map(abs, widths)) + step * (past - first - 1)) * scale
            begin = start + at[first] * signed
            piece = Piece(segment, first, past - 1, begin, width, sum(widths) + step * (past - first))
            yield Word(begin, begin + width, [(piece, 0.0)], found.end() - past, width)

    def _runs(self, words: Sequence[Word], across: float) -> Iterator[list[Word]]:
        run: list[Word] = []
        reach, em_before = float("-inf"), 0.0
        # Asked for every word of a page: most pages have no tables, and most gaps are narrow.
        least = _LEAST_PADDING_EM if self.cells.found else GUTTER_EM
        for word in words:
            em = _em(word)
            if run:
                gap_em = (word.start - reach) / min(em_before, em)
                if gap_em > least and self._is_apart(run[-1], word, reach, across, gap_em):
                    yield run
                    run, reach = [], float("-inf")
            run.append(word)
            reach, em_before = max(reach, word.end), em
        if run:
            yield run

    def _is_apart(self, last: Word, word: Word, reach: float, across: float, gap_em: float) -> bool:
        """Say whether a word begins another column or cell. No rule parts the words of one string."""
        before, after = last.parts[-1][0].segment, word.parts[0][0].segment
        if before is not after and self.cells.part(reach, word.start, across, min(before.em, after.em)):
            return True
        return gap_em > GUTTER_EM and begins_a_column(gap_em, before, after, self.order)

    def along(self, point: Point) -> float:
        return point[0] * self.direction[0] + point[1] * self.direction[1]

    def across(self, point: Point) -> float:
        return point[0] * self.direction[1] - point[1] * self.direction[0]

    def _cuts(self, segments: Sequence[Segment]) -> list[Cut]:
        found: list[Cut] = []
        furthest, is_mixed = float("-inf"), False
        for segment in segments:
            start = self.along(segment.start_point)
            is_mixed = is_mixed or start < furthest - 0.3 * segment.em
            _cut(segment, start, found)
            furthest = max(furthest, self.along(segment.end_point))
        # A segment may leave a hole for the next to stand in: a form and what was typed into it.
        return sorted(found, key=itemgetter(0)) if is_mixed else found

    def _word(self, start: float, em: float) -> Word:
        before = self.words[-1].parts[-1:] if self.words else ()
        # What is raised beside a larger letter may stand far under its arm.
        wide = max([em, *(part.segment.em for part, _ in before)])
        # What is added after a letter, or taken, may be undone before the next: it reads on where either meets.
        apart = (start - self._pen, start - self._pen + self._tracked)
        if (
            not self.words
            or self._spaces > 0
            or not any(-0.5 * wide < each < self._apart_em * em for each in apart)
        ):
            self.words.append(Word(start, start))
        self._spaces = 0
        return self.words[-1]

    def _remove(self, start: float, segment: Segment, first: int, last: int) -> None:
        glyphs, scale, signed = segment.glyphs, segment.scale, segment.scale * _sign(segment)
        at, base, own = glyphs.at, start - glyphs.at[first] * signed, id(segment)
        for index in range(first, last + 1):
            start = base + at[index] * signed
            width = abs(glyphs.widths[index]) * scale
            entry, gone = segment.opens.get(index), self._gone
            if gone is not None and not self._spaces and (entry is None or start - self._pen < segment.em):
                gone.width = max(gone.width, start + width - gone.start)
                gone.openings.append((own, index))
            elif entry is not None:
                word = self._word(start, segment.em)
                self._gone = Bar(segment, index, entry, start, width, [(own, index)])
                word.parts.append((self._gone, 0.0))
            if self._gone is not None:
                self.words[-1].end = max(self.words[-1].end, start + width)
            self._pen = start + abs(glyphs.pens[index] - at[index]) * scale
            self._tracked = 0.0

    def _is_covered(self, space: Segment, after: Cut) -> bool:
        """Say whether letters meet over a space: a kern took it back, or it was written where they stand."""
        if after[1] == _BLANK or not self.words or self._spaces:
            return False
        return -0.3 * space.em < after[0] - self._pen < self._apart_em * space.em

    def _space(self, start: float, segment: Segment, index: int) -> None:
        glyphs = segment.glyphs
        wide = abs(glyphs.pens[index] - glyphs.at[index]) * segment.scale
        if wide < _BLANK_EM * segment.em and 0 < index < len(glyphs) - 1 and self.words and not self._spaces:
            # Word spacing took its width away: what stands around it is one word, and the space a letter of it.
            run = glyphs.widths[index] + letter_space(segment)
            self.words[-1].parts.append((Piece(segment, index, index, start, wide, run), 0.0))
            self._pen, self._tracked = start + wide, 0.0
            return
        self._note_space(segment, index)
        if self.words:
            self.words[-1].spaces += 1
            self._spaces += 1
        else:
            self._pen = start

    def _note_space(self, segment: Segment, index: int) -> None:
        if id(segment.font) not in self.space_codes:
            self.space_codes[id(segment.font)] = segment.codes_of(index, index)

    def _letters(self, start: float, segment: Segment, first: int, last: int) -> None:
        glyphs, scale, em = segment.glyphs, segment.scale, segment.em
        widths, step = glyphs.widths[first : last + 1], letter_space(segment)
        width = (sum(map(abs, widths)) + step * (last - first)) * scale
        piece = Piece(segment, first, last, start, width, sum(widths) + step * len(widths))
        word = self._word(start, em)
        kern = 0.0
        if word.parts:
            before = word.parts[-1][0]
            if isinstance(before, Piece):
                kern = (
                    _coarse((start - self._pen) / em) * em
                    + letter_space(before.segment) * before.segment.scale
                )
        word.parts.append((piece, kern))
        word.end = start + width
        self._gone = None
        self._pen = start + abs(glyphs.pens[last] - glyphs.at[first]) * scale
        spaced = 0.0 if segment.font.vertical else segment.char_space * segment.stretch
        self._tracked = spaced * scale * _sign(segment)


def _cut(segment: Segment, start: float, found: list[Cut]) -> None:
    """Cut a segment into stretches of letters without a gap, and single glyphs that are spaces or removed."""
    glyphs, kinds = segment.glyphs, segment.glyphs.kinds
    if segment.removed or len(segment.pieces) > 1:
        kinds = kinds[:]
        at, pens, near = glyphs.at, glyphs.pens, 1e-3 * abs(segment.body)
        for index in range(1, len(kinds)) if len(segment.pieces) > 1 else ():
            if abs(at[index] - pens[index - 1]) > near and kinds[index] == _LETTER:
                kinds[index] = _AFTER_A_GAP
        for index in segment.removed:
            kinds[index] = _GONE
    signed = segment.scale * _sign(segment)
    pattern = _STRETCH_OF_STRING if len(segment.pieces) == 1 else _STRETCH
    for stretch in pattern.finditer(kinds):
        first, past = stretch.span()
        found.append((start + glyphs.at[first] * signed, kinds[first], segment, first, past - 1))


def _apart_from(cuts: Sequence[Cut]) -> float:
    """Say from what gap on, in em, two letters are of two words: from a wider one on a line that is letter-spaced.

    Only a line that has spaces of its own shows which of its gaps are none.
    """
    letters = sum(last - first for _, kind, _, first, last in cuts if kind not in {_BLANK, _GONE})
    gaps = [
        (after[0] - start - abs(segment.glyphs.pens[last] - segment.glyphs.at[first]) * segment.scale)
        / segment.em
        for (start, kind, segment, first, last), after in pairwise(cuts)
        if kind not in {_BLANK, _GONE} and after[1] not in {_BLANK, _GONE}
    ]
    # Letters that stand together in one piece show that the gaps between the pieces are those of words.
    if len(gaps) < max(_FEWEST_GAPS, letters) or not any(kind == _BLANK for _, kind, *_ in cuts):
        return WORD_SPACE_EM
    usual = median(gaps)
    if usual < _SPACED_EM:
        return WORD_SPACE_EM
    return min(max(WORD_SPACE_EM, 1.5 * usual + 0.02), _WIDEST_APART_EM)


def _is_whole(segment: Segment) -> bool:
    return len(segment.pieces) == 1 and not segment.removed


def spaces_stand_alone(segment: Segment) -> bool:
    """Say whether a segment is one string that lost nothing, with words in it and no two spaces in a row."""
    return _is_whole(segment) and not segment.text.isspace() and _TWO_SPACES.search(segment.text) is None


def _sign(segment: Segment) -> int:
    return -1 if segment.font.vertical != segment.is_mirrored else 1


def _em(word: Word) -> float:
    parts = word.parts
    return max([part.segment.em for part, _ in parts]) if len(parts) > 1 else parts[0][0].segment.em


def _coarse(kern_em: float) -> float:
    return 0.0 if abs(kern_em) <= ROUNDING_EM else round(kern_em / _KERN_STEP_EM) * _KERN_STEP_EM
