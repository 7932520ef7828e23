"""Moves the invisible text of a scanned line with its pixels: each word to where its print stands now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from redaction.pdf.pixels.scan_lines import PageLine
from redaction.pdf.text_state import Point, Segment, Target, inverse, placed
from redaction.pictures.set_line import Move

Snap = Callable[[Segment, Point], Point]
"""Given a segment and where a word of it would begin: the step on which it does."""


@dataclass(frozen=True, slots=True)
class _Word:
    """Glyphs of a segment that stay together, and where they begin and end, in a line's own pixels."""

    segment: Segment
    first: int
    last: int
    start: Point
    end: float

    @property
    def middle(self) -> float:
        return (self.start[0] + self.end) / 2


def lies_on(segment: Segment, line: PageLine) -> bool:
    """Say whether invisible text stands on a line that is set anew."""
    back = inverse(line.to_page)
    if back is None:
        return False
    (x, y), (end, _) = (placed(back, *segment.centre(index)) for index in (0, len(segment.glyphs) - 1))
    drop = line.line.drop_at(x)
    on_its_rows = line.line.top + drop <= y <= line.line.bottom + drop
    return on_its_rows and max(x, end) > line.line.left and min(x, end) < line.line.right


def follow(segments: Sequence[Segment], line: PageLine, snap: Snap, widths: dict[int, float]) -> None:
    """Set what is left of these segments, in reading order, where the words of a line stand now.

    Args:
        widths: for each segment (by id) by how much its letters are made narrower.
    """
    words = [word for segment in segments for word in _words(segment, line)]
    moved = [word for word in words if line.line.left <= word.middle <= line.line.right]
    homes = _homes(moved, line.line.moves)
    for segment in segments:
        segment.targets = []
    past: dict[Move, float] = {}
    for word in words:
        narrowed = widths.get(id(word.segment), 1.0)
        x, y = word.start
        home = homes.get(id(word))
        if home is not None:
            fresh = max(float(home.to), past.get(home, 0.0))
            # Two words of the layer that are one in the picture follow each other.
            past[home] = fresh + (word.end - x) * narrowed + 0.2 * (line.line.bottom - line.line.top)
            x, y = fresh, y + line.line.slope * (fresh - x)
        _place(word, snap(word.segment, placed(line.to_page, x, y)), narrowed)


def _words(segment: Segment, line: PageLine) -> Iterator[_Word]:
    back = inverse(line.to_page)
    glyphs, first = segment.glyphs, -1
    for index in range(len(glyphs) + 1):
        is_letter = index < len(glyphs) and index not in segment.removed and bool(glyphs.texts[index].strip())
        goes_on = is_letter and first >= 0 and glyphs.pieces[index] == glyphs.pieces[first]
        if first >= 0 and not goes_on and back is not None:
            start = placed(back, *segment.point_at(glyphs.at[first]))
            end, _ = placed(back, *segment.point_at(glyphs.at[index - 1] + glyphs.widths[index - 1]))
            yield _Word(segment, first, index - 1, start, end)
            first = -1
        if is_letter and first < 0:
            first = index


def _homes(words: Sequence[_Word], moves: Sequence[Move]) -> dict[int, Move]:
    """Which word of the picture each word of the layer belongs to: by order where they are as many, else by place."""
    if len(words) == len(moves):
        ordered = sorted(words, key=lambda word: word.middle)
        return {id(word): move for word, move in zip(ordered, moves, strict=True)}
    if not moves:
        return {}
    return {
        id(word): min(moves, key=lambda move: max(move.left - word.middle, word.middle - move.right, 0.0))
        for word in words
    }


def _place(word: _Word, point: Point, narrowed: float) -> None:
    segment, widths = word.segment, word.segment.glyphs.widths[word.first : word.last + 1]
    targets = segment.targets if segment.targets is not None else []
    targets.append(Target(word.first, segment.codes_of(word.first, word.last), sum(widths) * narrowed, point))
    segment.targets = sorted(targets, key=lambda target: target.first)
