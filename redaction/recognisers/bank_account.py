"""Sort codes and account numbers: 20-45-67 12345678.

Form: six digits in pairs; eight digits. Both look like dates and serial numbers, so words near them
count; the two together are taken without. IBAN and card numbers are here too: Presidio drops those whose
check fails, and a mistyped number still points at somebody. Checks: modulus 97 and Luhn.
Source: Vocalink Modulus Checking specification; ISO 13616; ISO/IEC 7812-1.
"""

from redaction.recognisers.check_digits import iban_check_holds, luhn_holds
from redaction.recognisers.recogniser import Recogniser, form, words

_CONTEXT = words("sort", "sort code", "bank", "account", "a/?c", "acc", "acct", "paid", "payment", "branch")

RECOGNISERS = (
    Recogniser(
        name="iban",
        label="IBAN_CODE",
        pattern=form(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)"),
        score=0.6,
        check=iban_check_holds,
        checked=0.97,
        context=words("IBAN"),
        near=0.95,
    ),
    Recogniser(
        name="card-number",
        label="CREDIT_CARD",
        pattern=form(r"(?<!\w)(?:[2-6]\d{3}(?:[ \-]?\d{4}){3}|3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5})(?!\w)"),
        score=0.6,
        check=luhn_holds,
        checked=0.9,
        context=words("card", "visa", "mastercard", "amex", "debit", "credit"),
        near=0.95,
    ),
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
