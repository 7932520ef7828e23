"""Schools, nurseries and colleges by name: Oakfield Primary School, St Jude's Academy, Year 4 class 4B.

Source: own; kinds of school as the Department for Education's register names them.
"""

from redaction.recognisers.recogniser import NAME, Recogniser, form

_KIND = (
    r"(?:Primary|Junior|Infant|Infants|First|Middle|Secondary|High|Upper|Comprehensive|Grammar|Special"
    r"|Community|Catholic|C\.?\ ?of\ ?E\.?|CE|RC"
    r"|Church\ of\ England|Free|Preparatory|Prep|Nursery|Technical|Girls['’]?|Boys['’]?|Voluntary|Aided"
    r"|Controlled|and|&|PRU|Sixth\ Form)"
)

RECOGNISERS = (
    Recogniser(
        name="school",
        label="SCHOOL",
        pattern=form(
            rf"""(?<!\w)(?!(?:The|At|From|In|His|Her|Their|To|And|A)[ ](?:School|College|Academy|Nursery)\b)
            (?:(?:St|Saint|SS)\.?[ ])?{NAME}(?:['’]s?)?(?:[ ](?:of|the|and|on|{NAME}(?:['’]s?)?)){{0,4}}?
            (?:[ ]{_KIND}){{0,4}}[ ](?:School|Academy|College|Nursery
            |Pre-?school|Playgroup|Primary|Infants|Juniors|PRU|Children['’]s[ ]Centre)(?!\w)"""
        ),
        score=0.8,
    ),
    Recogniser(
        name="school-of-a-saint",
        label="SCHOOL",
        pattern=form(
            rf"(?<!\w)(?:St\.?|Saint|SS|Our[ ]Lady(?:[ ]of)?)[ ]{NAME}(?:['’]s?)?"
            rf"(?:[ ]{NAME}){{0,2}}[ ](?:{_KIND}[ ])?"
            r"(?:High|Primary|Juniors?|Infants?|RC|Academy)(?!\w)"
        ),
        score=0.7,
    ),
    Recogniser(
        name="school-attended",
        label="SCHOOL",
        pattern=form(
            rf"(?<!\w)(?i:attends|attended|attending|pupil[ ]at|goes[ ]to|starts?[ ]at|started[ ]at)[ ]"
            rf"(?P<found>(?:St\.?[ ])?{NAME}(?:['’]s?)?(?:[ ]{NAME}){{0,3}}[ ](?:High|Primary|Juniors?"
            rf"|Infants?|Academy))(?!\w)"
        ),
        score=0.75,
    ),
)
