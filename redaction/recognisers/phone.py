"""Telephone numbers as people write and scanners read them: 07700.900.123, O7700 9OO1O1, ext 4471.

Form: +44, 0044 or 0 and nine or ten more, with any marks; reading errors O, I, l for digits. No number
is dropped for not being in service. Source: Ofcom National Telephone Numbering Plan.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

_CONTEXT = words(
    "tel",
    "telephone",
    "phone",
    "mobile",
    "mob",
    "call(?:ed)?",
    "rang",
    "ring",
    "text(?:ed)?",
    "contact",
    "number",
    "WhatsApp",
)

RECOGNISERS = (
    Recogniser(
        name="phone",
        label="PHONE_NUMBER",
        pattern=form(
            r"(?<![\w/])(?:(?:\+|00)[ ]?44[ .\-]{0,2}(?:\(0\))?[ ]?"
            r"|\(?[0O](?=[\dOIl]))\(?[1-9OIl](?:[ \t\u00a0.\-()]{0,2}[\dOIl]){8,9}"
            r"(?:[ ,]{1,3}(?:ext|x|extension)\.?[ ]?\d{1,6})?(?![\w/])"
        ),
        score=0.85,
        context=_CONTEXT,
        near=0.95,
    ),
    Recogniser(
        name="phone-extension",
        label="PHONE_NUMBER",
        pattern=form(r"(?<!\w)(?i:ext|extn|extension)\.?[ ]?(?P<found>\d{2,6})(?!\w)"),
        score=0.8,
    ),
    Recogniser(
        name="phone-local",
        label="PHONE_NUMBER",
        pattern=form(
            r"(?<![\w/])(?:\d{3}[ ]\d{4}|\d{6,7}|\d{3,5}[ ]\d{3}[ ]?\d{3,4}|(?:ending"
            r"|ends)[ ](?:in[ ])?\d{3,4})(?![\w/])"
        ),
        score=0.4,
        context=_CONTEXT,
        near=0.7,
        reach=30,
        needs_context=True,
    ),
)
