"""Names after the label of a form or a signature: "Name: Tyler Brennan", "Mother: ...", "Signed: ...".

Source: own; referral forms, custody records, statements under section 9 of the Criminal Justice Act 1967.
"""

from redaction.recognisers.recogniser import CAPITAL, NAME, Recogniser, form

_LABELS = (
    r"(?:full[ ]|child['’]?s[ ]|young[ ]person['’]?s[ ]|mother['’]?s[ ]|father['’]?s[ ]|patient[ ]"
    r"|pupil[ ]|parent[ ]|worker[ ]"
    r"|referrer['’]?s?[ ]|officer[ ])?name(?:s)?|fore-?name(?:\(?s\)?)?|first[ ]name|surname"
    r"|last[ ]name|family[ ]name|maiden[ ]name"
    r"|alias(?:es)?|nick-?name|street[ ]name|a\.?k\.?a\.?|also[ ]known[ ]as|known[ ]as|n[ée]e|"
    r"mother|father|mum|dad|parents?|child|children|siblings?|brother|sister|carer|partner|subject"
    r"|patient|pupil|student|young[ ]person"
    r"|allocated[ ]worker|keyworker|key[ ]worker|worker|parent/carer|manager|supervisor"
    r"|victim|witness|suspect|complainant|detainee|detained[ ]person|IP|AP|informant|caller|referrer"
    r"|referred[ ]by|author|chair|minutes[ ]taken[ ]by"
    r"|from|to|cc|sent[ ]by|signed|print(?:ed)?[ ]name|statement[ ]of|social[ ]worker|team[ ]manager"
    r"|health[ ]visitor|school[ ]nurse|GP|headteacher"
    r"|head|solicitor|officer[ ]in[ ](?:the[ ])?case|OIC|officer|custody[ ](?:officer|sergeant)"
    r"|appropriate[ ]adult|interpreter|next[ ]of[ ]kin|NOK"
    r"|emergency[ ]contact|contact|attendees|present|apologies|invited|dear|hi|hello|regards|wishes"
    r"|thanks|sincerely|faithfully|interviewer|interviewee"
)

# As a scanner reads it: S1oned, Harr1s, Oyewo1e.
_MISREAD = rf"{CAPITAL}[a-z]{{0,12}}[015][a-z]{{1,12}}"

RECOGNISERS = (
    Recogniser(
        name="labelled-name",
        label="PERSON",
        pattern=form(
            rf"(?<!\w)(?i:{_LABELS})[ \t]?(?:\([^)\n]{{1,20}}\)[ ]?)?[:\-–=][ \t]*(?P<found>(?:{_MISREAD}|{NAME})"
            rf"(?:[ ](?:{CAPITAL}\.?[ ])?(?:{_MISREAD}|{NAME})){{0,3}})"
        ),
        score=0.6,
    ),
    Recogniser(
        name="name-in-greeting",
        label="PERSON",
        pattern=form(
            r"(?<!\w)(?:(?i:dear|hi|hello|hiya|morning|regards|wishes|thanks|cheers|sincerely"
            r"|faithfully|signed)[,]?\s{1,3}|(?i:a\.?k\.?a\.?|known[ ]as|called|nicknamed|named|née"
            r"|alias)[ ][\"'“‘]?)"
            rf"(?P<found>(?!(?:All|Team|Sir|Madam|Colleague|Colleagues|Everyone|Both|The|We|I|Please|For"
            rf"|And|Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|PS|DI|Police|Operation|This|Thank|Thanks|In|As|It|If"
            rf"|Following|Further|Hope|Just|Can|Could|Kind|Best|Many|Sorry|Detective|Social|Sent|Subject"
            rf"|From|To)\b){NAME}(?:[ ]{NAME}){{0,2}})"
        ),
        score=0.6,
    ),
    Recogniser(
        name="nickname-in-quotes",
        label="PERSON",
        pattern=form(
            rf"(?<={{}}[ ])(?:[\"“‘'(])(?P<found>{NAME})(?:[\"”’')])(?=[ ]{NAME})".replace("{}", r"[^\W\d_]")
        ),
        score=0.6,
    ),
)
