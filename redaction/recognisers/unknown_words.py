"""Words with a capital that are not English, or that only a name would give a capital where they stand.

Surnames alone, rare forenames and nicknames: "Tunnicliffe was told", "with Spud in the car", "that
Praise gets". The model knows the common names; this is the net for the rest, at a low score.
Source: own.
"""

import re
from collections.abc import Iterator

from redaction.recognisers.english_words import is_english
from redaction.recognisers.not_names import NAMES_THAT_ARE_WORDS, NOT_NAMES, is_public_body
from redaction.recognisers.recogniser import NAME
from redaction.spans import Span

_RUN = re.compile(rf"(?<![^\W_])(?<![/@.\d]){NAME}(?:[^\S\n]{{1,3}}{NAME}){{0,3}}(?![@/\d])")
_WORD = re.compile(NAME)
_MISREAD = re.compile(r"(?<![\w/@.\-])(?:Ma?c)?[A-Z][a-z]{0,15}[015][a-z]{1,15}(?![\w@/])")
_PART = re.compile(r"[^\W\d_]+")

# Things that everyone knows: makes, sites, medicines, faiths, and words newer than the list.
_THINGS = """
adobe african airbnb alexa amazon american android apple april asda asian astra audi august barclays bentley
bible bitcoin bluetooth bmw boots britain british buddhist buddhists cafcass camhs catholic catholics
christian christianity christians christmas citalopram citroen clio corsa covid december deliveroo diazepam
diclofenac diwali easter ebay eid email english europe european excel february fiesta fluoxetine focus ford
google grindr halifax hanukkah hindu hinduism hindus hmcts honda hsbc hyundai ibuprofen insta instagram
internet ipad iphone islam islamic jaguar january jew jewish judaism kia koran languageline lidl linkedin
lloyds lorazepam mazda mcdonald mcdonalds mercedes methadone microsoft mirtazapine monzo morrisons
multiagency muslim muslims naloxone natwest netflix nissan nokia november october ofsted onboarding online
paracetamol paypal peugeot pixel playstation polo powerpoint pregabalin primark quetiapine quran ramadan
renault ritalin roblox safeguarding safelives sainsbury sainsburys samsung santander september sertraline
sikh sikhism sikhs skoda skype snapchat spotify strep subaru suzuki tesco tiktok timeframe timeline toyota
tramadol turkish twitter uber vauxhall viber volkswagen volvo waitrose wellbeing whatsapp wifi xanax xbox
youtube zoom zopiclone
"""
_KNOWN_THINGS = frozenset(_THINGS.split())

# A capital after one of these is a title, a day, a form or a body, and never a person's name alone.
_DETERMINERS = """
the a an of this these those his her its their our my your each every any some no one two first second third
last next initial new old final full same such other another national local regional royal annual
"""
_NO_NAME_AFTER = frozenset(_DETERMINERS.split())
_SPEECH = re.compile(
    r"[^\S\n](?:said|says|told|tells|asked|asks|states?|stated|reported|denied|admitted|replied|shouted|rang|phoned"
    r"|called|texted|attended|lives|lived|moved|came|went|left|cried|gets?|has|had|was|is|does|did|wants?|wanted"
    r"|knows|knew|took|takes|threw|hit|saw|will|would)\b|['’]s\b|[^\S\n]?\(\d"
)
_AFTER_ARTICLE = re.compile(rf"(?<!\w)(?i:the|a|an|this|of|each|any)[^\S\n]({NAME})")
_BEFORE_NUMBER = re.compile(rf"(?<!\w)({NAME})[^\S\n]\d")
_SMALL = re.compile(r"(?<!\w)[a-zß-öø-ÿ]+(?!\w)")
_ARTICLE = re.compile(r"(?<!\w)(?:[Tt]he|[Aa]n?)[^\S\n]$")
_OF_PEOPLE = re.compile(
    r"[^\S\n](?:family|brothers|sisters|children|girls?|boys?|twins|household|address|siblings)\b"
)
_SAYS = re.compile(
    r"[^\S\n](?:said|says|told|tells|asked|asks|denied|admitted|replied|shouted|rang|phoned|cried|hit)\b"
)
_BESIDE = re.compile(r"(?<!\w)(?:and|with|by|told|saw|&)[^\S\n]$")
_DONE_TO_PEOPLE = re.compile(
    r"(?<!\w)(?:told|asked|saw|rang|called|phoned|texted|visited|met|meet|meets|helps?|helped|with|by|thanked|and|&|hit|says|said"
    r"|supported[ ]by|seen[ ]by|named)[^\S\n]$"
)
_BEFORE = re.compile(r"(?P<word>[\w'’]+)[^\S\n]{1,2}[\"“‘(]?$|(?P<mark>[,;(&])[^\S\n]?$")


class UnknownWords:
    """Finds runs of capitalised words with one in them that is not English."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every run of up to four words as a span of `text`, cut to the words that may be a name."""
        for run in _RUN.finditer(text):
            words = list(_WORD.finditer(text, run.start(), run.end()))
            unknown = [place for place, word in enumerate(words) if _is_unknown(word[0])]
            if not unknown or is_public_body(run[0]) or _names_a_thing(text, run):
                continue
            first, last = unknown[0], unknown[-1]
            while first > 0 and _may_go_with_it(words[first - 1][0]):
                first -= 1
            while last + 1 < len(words) and _may_go_with_it(words[last + 1][0]):
                last += 1
            yield Span(words[first].start(), words[last].end(), "PERSON", 0.4, "unknown-word")


class MisreadNames:
    """Finds words with a capital in which a scanner put a digit for a letter, where no reading of them is English."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every such word as a span of `text`."""
        for word in _MISREAD.finditer(text):
            small = word[0].casefold().replace("0", "o").replace("5", "s")
            if not any(
                reading in NOT_NAMES or is_english(reading)
                for reading in (small.replace("1", "l"), small.replace("1", "i"), small.replace("1", "t"))
            ):
                yield Span(word.start(), word.end(), "PERSON", 0.4, "misread-name")


class CapitalInASentence:
    """Finds one or two words that have a capital where English gives one to names only."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every such word or pair as a span of `text`."""
        used: _Usage | None = None
        for run in _RUN.finditer(text):
            words = _WORD.findall(run[0])
            if len(words) > 2 or any(_is_passed_over(word) for word in words):
                continue
            if not _stands_like_a_name(text, run, is_pair=len(words) == 2):
                continue
            if _is_a_name_here(text, run):
                yield Span(run.start(), run.end(), "PERSON", 0.5, "word-as-a-name")
                continue
            used = used or _Usage(text)
            if not used.as_a_thing(run[0], words[0]):
                yield Span(run.start(), run.end(), "PERSON", 0.3, "capital-in-a-sentence")


class _Usage:
    """How words are used in one text: "the Rule", "Rule 52", "rules" say that Rule is no name in it."""

    def __init__(self, text: str) -> None:
        self._after_article = {match[1] for match in _AFTER_ARTICLE.finditer(text)}
        self._before_number = {match[1] for match in _BEFORE_NUMBER.finditer(text)}
        self._small = set(_SMALL.findall(text))

    def as_a_thing(self, words: str, first: str) -> bool:
        small = words.casefold()
        return (
            first in self._after_article
            or words in self._before_number
            or words + "s" in self._before_number
            or small in self._small
            or small + "s" in self._small
        )


def _is_a_name_here(text: str, run: re.Match[str]) -> bool:
    # "seen by Will", "told Faith", "asked May": what is done to people, whatever the word means elsewhere.
    first = run[0].split()[0].casefold()
    return first in NAMES_THAT_ARE_WORDS and bool(
        _DONE_TO_PEOPLE.search(text, max(0, run.start() - 12), run.start())
    )


def _names_a_thing(text: str, run: re.Match[str]) -> bool:
    # "The Turkish Government", "a Somali interpreter": but "the Tunnicliffe family" and "the Wojciks" are people.
    if not _ARTICLE.search(text, max(0, run.start() - 5), run.start()):
        return False
    return not (run[0].endswith("s") or _OF_PEOPLE.match(text, run.end()))


def _is_unknown(word: str) -> bool:
    if _is_passed_over(word) or len(word) < 3 or (word.isupper() and len(word) < 5):
        return False
    return any(len(part) > 2 and not is_english(part.casefold()) for part in _PART.findall(word))


def _may_go_with_it(word: str) -> bool:
    return not _is_passed_over(word) and len(word) > 1


def _is_passed_over(word: str) -> bool:
    bare = re.sub(r"['’]s?$", "", word).casefold()
    return bare in NOT_NAMES or bare in _KNOWN_THINGS or (word.isupper() and len(word) < 4)


def _stands_like_a_name(text: str, run: re.Match[str], *, is_pair: bool) -> bool:
    if _SAYS.match(text, run.end()):
        return True
    if not _stands_in_a_sentence(text, run.start()) or (is_pair and run[0].endswith("s")):
        return False
    return not is_pair or bool(
        _SPEECH.match(text, run.end()) or _BESIDE.search(text, max(0, run.start() - 8), run.start())
    )


def _stands_in_a_sentence(text: str, start: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        return False
    if before["mark"]:
        return True
    word = before["word"]
    return word.isalpha() and word.islower() and word not in _NO_NAME_AFTER


RECOGNISERS = (UnknownWords(), MisreadNames(), CapitalInASentence())
