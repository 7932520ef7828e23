"""Numbers of social care, prisons, immigration and professional registers.

Form: Mosaic M and digits, Liquidlogic LCS and digits, prison A1234BC, Ofsted SC and six digits, Social
Work England SW and digits, Home Office letter and seven digits, ARC. Local forms, mostly unpublished.
Source: own; HMPPS prisoner numbers; Ofsted registration numbers.
"""

from redaction.recognisers.recogniser import Recogniser, form

RECOGNISERS = (
    Recogniser(
        name="care-number",
        label="CARE_NUMBER",
        pattern=form(
            r"(?<!\w)(?:M\d{6,8}|LCS[ \-]?(?:ID[ ])?\d{5,9}|[A-Z]\d{4}[A-Z]{2}|SC\d{6}|SW\d{4,7}|EY\d{6}"
            r"|ARC/?\d{2}/?[\d/]+|[A-Z]\d{7}(?:/\d)?)(?!\w)"
        ),
        score=0.75,
    ),
    Recogniser(
        name="care-number-after-its-name",
        label="CARE_NUMBER",
        pattern=form(
            r"(?<!\w)(?i:mosaic|liquidlogic|LCS|carefirst|azeus|systmone|EMIS|RiO|MRN|hospital|patient"
            r"|client|person|child|case"
            r"|prison|home[ ]office|HO|TRN|HCPC|SWE|GMC|NMC|ofsted|URN|unit|file|record)[ ]?"
            r"(?i:id|nos?\.?|numbers?|ref(?:erence)?|pin)\.?[ ]?(?i:is[ ])?[:#]?[ ]?"
            r"(?P<found>(?=[A-Z/\-]*\d)[A-Z0-9][A-Z0-9/\-]{2,18})(?!\w)"
        ),
        score=0.85,
    ),
)
