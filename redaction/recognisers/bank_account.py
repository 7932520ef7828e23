"""Sort codes and account numbers: 20-45-67 12345678.

Form: six digits in pairs; eight digits. Both look like dates and serial numbers, so words near them
count; the two together are taken without. Source: Vocalink Modulus Checking specification.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

_CONTEXT = words("sort", "sort code", "bank", "account", "a/?c", "acc", "acct", "paid", "payment", "branch")

RECOGNISERS = (
    Recogniser(
        name="sort-code-with-account",
        label="BANK_ACCOUNT",
        pattern=form(
            r"(?<!\w)\d{2}[ \-]\d{2}[ \-]\d{2}[ ,/\n]{1,3}(?:(?i:a/?c|account)\D{0,10})?\d{7,8}(?!\w)"
        ),
        score=0.85,
        context=_CONTEXT,
        near=0.97,
    ),
    Recogniser(
        name="bank-account",
        label="BANK_ACCOUNT",
        pattern=form(r"(?<!\w)(?:\d{2}[ \-]?\d{2}[ \-]?\d{2}|\d{7,8}|\d{4}[ ]\d{4})(?!\w)"),
        score=0.4,
        context=_CONTEXT,
        near=0.9,
        needs_context=True,
    ),
)
