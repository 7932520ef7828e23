"""Finds the terms that an officer typed: in any case, with any white space between their words."""

import re
from collections.abc import Iterator, Sequence

from redaction.spans import Span


def find_terms(text: str, terms: Sequence[str]) -> Iterator[Span]:
    """Yield every place where a term stands. A term without a letter, digit or mark is passed over."""
    for term in dict.fromkeys(terms):
        pieces = term.split()
        if not pieces:
            continue
        starts = r"(?<!\w)" if pieces[0][0].isalnum() else ""
        ends = r"(?!\w)" if pieces[-1][-1].isalnum() else ""
        pattern = starts + r"\s+".join(re.escape(piece) for piece in pieces) + ends
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Span(match.start(), match.end(), "TYPED_TERM", 1.0, "typed-term")
