"""Custody records, exhibits, body-worn video and other marks of a case file: LD/01234/24, TJB/1, BWV 88213.

No national form: an exhibit carries the initials of the officer who found it, which identifies.
Source: own, after custody and exhibit practice under PACE Codes B and C.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="custody-record",
        label="CUSTODY_RECORD",
        pattern=form(r"(?<![\w/])[A-Z0-9]{1,4}/\d{3,6}/\d{2,4}(?![\w/])"),
        score=0.75,
        context=words("custody", "CR", "detention"),
        near=0.95,
    ),
    Recogniser(
        name="exhibit",
        label="EXHIBIT",
        pattern=form(r"(?<![\w/])[A-Z]{2,4}[/\-]\d{1,3}[A-Z]?(?![\w/\-])"),
        score=0.4,
        context=words("exhibits?", "exhibited", "produced?", "seized", "marked", "item", "as", "BWV"),
        near=0.85,
        reach=40,
    ),
    Recogniser(
        name="case-file-mark",
        label="CASE_REFERENCE",
        pattern=form(
            r"(?<!\w)(?:BWV|MAPPA|LADO|CDOP|MASH|MARAC|MISPER|VISOR|ViSOR|DASH|PPN|VIST|CP|EHA|EHCP|IRO|CR)[ ]?"
            r"(?i:ref(?:erence)?\.?[ ]?|no\.?[ ]?|number[ ]|case[ ]|id[ ]?|clip[ ])?[:#]?[ ]?"
            r"(?P<found>(?=[A-Z/\-]*\d)[A-Z0-9][A-Z0-9/\-]{2,20})(?!\w)"
        ),
        score=0.85,
    ),
)
