"""Arrest and summons numbers: 13/01LD/01/382917K or 1301LD0100000382917K.

Form: two-digit year, force and unit, system, sequence to eleven digits, check letter. Check: the digits
without a force or system that holds letters, sequence padded to eleven, modulus 23.
Source: bichard7-next-core, Asn.ts and isAsnValid.ts (MIT).
"""

import re

from redaction.recognisers.check_digits import police_letter
from redaction.recognisers.recogniser import Recogniser, form, words

_SLASHED = re.compile(r"(\d{2})/([A-Z0-9]{4})/([A-Z0-9]{2,3})/(\d{1,11})([A-Z])")
_JOINED = re.compile(r"(\d{2})([A-Z0-9]{4})([A-Z0-9]{2,3})(\d{11})([A-Z])")


def check_letter(year: str, force: str, system: str, sequence: str) -> str:
    """The letter that belongs to the parts of an arrest and summons number."""
    # The force is the first two characters of its part; the unit's letters do not count.
    numbers = [part for part in (force[:2], system) if part.isdigit()]
    return police_letter("".join(numbers) + year + sequence.zfill(11))


def _letter_holds(found: str) -> bool:
    parts = _SLASHED.fullmatch(found) or _JOINED.fullmatch(found)
    return bool(parts and check_letter(*parts.groups()[:4]) == parts[5])


RECOGNISERS = (
    Recogniser(
        name="arrest-summons-number",
        label="ASN",
        pattern=form(
            r"(?<![\w/])(?:\d{2}/[A-Z0-9]{4}/[A-Z0-9]{2,3}/\d{1,11}|\d{2}[A-Z0-9]{6,7}\d{11})[A-HJ-NP-RT-Z](?![\w/])"
        ),
        score=0.85,
        check=_letter_holds,
        checked=0.97,
        context=words("ASN", "arrest", "summons"),
        near=0.98,
    ),
)
