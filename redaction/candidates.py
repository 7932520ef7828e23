"""Gathers what was found in a document into candidates: one for each wording, grouped by whom it is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redaction.find import Detector
from redaction.grounds import Ground
from redaction.initials import carry_initials, initials_of
from redaction.names import Name, carried_forms, carried_name, carry, name_in
from redaction.page import DocumentText
from redaction.recognisers.recogniser import letters_and_digits
from redaction.spans import Span, merge


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands: characters of the page's text, half open; pages count from 1."""

    page_number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording that may identify somebody, with every place where it stands.

    `text` is the wording as it stands, white space folded. `score` is the highest of its places, and
    `detector` what gave it. `group` is the person or the identifier it belongs to.
    """

    text: str
    label: str
    score: float
    detector: str
    places: tuple[Place, ...]
    group: str


def suggest(
    document: DocumentText, detector: Detector, *, terms: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """Give every candidate in the document, by group and then by first place.

    A name found on one page is looked for on all. `terms` are the matter's own words, looked for
    wherever they stand.
    """
    found = [detector.detect(page.text, terms=terms) for page in document.pages]
    texts = [page.text for page in document.pages]
    names = list(_names(texts, found))
    forms, initials = carried_forms(names), initials_of(names)
    carried = [
        merge((*spans, *carry(text, forms), *carry_initials(text, initials)), text)
        for text, spans in zip(texts, found, strict=True)
    ]
    people = _People(_names(texts, carried))
    gathered: dict[tuple[str, str], Candidate] = {}
    for page, spans in zip(document.pages, carried, strict=True):
        for span in spans:
            _gather(gathered, _candidate(page.number, page.text, span, people))
    return tuple(sorted(gathered.values(), key=_order))


def suggested_ground(label: str) -> Ground:
    """The ground a reviewer is offered first for a label; the reviewer decides."""
    return _GROUNDS.get(label, Ground.THIRD_PARTY)


def _names(texts: Iterable[str], found: Iterable[Sequence[Span]]) -> Iterator[Name]:
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            if span.label == "PERSON":
                yield carried_name(text, span)


def _candidate(page_number: int, text: str, span: Span, people: "_People") -> Candidate:
    wording = " ".join(text[span.start : span.end].split())
    group = people.group(wording) if span.label == "PERSON" else _identifier_group(wording, span.label)
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


class _People:
    """Who the names of a document belong to, where the full names in it leave no doubt."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._full: dict[tuple[str, ...], str] = {}
        self._surnames: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._forenames: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for name in names:
            if name.is_full:
                person = (name.key[0], name.key[-1])
                self._full.setdefault(person, f"{_cased(name.words[0])} {_cased(name.words[-1])}")
                self._surnames[person[1]].add(person)
                self._forenames[person[0]].add(person)

    def group(self, wording: str) -> str:
        """The full name a wording belongs to, or the wording without its title where that is in doubt."""
        name = name_in(wording)
        own = " ".join(_cased(word) for word in name.words) or wording
        if not name.words:
            return own
        if name.is_full:
            return self._full.get((name.key[0], name.key[-1]), own)
        fitting = self._fitting(name)
        return self._full[fitting.pop()] if len(fitting) == 1 else own

    def _fitting(self, name: Name) -> set[tuple[str, str]]:
        last = name.key[-1]
        if len(name.words) == 1:
            return self._surnames[last] | self._forenames[last]
        return {person for person in self._surnames[last] if person[0].startswith(name.key[0][0])}


def _cased(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 1 else word


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
