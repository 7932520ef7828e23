"""Puts right where a find begins and ends, and lets go of finds that can be no name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redaction.find.names import TITLE_WORD, with_particles
from redaction.recognisers.not_names import NOT_NAMES, is_public_body
from redaction.spans import Span

_NAMELIKE = frozenset({"PERSON", "ORGANIZATION", "LOCATION", "NRP"})
_WIDELY_KEPT = frozenset({"ORGANIZATION", "LOCATION", "NRP", "DATE_TIME"})
_THE_MODEL = "SpacyRecognizer"
# Presidio's telephone recogniser, told to be lenient, takes years and clock times for numbers.
# After one of these a word with a capital is a surname, whatever else it means: Mr Best, PC Hope, Mrs Lord.
_BEFORE_A_SURNAME = re.compile(
    r"(?:Mrs?|MRS?|Ms|MS|Miss|MISS|Mx|Dr|DR|Prof|Sir|Cllr|T/?DC|DC|PC|WPC|PCSO|PS|DS|DI|DCI|Sgt|Insp|Supt|HHJ)\.?"
    r"[^\S\n]+(?!(?:Number|Name|Report|Team|And|The|No|Nos|To)\b)[A-Z][a-z'’\-]+[^\S\n]*"
)
# The parts of any court and treaty, and the state that answers: they point at nobody, however widely one looks.
_OF_EVERY_CASE = re.compile(
    r"(?i:the[ ])?(?:Courts?|Chamber|Council|Committee|Commission|Convention|Government|State|Section"
    r"|Registry|President"
    r"|(?:First|Second|Third|Fourth|Fifth|Grand)[ ](?:Section|Chamber)(?:[ ]of[ ]the[ ]Court)?(?:[ ]\()?"
    r"|European[ ](?:Commission|Court|Convention)(?:[ ](?:of|on)[ ]Human[ ]Rights)?|Rules?(?:[ ]of[ ]Court)?"
    r"|(?:Sections?[ ]\()?Rules?[ ]\d+[ ]§.*|Protocol[ ]No\.[ ]\d+|Articles?[ ]\d+.*|[A-Z]\w+[ ]Government"
    r"|United[ ]Kingdom(?:[ ](?:of[ ]Great[ ]Britain.*|Government))?|Republic[ ]of[ ]\w+)"
)
# A clock time says when, and nobody's name; a day does more.
_CLOCK = re.compile(
    r"(?:about|around|approx\.?|at|by)?[ ]?\d{1,2}(?:(?:[:.]\d{2}){1,2}|[ ]?(?:am|pm))?[ ]?(?:am|pm|hrs?|hours|h)?",
    re.IGNORECASE,
)
# "Baby P" and "Ho, Ka Yan": by their form they are names, whatever their words are elsewhere.
_WHOLE_AS_FOUND = frozenset({"name-of-the-street", "surname-first-in-a-table"})
_PRESIDIO_PHONE = "PhoneRecognizer"
_WORD = re.compile(r"[^\W_][\w'’\-/&]*")
_OF_THE_CALENDAR = re.compile(
    r"\d|\b(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|easter|christmas|eid|ramadan|diwali|hanukkah|half.?term",
    re.IGNORECASE,
)


def tidy(spans: Iterable[Span], text: str, *, wide: bool = False) -> Iterator[Span]:
    """Yield the spans that may identify somebody, cut to the words that do.

    `wide` lets no organisation, place, people or length of time go, however well known.
    """
    for span in spans:
        if span.detector == _PRESIDIO_PHONE and _digit_count(span, text) < 6:
            continue
        if wide and span.label in _WIDELY_KEPT and span.detector == _THE_MODEL:
            if not _OF_EVERY_CASE.fullmatch(text, span.start, span.end):
                yield span
        elif span.label == "DATE_TIME":
            wording = text[span.start : span.end]
            is_clock = span.detector == _THE_MODEL and _CLOCK.fullmatch(wording)
            if _OF_THE_CALENDAR.search(wording) and (wide or not is_clock):
                yield span
        elif span.label in _NAMELIKE and span.detector not in _WHOLE_AS_FOUND:
            yield from _name_parts(span, text)
        else:
            yield span


def _digit_count(span: Span, text: str) -> int:
    return sum(char.isdigit() for char in text[span.start : span.end])


def _name_parts(span: Span, text: str) -> Iterator[Span]:
    if span.label == "ORGANIZATION" and is_public_body(text[span.start : span.end]):
        return
    for line in re.finditer(r"[^\n\t|]+", text[span.start : span.end]):
        part = _without_other_words(
            replace(span, start=span.start + line.start(), end=span.start + line.end()), text
        )
        if part is None and span.detector == "titled-name" and _BEFORE_A_SURNAME.fullmatch(line[0]):
            part = replace(span, start=span.start + line.start(), end=span.start + line.end())
        if part is not None:
            yield _to_whole_words(part, text)


def _without_other_words(span: Span, text: str) -> Span | None:
    words = list(_WORD.finditer(text, span.start, span.end))
    first, last = 0, len(words) - 1
    while first <= last and _is_no_name(words[last][0]):
        last -= 1
    # A titled name begins with its title, which may be made of words that are no names: Special Constable.
    while first <= last and span.detector != "titled-name" and _is_no_name(words[first][0]):
        if TITLE_WORD.fullmatch(words[first][0]):
            break
        first += 1
    if first > last or all(TITLE_WORD.fullmatch(word[0]) for word in words[first : last + 1]):
        return None
    start = span.start if first == 0 else words[first].start()
    end = span.end if last == len(words) - 1 else words[last].end()
    return replace(span, start=start, end=end)


def _is_no_name(word: str) -> bool:
    bare = re.sub(r"['’]s?$", "", word).casefold()
    return bare in NOT_NAMES or bare[0].isdigit()


def _to_whole_words(span: Span, text: str) -> Span:
    # A reading error such as "Thirlwel1" ends the name early for the model, not for the reader.
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return replace(span, start=with_particles(text, start) if span.label == "PERSON" else start, end=end)
