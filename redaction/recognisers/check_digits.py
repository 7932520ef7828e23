"""Check digits that several UK identifiers share.

Sources: NHS Data Dictionary, NHS NUMBER (modulus 11); govtalk Unique Pupil Number 2.0 (modulus 23);
hmpps-person-record and bichard7-next-core, both MIT, for the police check letter (modulus 23); Luhn is
ISO/IEC 7812-1 annex B; the IBAN check (modulus 97) is ISO 13616.
"""

from redaction.recognisers.recogniser import digits, letters_and_digits

POLICE_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PUPIL_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def police_letter(number: str) -> str:
    """The check letter that belongs to a police number; the number is all digits."""
    return POLICE_LETTERS[int(number) % 23]


def nhs_check_holds(number: str) -> bool:
    """Whether the tenth digit is the modulus 11 check of the nine before it."""
    if len(number) != 10 or not number.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(number[9])


def pupil_letter(rest: str) -> str:
    """The first letter of a Unique Pupil Number; `rest` is the twelve characters after it.

    A temporary number ends in a letter, which counts by its place in the alphabet of the check.
    """
    values = [int(char) if char.isdigit() else _PUPIL_LETTERS.index(char) for char in rest]
    return _PUPIL_LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def luhn_holds(text: str) -> bool:
    """Whether the digits of `text` end in their Luhn check digit."""
    total = 0
    for place, char in enumerate(reversed(digits(text))):
        doubled = int(char) * 2 if place % 2 else int(char)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def iban_check_holds(text: str) -> bool:
    """Whether the two digits behind the country of an IBAN are the check of the rest."""
    plain = letters_and_digits(text)
    if len(plain) < 5:
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
