"""Finds a term that is said over and over without a space: two fields of a form that stand close read so."""

from typing import Final

# Shorter ones twice over are words of their own: "Jojo", "couscous".
LEAST_IN_A_ROW: Final = 5


def row_of(squashed: str, term: str, start: int) -> tuple[int, int]:
    """Give the first place and the past-the-last of the row that the term at `start` is one of; its own if alone."""
    past = start + len(term)
    if len(term) < LEAST_IN_A_ROW or not term.isalpha():
        return start, past
    while squashed.startswith(term, past):
        past += len(term)
    while start >= len(term) and squashed.startswith(term, start - len(term)):
        start -= len(term)
    return start, past
