"""Crime numbers: 13240123456, 42LD/4471/24, NR/24/01823, 2400412345.

No national form: each force has its own, so forms are broad and the words before them count.
Source: own, after Home Office crime recording practice; see also the net in other_numbers.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="crime-reference",
        label="CRIME_REFERENCE",
        pattern=form(
            r"(?<![\w/])(?:\d{2}[A-Z]{1,3}/\d{2,7}/\d{2,4}|[A-Z]{1,4}[/\-]\d{2,8}[/\-]\d{2,8}|\d{2}/\d{4,9}/\d{2}"
            r"|\d{5,7}/\d{2,4}|\d{2,3}[A-Z]{1,2}\d{6,9})(?![\w/])"
        ),
        score=0.7,
        context=words("crime", "niche", "occurrence", "offence", "reference", r"refs?\.?", "report"),
        near=0.95,
    ),
    Recogniser(
        name="crime-reference-after-its-name",
        label="CRIME_REFERENCE",
        pattern=form(
            r"(?i:crime|niche|occurrence|reference|ref)\.?[ ](?i:report[ ])?(?i:no\.?[ ]?|number[ ]"
            r"|ref(?:erence)?[ ])?"
            r"[:#]?[ ]?(?P<found>(?=[A-Z/\-]*\d)[A-Z0-9][A-Z0-9/\-]{3,20}[A-Z0-9])(?!\w)"
        ),
        score=0.9,
    ),
)
