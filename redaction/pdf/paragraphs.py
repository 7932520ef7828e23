"""Breaks the lines of a paragraph anew round what was removed.

Where a line ends tells how long the words in it were: the next word did not fit any more. So from the line
that lost something to the first line that the writer ended, the words are set again as if the bar had always
stood there. What comes out depends on the words that stay alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redaction.pdf.columns import GRID_POINTS, Anchor, Strip, at_edge, gap_after, share_edge
from redaction.pdf.words import Bar, Run, Word

_FEWEST_LINES = 3
_FEWEST_FILLED_LINES = 3
_NARROWEST_EM = 10.0
_LONGEST_CHAIN = 80
_INDENT_EM = 4.0
_WIDEST_RAG_EM = 5.0
# A quarter of an inch: margins are mostly a multiple of it.
_MARGIN_STEP = 18.0
_ITEM = re.compile(r"^(?:[•‣◦▪·●○■□➢\-–—*o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$")
Widths = Callable[[Bar], float]


@dataclass(slots=True)
class Paragraph:
    """Lines that were broken only because the next word did not fit.

    `full` is how wide the column is, `edge` the place that its lines share, `widest` how far they reach.
    """

    lines: list[Strip]
    runs: list[Run]
    anchor: Anchor
    full: float
    edge: float
    widest: float


@dataclass(slots=True)
class SetLine:
    """One line as it will be: its words, the widths of its gaps, and where it begins."""

    words: list[Word]
    gaps: list[float]
    left: float
    across: float


def paragraph_of(
    strip: Strip,
    anchor: Anchor,
    strips: Sequence[Strip],
    split: Callable[[Strip], Run],
    extent: tuple[float, float],
) -> Paragraph | None:
    """Give the paragraph to break anew from this line on; None where its lines were ended by the writer."""
    made = _column_of(strip, anchor, strips, split, extent)
    if made is None:
        return None
    edge = Anchor.LEFT if anchor is Anchor.BOTH else anchor
    widest, made.full = made.full, made.widest
    _follow(made, edge, strips, split)
    above = _above(strip, edge, strips)
    if above is not None and made.runs[0].words[0].bars:
        first = split(above)
        if not _is_item(made.runs[0]) and _is_forced(made, above, first, made.runs[0]):
            made.lines.insert(0, above)
            made.runs.insert(0, first)
    made.full = widest
    return made if len(made.lines) > 1 else None


def _column_of(
    strip: Strip,
    anchor: Anchor,
    strips: Sequence[Strip],
    split: Callable[[Strip], Run],
    extent: tuple[float, float],
) -> Paragraph | None:
    """Give the column that a line stands in, with that line alone; None where too few lines say how wide it is."""
    if anchor is Anchor.LOOSE:
        return None
    edge = Anchor.LEFT if anchor is Anchor.BOTH else anchor
    family = _family(strip, edge, strips)
    plain = [each for each in family if not each.has_bar]
    said_by = plain if len(plain) >= _FEWEST_LINES and anchor is not Anchor.BOTH else family
    widths = [each.right - each.left for each in said_by]
    if len(widths) < _FEWEST_LINES or max(widths) < _NARROWEST_EM * strip.em:
        return None
    place, middle = settled_edge(family, edge), sum(extent) / 2
    if edge is Anchor.CENTRE and abs(place - middle) < 2:
        place = middle
    made = Paragraph([strip], [split(strip)], anchor, max(widths), place, max(widths))
    made.full = _full_width(made, family, strips, extent)
    if not _is_filled(made, widths, extent):
        return None
    return made


def _is_filled(made: Paragraph, widths: Sequence[float], extent: tuple[float, float]) -> bool:
    """Say whether lines were broken because the column was full, and not each where its writer ended it.

    Of three lines of a list one is always the longest, which says nothing of what stands below it. A column's
    lines end near one another, or near the margin of the page.
    """
    rag = _WIDEST_RAG_EM * made.lines[0].em
    nearly = max(widths) - rag
    near_the_end = len([width for width in widths if width > nearly])
    if near_the_end >= _FEWEST_FILLED_LINES or made.anchor is Anchor.BOTH:
        return True
    margin = made.edge - extent[0] if made.anchor is Anchor.LEFT else extent[1] - made.edge
    if made.anchor is Anchor.CENTRE:
        return near_the_end > 1
    return max(widths) > extent[1] - extent[0] - 2 * margin - rag


def column_end(
    strip: Strip,
    anchor: Anchor,
    strips: Sequence[Strip],
    split: Callable[[Strip], Run],
    extent: tuple[float, float],
) -> float | None:
    """Say where the lines of a column end, for one that begins on the left; None where nothing says so."""
    made = _column_of(strip, anchor, strips, split, extent) if anchor is Anchor.LEFT else None
    return None if made is None else made.edge + made.full


def _family(strip: Strip, edge: Anchor, strips: Sequence[Strip]) -> list[Strip]:
    """Give the lines of the same column: a first line may be set in or out."""
    below = _below(strip, edge, strips, None)
    found = [at_edge(strips, head.edge(edge), edge) for head in (strip, below) if head is not None]
    return max(found, key=len)


def settled_edge(family: Sequence[Strip], edge: Anchor) -> float:
    """Say where lines share an edge, to the point: the fractions come of how long each line was."""
    found = sorted(each.edge(edge) for each in family if not each.has_bar) or [
        each.edge(edge) for each in family
    ]
    middle = found[len(found) // 2]
    return middle if edge is Anchor.LEFT else round(middle)


def _full_width(
    made: Paragraph, family: Sequence[Strip], strips: Sequence[Strip], extent: tuple[float, float]
) -> float:
    """Say how wide the column is, without what chance left free at the ends of its lines.

    A column whose lines are filled says it; else it is as wide as its margins are equal, or to the next step of
    a coarse grid, up to what stands beside it.
    """
    widest = made.full
    if made.anchor is Anchor.BOTH:
        return float(round(widest))
    if made.anchor is Anchor.CENTRE:
        margin = (extent[1] - extent[0] - widest) / 2
        return extent[1] - extent[0] - 2 * max((margin + 2) // _MARGIN_STEP * _MARGIN_STEP, 0.0)
    near, far = (made.edge - extent[0], extent[1] - made.edge)
    margin, reach = (near, far) if made.anchor is Anchor.LEFT else (far, near)
    even = reach - margin
    if 0 <= even - widest < _WIDEST_RAG_EM * made.lines[0].em:
        return even
    found = -(-widest // GRID_POINTS) * GRID_POINTS
    return max(min(found, _free_beside(made, family, strips)), widest)


def _free_beside(made: Paragraph, family: Sequence[Strip], strips: Sequence[Strip]) -> float:
    """How far the column can reach before it meets the one beside it."""
    lines = {each.line for each in family}
    limit = float("inf")
    for other in strips:
        if other.line not in lines:
            continue
        if made.anchor is Anchor.LEFT and other.left > made.edge + made.full:
            limit = min(limit, other.left - made.edge)
        elif made.anchor is Anchor.RIGHT and other.right < made.edge - made.full:
            limit = min(limit, made.edge - other.right)
    return limit - made.lines[0].em


def _follow(made: Paragraph, edge: Anchor, strips: Sequence[Strip], split: Callable[[Strip], Run]) -> None:
    leading: float | None = None
    while len(made.lines) < _LONGEST_CHAIN:
        last = made.lines[-1]
        found = _below(last, edge, strips, leading)
        if found is None:
            return
        run = split(found)
        if _is_item(run) or not _is_forced(made, last, made.runs[-1], run):
            return
        if abs(found.edge(edge) - made.edge) > 1.0:
            return
        leading = found.across - last.across
        made.lines.append(found)
        made.runs.append(run)


def _is_item(run: Run) -> bool:
    return bool(_ITEM.match(run.words[0].text))


def _is_forced(made: Paragraph, strip: Strip, run: Run, after: Run) -> bool:
    """Say whether the next line's first word would not have fitted on this line."""
    first = after.words[0]
    indent = strip.left - made.edge if made.anchor in (Anchor.LEFT, Anchor.BOTH) else 0.0
    length = strip.right - strip.left + indent + gap_after(run.words[-1])
    return length + first.end - first.start > made.full - 0.5 * strip.em


def _below(strip: Strip, edge: Anchor, strips: Sequence[Strip], leading: float | None) -> Strip | None:
    """Give the line under this one in its column."""
    found: Strip | None = None
    low, high = strip.across + 0.7 * strip.em, strip.across + 2.5 * strip.em
    for other in [each for each in strips if low < each.across < high]:
        if not 0.9 < other.em / strip.em < 1.11:
            continue
        if other.right < strip.left or other.left > strip.right:
            continue
        near = share_edge(strip, other, edge) or (
            edge is Anchor.LEFT and abs(other.left - strip.left) < _INDENT_EM * strip.em
        )
        if near and (found is None or other.across < found.across):
            found = other
    if (
        found is not None
        and leading is not None
        and abs(found.across - strip.across - leading) > 0.1 * leading
    ):
        return None
    return found


def _above(strip: Strip, edge: Anchor, strips: Sequence[Strip]) -> Strip | None:
    low, high = strip.across - 2.5 * strip.em, strip.across - 0.7 * strip.em
    found = [
        other
        for other in strips
        if low < other.across < high and 0.9 < other.em / strip.em < 1.11 and share_edge(strip, other, edge)
    ]
    return max(found, key=lambda other: other.across) if found else None


def broken_anew(made: Paragraph, width: Widths, tidied: Sequence[Word]) -> list[SetLine] | None:
    """Set the words on the paragraph's own lines; None where they need more lines than there are."""
    left, right = _column(made)
    lines: list[SetLine] = []
    waiting = list(tidied)
    for number, strip in enumerate(made.lines):
        start = strip.left if number == 0 and made.anchor in (Anchor.LEFT, Anchor.BOTH) else left
        taken, gaps, length = _filled(waiting, width, right - start)
        del waiting[: len(taken)]
        if made.anchor is Anchor.RIGHT:
            start = right - length
        elif made.anchor is Anchor.CENTRE:
            start = (left + right - length) / 2
        elif made.anchor is Anchor.BOTH and waiting and gaps:
            gaps = spread(gaps, right - start - length, strip.em)
        lines.append(SetLine(taken, gaps, start, strip.across))
    return None if waiting else lines


def _column(made: Paragraph) -> tuple[float, float]:
    if made.anchor is Anchor.RIGHT:
        return made.edge - made.full, made.edge
    if made.anchor is Anchor.CENTRE:
        return made.edge - made.full / 2, made.edge + made.full / 2
    return made.edge, made.edge + made.full


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
    return word.solid + sum(width(bar) for bar in word.bars)


def spread(gaps: list[float], spare: float, em: float) -> list[float]:
    """Widen gaps to fill a line; where that would tear it apart it stays ragged."""
    more = spare / len(gaps)
    return [gap + more for gap in gaps] if -0.15 * em < more < 1.1 * em else gaps
