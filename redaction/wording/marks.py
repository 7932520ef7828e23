"""Chooses what stands in the gap of a removed term, so that no mark of ours is a word that goes.

Somebody redacts the word "redacted", or "Child" in a matter where a person is called "Child A". The check is right
to refuse a copy in which that word stands, whoever wrote it there: a checker that forgave our own marks would
forgive a document that has a mark of its own. So the mark gives way, not the check.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations
from typing import Final

USUAL: Final = "[redacted]"
_OTHERS: Final = ("[removed]", "[withheld]", "[taken out]", "[…]", "[████]")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")


def usual_mark(terms: Iterable[str]) -> str:
    """The first of our marks in which none of the terms stands; blocks, where they stand in all others."""
    given = tuple(terms)
    return next((mark for mark in (USUAL, *_OTHERS) if not holds_a_term(mark, given)), _OTHERS[-1])


def holds_a_term(label: str, terms: Iterable[str]) -> bool:
    """Say whether any of the terms stands in a label, as a whole word or some of them in a row.

    A term without a letter or a digit ("…") stands wherever its signs do.
    """
    words = list(map(_folded, _WORD.findall(label)))
    rows = {"".join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2)}
    return any((_folded(term) or term) in (rows if _folded(term) else label) for term in terms if term)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
