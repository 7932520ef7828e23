"""Police National Computer identifiers: 2014/0382917B, 14/382917B, 20140382917B.

Form: year, serial to seven digits, check letter. Check: the two-digit year with the serial padded to
seven, modulus 23. Source: hmpps-person-record PNCIdentifier.kt and bichard7-next-core (both MIT).
"""

import re

from redaction.recognisers.check_digits import police_letter
from redaction.recognisers.recogniser import Recogniser, form, words

_PARTS = re.compile(r"(?:19|20)?(\d{2})[ ]?/[ ]?(\d{1,7})[ ]?([A-Z])|(?:19|20)(\d{2})(\d{7})([A-Z])")


def _letter_holds(found: str) -> bool:
    parts = _PARTS.fullmatch(found.upper())
    if parts is None:
        return False
    year, serial, letter = (part for part in parts.groups() if part is not None)
    return police_letter(year + serial.zfill(7)) == letter


RECOGNISERS = (
    Recogniser(
        name="pnc-id",
        label="PNC_ID",
        pattern=form(
            r"(?<![\w/])(?:(?:19|20)?\d{2}[ ]?/[ ]?\d{3,7}[ ]?[A-HJ-NP-RT-Za-hj-np-rt-z]"
            r"|(?:19|20)\d{9}[A-HJ-NP-RT-Z])(?![\w/])"
        ),
        score=0.7,
        check=_letter_holds,
        checked=0.95,
        context=words("PNC", "PNCID", "PNC ID", "police national computer"),
        near=0.98,
    ),
)
