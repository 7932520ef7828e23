"""Breaks the lines of a paragraph anew round what was removed.

Where a line ends tells how long the words in it were: the next word did not fit any more. So from the line
that lost something to the first line that the writer ended, the words are set again as if the bar had always
stood there. What comes out depends on the words that stay alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from redaction.pdf.lines_anew.column_width import Column, Columns, edge_of
from redaction.pdf.lines_anew.columns import Anchor, Strip, gap_after, share_edge
from redaction.pdf.lines_anew.tabs import is_item
from redaction.pdf.lines_anew.words import Bar, Run, Word

_LONGEST_CHAIN = 80
# Lines of one paragraph stand no further apart than the others do, by more than this.
_LEADING_SLACK = 1.15
Widths = Callable[[Bar], float]


class Lines(Protocol):
    """What says how the lines of a page read."""

    def run_of(self, strip: Strip) -> Run:
        """Give the words of a line."""
        ...

    def opening_of(self, strip: Strip) -> Word:
        """Give the first word of a line."""
        ...

    def last_gap_of(self, strip: Strip) -> float | None:
        """Say how far a word would stand from the last of a line; None where only splitting the line tells."""
        ...


@dataclass(slots=True)
class Paragraph:
    """Lines of a column that were broken only because the next word did not fit."""

    lines: list[Strip]
    runs: list[Run]
    column: Column


@dataclass(slots=True)
class SetLine:
    """One line as it will be: its words, the widths of its gaps, and where it begins."""

    words: list[Word]
    gaps: list[float]
    left: float
    across: float


def paragraph_of(strip: Strip, column: Column, columns: Columns, words: Lines) -> Paragraph | None:
    """Give the paragraph to break anew from this line on; None where its lines were ended by the writer."""
    made = Paragraph([strip], [words.run_of(strip)], column)
    _follow(made, columns, words)
    above = _above(strip, edge_of(column.anchor), columns.strips) if made.runs[0].words[0].bars else None
    if above is not None and _may_be_forced(column, above, made.runs[0].words[0], words):
        first, opening = words.run_of(above), made.runs[0].words[0]
        is_one = not is_item(opening) and not _begins_a_part(first, opening)
        is_one = is_one and _is_one(above, first) and not columns.is_shared(above, column)
        is_one = is_one and not _stand_apart(above, made.lines) and not _differ_in_face(first, made.runs[0])
        if is_one and _is_forced(column, above, gap_after(first.words[-1]), opening):
            made.lines.insert(0, above)
            made.runs.insert(0, first)
    return made if len(made.lines) > 1 else None


def _follow(made: Paragraph, columns: Columns, words: Lines) -> None:
    if columns.is_shared(made.lines[0], made.column):
        return
    leading: float | None = None
    while len(made.lines) < _LONGEST_CHAIN:
        last = made.lines[-1]
        found = _next_line(made, leading, columns, words)
        if found is None:
            return
        leading = found.across - last.across
        made.lines.append(found)
        made.runs.append(words.run_of(found))


def _next_line(made: Paragraph, leading: float | None, columns: Columns, words: Lines) -> Strip | None:
    """Give the line that the words of a paragraph may flow into; None where it ends."""
    edge, last = edge_of(made.column.anchor), made.lines[-1]
    found = columns.below(last, edge)
    if found is None or found.is_blank or abs(found.edge(edge) - made.column.edge) > 1.0:
        return None
    if leading is not None and abs(found.across - last.across - leading) > 0.1 * leading:
        return None
    opening = words.opening_of(found)
    ends = is_item(opening) or _begins_a_part(made.runs[-1], opening)
    if ends or not _is_forced(made.column, last, gap_after(made.runs[-1].words[-1]), opening):
        return None
    is_heading = leading is None and _is_heading(
        last, made.runs[-1], found, columns.below(found, edge), words
    )
    if is_heading or columns.is_shared(found, made.column) or not _is_one(found, words.run_of(found)):
        return None
    return found


def _is_one(strip: Strip, run: Run) -> bool:
    """Say whether the words of a line are all in one run: a wide gap may part those of a line that is spread."""
    return max(abs(run.left - strip.left), abs(run.right - strip.right)) < strip.em


def _begins_a_part(run: Run, after: Word) -> bool:
    """Say whether the tags of the document end a part with this run: they would tell where the old line ended."""
    return run.words[-1].parts[-1][0].segment.flow != after.parts[0][0].segment.flow


def _is_heading(strip: Strip, run: Run, after: Strip, third: Strip | None, words: Lines) -> bool:
    """Say whether the line after this one belongs to the lines under it and not to this."""
    if third is not None and not third.is_blank and _stand_apart(strip, [after, third]):
        return True
    return _differ_in_face(run, words.run_of(after))


def _stand_apart(strip: Strip, below: Sequence[Strip]) -> bool:
    """Say whether lines stand closer to each other than to the line over them."""
    if len(below) < 2:
        return False
    return below[0].across - strip.across > _LEADING_SLACK * (below[1].across - below[0].across)


def _differ_in_face(one: Run, other: Run) -> bool:
    """Say whether two lines share no font: one stray word in another weight does not part a paragraph."""
    return _faces(one).isdisjoint(_faces(other))


def _faces(run: Run) -> set[int]:
    return {id(part.segment.font) for word in run.words for part, _ in word.parts}


def _is_forced(column: Column, strip: Strip, gap: float, after: Word) -> bool:
    """Say whether the next line's first word would not have fitted on this line."""
    indent = strip.left - column.edge if column.anchor in (Anchor.LEFT, Anchor.BOTH) else 0.0
    length = strip.right - strip.left + indent + gap
    return length + after.end - after.start > column.widest - 0.5 * strip.em


def _may_be_forced(column: Column, strip: Strip, after: Word, words: Lines) -> bool:
    """Say whether a line has to be split to know whether the next line's first word had fitted on it."""
    gap = words.last_gap_of(strip)
    return gap is None or _is_forced(column, strip, gap, after)


def _above(strip: Strip, edge: Anchor, strips: Sequence[Strip]) -> Strip | None:
    low, high = strip.across - 2.5 * strip.em, strip.across - 0.7 * strip.em
    found = [
        other
        for other in strips
        if low < other.across < high and 0.9 < other.em / strip.em < 1.11 and share_edge(strip, other, edge)
    ]
    nearest = max(found, key=lambda other: other.across, default=None)
    return None if nearest is None or nearest.is_blank else nearest


def broken_anew(
    made: Paragraph, width: Widths, tidied: Sequence[Word], joined: Callable[[list[Word]], list[Word]]
) -> list[SetLine] | None:
    """Set the words on the paragraph's own lines; None where they need more lines than there are.

    `joined` puts together what stood on two lines with a hyphen between and is on one now.
    """
    left, right = _sides(made.column)
    anchor = made.column.anchor
    lines: list[SetLine] = []
    waiting = list(tidied)
    for number, strip in enumerate(made.lines):
        start = strip.left if number == 0 and anchor in (Anchor.LEFT, Anchor.BOTH) else left
        taken, gaps, length = _filled(waiting, width, right - start)
        del waiting[: len(taken)]
        whole = joined(taken)
        if len(whole) < len(taken):
            taken, gaps, length = _filled(whole, width, float("inf"))
        if anchor is Anchor.RIGHT:
            start = right - length
        elif anchor is Anchor.CENTRE:
            start = (left + right - length) / 2
        elif anchor is Anchor.BOTH and waiting and gaps:
            gaps = spread(gaps, right - start - length, strip.em)
        lines.append(SetLine(taken, gaps, start, strip.across))
    return None if waiting else lines


def _sides(column: Column) -> tuple[float, float]:
    if column.anchor is Anchor.RIGHT:
        return column.edge - column.full, column.edge
    if column.anchor is Anchor.CENTRE:
        return column.edge - column.full / 2, column.edge + column.full / 2
    return column.edge, column.edge + column.full


def _filled(waiting: Sequence[Word], width: Widths, room: float) -> tuple[list[Word], list[float], float]:
    taken: list[Word] = []
    gaps: list[float] = []
    length = 0.0
    for word in waiting:
        gap = gap_after(taken[-1]) if taken else 0.0
        wide = full_width(word, width)
        if taken and length + gap + wide > room + 0.01:
            break
        if taken:
            gaps.append(gap)
        taken.append(word)
        length += gap + wide
    return taken, gaps, length


def full_width(word: Word, width: Widths) -> float:
    """How wide a word is with its bars."""
    bars = word.bars
    return word.solid + sum(map(width, bars)) if bars else word.solid


def spread(gaps: list[float], spare: float, em: float) -> list[float]:
    """Widen gaps to fill a line; where that would tear it apart it stays ragged."""
    more = spare / len(gaps)
    return [gap + more for gap in gaps] if -0.15 * em < more < 1.1 * em else gaps
