"""What a line of print is made of once it is taken apart: pieces, bars, words and runs.

All lengths are in page units: `along` the line's direction, `across` it (growing downwards on upright pages).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from redaction.pdf.text_state import Segment

# What programs add between letters of one word to make up for rounding. It tells how much stood before, so it
# goes; kerning of pairs that is wider is kept in coarse steps.
ROUNDING_EM = 0.06
_FEWEST_TRACKED = 3
_TRACKING_SLACK = 0.15


@dataclass(slots=True, eq=False)
class Piece:
    """Glyphs `first` to `last` of a segment that stay side by side; `start` is where they stood.

    `run` is how far they move the pen (text space), the space after the last letter included.
    """

    segment: Segment
    first: int
    last: int
    start: float
    width: float
    run: float


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
    """What stands between two spaces. `parts` come with their place after the word's start, bars 0 wide.

    `tab` is how far the next word stands, where that is not a matter of spaces: behind the number of an item.
    """

    start: float
    end: float
    parts: list[tuple[Piece | Bar, float]] = field(default_factory=list)
    spaces: int = 0
    _solid: float | None = None
    tab: float | None = None

    @property
    def bars(self) -> list[Bar]:
        return [part for part, _ in self.parts if part.__class__ is Bar]

    @property
    def text(self) -> str:
        """Its letters, without what was removed."""
        return "".join(
            text
            for part, _ in self.parts
            if isinstance(part, Piece)
            for text in part.segment.glyphs.texts[part.first : part.last + 1]
        )

    @property
    def solid(self) -> float:
        """How wide it is without its bars; asked for when it is whole."""
        if self._solid is None:
            self._solid = sum([
                kern + part.width if isinstance(part, Piece) else kern for part, kern in self.parts
            ])  # fmt: skip
        return self._solid


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


def letter_space(segment: Segment) -> float:
    """What is added after each letter (text space): what only fits a line to its width is left out."""
    if segment.tracking is not None:
        return segment.tracking * segment.stretch
    letters = segment.char_space
    return letters * segment.stretch if abs(letters) > ROUNDING_EM * abs(segment.body) else 0.0


def note_tracking(lines: Iterable[Sequence[Segment]]) -> None:
    """Give segments the letter space that most lines of the page have in their font and size, or nearly so.

    A space of each line's own fits the line to its width, and tells how long it was; one that all lines share is
    how the page is set, and tells nothing. What programs round differently for each string gets the middle one.
    """
    lines = list(lines)
    if not any(segment.char_space for line in lines for segment in line):
        return
    of_font: dict[tuple[int, float], list[list[Segment]]] = {}
    for line in lines:
        for face in {_face(each) for each in line}:
            of_font.setdefault(face, []).append([each for each in line if _face(each) == face])
    for found in of_font.values():
        spaces = [each.char_space for line in found for each in line if each.char_space and not each.removed]
        usual = median_low(spaces) if spaces else 0.0
        same = [line for line in found if any(_is_near(each.char_space, usual) for each in line)]
        if usual and len(same) >= _FEWEST_TRACKED and 2 * len(same) > len(found):
            for segment in (each for line in same for each in line if _is_near(each.char_space, usual)):
                segment.tracking = usual


def _is_near(letters: float, usual: float) -> bool:
    return abs(letters - usual) <= _TRACKING_SLACK * abs(usual)


def _face(segment: Segment) -> tuple[int, float]:
    return id(segment.font), segment.size
