"""Suggests how a document may have to be classified, each suggestion with its reason. A person decides.

It looks for the words that law and practice use, and weighs them by where they stand: SECRET at the head of a
page is a marking, "it was our secret" is not. Nothing here says that a document is ordinary: the absence of a
hint is no finding.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from redaction.page import DocumentText, PageText
from redaction.spans import Span


class Hint(StrEnum):
    """What a document seems to hold. The list is closed.

    Source: Government Security Classifications (2023); UK GDPR Articles 9 and 10; DPA 2018 section 11(2);
    the protocol's sections 9.5, 9.7 and 9.9; DPA 2018 Schedule 2 paragraph 19 (privilege).
    """

    MARKED_SECRET = "marked-secret"
    MARKED_OFFICIAL_SENSITIVE = "marked-official-sensitive"
    SPECIAL_CATEGORY = "special-category"
    CRIMINAL_OFFENCE = "criminal-offence"
    CHILD = "child"
    THIRD_PARTY = "third-party"
    LEGAL_PRIVILEGE = "legal-privilege"
    SOURCE_OR_INTELLIGENCE = "source-or-intelligence"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One hint: how often, on which pages (from 1), and why, in words that quote nothing but the law's own terms.

    `strength` is from 0 to 1. `terms` are the words of our own lists that stand there, never the document's.
    """

    hint: Hint
    strength: float
    pages: tuple[int, ...]
    times: int
    terms: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why, for the person who decides."""
        shown = ", ".join(self.terms[:4])
        return f"{_SENTENCES[self.hint]}: {shown}." if shown else f"{_SENTENCES[self.hint]}."


_SENTENCES: Final = {
    Hint.MARKED_SECRET: "It carries a marking above OFFICIAL, so it may not be in this service",
    Hint.MARKED_OFFICIAL_SENSITIVE: "It carries the marking OFFICIAL-SENSITIVE, or an older one like it",
    Hint.SPECIAL_CATEGORY: "It speaks of health, ethnic origin, belief, sexual life or the like",
    Hint.CRIMINAL_OFFENCE: "It speaks of offences, allegations or proceedings",
    Hint.CHILD: "It speaks of a child",
    Hint.THIRD_PARTY: "It names several people",
    Hint.LEGAL_PRIVILEGE: "It may be legally privileged",
    Hint.SOURCE_OR_INTELLIGENCE: "It may point to a source or to intelligence",
}

_WORDS: Final = {
    Hint.SPECIAL_CATEGORY: """
        diagnosis diagnosed medication prescribed prescription overdose self-harm suicidal suicide pregnant pregnancy
        miscarriage termination abortion injury injuries bruising fracture hospital paediatrician psychiatrist
        psychologist "mental health" camhs counselling disability disabled autism adhd epilepsy asthma hiv hepatitis
        alcohol "substance misuse" methadone rehab gp "post mortem" pathologist "health visitor" midwife ethnicity
        ethnic "white british" "black african" "black caribbean" "south asian" gypsy traveller religion muslim
        christian jewish hindu sikh mosque church synagogue "sexual orientation" gay lesbian bisexual transgender
        "trade union" contraception "sexual health" biometric dna fingerprints
    """,
    Hint.CRIMINAL_OFFENCE: """
        arrested arrest charged convicted conviction convictions offence offences offender suspect suspected
        allegation alleged caution cautioned custody prosecution prosecuted sentenced imprisonment bail remand "pnc"
        assault "actual bodily harm" "grievous bodily harm" rape burglary robbery theft neglect cruelty "domestic
        abuse" "coercive control" harassment stalking grooming "indecent images" "class a" "section 47" probation
        mappa "sex offender" "restraining order" "non-molestation" misconduct "gross misconduct"
    """,
    Hint.CHILD: """
        child children baby infant toddler pupil "looked after child" "child protection" "child in need" "section
        20" "section 17" nursery school headteacher safeguarding "foster carer" "foster placement" kinship
        cafcass upn dob teenager teenage "young person" stillborn newborn
    """,
    Hint.LEGAL_PRIVILEGE: """
        "legal advice" "legally privileged" "legal professional privilege" "without prejudice" "litigation
        privilege" "counsel's opinion" "advice of counsel" "in contemplation of litigation" "instructions to counsel"
        "privileged and confidential" "advised by solicitors" "our solicitors advise"
    """,
    Hint.SOURCE_OR_INTELLIGENCE: """
        chis "covert human intelligence" "5x5x5" "3x5x2" "intelligence report" "intel report" "source handler"
        informant "source reports" "source evaluation" "sensitive source" "public interest immunity" surveillance
        "directed surveillance" "undercover" "source protection" "handling code" "intelligence log" "special branch"
        crimestoppers interception "communications data" "ripa authority" "witness protection"
    """,
}

_ABOVE: Final = re.compile(
    r"(?:UK[ ]|TOP[ ])?SECRET(?:[ ]?(?:[-–/][ ]?)(?:UK EYES ONLY|STRAP\d?|[A-Z]{2,8}))*"
)
_SENSITIVE: Final = re.compile(
    r"OFFICIAL[ ]?[-–:][ ]?SENSITIVE|\bOFFSEN\b|\bRESTRICTED\b(?=[ ]*(?:[-–]|$|\n))|GPMS|(?<!\w)PROTECT(?=[ ]?[-–])"
    r"|CONFIDENTIAL(?=[ ]*(?:[-–:]|$|\n))"
)
_MARKS: Final = re.compile(r"[\s\[\](){}*_=#|.:–\-]+")
_MOST_WORDS_OF_A_MARKING_LINE: Final = 8
_PEOPLE_FOR_THIRD_PARTIES: Final = 2
_ENOUGH: Final = {Hint.SPECIAL_CATEGORY: 6, Hint.CRIMINAL_OFFENCE: 6, Hint.CHILD: 4}
_CHILD_LABELS: Final = frozenset({"CHILD_AGE", "SCHOOL", "UPN", "PLACEMENT"})


def hints_for(document: DocumentText, found: Sequence[Sequence[Span]] = ()) -> tuple[Suggestion, ...]:
    """Give what the document seems to hold, the strongest first.

    Args:
        document: its text, page by page.
        found: what was detected on each page, if it was; names and ages strengthen a hint.
    """
    made = [
        _marked(Hint.MARKED_SECRET, document.pages, _ABOVE),
        _marked(Hint.MARKED_OFFICIAL_SENSITIVE, document.pages, _SENSITIVE),
        *(_by_words(hint, document.pages) for hint in _WORDS),
        _people(document.pages, found),
    ]
    kept = [_with_labels(suggestion, document.pages, found) for suggestion in made]
    return tuple(sorted((s for s in kept if s.times), key=lambda s: (-s.strength, s.hint.value)))


def _marked(hint: Hint, pages: Iterable[PageText], mark: re.Pattern[str]) -> Suggestion:
    """A marking stands on a line of its own, or nearly, in capitals: at the head and the foot of a page."""
    times, on, best = 0, [], 0.0
    for page in pages:
        lines = [line for line in page.text.splitlines() if line.strip()]
        for place, line in enumerate(lines):
            if not mark.search(line) or not _is_a_marking_line(line, mark):
                continue
            at_the_edge = place < 3 or place >= len(lines) - 3
            times, best = times + 1, max(best, 0.95 if at_the_edge else 0.6)
            on.append(page.number)
    return Suggestion(hint, best, tuple(dict.fromkeys(on)), times, ())


def _is_a_marking_line(line: str, mark: re.Pattern[str]) -> bool:
    rest = _MARKS.sub(" ", mark.sub(" ", line)).split()
    # Beside a marking stand a descriptor, a number of copies, a page: little, and hardly ever a sentence.
    small = [word for word in rest if word.islower()]
    return len(rest) <= _MOST_WORDS_OF_A_MARKING_LINE and len(small) <= 2


def _by_words(hint: Hint, pages: Iterable[PageText]) -> Suggestion:
    times, on = 0, []
    seen: dict[str, int] = {}
    for page in pages:
        for match in _PATTERNS[hint].finditer(page.text):
            term = " ".join(match[0].casefold().split())
            seen[term] = seen.get(term, 0) + 1
            times += 1
            on.append(page.number)
    enough = _ENOUGH.get(hint, 1)
    strength = min(1.0, len(seen) / enough) * (0.9 if enough > 1 else 0.8) if seen else 0.0
    ordered = sorted(seen, key=lambda term: (-seen[term], term))
    return Suggestion(hint, round(strength, 2), tuple(dict.fromkeys(on)), times, tuple(ordered))


def _people(pages: Iterable[PageText], found: Sequence[Sequence[Span]]) -> Suggestion:
    names: set[str] = set()
    on = []
    for page, spans in zip(pages, found, strict=False):
        people = {page.text[s.start : s.end].casefold() for s in spans if s.label == "PERSON"}
        names |= people
        if people:
            on.append(page.number)
    if len(names) < _PEOPLE_FOR_THIRD_PARTIES:
        return Suggestion(Hint.THIRD_PARTY, 0.0, (), 0, ())
    return Suggestion(Hint.THIRD_PARTY, min(0.9, 0.4 + len(names) / 20), tuple(on), len(names), ())


def _with_labels(
    suggestion: Suggestion, pages: Iterable[PageText], found: Sequence[Sequence[Span]]
) -> Suggestion:
    """An age, a school or a pupil number says "child" more surely than any word."""
    if suggestion.hint is not Hint.CHILD:
        return suggestion
    on = [
        page.number
        for page, spans in zip(pages, found, strict=False)
        if _CHILD_LABELS & {s.label for s in spans}
    ]
    if not on:
        return suggestion
    return Suggestion(
        Hint.CHILD,
        max(suggestion.strength, 0.9),
        tuple(sorted({*suggestion.pages, *on})),
        suggestion.times + len(on),
        suggestion.terms,
    )


def _pattern(listed: str) -> re.Pattern[str]:
    terms = [quoted or plain for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', listed)]
    ordered = sorted({" ".join(term.split()) for term in terms}, key=len, reverse=True)
    joined = "|".join(r"\s+".join(map(re.escape, term.split())) for term in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_PATTERNS: Final = {hint: _pattern(listed) for hint, listed in _WORDS.items()}
