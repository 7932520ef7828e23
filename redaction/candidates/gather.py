"""Gathers what was found in a document into candidates: one for each wording, grouped by whom it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redaction.candidates.candidate import Candidate, Place
from redaction.find.confidence import Thresholds
from redaction.find.detector import Detector
from redaction.find.initials import carry_initials, initials_of
from redaction.find.names import Name, carried_forms, carried_name, carry
from redaction.find.terms import find_terms
from redaction.grounds import Ground
from redaction.page import DocumentText, PageText
from redaction.recognisers.recogniser import letters_and_digits
from redaction.register import KnownPeople
from redaction.register.who_is_who import Somebody, who_is_who
from redaction.spans import Span, merge


def suggest(
    document: DocumentText,
    detector: Detector,
    *,
    terms: Sequence[str] = (),
    register: KnownPeople | None = None,
    together: Sequence[tuple[str, str]] = (),
    apart: Sequence[tuple[str, str]] = (),
    elsewhere: Iterable[Name] = (),
) -> tuple[Candidate, ...]:
    """Give every candidate in the document, by group and then by first place.

    A name found on one page is looked for on all. `terms` are the matter's own words, looked for
    wherever they stand, whatever they stand in: a surname that was typed leaves the whole name of each
    who has it a candidate of its own, or nobody could be given a label. The people of the matter's
    `register` are looked for, too. `together` and `apart` are pairs of wordings that a reviewer said
    name one person, or two. `elsewhere` are the names of the matter's other documents (`name_found`),
    looked for like those of this one.
    """
    known = register or KnownPeople(())
    texts = [page.text for page in document.pages]
    found = [merge(spans, text) for text, spans in zip(texts, detector.detect_many(texts), strict=True)]
    names = [*_names(texts, found), *elsewhere]
    forms, initials = carried_forms(names), initials_of(names)
    carried = [
        merge((*spans, *carry(text, forms), *carry_initials(text, initials)), text)
        for text, spans in zip(texts, found, strict=True)
    ]
    typed = [merge(find_terms(text, terms), text) for text in texts]
    pages = zip(document.pages, carried, typed, strict=True)
    gathered = (
        *candidates_of(
            (page, [*_not_within(spans, words), *(each.span for each in known.find(page.text))])
            for page, spans, words in pages
        ),
        *candidates_of(zip(document.pages, typed, strict=True)),
    )
    people = [candidate.text for candidate in gathered if candidate.label == "PERSON"]
    persons = who_is_who(people, register=known, together=together, apart=apart)
    judged = [_with_confidence(candidate, detector.thresholds) for candidate in gathered]
    return tuple(sorted(_with_persons(judged, persons), key=_order))


def _not_within(spans: Iterable[Span], typed: Sequence[Span]) -> Iterator[Span]:
    """What is more, or something else, than a piece of words that were typed."""
    for span in spans:
        if not any(
            words.start <= span.start
            and span.end <= words.end
            and span.end - span.start < words.end - words.start
            for words in typed
        ):
            yield span


def candidates_of(found: Iterable[tuple[PageText, Sequence[Span]]]) -> tuple[Candidate, ...]:
    """The finds of every page as candidates, one for each wording and label, each a group of its own."""
    gathered: dict[tuple[str, str], Candidate] = {}
    for page, spans in found:
        for span in merge(spans, page.text):
            _gather(gathered, _candidate(page.number, page.text, span))
    return tuple(gathered.values())


def suggested_ground(label: str) -> Ground:
    """The ground a reviewer is offered first for a label; the reviewer decides."""
    return _GROUNDS.get(label, Ground.THIRD_PARTY)


def _names(texts: Iterable[str], found: Iterable[Sequence[Span]]) -> Iterator[Name]:
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            if span.label == "PERSON":
                yield carried_name(text, span)


def _with_persons(candidates: Iterable[Candidate], persons: Iterable[Somebody]) -> Iterator[Candidate]:
    whose = {belongs.wording: (somebody, belongs) for somebody in persons for belongs in somebody.wordings}
    for candidate in candidates:
        if candidate.label != "PERSON":
            yield candidate
            continue
        somebody, belongs = whose[candidate.text]
        yield replace(candidate, group=somebody.name, person=somebody.person, because=belongs.because.value)


def _with_confidence(candidate: Candidate, thresholds: Thresholds) -> Candidate:
    return replace(
        candidate,
        confidence=thresholds.confidence(candidate.label, candidate.score),
        threshold=thresholds.least(candidate.label),
    )


def _candidate(page_number: int, text: str, span: Span) -> Candidate:
    wording = " ".join(text[span.start : span.end].split())
    group = wording if span.label == "PERSON" else _identifier_group(wording, span.label)
    place = Place(page_number, span.start, span.end)
    return Candidate(wording, span.label, span.score, span.detector, (place,), group)


def _gather(gathered: dict[tuple[str, str], Candidate], new: Candidate) -> None:
    key = (new.text, new.label)
    before = gathered.get(key)
    if before is None:
        gathered[key] = new
        return
    stronger = new if new.score > before.score else before
    gathered[key] = replace(stronger, places=before.places + new.places)


def _identifier_group(wording: str, label: str) -> str:
    return letters_and_digits(wording) if label in _BY_VALUE else " ".join(wording.casefold().split())


def _order(candidate: Candidate) -> tuple[str, int, int, str]:
    first = candidate.places[0]
    return (candidate.group.casefold(), first.page_number, first.start, candidate.text)


_NUMBERED = """
NHS_NUMBER NINO PASSPORT DRIVING_LICENCE VEHICLE_REGISTRATION POSTCODE PNC_ID CRO_NUMBER ASN URN
COURT_REFERENCE UPN PHONE_NUMBER BANK_ACCOUNT IBAN_CODE CREDIT_CARD IMEI ICCID CRIME_REFERENCE
IOPC_REFERENCE COLLAR_NUMBER CARE_NUMBER NUMBER
"""
_BY_VALUE = frozenset(_NUMBERED.split())

_GROUNDS = {
    **dict.fromkeys(_BY_VALUE, Ground.IDENTIFIER),
    **dict.fromkeys(
        [
            "ADDRESS",
            "POSTCODE",
            "PHONE_NUMBER",
            "EMAIL_ADDRESS",
            "USERNAME",
            "URL",
            "IP_ADDRESS",
            "MAC_ADDRESS",
            "COORDINATES",
            "LOCATION",
        ],
        Ground.CONTACT_DETAILS,
    ),
    **dict.fromkeys(["SCHOOL", "PLACEMENT", "CHILD_AGE"], Ground.CHILD),
    "COLLAR_NUMBER": Ground.POLICE_OFFICER,
    "NRP": Ground.SPECIAL_CATEGORY,
    "DATE_OF_BIRTH": Ground.THIRD_PARTY,
}
