"""Names on line: @tyb_09, Snapchat: tyb.09, gamertag "TyB_2009", Instagram handle, IP-like device names.

Source: own.
"""

from redaction.recognisers.recogniser import Recogniser, form

_SITES = (
    r"snapchat|snap|instagram|insta|tiktok|facebook|messenger|discord|roblox|xbox|playstation|PSN"
    r"|twitch|steam|telegram|kik|whatsapp|twitter|X|fortnite|youtube"
)

RECOGNISERS = (
    Recogniser(
        name="handle",
        label="USERNAME",
        pattern=form(r"(?<![\w.])@[A-Za-z0-9_][A-Za-z0-9_.\-]{1,30}[A-Za-z0-9_](?!@)"),
        score=0.85,
    ),
    Recogniser(
        name="username-after-its-name",
        label="USERNAME",
        pattern=form(
            rf"(?<!\w)(?i:(?:{_SITES})?[ ]?(?:user[ ]?name|user[ ]id|handle|gamer[ ]?tag|screen[ ]name"
            rf"|log[ ]?in|profile|account|user))"
            r"[ ]?(?i:is[ ]|was[ ]|of[ ]|name[ ]|called[ ]"
            r"|in[ ]the[ ]name[ ])?[:=]?[ ]?[\"'“‘]?(?P<found>(?=[\w.\-]*(?:[\d_]|\.\w))[A-Za-z_][\w.\-]{2,30}\w)"
        ),
        score=0.85,
    ),
    Recogniser(
        name="username-by-its-look",
        label="USERNAME",
        pattern=form(r"(?<![\w.@/])(?=[\w.]*[a-z])[A-Za-z]+(?:[._][A-Za-z]*)*_\w*\d\w*(?![\w@])"),
        score=0.6,
    ),
    Recogniser(
        name="username-of-staff",
        label="USERNAME",
        pattern=form(
            r"(?<![\w.@/])(?:[a-z]\.[a-z][a-z\-]{2,20}\d{0,3}(?![\w@]|\.\w)|[a-z]{3,20}\.[a-z](?=[ ]?<))"
        ),
        score=0.5,
    ),
    Recogniser(
        name="username-beside-a-site",
        label="USERNAME",
        pattern=form(rf"(?<!\w)(?i:{_SITES})[ ](?P<found>(?=[\w.]*[._\d])[A-Za-z][\w.]{{2,28}}\w)(?!\w)"),
        score=0.65,
    ),
    Recogniser(
        name="username-on-a-site",
        label="USERNAME",
        pattern=form(
            rf"(?<!\w)(?i:{_SITES})[ ]?(?:[:=(\-]|(?i:as|under"
            rf"|called|is)[ ])[ ]?[\"'“‘]?(?P<found>(?!https?)[\w.\-]{{3,30}}\w)"
        ),
        score=0.75,
    ),
)
