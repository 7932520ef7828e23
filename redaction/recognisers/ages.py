"""Ages, which tell one child of a family from another: aged 6, 15y 7m, (9), six years old, 8 months.

Source: own.
"""

from redaction.recognisers.recogniser import CAPITAL, NAME, Recogniser, form

_WORD = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen)"
)

RECOGNISERS = (
    Recogniser(
        name="class-at-school",
        label="AGE",
        pattern=form(r"\((?P<found>(?i:y(?:ea)?r?[ ]?)?(?:1[0-3]|[1-9])[A-Z]{1,2})\)"),
        score=0.5,
    ),
    Recogniser(
        name="age",
        label="AGE",
        pattern=form(
            rf"(?<!\w)(?:(?i:aged?)[ :]{{1,2}}(?:\d{{1,3}}|{_WORD})(?:[ ]?(?:½|1/2))?(?:[ ](?i:years?"
            rf"|months?|weeks?))?"
            r"|\d{1,2}[ ]?y(?:rs?)?[ ,]{0,2}\d{1,2}[ ]?m(?:ths?)?|\d{1,2}[ ]?(?:yo|y/o|yrs?[ ]old)"
            rf"|(?:\d{{1,3}}|{_WORD})[ \-](?i:years?|months?|weeks?|yrs?)[ \-](?i:old|of[ ]age))(?!\w)"
        ),
        score=0.7,
    ),
    Recogniser(
        name="age-in-brackets",
        label="AGE",
        pattern=form(rf"(?<!\w){NAME}[ ]\((?P<found>\d{{1,2}}(?:[ ]?(?:yrs?|years?|months?|mths|m|y))?)\)"),
        score=0.55,
    ),
    Recogniser(
        name="age-of-kin-in-brackets",
        label="AGE",
        pattern=form(
            r"(?<!\w)(?:(?i:son|daughter|sister|brother|eldest|youngest|twins?|baby|niece|nephew|cousin|child|boy|girl)"
            r"|[A-Z]\.),?[ ]\(?(?P<found>\d{1,2})(?=\)|[.;\n]|$)"
        ),
        score=0.5,
    ),
    Recogniser(
        name="age-said-of-somebody",
        label="AGE",
        pattern=form(
            rf"(?<!\w)(?:(?i:s?he|who|I)|{NAME})(?:[ ](?:is|was)|['’]s|['’]m|[ ]am)[ ]"
            r"(?:only[ ]|just[ ]|nearly[ ]|now[ ])?"
            r"(?P<found>\d{1,2})(?=[.,;)\n]|$|[ ](?:and|but)\b)"
        ),
        score=0.5,
    ),
    Recogniser(
        name="age-after-the-name",
        label="AGE",
        pattern=form(
            r"(?<!\w)(?!(?:Section|Year|Case|Page|Item|Part|Log|Rule|Article|Level|Stage|Ward|Unit|Room|Flat|Day|Week"
            r"|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|June?|July?|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*)\b)"
            rf"{NAME},?[ ](?P<found>\d{{1,2}}[ ]?(?:yrs?|years?|months?|mths?|weeks?|wks)"
            rf"|\d{{1,2}}(?=,[ ]{CAPITAL})|(?<=,[ ])\d{{1,2}}(?=,[ ]|[.;)](?:[ \n]|$)))(?!\w)"
        ),
        score=0.45,
    ),
)
