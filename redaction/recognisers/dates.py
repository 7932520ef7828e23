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

RECOGNISERS = (
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
