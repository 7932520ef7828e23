"""Learns how far words stand apart in fonts that have no space, as those of TeX: from lines that lost nothing."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.lines_anew.splitting import Splitter
from redaction.pdf.lines_anew.words import Piece, Run
from redaction.pdf.text_state import Segment

_MOST_LINES, _FEWEST_GAPS = 12, 6


def learn_spaces(lines: Sequence[Line], splitter: Splitter) -> None:
    """Give every piece of text in a font without a space the usual gap between its words on these lines."""
    lacking = {
        id(each.font): each for line in lines if _lost(line) for each in line if not each.has_space_of_its_own
    }
    for font, one in lacking.items():
        if (pitch := _pitch(lines, one)) is not None:
            _teach(lines, one, pitch)
            continue
        whole = [line for line in lines if not _lost(line) and any(id(each.font) == font for each in line)]
        gaps = [
            gap
            for line in whole[:_MOST_LINES]
            for run in Splitter(splitter.direction, splitter.order, cells=splitter.cells).split(line)
            for gap in _gaps_in(run, one)
        ]
        if len(gaps) >= _FEWEST_GAPS:
            _teach(lines, one, round(median_low(gaps), 2))


def _teach(lines: Sequence[Line], one: Segment, usual: float) -> None:
    for segment in (each for line in lines for each in line if each.font is one.font):
        segment.learn_space(usual)


def _pitch(lines: Sequence[Line], one: Segment) -> float | None:
    """Give how wide every letter of a typewriter's font is, in em; None where they differ."""
    widths = {
        round(abs(width / each.body), 3)
        for line in lines
        for each in line
        if each.font is one.font
        for width in each.glyphs.widths
    }
    return widths.pop() if len(widths) == 1 else None


def _lost(line: Line) -> bool:
    return any(segment.removed for segment in line)


def _gaps_in(run: Run, one: Segment) -> list[float]:
    """The gaps, in em, between words of a run that are both in the font of this piece of text."""
    found = []
    for word, after in pairwise(run.words):
        last, first = word.parts[-1][0], after.parts[0][0]
        if isinstance(last, Piece) and last.segment.font is first.segment.font is one.font:
            found.append((after.start - word.end) / last.segment.em)
    return found
