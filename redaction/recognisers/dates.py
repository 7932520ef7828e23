"""Dates of birth and other dates in the forms people write: b. 3.7.09, 16/3, 12th March 2024.

A date of birth is a date within thirty characters of dob, born, birth or b. Source: own.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20)\d{2}|['’]?\d{2})"
_DATE = (
    r"(?:[0-3]?\d[ ]?[/.\-][ ]?[01]?\d[ ]?[/.\-][ ]?" + _YEAR + r"|(?:19|20)\d{2}-[01]\d-[0-3]\d"
    r"|[0-3]?\d(?:st|nd|rd|th)?[ \-](?:of[ ])?" + _MONTH + r"\.?(?:,?[ \-](?:19|20)\d{2}|[ \-]['’]?\d{2})?"
    r"|" + _MONTH + r"\.?[ ][0-3]?\d(?:st|nd|rd|th)?(?:,?[ ](?:19|20)\d{2})?)"
)
_BIRTH = words(
    "dob", r"d\.o\.b\.?", "d o b", "born", "birth", "b", r"b\.", "birthday", "date of birth", "birthdate"
)

_ORDINAL = (
    r"(?i:(?:twenty[ \-]|thirty[ \-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_SAID_YEAR = (
    r"(?i:(?:nineteen|twenty|two[ ]thousand(?:[ ]and)?)?[ ]?(?:(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:oh[ ])?(?:one|two|three|four|five|six|seven"
    r"|eight|nine)|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))"
)
_COUNTED = r"[0-3]?\d(?:st|nd|rd|th)"
_SAID = (
    rf"(?:(?:[Tt]he[ ])?{_ORDINAL}[ ](?i:of[ ])?(?:(?i:the[ ]){_ORDINAL}|{_MONTH})"
    rf"|{_COUNTED}[ ]of[ ]the[ ](?:{_COUNTED}|{_ORDINAL}))"
)
# A scanner reads 1 as l or I, and 0 as O.
_MISREAD = r"[0-3OIl]?[\dOIl][ ]?/[ ]?[01OIl]?[\dOIl][ ]?/[ ]?(?:[12Il][\dOIl]{3}|[\dOIl]{2})"

RECOGNISERS = (
    Recogniser(
        name="feast",
        label="DATE_TIME",
        pattern=form(
            r"(?<!\w)(?:Boxing[ ]Day|Christmas[ ](?:Eve|Day)|New[ ]Year['’]?s[ ](?:Eve|Day)|Good[ ]Friday"
            r"|Bonfire[ ]Night|Easter[ ](?:Sunday|Monday)|Hallowe['’]?en|(?:Mother|Father|Valentine)['’]?s[ ]Day"
            r"|Eid|Diwali)(?!\w)"
        ),
        score=0.45,
    ),
    Recogniser(
        name="date-said-aloud",
        label="DATE_OF_BIRTH",
        pattern=form(rf"(?<!\w){_SAID},?[ ](?:{_SAID_YEAR}|{_YEAR})(?!\w)"),
        score=0.7,
        context=_BIRTH,
        near=0.95,
        reach=60,
    ),
    Recogniser(
        name="date-said-without-year",
        label="DATE_TIME",
        pattern=form(rf"(?<!\w){_SAID}(?!\w)"),
        score=0.5,
    ),
    Recogniser(
        name="date-misread",
        label="DATE_TIME",
        pattern=form(
            rf"(?<![\w/])(?:(?=[\dOIl/ ]*\d)(?=[\d/ ]*[OIl]){_MISREAD}"
            rf"|(?:Ju1y|Apri1|{_MONTH})[ ](?=\d*[OIl])(?:2[O0][\dOIl]{{2}}|l9[\dOIl]{{2}}))(?![\w/])"
        ),
        score=0.5,
    ),
    Recogniser(
        name="day-of-the-week",
        label="DATE_TIME",
        pattern=form(
            r"(?<!\w)(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)"
            r"(?=[ ]\d|[ ](?:am|pm|night|eve)\b|[,.;)]|[ ]?[–\-])(?!\.\w)"
        ),
        score=0.35,
    ),
    Recogniser(
        name="date-of-birth",
        label="DATE_OF_BIRTH",
        pattern=form(rf"(?<![\w/.])(?:{_DATE}|[0-3]\d[01]\d(?:19|20)?\d{{2}})(?![\w/])"),
        score=0.5,
        context=_BIRTH,
        near=0.95,
        reach=30,
        needs_context=True,
    ),
    Recogniser(
        name="date",
        label="DATE_TIME",
        pattern=form(
            r"(?<![\w/.])(?:(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|sday|nesday"
            r"|rsday|urday)?,?[ ])?"
            rf"(?:{_DATE}|{_MONTH}[ ](?:19|20)\d{{2}}|(?<=on[ ])[0-3]?\d/[01]?\d"
            rf"|(?<=since[ ])[0-3]?\d/[01]?\d)(?![\w/]|\.\d)"
        ),
        score=0.45,
    ),
)
