"""Forenames that hardly ever mean anything else, for names the model takes for a place or a firm.

Source: own list of forenames common in the United Kingdom (forenames.txt beside this file), without
those that are also words, months or places.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from redaction.recognisers.recogniser import NAME
from redaction.spans import Span

FORENAMES = frozenset((Path(__file__).parent / "forenames.txt").read_text(encoding="utf-8").split())
_WORD = re.compile(rf"(?<![^\W_]){NAME}")
_SURNAMES = re.compile(rf"(?:[^\S\n]{NAME}){{1,2}}")


class KnownForenames:
    """Finds a known forename and up to two capitalised words that follow it on its line."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every known forename as a span of `text`, in order."""
        for word in _WORD.finditer(text):
            if word[0].casefold() in FORENAMES:
                surnames = _SURNAMES.match(text, word.end())
                end = surnames.end() if surnames else word.end()
                yield Span(word.start(), end, "PERSON", 0.55, "forename")


RECOGNISERS = (KnownForenames(),)
