"""Names at the head of a line: "BRENNAN: I never", "Harris, Tyler", and names typed surname first.

Source: own; interview transcripts under PACE Code E and lists of attendance.
"""

import re
from collections import Counter
from collections.abc import Iterator

from redaction.recognisers.not_names import NOT_NAMES
from redaction.recognisers.recogniser import CAPITAL, NAME, Recogniser, form, words
from redaction.spans import Span

_HEADINGS = (
    r"NOTE|NOTES|DATE|TIME|PRESENT|APOLOGIES|SUBJECT|FROM|TO|CC|BCC|SENT|RE|REF|ACTION|ACTIONS|DECISION"
    r"|RISK|RISKS|NAME"
    r"|ADDRESS|DOB|TEL|PHONE|EMAIL|E-MAIL|SUMMARY|BACKGROUND|ANALYSIS|PLAN|OUTCOME|AGENDA|VENUE"
    r"|LOCATION|OFFICER|MUM|DAD"
    r"|MOTHER|FATHER|CHILD|SCHOOL|POLICE|HEALTH|GP|Q|A|INT|INTERVIEWER|SOLICITOR|TYPE|STATUS|UPDATE"
    r"|ENTRY|LOG|CAD|PNC|NHS"
    r"|CHAIR|ATTENDEES|MINUTES|INVITED|INCIDENT|VICTIM|SUSPECT|WITNESS|EXHIBIT|STATEMENT|OFFENCE"
    r"|ALLEGATION|CIRCUMSTANCES"
    r"|WARNING|MARKERS|URGENT|IMPORTANT|CONFIDENTIAL|OFFICIAL|SENSITIVE|REASON|REQUEST|REFERRAL"
    r"|REFERRER|FAMILY|SIBLINGS"
    r"|CUSTODY|DETENTION|REVIEW|LEGAL|MEDICAL|PLACEMENT|HISTORY|CONCERNS|STRENGTHS|VIEWS|WISHES"
    r"|ETHNICITY|GENDER|AGE|UPN"
)


class RepeatedSpeakers:
    """Finds who speaks in a transcript or a chat: a name or initials before a colon, on two lines or more.

    A line that begins with a time in brackets is a message, so there once is enough.
    """

    def find(self, text: str) -> Iterator[Span]:
        """Yield every speaker at the head of a line as a span of `text`."""
        heads = list(_HEAD_OF_LINE.finditer(text))
        times = Counter(head["found"] or head["bare"] for head in heads)
        for head in heads:
            group = "found" if head["found"] else "bare"
            is_speaker = times[head[group]] > 1 or (head["stamp"] and group == "found")
            if is_speaker and not _is_heading(head[group]):
                yield Span(*head.span(group), "PERSON", 0.5, "repeated-speaker")


_HEAD_OF_LINE = re.compile(
    rf"^[ \t]*(?P<stamp>[\[(][^\])\n]{{4,30}}[\])][ \t]?[\-–]?[ \t]?|\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?[ \t]+)?"
    rf"(?:(?P<found>{NAME}(?:[ ]{NAME}){{0,2}}|[A-Z]{{1,3}}\d?):[ \t]|(?P<bare>[A-Z]{{2,3}})(?:[ ]{{2,}}|\t+)(?=\S))",
    re.MULTILINE,
)
_HEADING = re.compile(_HEADINGS)


def _is_heading(label: str) -> bool:
    return all(word.casefold() in NOT_NAMES or _HEADING.fullmatch(word.upper()) for word in label.split())


RECOGNISERS = (
    RepeatedSpeakers(),
    Recogniser(
        name="sign-off-in-initials",
        label="PERSON",
        pattern=form(
            rf"(?m:^)[ \t>]*(?!(?:{_HEADINGS})\b)(?P<found>[A-Z]{{1,2}})[ \t]*(?=\n|$)"
            rf"(?!\n[ \t]*[A-Z]{{1,2}}[ \t]*(?:\n|$))"
        ),
        score=0.3,
        context=words("thanks", "regards", "cheers", "wishes", "let me know", "speak soon", "soon"),
        reach=400,
        near=0.4,
        needs_context=True,
    ),
    Recogniser(
        name="speaker-label",
        label="PERSON",
        pattern=form(
            rf"(?m:^)[ \t]*(?:\[?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\]?[ \t]+)?(?!(?:{_HEADINGS})\b)"
            rf"(?P<found>{CAPITAL}(?:[A-Z'’\-]{{2,20}})(?:[ ][A-Z'’\-]{{2,20}})?):(?=[ \t]+[^\n:]*?[a-z][a-z])"
        ),
        score=0.5,
    ),
    Recogniser(
        name="surname-first",
        label="PERSON",
        pattern=form(
            rf"(?<!\w)(?!(?:{_HEADINGS})\b)[A-Z][A-Z'’\-]{{2,20}},[ ]{NAME}(?:[ ](?:{NAME}|{CAPITAL}\.?(?!\w)))?"
        ),
        score=0.7,
    ),
    Recogniser(
        name="forename-and-capital-surname",
        label="PERSON",
        pattern=form(
            rf"(?<!\w){CAPITAL}[a-zß-öø-ÿ]{{2,15}}[ ](?!(?:{_HEADINGS})\b)(?:Mc|Mac"
            rf"|O['’])?[A-Z][A-Z'’\-]{{3,20}}(?!\w)"
        ),
        score=0.55,
    ),
)
