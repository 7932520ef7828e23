"""Takes glyphs of a page: those of a term that was read, and those that lie under an area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.pdfium import OutsideHit
from redaction.pdf.text_state import Point, Segment, parting


@dataclass(slots=True)
class Hit:
    """One occurrence of a term: the entry, and its glyphs as (segment, first, last)."""

    entry: int
    parts: list[tuple[Segment, int, int]]


@dataclass(slots=True)
class Marks:
    """What was found on one page. `lost` are outside hits that no glyph of ours answers to."""

    hits: list[Hit] = field(default_factory=list)
    lost: list[OutsideHit] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def take(parts: list[tuple[Segment, int, int]], entry: int = -1) -> None:
    """Mark glyphs as removed for an entry. Each line of a term that wraps shows its own bar."""
    before: Segment | None = None
    for segment, first, last in parts:
        segment.removed.update(range(first, last + 1))
        if before is None or parting(before, segment) == "\n":
            segment.opens.setdefault(first, entry)
        before = segment


def merged(parts: list[tuple[Segment, int, int]]) -> list[tuple[Segment, int, int]]:
    """Stretches of glyphs, those that follow each other in a segment as one."""
    found: list[tuple[Segment, int, int]] = []
    for segment, first, last in parts:
        if found and found[-1][0] is segment and found[-1][2] >= first - 1:
            found[-1] = (segment, found[-1][1], max(last, found[-1][2]))
        else:
            found.append((segment, first, last))
    return found


def take_under(area: Sequence[Point], segments: Sequence[Segment], entry: int) -> tuple[int, int]:
    """Mark every glyph whose middle lies in an area of the page.

    Where as many visible ones had gone already, the term was found as text: a font that is not in the file is
    drawn with other widths than it says, and what else lies under the area then is a neighbour. So it is with a
    layer that is fitted to its line as a whole, where most of what lies there had gone already; and where most of
    one whole term had gone, for OCR gives a long address one box. Should the rest be the term after all, the
    result still shows it, and whoever looks at that refuses it.

    Returns:
        How many visible glyphs in it had gone already, and how many glyphs went now.
    """
    left, bottom, right, top = _bounds(area)
    gone = hidden_gone = 0
    is_answered = False
    fresh: list[tuple[Segment, int, int]] = []
    for segment in segments:
        x0, y0, x1, y1 = segment.bounds()
        if x0 >= right or x1 <= left or y0 >= top or y1 <= bottom:
            continue
        had_gone: set[int] = set()
        for index in range(len(segment.glyphs)):
            x, y = segment.centre(index)
            if left <= x <= right and bottom <= y <= top:
                if index in segment.removed:
                    had_gone.add(index)
                else:
                    fresh.append((segment, index, index))
        if segment.is_hidden:
            hidden_gone += len(had_gone)
        elif had_gone:
            gone += len(had_gone)
            is_answered = is_answered or _has_most_of_one(segment, had_gone, entry)
    if fresh and (is_answered or gone >= len(fresh)):
        return gone, 0
    if hidden_gone > len(fresh) and all(segment.is_hidden for segment, _, _ in fresh):
        return gone, 0
    for part in merged(fresh):
        take([part], entry)
    return gone, len(fresh)


def _has_most_of_one(segment: Segment, inside: set[int], entry: int) -> bool:
    """Say whether these glyphs are most of one stretch that went for this entry."""
    for first in [index for index, each in segment.opens.items() if each == entry]:
        past = first
        while past in segment.removed:
            past += 1
        if 2 * sum(index in inside for index in range(first, past)) > past - first:
            return True
    return False


def _bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
