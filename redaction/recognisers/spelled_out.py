"""Names spelled letter by letter and numbers said in words: T-Y-L-E-R, oh seven seven double oh nine.

Source: own; emergency calls and interview transcripts.
"""

from redaction.recognisers.recogniser import Recogniser, form

_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
_CODE = (
    r"(?:alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar"
    r"|papa|quebec|romeo"
    r"|sierra|tango|uniform|victor|whisky|whiskey|x-?ray|yankee|zulu)"
)

RECOGNISERS = (
    Recogniser(
        name="spelled-name",
        label="PERSON",
        pattern=form(r"(?<![\w\-])(?:(?:[A-Z](?:-|[ ]-[ ]|\.[ ]|,[ ])){2,}|(?:[A-Z][ ]){3,})[A-Z](?![\w\-])"),
        score=0.7,
    ),
    Recogniser(
        name="spelled-with-a-double",
        label="PERSON",
        pattern=form(
            r"(?<!\w)(?:(?i:[A-Z])[ ,\-]{1,2}){1,12}(?i:double)[ ](?i:[A-Z])"
            r"(?:[ ,\-]{1,2}(?:(?i:double)[ ])?(?i:[A-Z])){0,12}(?!\w)"
        ),
        score=0.6,
    ),
    Recogniser(
        name="number-in-words",
        label="NUMBER",
        pattern=form(rf"(?<!\w)(?i:{_DIGIT}(?:[ ,\-]{{1,2}}{_DIGIT}){{4,}})(?!\w)"),
        score=0.7,
    ),
    Recogniser(
        name="phonetic-alphabet",
        label="NUMBER",
        pattern=form(rf"(?<!\w)(?i:{_CODE}(?:[ ,\-]{{1,2}}(?:{_CODE}|{_DIGIT}|\d{{1,4}})){{2,}})(?!\w)"),
        score=0.7,
    ),
)
