"""Where shown text stands: matrices, the text state, and the segment, the unit that is matched and rewritten.

Source: ISO 32000-2, 8.3 (coordinates) and 9.3, 9.4 (text state, text space).
"""

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, repeat

from redaction.pdf.lettering.fonts import Font, SimpleFont, Spelling
from redaction.pdf.operands import Op

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]

# A kern of more than a tenth of the font size reads as a word space: poppler and pdfminer say the same.
WORD_SPACE_EM = 0.1
# A jump this far (in em) is another line or column, not the next word.
JUMP_EM = 1.5
_SPACE_EM = 0.27


def times(first: Matrix, second: Matrix) -> Matrix:
    """Apply `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """Shift the origin by x and y in the matrix's own space."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def placed(matrix: Matrix, x: float, y: float) -> Point:
    """Give the point (x, y) in the outer space."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def inverse(matrix: Matrix) -> Matrix | None:
    """Give the matrix that undoes this one; None when nothing does."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not math.isfinite(area) or abs(area) < 1e-12:
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


_LETTERS = [chr(code) for code in range(256)]


@dataclass(slots=True)
class GraphicsState:
    """The part of the graphics state that says where text and images stand and whether they show."""

    ctm: Matrix
    font: Font = field(default_factory=lambda: SimpleFont([*_LETTERS], [0.5] * 256))
    size: float = 1.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    is_clear: bool = False

    def copy(self) -> "GraphicsState":
        """Give the state that `q` saves."""
        return GraphicsState(
            self.ctm, self.font, self.size, self.char_space, self.word_space, self.stretch, self.leading,
            self.rise, self.mode, self.is_clear,
        )  # fmt: skip


@dataclass(slots=True)
class Glyphs:
    """The codes of a segment in columns, one place for each glyph. Lengths are in text space.

    `at` is where each begins, `widths` how wide it is, `pens` where the pen stands after it. Its bytes are
    those from `starts` to `ends` of the string number `pieces`; `kinds` says which are blank.
    """

    texts: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    pens: list[float] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.at)

    @classmethod
    def of(cls, found: Spelling, widths: list[float], pens: list[float]) -> "Glyphs":
        """Give the glyphs of one string alone; `pens` begins with where the first of them stands."""
        return cls(
            found.texts, pens[:-1], widths, pens[1:], [0] * len(widths),
            list(found.starts), list(found.ends), bytearray(found.kinds),
        )  # fmt: skip

    def add(self, piece: int, found: Spelling, widths: list[float], pens: list[float]) -> None:
        """Add the glyphs of a string; `pens` begins with where the first of them stands."""
        self.texts += found.texts
        self.widths += widths
        self.at += pens[:-1]
        self.pens += pens[1:]
        self.pieces += [piece] * len(widths)
        self.starts += found.starts
        self.ends += found.ends
        self.kinds += found.kinds


@dataclass(slots=True)  # not frozen: there is one for each word, and frozen ones take twice as long to make
class Target:
    """A stretch of a segment as it is set anew: its codes, how far they run, and the point they begin at now.

    `first` is the glyph that it begins with.
    """

    first: int
    codes: bytes
    run: float
    point: Point


@dataclass(slots=True, eq=False)
class Segment:
    """What one show operator draws. `pieces` are strings and kerns (thousandths of an em, as in TJ).

    `removed` are the glyphs that go; `opens` says of those where a bar begins, and for which entry (-1: for
    none that is known). `targets`, once a line is set anew, has every stretch of glyphs that stays;
    `labelled` what is drawn (in page units) where a bar with a label begins, so that it reads in its place.
    `tracking` is the letter space that its font has all over the page, nearly its own; None where it has none.
    `spoken` is what the document says that its one letter stands for, whatever the font says; blank for nothing.
    `slot` and `flow` say, in a tagged document, to which part of it the words belong and in whose lines they run on.
    """

    op_index: int
    pieces: list[bytes | float]
    font: Font
    size: float
    char_space: float
    word_space: float
    stretch: float
    rise: float
    is_hidden: bool
    is_chained: bool
    matrix: Matrix
    text: str
    advance: float
    count: int
    removed: set[int] = field(default_factory=set)
    opens: dict[int, int] = field(default_factory=dict)
    targets: list[Target] | None = None
    labelled: dict[int, list[Op]] = field(default_factory=dict)
    tracking: float | None = None
    slot: int = -1
    flow: int = -1
    spoken: str = ""
    _glyphs: Glyphs | None = None
    _em: float = 0.0
    _scale: float = 0.0
    _space: float = 0.0

    @property
    def start_point(self) -> Point:
        return placed(self.matrix, 0.0, self.rise)

    @property
    def end_point(self) -> Point:
        return self.point_at(self.advance)

    def point_at(self, run: float) -> Point:
        """Give the page point at this distance along the segment (text space)."""
        return (
            placed(self.matrix, 0.0, self.rise + run)
            if self.font.vertical
            else placed(self.matrix, run, self.rise)
        )

    @property
    def body(self) -> float:
        """How tall its letters are (text space); negative where they hang down from the baseline."""
        return self.size * self.font.em

    @property
    def em(self) -> float:
        """The font size in page units; never nought."""
        if not self._em:
            _, _, c, d, _, _ = self.matrix
            self._em = abs(self.body) * math.hypot(c, d) or 0.001
        return self._em

    @property
    def scale(self) -> float:
        """Page units for one unit along the baseline."""
        if not self._scale:
            a, b, c, d, _, _ = self.matrix
            self._scale = (math.hypot(c, d) if self.font.vertical else math.hypot(a, b)) or 0.001
        return self._scale

    @property
    def space(self) -> float:
        """How wide a space is in this font and size, on the page. Fonts that have none get a usual one."""
        if not self._space:
            usual = self._own_space if self.has_space_of_its_own else _SPACE_EM
            self.learn_space(usual)
        return self._space

    @property
    def has_space_of_its_own(self) -> bool:
        """Whether its font has a space as wide as spaces are."""
        return 0.15 <= self._own_space <= 0.7

    @property
    def _own_space(self) -> float:
        return self.font.space() / (abs(self.font.em) or 1.0)

    def learn_space(self, usual: float) -> None:
        """Take this many em for how far its words stand apart, for a font that does not say it."""
        self._space = usual * abs(self.body * self.stretch) * self.scale

    @property
    def is_mirrored(self) -> bool:
        """Whether letters follow each other against their own matrix."""
        return (self.size if self.font.vertical else self.size * self.stretch) < 0

    @property
    def direction(self) -> Point:
        """Where the pen goes, as a unit vector on the page."""
        a, b, c, d, _, _ = self.matrix
        x, y = (-c, -d) if self.font.vertical else (a, b)
        if self.is_mirrored:
            x, y = -x, -y
        length = math.hypot(x, y)
        return (x / length, y / length) if length else (1.0, 0.0)

    @property
    def glyphs(self) -> Glyphs:
        """Every code with its place; made when first asked for, as most segments are never hit."""
        if self._glyphs is None:
            self._glyphs = self._laid_out()
        return self._glyphs

    def _laid_out(self) -> Glyphs:
        made = Glyphs()
        along = 1.0 if self.font.vertical else self.stretch
        unit, letters, words = self.size * along, self.char_space * along, self.word_space * along
        run = 0.0
        for index, piece in enumerate(self.pieces):
            if isinstance(piece, float):
                run -= piece / 1000 * unit
                continue
            found = self.font.spell(piece)
            steps = widths = [width * unit for width in found.widths]
            if words:
                steps = [
                    width + (letters + words if space == 32 else letters)
                    for width, space in zip(widths, found.spaces, strict=True)
                ]
            elif letters:
                steps = [width + letters for width in widths]
            pens = list(accumulate(steps, initial=run))
            if len(self.pieces) == 1:
                return Glyphs.of(found, widths, pens)
            run = pens[-1]
            made.add(index, found, widths, pens)
        return made

    def codes_of(self, first: int, last: int) -> bytes:
        """Give the bytes that show these glyphs."""
        glyphs = self.glyphs
        only = self.pieces[0] if len(self.pieces) == 1 else None
        if isinstance(only, bytes):
            return only[glyphs.starts[first] : glyphs.ends[last]]
        held = b""
        while first <= last:
            number = glyphs.pieces[first]
            past = bisect_right(glyphs.pieces, number, first, last + 1)
            piece = self.pieces[number]
            held += piece[glyphs.starts[first] : glyphs.ends[past - 1]] if isinstance(piece, bytes) else b""
            first = past
        return held

    def keep(self, shown: bytes) -> None:
        """Remember in its font that these of its codes stay."""
        if self.spoken:
            self.font.keep_as(shown, self.spoken)
        else:
            self.font.keep(shown)

    def glyph_places(self) -> list[int]:
        """For each letter of `text`, the index of its glyph; -1 for a letter that stands for a kern."""
        glyphs = self.glyphs
        is_plain = len(self.pieces) == 1 and len(self.text) == len(glyphs) and all(glyphs.texts)
        if is_plain:
            return list(range(len(glyphs)))
        return list(self._letter_places(glyphs))

    def _letter_places(self, glyphs: Glyphs) -> Iterator[int]:
        glyph = 0
        for index, piece in enumerate(self.pieces):
            if isinstance(piece, float):
                if is_word_kern(piece, self.font.em):
                    yield -1
                continue
            while glyph < len(glyphs) and glyphs.pieces[glyph] == index:
                yield from repeat(glyph, len(glyphs.texts[glyph]))
                glyph += 1

    def corners(self, first: float, last: float) -> tuple[Point, Point, Point, Point]:
        """Give the corners on the page of the strip between two distances along the segment."""
        if self.font.vertical:
            half, low, high = abs(self.body) / 2, self.rise + min(first, last), self.rise + max(first, last)
            box = ((-half, low), (half, low), (half, high), (-half, high))
        else:
            low, high = self.rise - 0.22 * self.body, self.rise + 0.78 * self.body
            box = ((first, low), (last, low), (last, high), (first, high))
        one, two, three, four = (placed(self.matrix, x, y) for x, y in box)
        return one, two, three, four

    def bounds(self) -> tuple[float, float, float, float]:
        """Give left, bottom, right and top of what it covers on the page."""
        a, b, c, d, e, f = self.matrix
        if b or c or self.font.vertical:
            xs, ys = zip(*self.corners(0.0, self.advance), strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        end, low = a * self.advance + e, d * (self.rise - 0.22 * self.body) + f
        high = d * (self.rise + 0.78 * self.body) + f
        return min(e, end), min(low, high), max(e, end), max(low, high)

    def centre(self, index: int) -> Point:
        """Give the middle of a glyph on the page."""
        glyphs = self.glyphs
        middle = glyphs.at[index] + glyphs.widths[index] / 2
        if self.font.vertical:
            return placed(self.matrix, 0.0, self.rise + middle)
        return placed(self.matrix, middle, self.rise + 0.28 * self.body)


def is_word_kern(kern: float, em: float) -> bool:
    """Say whether a TJ number (thousandths of the font size) parts words; `em` is the font's own."""
    unit = 1000 * abs(em)
    return kern < -WORD_SPACE_EM * unit or kern > unit


def parting(before: Segment, after: Segment) -> str:
    """Say what stands between two segments: nothing, a space, or a new line."""
    ends, starts, (ux, uy), em = before.end_point, after.start_point, before.direction, before.em
    dx, dy = starts[0] - ends[0], starts[1] - ends[1]
    along, across = dx * ux + dy * uy, dy * ux - dx * uy
    if abs(across) > 0.6 * em or along < -0.6 * em or along > JUMP_EM * em:
        return "\n"
    smaller = after.em < 0.85 * em or em < 0.85 * after.em
    if along > WORD_SPACE_EM * em or along < -0.3 * em or (smaller and abs(across) > 0.05 * em):
        return " "
    return ""
