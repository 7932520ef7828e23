"""National Insurance numbers, also without the last letter, and temporary numbers.

Form: two letters, six digits, a letter A to D that is often left off; TN, six digits, M or F.
Check: HMRC gives out neither D, F, I, Q, U, V in the prefix, nor O second, nor BG, GB, NK, KN, NT, TN,
ZZ. A prefix outside the rule lowers the score only: it is a typing error in somebody's number.
Source: HMRC National Insurance Manual NIM39110.
"""

import re

from redaction.recognisers.recogniser import Recogniser, form, letters_and_digits, words

_PREFIX = re.compile(r"(?!BG|GB|NK|KN|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")


def _prefix_is_given_out(found: str) -> bool:
    return bool(_PREFIX.match(letters_and_digits(found)))


RECOGNISERS = (
    Recogniser(
        name="nino",
        label="NINO",
        pattern=form(
            r"(?<!\w)(?:(?i:[a-z]{2})[ \t.\-]?(?:\d{2}[ \t.\-]?){2}\d{2}[ \t.\-]?(?i:[a-d])"
            r"|[A-Z]{2}[ \t\-]?(?:\d{2}[ \t\-]?){2}\d{2}|TN[ ]?\d{6}[ ]?[MF])(?!\w)"
        ),
        score=0.55,
        check=_prefix_is_given_out,
        checked=0.85,
        context=words("NI", "NINO", "national insurance", "NI no", "NI number", "NIN"),
        near=0.97,
    ),
)
