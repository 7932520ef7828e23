"""Forenames that hardly ever mean anything else, for names the model takes for a place or a firm.

In messages people write them in small letters and run them together with an s: "dannys got it".
Source: own list of forenames common in the United Kingdom (forenames.txt beside this file), without
those that are also words, months or places.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from redaction.recognisers.english_words import is_english
from redaction.recognisers.recogniser import NAME
from redaction.spans import Span

FORENAMES = frozenset((Path(__file__).parent / "forenames.txt").read_text(encoding="utf-8").split())
_WORD = re.compile(rf"(?<![^\W_]){NAME}")
_SURNAMES = re.compile(rf"(?:[^\S\n]{{1,3}}{NAME}){{1,2}}")
_SMALL = re.compile(
    r"(?<![\w.@/])(?<!\ba )(?<!\ban )(?<!\bthe )[a-zß-öø-ÿ]{4,20}(?:-[a-zß-öø-ÿ]{2,12})?(?![\w@/]|\.\w)"
)
_BY_WHICH_KNOWN = re.compile(
    r"(?<!\w)(?:big|little|lil|old|young|fat|mad|wee|daft|skinny|ginger)[ ]$", re.IGNORECASE
)


class KnownForenames:
    """Finds a known forename and up to two capitalised words that follow it on its line."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every known forename as a span of `text`, in order."""
        for word in _WORD.finditer(text):
            if word[0].casefold() in FORENAMES:
                surnames = _SURNAMES.match(text, word.end())
                end = surnames.end() if surnames else word.end()
                yield Span(_start(text, word.start()), end, "PERSON", 0.55, "forename")


class ForenamesInSmallLetters:
    """Finds a known forename that is no English word and was written in small letters."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every such forename as a span of `text`, in order, with an s that was run on to it."""
        for word in _SMALL.finditer(text):
            parts = word[0].split("-")
            if any(_is_forename(part) and not is_english(part) for part in parts):
                yield Span(
                    _start(text, word.start()), word.end(), "PERSON", 0.45, "forename-in-small-letters"
                )


def _is_forename(word: str) -> bool:
    return word in FORENAMES or (len(word) > 4 and word.endswith("s") and word[:-1] in FORENAMES)


def _start(text: str, start: int) -> int:
    known = _BY_WHICH_KNOWN.search(text, max(0, start - 8), start)
    return known.start() if known else start


RECOGNISERS = (KnownForenames(), ForenamesInSmallLetters())
