"""Which words are English, so that one which is not may be a name: Tunnicliffe, Fatoumata, Szabo.

Source: SCOWL, size 60, British and American (english_words.txt beside this file; docs/NOTICE has its terms),
lower-case words only, each regular ending folded onto its stem.
"""

import functools
from collections.abc import Iterator
from pathlib import Path

_ROOTS = frozenset((Path(__file__).parent / "english_words.txt").read_text(encoding="utf-8").split())
_ENDINGS = ("ings", "ing", "ness", "ers", "er", "ed", "es", "ly", "s")


@functools.lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Whether the word, in small letters, is in the list or is a regular form of one that is."""
    return word in _ROOTS or any(stem in _ROOTS for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield stem
        yield stem + "e"
        if len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]
        if stem.endswith("i"):
            yield stem[:-1] + "y"
