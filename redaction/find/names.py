"""What a name is made of, and carrying a found name to every other place where it stands."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redaction.recognisers.english_words import is_english
from redaction.recognisers.not_names import NAMES_THAT_ARE_WORDS, NOT_NAMES
from redaction.recognisers.recogniser import CAPITAL
from redaction.recognisers.titled_names import RANKS, TITLES
from redaction.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-](?!s\b|S\b)[^\W\d_]+)*")
# A title is a whole word: "Fr" does not lead Francis, nor "Sir" Sirius.
_TITLE = re.compile(rf"(?:{RANKS}|{TITLES})(?![^\W\d_])\.?[\s.]*(?:\(?\d{{2,6}}\)?\s)?", re.VERBOSE)
TITLE_WORD = re.compile(rf"(?:{RANKS}|{TITLES})\.?", re.VERBOSE)
"""A word that is a title or a rank."""
_GUESSES = frozenset({"unknown-word", "second-model"})
_PARTICLES = re.compile(
    r"(?<![\w'’\-])(?:(?:van|von|der|den|de|del|della|dos|ten|ter|la|al|el|bin|bint|ibn|ap|ab|ferch|n[íi]|nic|ó)"
    r"[^\S\n]){1,2}$"
)
_POSSESSIVE = re.compile(r"['’][sS]?$")

# Names that are also everyday words are carried only as part of a full name, never on their own.
_EVERYDAY_WORDS = """
art black brown case chance church court cross day field hill home house lane law long love major miles moon
north old page person police rock sky small smart south star teacher water way west young child children
mother father mum dad nan social worker family school matter officer the and for his her she him they that
this with from who was not has had are but all any can did does
"""
EVERYDAY = frozenset(_EVERYDAY_WORDS.split()) | NAMES_THAT_ARE_WORDS
_NEVER_ALONE = (EVERYDAY - NAMES_THAT_ARE_WORDS) | NOT_NAMES
_DOES_WHAT_PEOPLE_DO = re.compile(
    r"['’]s?\b|[^\S\n](?:said|says|told|tells|asked|asks|was|is|has|had|will|went|came|got|gave|left|lives|lived|rang"
    r"|called|did|does|denied|stated|reported|wanted|wants|knew|knows|and|may|can|could|would|stood|wrote|took)\b"
)
_BEFORE_IN_SENTENCE = re.compile(r"(?:[a-z0-9][^\S\n]|[,;(/&\"“‘'][^\S\n]?|[a-z]\n)$")
_OF_THE_CALENDAR = frozenset(["april", "may", "june", "august", "autumn", "summer", "winter"])
_OF_TIME = re.compile(
    r"(?<!\w)(?:in|since|of|during|last|this|next|by|from|until|early|late|mid|every|each)[ -]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name as they stand, without title and possessive."""

    words: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether both forename and surname are there, neither only an initial."""
        return len(self.words) > 1 and len(self.words[0]) > 1 and len(self.words[-1]) > 1

    @property
    def key(self) -> tuple[str, ...]:
        """The words for comparing."""
        return tuple(word.casefold() for word in self.words)


def name_in(found: str) -> Name:
    """Take a found name apart: "DC Tyler Brennan's" gives Tyler, Brennan; "BRENNAN, Tyler" the same."""
    bare = (
        _POSSESSIVE.sub("", _TITLE.sub("", found.strip(), count=1)) if _TITLE.match(found.strip()) else found
    )
    bare = _POSSESSIVE.sub("", bare.strip())
    if bare.count(",") == 1:
        last, first = bare.split(",")
        if len(_WORD.findall(last)) == 1 and 1 <= len(_WORD.findall(first)) <= 2:
            bare = f"{first} {last}"
    return Name(tuple(_WORD.findall(bare)))


def carried_name(text: str, span: Span) -> Name:
    """What of a find is looked for elsewhere: from a guess, only the words that are not English."""
    return name_found(text[span.start : span.end], span.detector)


def name_found(wording: str, detector: str) -> Name:
    """What of a wording is looked for elsewhere, given what found it."""
    name = name_in(wording)
    if detector not in _GUESSES:
        return name
    return Name(tuple(word for word in name.words if not is_english(word.casefold())))


def carried_forms(names: Iterable[Name]) -> frozenset[tuple[str, ...]]:
    """The word sequences (casefolded) that stand for a found name elsewhere.

    The full name, and each word of at least three letters that is not an everyday word.
    """
    forms: set[tuple[str, ...]] = set()
    for name in names:
        key = name.key
        if name.is_full:
            forms.add(key)
            forms.add((key[0], key[-1]))
        forms.update((word,) for word in key if len(word) >= 3 and word not in _NEVER_ALONE)
    return frozenset(forms)


def carry(text: str, forms: frozenset[tuple[str, ...]]) -> Iterator[Span]:
    """Yield every place in `text` where one of the forms stands as whole words.

    A single word that is English counts only with a capital, since many a surname is a word of its own.

    Linear in the text however many names there are.
    """
    if not forms:
        return
    longest = max(len(form) for form in forms)
    first_words = {form[0] for form in forms}
    behind = 0
    for match in _WORD.finditer(text):
        if match.start() < behind:
            continue
        if match[0].casefold() not in first_words:
            if _is_anothers(match[0], forms):
                yield Span(match.start(), match.end(), "PERSON", 0.6, "carried-name")
            continue
        run = [match, *itertools.islice(_WORD.finditer(text, match.end()), longest - 1)]
        length = _longest_form(run, forms, text)
        if length == 1 and not _may_stand_alone(match, text):
            length = 0
        if length:
            behind = run[length - 1].end()
            start = with_particles(text, _with_initials(text, match.start()))
            yield Span(start, behind, "PERSON", 0.8, "carried-name")


def with_particles(text: str, start: int) -> int:
    """Where a name that stands at `start` begins, its small words counted in: ap Gwilym, van der Meer."""
    before = _PARTICLES.search(text, max(0, start - 12), start)
    return before.start() if before else start


def _is_anothers(word: str, forms: frozenset[tuple[str, ...]]) -> bool:
    # "at fazs", in messages: somebody's, without the mark.
    return (
        len(word) > 3
        and word.islower()
        and word[-1] == "s"
        and (word[:-1],) in forms
        and not is_english(word[:-1])
    )


def _may_stand_alone(match: re.Match[str], text: str) -> bool:
    word, small = match[0], match[0].casefold()
    if small not in NAMES_THAT_ARE_WORDS:
        return word[0].isupper() or (len(word) > 3 and not is_english(small))
    before = text[max(0, match.start() - 8) : match.start()]
    if not word[0].isupper() or (
        small in _OF_THE_CALENDAR and _is_of_time(before, text[match.end() : match.end() + 2])
    ):
        return False
    return bool(_BEFORE_IN_SENTENCE.search(before) or _DOES_WHAT_PEOPLE_DO.match(text, match.end()))


def _is_of_time(before: str, behind: str) -> bool:
    return bool(_OF_TIME.search(before)) or behind.strip().isdigit()


def _longest_form(words: Sequence[re.Match[str]], forms: frozenset[tuple[str, ...]], text: str) -> int:
    for length in range(len(words), 0, -1):
        run = words[:length]
        if tuple(match[0].casefold() for match in run) in forms and _stands_together(run, text):
            return length
    return 0


def _stands_together(run: Sequence[re.Match[str]], text: str) -> bool:
    gaps = (text[left.end() : right.start()] for left, right in itertools.pairwise(run))
    return all(len(gap) <= 4 and not gap.strip(" \t\r\n\u00a0") for gap in gaps)


_INITIALS = re.compile(
    rf"(?<!\w)(?:{CAPITAL}\.[^\S\n]?){{1,3}}$|(?<!\w)(?:[B-Z][^\S\n]){{1,3}}$|(?<=[:(\n] )A[^\S\n]$"
)


def _with_initials(text: str, start: int) -> int:
    before = _INITIALS.search(text[max(0, start - 9) : start])
    return start - len(before[0]) if before else start
