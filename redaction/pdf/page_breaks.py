"""Finds terms that a page break cuts in two: the end of one page's text, and the beginning of the next one's.

What stands between in the file is a footer and a header, so each of the last lines of a page is read on with
each of the first of the next.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles

LINES_AT_AN_EDGE = 4
_LONGEST_LINE = 400
# pdfium writes one of two characters for a hyphen at a line's end, and no line end.
_LINE = re.compile("[^\r\n\x02\ufffe]+")


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line of a page's text, and where in that text it begins."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a term that a page break cuts: the entry, and its place in the text of its page."""

    entry: int
    start: int
    end: int


def edge_lines(text: str) -> tuple[list[EdgeLine], list[EdgeLine]]:
    """Give the first and the last few lines of a page's text that are not blank."""
    lines = [EdgeLine(found.start(), found[0]) for found in _LINE.finditer(text) if found[0].strip()]
    return lines[:LINES_AT_AN_EDGE], lines[-LINES_AT_AN_EDGE:]


def halves(
    last: Sequence[EdgeLine], first: Sequence[EdgeLine], needles: Needles
) -> tuple[list[Half], list[Half]]:
    """Find the terms that begin in one of these last lines and end in one of the first lines after them."""
    before: dict[Half, None] = {}
    after: dict[Half, None] = {}
    for upper in last:
        tail = upper.text[-_LONGEST_LINE:]
        shift = upper.start + len(upper.text) - len(tail)
        for lower in first:
            for found in found_in(f"{tail}\n{lower.text[:_LONGEST_LINE]}", needles):
                if found.start < len(tail) < found.end - 1:
                    before[Half(found.entry, shift + found.start, shift + len(tail))] = None
                    after[Half(found.entry, lower.start, lower.start + found.end - len(tail) - 1)] = None
    return list(before), list(after)
