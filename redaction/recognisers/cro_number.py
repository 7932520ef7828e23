"""Criminal Records Office numbers: 123456/08X, SF05/482703J.

Form: serial to six digits, two-digit year, check letter; or SF, year, serial, letter. Check: year with
the serial padded to six (not padded after SF), modulus 23.
Source: hmpps-person-record CROIdentifier.kt and bichard7-next-core (both MIT).
"""

import re

from redaction.recognisers.check_digits import police_letter
from redaction.recognisers.recogniser import Recogniser, form, words

_STANDARD = re.compile(r"(\d{1,6})/(\d{2})([A-Z])")
_SHORT_FILE = re.compile(r"SF(\d{2})/(\d{1,6})([A-Z])")


def _letter_holds(found: str) -> bool:
    standard = _STANDARD.fullmatch(found)
    if standard:
        return police_letter(standard[2] + standard[1].zfill(6)) == standard[3]
    short_file = _SHORT_FILE.fullmatch(found)
    return bool(short_file and police_letter(short_file[1] + short_file[2]) == short_file[3])


RECOGNISERS = (
    Recogniser(
        name="cro-number",
        label="CRO_NUMBER",
        pattern=form(r"(?<![\w/])(?:SF\d{2}/\d{1,6}|\d{1,6}/\d{2})[A-HJ-NP-RT-Z](?![\w/])"),
        score=0.65,
        check=_letter_holds,
        checked=0.95,
        context=words("CRO", "criminal records? office", "CRO no", "CRO number"),
        near=0.98,
    ),
)
