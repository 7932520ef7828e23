"""Reads down columns that a program wrote across, row by row: a name may go on in the next line of its own column.

Neither the order drawn nor the order seen along lines puts such a name together; a reader's eye does.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from redaction.pdf.lines_anew.lines import Line, runs
from redaction.pdf.text_state import Segment
from redaction.wording.folding import fold
from redaction.wording.needles import Needles

_SAME_EDGE_POINTS: Final = 3.0


def down_columns(lines: Sequence[Line], segments: Sequence[Segment], needles: Needles) -> list[Line]:
    """The print of each column from top to bottom; nothing on a page that no term could be parted on."""
    if not _may_be_parted(segments, needles):
        return []
    order = {id(segment): place for place, segment in enumerate(segments)}
    parted = [runs(line, order) for line in lines]
    if all(len(pieces) < 2 for pieces in parted):
        return []
    columns: dict[tuple[float, float, int], list[Line]] = defaultdict(list)
    for pieces in parted:
        for piece in pieces:
            columns[_edge(piece[0])].append(piece)
    return [[segment for piece in each for segment in piece] for each in columns.values() if len(each) > 1]


def _may_be_parted(segments: Sequence[Segment], needles: Needles) -> bool:
    """Say whether the page has both parts of a term that has a gap: most pages have of none."""
    with_gaps = [needle for needle in (*needles.needles, *needles.listed) if needle.gaps]
    if not with_gaps:
        return False
    text = fold(" ".join(segment.text for segment in segments))
    return any(
        needle.folded[:gap] in text and needle.folded[gap:] in text
        for needle in with_gaps
        for gap in needle.gaps
    )


def _edge(segment: Segment) -> tuple[float, float, int]:
    """Which way a piece of print runs, and where on that way it begins."""
    (ux, uy), (x, y) = segment.direction, segment.start_point
    return round(ux, 2), round(uy, 2), round((x * ux + y * uy) / _SAME_EDGE_POINTS)
