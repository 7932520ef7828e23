"""Court and application numbers: ZE24C00123, T20247001, 46/1234/123456A, application no. 28045/02.

Form: family and civil (two letters, year, letter, five digits), Crown Court (letter, year, serial),
magistrates (three parts and a check letter), European Court of Human Rights (serial and year, only
after the word application, case, no.). Source: HMCTS case number formats; bichard7-next-core (MIT).
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="court-reference",
        label="COURT_REFERENCE",
        pattern=form(
            r"(?<![\w/])(?:[A-Z]{2}[ ]?\d{2}[ ]?[A-Z][ ]?\d{5}|[TSAUC]\d{8}"
            r"|\d{2}/\d{4}/\d{1,6}[A-HJ-NP-RT-Z])(?![\w/])"
        ),
        score=0.8,
        context=words("court", "case", "proceedings", "claim"),
        near=0.9,
    ),
    Recogniser(
        name="application-number",
        label="COURT_REFERENCE",
        pattern=form(r"(?<![\w/])\d{1,6}/\d{2}(?![\w/]|\.\d)"),
        score=0.5,
        context=words(r"nos?\.?", "applications?", "case", "complaints?", "file", "number", "and"),
        near=0.8,
        reach=25,
        needs_context=True,
    ),
)
