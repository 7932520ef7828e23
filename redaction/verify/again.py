"""Runs detection again on a copy: other forms of the names that went, and identifiers that nobody took out."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from redaction.spans import merge
from redaction.verify.verdict import Check, CheckState

if TYPE_CHECKING:
    from redaction.recognisers import Finder

NAME: Final = "detection again"
_CERTAIN: Final = 0.5  # a pattern alone, without its check digit or a word beside it, says too little


def on_pages(texts: Iterable[str], terms: Iterable[str]) -> Check:
    """A NOTICE with what a second officer may want to look at. It stops nothing: what stays may be meant to.

    Names are looked for in the forms in which people are named again ("Brennan" for "Tyler Brennan");
    identifiers by the recognisers that need no language model.
    """
    from redaction.find.names import carried_forms, carry, name_in  # noqa: PLC0415 - a quarter of a second, for one check

    forms = carried_forms(name_in(term) for term in terms if _may_be_a_name(term))
    finders = _finders()
    seen: Counter[str] = Counter()
    pages = []
    for number, text in enumerate(texts, start=1):
        spans = merge((span for finder in finders for span in finder.find(text)), text)
        found = Counter(span.label for span in spans if span.score >= _CERTAIN)
        again = sum(1 for _ in carry(text, forms))
        if again:
            found["forms of removed names"] = again
        if found:
            pages.append(number)
        seen.update(found)
    if not seen:
        return Check(NAME, CheckState.CLEAN)
    counts = ", ".join(f"{count} {_in_words(kind)}" for kind, count in sorted(seen.items()))
    return Check(NAME, CheckState.NOTICE, f"still to be read: {counts}", tuple(pages))


def _may_be_a_name(term: str) -> bool:
    return not any(letter.isdigit() for letter in term)


def _in_words(kind: str) -> str:
    return kind.lower().replace("_", " ") if kind.isupper() else kind


def _finders() -> "tuple[Finder, ...]":
    """Those that find direct identifiers by their own form: no dates, places or unknown words."""
    from redaction.recognisers import (  # noqa: PLC0415 - as above
        bank_account,
        care_number,
        driving_licence,
        email_address,
        nhs_number,
        nino,
        passport,
        phone,
        pnc_id,
        postcode,
        pupil_number,
        vehicle_registration,
    )

    rooms = (
        bank_account, care_number, driving_licence, email_address, nhs_number, nino, passport, phone, pnc_id,
        postcode, pupil_number, vehicle_registration,
    )  # fmt: skip
    return tuple(finder for room in rooms for finder in room.RECOGNISERS)
