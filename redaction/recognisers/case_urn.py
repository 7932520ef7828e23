"""Unique reference numbers of a police case file (PTI-URN): 01AB1234524, 13 LD 12345 24.

Form: force (two), unit (two), five digits, two-digit year; older ones three to seven digits. No check.
Source: bichard7-next-core validatedHearingOutcome.ts (MIT); CPS guidance on the URN.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="case-urn",
        label="URN",
        pattern=form(
            r"(?<![\w/])(?:\d{2}[ ]?[|/\-][ ]?[A-Z][A-Z0-9][ ]?[|/\-][ ]?\d{4,5}[ ]?[|/\-][ ]?\d{2}"
            r"|\d{2}[ /]?[A-Z][A-Z0-9][ /]?\d{5}[ /]?\d{2}|[A-Z0-9]{2}[ /][A-Z0-9]{2}[ /]\d{4,5}[ /]\d{2}"
            r"|\d{2}[A-Z][A-Z0-9]\d{3,7})(?![\w/])"
        ),
        score=0.6,
        context=words("URN", "unique reference", "case file", "case no", "file"),
        near=0.95,
    ),
)
