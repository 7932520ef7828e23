"""Names told by what stands beside them: Will Summers (WS), 07700 900123 (Destiny), tell mark, baby rose.

Minutes give a name its initials; exports give a number its name; messages write names that are words in small
letters, behind a word that is followed by people. Source: own.
"""

import re
from collections.abc import Iterator

from redaction.recognisers.english_words import is_english
from redaction.recognisers.not_names import NAMES_THAT_ARE_WORDS, NOT_NAMES
from redaction.recognisers.recogniser import NAME, Recogniser, form
from redaction.spans import Span

_WITH_INITIALS = re.compile(
    rf"(?<!\w)(?P<name>{NAME}(?:[ ]{NAME}){{1,3}})[ ]\((?P<letters>[A-Z]{{2,4}})(?=[,);: ])"
)
_PART = re.compile(r"[^\W\d_]+")
_CUES = (
    r"tell|told|ask|asked|ring|rang|text|texted|msg|msgd|with|wiv|w/|seen|saw|meet|met|at|baby|our|little|lil|auntie|uncle"
    r"|is|hi|hey|love|luv|give it|from|for|and|an|n"
)
_SMALL = re.compile(rf"(?<!\w)(?:{_CUES})[ ](?=(?P<found>[a-z]{{3,12}})(?:[’']?s)?(?:[^\w’']|$))")
# Also words that people write behind those cues when nobody is meant.
_WORDS_FIRST = """
april august autumn bell bill bishop chance chase comfort ford fortune gift guy happy honest hope innocent joy justice
king liberty lord loyal lucky may memory miles noble peace praise pride prince rain red river summer unity wade water
will winter worth bright
"""
# Not A and I, which are words, nor Q, which asks.
_LETTER_ACTS = re.compile(
    r"(?:^|[.!?\"“‘][^\S\n]?|(?<=that |when |then ))([B-HJ-PR-Z])[^\S\n](?:is|was|said|says|told|has|had|will|rang"
    r"|asked|went|came|left|got|wants|cried|likes|feels|felt|denied|lives|lived|low|tearful|upset|attended)\b",
    re.MULTILINE,
)
_LETTER = re.compile(r"(?<![\w.’'&/\-])[B-HJ-PR-Z](?![\w&/’\-]|'(?!s)|\.\w)")
_OF_KIN = frozenset(["auntie", "uncle", "lil"])
_IN_SMALL_LETTERS = frozenset(NAMES_THAT_ARE_WORDS - NOT_NAMES) - frozenset(_WORDS_FIRST.split())


class NamesWithTheirInitials:
    """Finds a full name that is followed by its own initials in brackets, and those initials."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield the name and the initials as spans of `text`."""
        for match in _WITH_INITIALS.finditer(text):
            words = match["name"].split()
            # "Minutes Will Summers (WS)": the name is the last words whose letters these are.
            for first in range(len(words) - 1):
                letters = [part[0] for word in words[first:] for part in _PART.findall(word)]
                if match["letters"] in {"".join(letters), words[first][0] + words[-1][0]}:
                    start = match.start() + len(" ".join(words[:first])) + (first > 0)
                    yield Span(start, match.end("name"), "PERSON", 0.8, "name-with-its-initials")
                    yield Span(*match.span("letters"), "PERSON", 0.7, "name-with-its-initials")
                    break


class WordNamesInMessages:
    """Finds names that are words in lines without a capital, behind a word that is followed by people."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield each such name as a span of `text`."""
        for line in re.finditer(r"[^\n]+", text):
            said = line[0].rpartition(": ")[2]
            if not said.islower():
                continue
            for match in _SMALL.finditer(text, line.end() - len(said), line.end()):
                word, cue = match["found"], match[0].split()[0]
                is_kin = cue in _OF_KIN and not is_english(word.removesuffix("s"))
                if is_kin or word in _IN_SMALL_LETTERS or word.removesuffix("s") in _IN_SMALL_LETTERS:
                    yield Span(*match.span("found"), "PERSON", 0.4, "word-name-in-a-message")


class SingleLetters:
    """Finds somebody who is only a letter, and does what people do in one place at least: "J is alright"."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every place of each such letter as a span of `text`."""
        letters = {match[1] for match in _LETTER_ACTS.finditer(text)}
        if not letters:
            return
        for match in _LETTER.finditer(text):
            if match[0] in letters:
                yield Span(match.start(), match.end(), "PERSON", 0.35, "single-letter")


RECOGNISERS = (
    NamesWithTheirInitials(),
    WordNamesInMessages(),
    Recogniser(
        name="name-of-the-street",
        label="PERSON",
        pattern=form(
            rf"""(?<!\w)(?:(?:Big|Lil['’]?|Mad|Fat|Wee|Daft|Skinny)[ ]{NAME}|[A-Z][ \-](?:Man|Dog|Boy|Money)(?!\w)
            |Baby[ ][A-Z](?![\w.]))"""
        ),
        score=0.5,
    ),
    SingleLetters(),
    Recogniser(
        name="initials-with-stops",
        label="PERSON",
        pattern=form(
            r"(?<![\w.@/])(?!(?:U\.K|U\.S|N\.B|P\.S|A\.M|P\.M|D\.O\.B|G\.P|A\.K\.A|R\.I\.P|O\.E|N\.K)\.)"
            r"(?P<found>(?:[A-Z]\.){1,2}[A-Z])\.(?![\w])"
        ),
        score=0.4,
    ),
    Recogniser(
        name="letters-of-children",
        label="PERSON",
        pattern=form(
            r"(?<!\w)(?:Re|RE|In[ ]re):?[ ](?P<found>[A-Z](?:,[ ][A-Z]){0,4}(?:[ ](?:and|&)[ ][A-Z])?)(?=[ ]\()"
        ),
        score=0.5,
    ),
    Recogniser(
        name="initial-against-a-name",
        label="PERSON",
        pattern=form(rf"(?<![\w.])(?:[A-Z]\.){{1,3}}(?!(?:Court|Act)\b){NAME}(?<=[^\W\d_]{{3}})"),
        score=0.6,
    ),
    Recogniser(
        name="surname-first-in-a-table",
        label="PERSON",
        pattern=form(
            rf"(?m:^|(?<=[|\t]))[ ]?(?P<found>(?:(?:[a-z]{{2,3}}[ ]){{1,2}})?{NAME},[ ]{NAME}(?:[ ]{NAME})?"
            rf"(?:[ ]\({NAME}\))?)(?=[ ]*[|\t\n]|[ ]{{2}})"
        ),
        score=0.6,
    ),
    Recogniser(
        name="name-behind-a-number",
        label="PERSON",
        pattern=form(rf"\d{{3}}[ ]\((?P<found>{NAME}(?:[ ]{NAME})?)\)"),
        score=0.6,
    ),
    Recogniser(
        name="initials-at-the-end",
        label="PERSON",
        pattern=form(
            r"(?<=[.!?])[ ](?P<found>(?!(?:UK|TV|PM|AM|HR|IT|NFA|CSC|NHS|EOE|END)\b)[A-Z]{2,3})[ ]*(?=\n|$)"
        ),
        score=0.35,
    ),
)
