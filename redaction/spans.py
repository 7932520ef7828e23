"""A stretch of text that somebody thinks gives a person away, and how two such stretches become one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

# These hold smaller finds inside them: the name in an e-mail address, the number of a house.
WHOLE_THINGS = frozenset(
    {"ADDRESS", "EMAIL_ADDRESS", "ORGANIZATION", "SCHOOL", "URL", "USERNAME", "PLACEMENT"}
)


_APOSTROPHES = frozenset("'’")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to, not including, `end` of the original text.

    `score` is from 0 to 1; `detector` names what found it, for the reviewer and for counting.
    """

    start: int
    end: int
    label: str
    score: float
    detector: str

    def moved(self, by: int) -> "Span":
        """The same find, so many characters further on."""
        return Span(self.start + by, self.end + by, self.label, self.score, self.detector)


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Give the same characters as spans that do not overlap, in order.

    The one rule: a character that anybody found stays found.

    1. Overlapping spans with one label become one, with the higher score.
    2. A span inside an address, an e-mail address, a school or another whole thing is swallowed by it;
       an organisation swallows only what scores no higher, since people are taken for firms.
    3. Otherwise the stronger (score, then length) keeps its extent, and the weaker keeps what is left
       of it, where a letter or a digit is left.
    """
    joined = _join_alike(spans)
    kept: list[Span] = []
    for group in _touching(joined):
        kept.extend(group if len(group) == 1 else _settle(group, text))
    return tuple(sorted(kept, key=lambda span: (span.start, span.end)))


def _join_alike(spans: Iterable[Span]) -> list[Span]:
    latest: dict[str, Span] = {}
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= span.end:
            continue
        before = latest.get(span.label)
        if before is not None and span.start < before.end:
            stronger = span if span.score > before.score else before
            latest[span.label] = replace(stronger, start=before.start, end=max(before.end, span.end))
            continue
        if before is not None:
            joined.append(before)
        latest[span.label] = span
    joined.extend(latest.values())
    return sorted(joined, key=lambda span: (span.start, -span.end))


def _touching(spans: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    reach = -1
    for span in spans:
        if groups and span.start < reach:
            groups[-1].append(span)
        else:
            groups.append([span])
        reach = max(reach, span.end)
    return groups


def _settle(group: list[Span], text: str) -> list[Span]:
    wholes = [span for span in group if span.label in WHOLE_THINGS]
    standing = [span for span in group if not any(w is not span and _swallows(w, span) for w in wholes)]
    settled: list[Span] = []
    for span in sorted(standing, key=lambda span: (-span.score, span.start - span.end, span.label)):
        settled.extend(_leftovers(span, settled, text))
    return settled


def _swallows(whole: Span, span: Span) -> bool:
    if not (whole.start <= span.start and span.end <= whole.end):
        return False
    if whole.score < span.score and whole.label == "ORGANIZATION":
        return False
    longer = (whole.end - whole.start) > (span.end - span.start)
    return longer or (whole.score, whole.label) > (span.score, span.label)


def _leftovers(span: Span, taken: list[Span], text: str) -> list[Span]:
    pieces = [(span.start, span.end)]
    for other in taken:
        pieces = [
            piece
            for start, end in pieces
            for piece in ((start, min(end, other.start)), (max(start, other.end), end))
            if piece[0] < piece[1]
        ]
    trimmed = [_trim(start, end, text) for start, end in pieces]
    # What a possessive leaves of a longer find is no find: the s of "Okafor's".
    return [
        replace(span, start=start, end=end)
        for start, end in trimmed
        if start < end and not (text[start:end] in "sS" and text[start - 1 : start] in _APOSTROPHES)
    ]


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
