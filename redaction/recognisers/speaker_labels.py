"""Names at the head of a line: "BRENNAN: I never", "Harris, Tyler", and names typed surname first.

Source: own; interview transcripts under PACE Code E and lists of attendance.
"""

from redaction.recognisers.recogniser import CAPITAL, NAME, Recogniser, form

_HEADINGS = (
    r"NOTE|NOTES|DATE|TIME|PRESENT|APOLOGIES|SUBJECT|FROM|TO|CC|BCC|SENT|RE|REF|ACTION|ACTIONS|DECISION"
    r"|RISK|RISKS|NAME"
    r"|ADDRESS|DOB|TEL|PHONE|EMAIL|E-MAIL|SUMMARY|BACKGROUND|ANALYSIS|PLAN|OUTCOME|AGENDA|VENUE"
    r"|LOCATION|OFFICER|MUM|DAD"
    r"|MOTHER|FATHER|CHILD|SCHOOL|POLICE|HEALTH|GP|Q|A|INT|INTERVIEWER|SOLICITOR|TYPE|STATUS|UPDATE"
    r"|ENTRY|LOG|CAD|PNC|NHS"
    r"|CHAIR|ATTENDEES|MINUTES|INVITED|INCIDENT|VICTIM|SUSPECT|WITNESS|EXHIBIT|STATEMENT|OFFENCE"
    r"|ALLEGATION|CIRCUMSTANCES"
    r"|WARNING|MARKERS|URGENT|IMPORTANT|CONFIDENTIAL|OFFICIAL|SENSITIVE|REASON|REQUEST|REFERRAL"
    r"|REFERRER|FAMILY|SIBLINGS"
    r"|CUSTODY|DETENTION|REVIEW|LEGAL|MEDICAL|PLACEMENT|HISTORY|CONCERNS|STRENGTHS|VIEWS|WISHES"
    r"|ETHNICITY|GENDER|AGE|UPN"
)

RECOGNISERS = (
    Recogniser(
        name="speaker-label",
        label="PERSON",
        pattern=form(
            rf"(?m:^)[ \t]*(?:\[?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\]?[ \t]+)?(?!(?:{_HEADINGS})\b)"
            rf"(?P<found>{CAPITAL}(?:[A-Z'’\-]{{2,20}})(?:[ ][A-Z'’\-]{{2,20}})?):(?=[ \t])"
        ),
        score=0.5,
    ),
    Recogniser(
        name="surname-first",
        label="PERSON",
        pattern=form(
            rf"(?<!\w)(?!(?:{_HEADINGS})\b)[A-Z][A-Z'’\-]{{2,20}},[ ]{NAME}(?:[ ](?:{NAME}|{CAPITAL}\.?(?!\w)))?"
        ),
        score=0.7,
    ),
    Recogniser(
        name="forename-and-capital-surname",
        label="PERSON",
        pattern=form(
            rf"(?<!\w){CAPITAL}[a-zß-öø-ÿ]{{2,15}}[ ](?!(?:{_HEADINGS})\b)(?:Mc|Mac"
            rf"|O['’])?[A-Z][A-Z'’\-]{{3,20}}(?!\w)"
        ),
        score=0.55,
    ),
)
