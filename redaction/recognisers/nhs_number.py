"""NHS numbers of England and Wales, CHI numbers of Scotland, Health and Care numbers of Northern Ireland.

Form: ten digits, mostly 3-3-4, with any marks between. Check: modulus 11 on the tenth digit. One in
eleven of all ten-digit numbers passes, so the check alone is no proof; and a number that fails is a
mistyped number, not a harmless one. Context: NHS, CHI, H&C, health and care, patient.
Source: NHS Data Dictionary, NHS NUMBER; Public Health Scotland, CHI number.
"""

from redaction.recognisers.check_digits import nhs_check_holds
from redaction.recognisers.recogniser import Recogniser, digits, form, words

_CONTEXT = words("NHS", "CHI", r"H\s?&\s?C", "HCN", "health and care", "patient", "hospital", "health number")


def _check(found: str) -> bool:
    return nhs_check_holds(digits(found))


RECOGNISERS = (
    Recogniser(
        name="nhs-number",
        label="NHS_NUMBER",
        pattern=form(r"(?<![\w£])\d{3}[ \t\u00a0.\-/]{0,2}\d{3}[ \t\u00a0.\-/]{0,2}\d{4}(?![\w])"),
        score=0.5,
        check=_check,
        checked=0.8,
        context=_CONTEXT,
        near=0.95,
    ),
    Recogniser(
        name="nhs-number-loosely-written",
        label="NHS_NUMBER",
        pattern=form(r"(?<![\w£])[\dOoIlSB](?:[ \t.\-]{0,2}[\dOoIlSB]){9}(?!\w)"),
        score=0.5,
        check=_check,
        checked=0.5,
        context=_CONTEXT,
        near=0.9,
        reach=25,
        needs_context=True,
    ),
)
