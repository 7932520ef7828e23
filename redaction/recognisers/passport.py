"""Passport numbers: nine digits near the word, or two letters and seven digits.

No check outside the machine-readable zone. Nine digits without the word go to the net (other_numbers).
Source: HM Passport Office; Presidio's form for the letters.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

_CONTEXT = words("passports?", "passport no", "travel document", "HMPO")

RECOGNISERS = (
    Recogniser(
        name="passport",
        label="PASSPORT",
        pattern=form(r"(?<!\w)(?:[A-Z]{1,2}[ ]?\d{7}|[A-Z]{2}[ ]?\d{6}|\d{9}|\d{3}[ ]\d{3}[ ]\d{3})(?!\w)"),
        score=0.5,
        context=_CONTEXT,
        near=0.95,
        needs_context=True,
    ),
    Recogniser(
        name="passport-with-letters",
        label="PASSPORT",
        pattern=form(r"(?<!\w)[A-Z]{2}\d{7}(?!\w)"),
        score=0.5,
        context=_CONTEXT,
        near=0.95,
    ),
)
