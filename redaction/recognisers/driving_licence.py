"""Driving licence numbers: MORGA657054SM9IJ 35, MORGA 657054 SM9IJ; eight digits in Northern Ireland.

Form: five of the surname, padded with 9; decade, month (plus 5 for a woman), day, year; initials; three
check characters, whose rule is not public; an issue number. Check: month and day are possible.
Source: DVLA, as described at criminaljusticehub and in bichard7-next-core (MIT).
"""

from redaction.recognisers.recogniser import Recogniser, form, letters_and_digits, words


def _date_is_possible(found: str) -> bool:
    plain = letters_and_digits(found)
    return plain[6] in "0156" and 1 <= int(plain[8:10]) <= 31


RECOGNISERS = (
    Recogniser(
        name="driving-licence",
        label="DRIVING_LICENCE",
        pattern=form(
            r"(?<!\w)[A-Z][A-Z9]{4}[ .\-]?\d{6}[ .\-]?[A-Z9]{2}[ ]?[A-Z0-9][ ]?[A-Z]{2}(?:[ ]?\d{2})?(?!\w)"
        ),
        score=0.85,
        check=_date_is_possible,
        checked=0.97,
    ),
    Recogniser(
        name="driving-licence-northern-ireland",
        label="DRIVING_LICENCE",
        pattern=form(r"(?<!\w)\d{8}(?!\w)"),
        score=0.4,
        context=words(r"driving licen[cs]e", r"licen[cs]e no", r"driver number", r"DVA"),
        near=0.9,
        needs_context=True,
    ),
)
