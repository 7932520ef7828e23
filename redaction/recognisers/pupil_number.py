"""Unique Pupil Numbers: H801200001001; temporary ones end in a letter.

Form: letter, eleven digits, digit or letter. Check: modulus 23 on the first letter.
Source: govtalk Unique Pupil Number 2.0; Department for Education UPN guide.
"""

from redaction.recognisers.check_digits import pupil_letter
from redaction.recognisers.recogniser import Recogniser, form, letters_and_digits, words


def _letter_holds(found: str) -> bool:
    plain = letters_and_digits(found)
    return pupil_letter(plain[1:]) == plain[0]


RECOGNISERS = (
    Recogniser(
        name="pupil-number",
        label="UPN",
        pattern=form(r"(?<!\w)[A-HJ-NP-RT-Z][ ]?\d{3}[ ]?\d{4}[ ]?\d{2}[ ]?\d{2}[\dA-HJ-NP-RT-Z](?!\w)"),
        score=0.75,
        check=_letter_holds,
        checked=0.95,
        context=words("UPN", "pupil", "unique pupil number"),
        near=0.97,
    ),
    Recogniser(
        name="learner-number",
        label="UPN",
        pattern=form(r"(?<!\w)(?i:ULN|unique[ ]learner[ ]number)[ ]?[:#]?[ ]?(?P<found>\d{10})(?!\w)"),
        score=0.9,
    ),
)
