"""Tells whether two released pages, laid side by side, reveal what one of them hides.

A page print is what is needed for that and no more: a keyed hash for every word, so that whoever steals the prints
without the key reads nothing. Likeness is the share of word triples that two pages have in common, counted on the
pages as they were before anything was hidden: however much is blacked out, the page stays the same page.
Source and measurements: docs/decisions/0014-difference-guard.md.
"""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from redaction.wording.folding import fold

LIKE: Final = 0.25
"""From this share of common word triples on, two pages are versions of one page."""
_TRIPLE: Final = 3
SHORT_PAGE: Final = 12
"""A page of fewer words is not known again by its words alone."""
_SHORT_PAGE_LIKE: Final = 0.6
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HASH_BYTES: Final = 8
_SMALL = """
a an and are as at be by for from had has have he her his in is it its of on or she that the their they this to
was were with s
"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page: where it stands in the page's text, and as it is compared."""

    start: int
    end: int
    folded: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; letters and digits only, one case, no accents."""
    found = (Word(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text))
    return tuple(word for word in found if word.folded)


@dataclass(frozen=True, slots=True)
class PagePrint:
    """One page of a released version.

    `whole` are the keyed hashes of its words before anything was hidden, `shown` of those that went out, both in
    reading order; `hidden` are places in `whole`. `picture` and `whole_picture` are keyed hashes of the page as
    drawn, empty where its words are enough to know it again.
    """

    number: int
    whole: tuple[str, ...]
    shown: tuple[str, ...]
    hidden: tuple[int, ...] = ()
    picture: str = ""
    whole_picture: str = ""

    @property
    def is_short(self) -> bool:
        """Whether it has too few words to be known again by them alone."""
        return len(self.whole) < SHORT_PAGE


class Printer:
    """Makes prints under one key (32 bytes), kept per matter and party: prints of two matters cannot be matched."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._hashes: dict[str, str] = {}

    def keyed(self, text: str) -> str:
        """The keyed hash of a text, 16 hex digits."""
        known = self._hashes.get(text)
        if known is None:
            digest = hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)
            known = self._hashes[text] = digest[:_HASH_BYTES].hex()
        return known

    def page(
        self,
        number: int,
        whole: str,
        shown: str | None = None,
        hidden: Iterable[tuple[int, int]] = (),
        *,
        picture: str = "",
        whole_picture: str = "",
    ) -> PagePrint:
        """The print of one page.

        Args:
            whole: the text of the original page.
            shown: the text of the released page; None when the original itself goes.
            hidden: places in `whole`, half open, of what was taken out.
            picture, whole_picture: hashes of the pages as drawn, or empty.
        """
        words = words_of(whole)
        hashes = tuple(self.keyed(word.folded) for word in words)
        if shown is None:
            drawn = self.keyed(picture) if picture else ""
            return PagePrint(number, hashes, hashes, (), drawn, drawn)
        return PagePrint(
            number,
            hashes,
            tuple(self.keyed(word.folded) for word in words_of(shown)),
            _hidden_words(words, tuple(hidden)),
            self.keyed(picture) if picture else "",
            self.keyed(whole_picture) if whole_picture else "",
        )


def _hidden_words(words: Sequence[Word], places: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    found: set[int] = set()
    for start, end in places:
        touched = [index for index, word in enumerate(words) if word.start < end and start < word.end]
        telling = [index for index in touched if words[index].folded not in _SMALL_WORDS]
        found.update(telling or touched)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that are versions of one page, as places (from 0) in what was compared."""

    first: int
    second: int


class LikePages:
    """The pages of one release, ready to be held against the pages of many others, one release at a time."""

    def __init__(self, pages: Sequence[PagePrint]) -> None:
        self._pages = pages
        self._sizes = [len(_triples(page.whole)) for page in pages]
        self._by_triple: dict[tuple[str, ...], list[int]] = {}
        self._by_picture: dict[str, list[int]] = {}
        self._short = [index for index, page in enumerate(pages) if page.is_short and page.whole]
        for index, page in enumerate(pages):
            for triple in _triples(page.whole):
                self._by_triple.setdefault(triple, []).append(index)
            for picture in {page.picture, page.whole_picture} - {""}:
                self._by_picture.setdefault(picture, []).append(index)

    def pairs_with(self, others: Sequence[PagePrint]) -> tuple[Pair, ...]:
        """Every pair of versions of one page: first of ours, second of the others."""
        found: set[tuple[int, int]] = set()
        for second, other in enumerate(others):
            found.update((first, second) for first in self._like(other))
        return tuple(Pair(*pair) for pair in sorted(found))

    def _like(self, other: PagePrint) -> set[int]:
        triples = _triples(other.whole)
        common = Counter(index for triple in triples for index in self._by_triple.get(triple, ()))
        like = {
            index
            for index, count in common.items()
            if count >= LIKE * min(len(triples), self._sizes[index]) and not self._pages[index].is_short
        }
        like.update(index for index in self._short if _share_words(self._pages[index].whole, other.whole))
        for picture in {other.picture, other.whole_picture} - {""}:
            like.update(self._by_picture.get(picture, ()))
        return like


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _TRIPLE]) for at in range(len(words) - _TRIPLE + 1)}


def _share_words(short: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a page of few words and another have most of the fewer ones in common."""
    if not other or len(other) > 2 * SHORT_PAGE:
        return False
    common = sum((Counter(short) & Counter(other)).values())
    return common >= _SHORT_PAGE_LIKE * max(len(short), len(other))


@dataclass(frozen=True, slots=True)
class Revealed:
    """What two pages reveal together: places in the `whole` of the showing page, and of the hiding one.

    `as_picture` says that the showing page is, drawn, what the hiding page was before.
    """

    shown: tuple[int, ...]
    hidden: tuple[int, ...]
    as_picture: bool = False

    @property
    def is_anything(self) -> bool:
        return bool(self.shown or self.as_picture)


def revealed(shows: PagePrint, hides: PagePrint) -> Revealed:
    """What `hides` hid and `shows` shows, on two versions of one page.

    A word counts that is hidden in the one and not in the same place of the other; or, where text has moved, that
    stands there more often than in the hiding page as it went out.
    """
    as_picture = bool(
        hides.whole_picture and hides.picture != hides.whole_picture and shows.picture == hides.whole_picture
    )
    if not hides.hidden:
        return Revealed((), (), as_picture)
    in_place = _in_place(shows, hides)
    shown, hidden = set(in_place), {place for places in in_place.values() for place in places}
    for word, place in _more_often(shows, hides):
        if place not in hidden:
            hidden.add(place)
            if not any(shows.whole[at] == word for at in shown):
                shown.update(_where(shows, word))
    return Revealed(tuple(sorted(shown)), tuple(sorted(hidden)), as_picture)


def _in_place(shows: PagePrint, hides: PagePrint) -> dict[int, list[int]]:
    hidden, also_hidden, went_out = set(hides.hidden), set(shows.hidden), set(shows.shown)
    found: dict[int, list[int]] = {}
    matcher = SequenceMatcher(None, shows.whole, hides.whole, autojunk=False)
    for block in matcher.get_matching_blocks():
        for at, place in zip(
            range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True
        ):
            if place in hidden and at not in also_hidden and shows.whole[at] in went_out:
                found.setdefault(at, []).append(place)
    return found


def _where(shows: PagePrint, word: str) -> list[int]:
    hidden = set(shows.hidden)
    return [at for at, each in enumerate(shows.whole) if each == word and at not in hidden]


def _more_often(shows: PagePrint, hides: PagePrint) -> list[tuple[str, int]]:
    shown, still_shown = Counter(shows.shown), Counter(hides.shown)
    return [
        (hides.whole[place], place)
        for place in hides.hidden
        if shown[hides.whole[place]] > still_shown[hides.whole[place]]
    ]
