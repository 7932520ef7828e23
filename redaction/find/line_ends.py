"""Finds what a line's end has cut in two: a number at the edge of a table's cell, a street's name in a letter.

Looked at are only those ends that may cut something: digits or capitals on both sides of it, or the kind of a
street behind it. What merely stands below something else is not joined to it.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.recognisers import RECOGNISERS
from redaction.recognisers.recogniser import Recogniser
from redaction.spans import Span

_REACH: Final = 70
"""Characters before and behind a line's end that are read as one line."""

_LIKELY: Final = 0.7
_TOKEN: Final = r"[A-Z\d()+][A-Z\d/\-.()+]*"
_CUT_NUMBER: Final = re.compile(rf"(?<!\S)(?P<left>{_TOKEN})\n(?P<right>{_TOKEN})(?!\w)")
_KIND: Final = (
    r"Road|Rd|Street|Avenue|Ave|Lane|Drive|Close|Crescent|Court|Place|Row|Terrace|Gardens|Grove|Mews|Walk|Way"
)
_CUT_STREET: Final = re.compile(rf"(?<=[A-Za-z'’])\n(?={_KIND})(?!\w+[:])")
_OF_PEOPLE: Final = frozenset({"PERSON", "SCHOOL", "PLACEMENT", "USERNAME", "ADDRESS"})


def _likely(*, label_is_address: bool) -> tuple[Recogniser, ...]:
    return tuple(
        one
        for one in RECOGNISERS
        if isinstance(one, Recogniser)
        and one.highest >= _LIKELY
        and (one.label == "ADDRESS" if label_is_address else one.label not in _OF_PEOPLE)
    )


_OF_NUMBERS: Final = _likely(label_is_address=False)
_OF_STREETS: Final = _likely(label_is_address=True)


def broken_over_lines(text: str) -> Iterator[Span]:
    """Yield what stands on two lines of `text` and is likely to be one identifier."""
    for cut in _CUT_NUMBER.finditer(text):
        if _may_be_one(cut["left"], cut["right"]):
            yield from _across(text, cut.end("left"), _OF_NUMBERS)
    for end in _CUT_STREET.finditer(text):
        yield from _across(text, end.start(), _OF_STREETS)


def _may_be_one(left: str, right: str) -> bool:
    has_digit = [any(char.isdigit() for char in part) for part in (left, right)]
    return all(has_digit) or (any(has_digit) and min(len(left), len(right)) <= 4)


def _across(text: str, line_end: int, recognisers: tuple[Recogniser, ...]) -> Iterator[Span]:
    start, stop = max(0, line_end - _REACH), line_end + 1 + _REACH
    # Read from where the line begins, so that no word is cut and taken for another.
    start = max(start, text.rfind("\n", start, line_end) + 1)
    behind = text.find("\n", line_end + 1, stop)
    window = f"{text[start:line_end]} {text[line_end + 1 : behind if behind > 0 else stop]}"
    for recogniser in recognisers:
        for span in recogniser.find(window):
            if span.start + start < line_end < span.end + start - 1 and span.score >= _LIKELY:
                yield span.moved(start)
