"""What tells who somebody is only together with the rest: trades, sums, plots, schooling. Only for the wide net.

Source: own, after the kinds DEM, QUANTITY and MISC of the Text Anonymization Benchmark (Pilán and others, 2022).
"""

from redaction.recognisers.recogniser import NAME, Recogniser, form

_TRADES = (
    r"accountants?|actors?|actress|architects?|artists?|bakers?|bankers?|barristers?|builders?|businessman"
    r"|businesswoman|butchers?|carpenters?|chefs?|civil[ ]servants?|cleaners?|clerks?|colonel|conscripts?"
    r"|consultants?|cooks?|dentists?|doctors?|drivers?|economists?|editors?|electricians?|engineers?"
    r"|farmers?|firefighters?|fishermen|fisherman|gardeners?|general[ ]practitioners?|governors?"
    r"|hairdressers?|imams?|journalists?|labourers?|lawyers?|lecturers?|lieutenants?|managers?|mechanics?"
    r"|merchants?|midwives|midwife|miners?|ministers?|musicians?|nurses?|painters?|paramedics?|pastors?"
    r"|pharmacists?|photographers?|physicians?|pilots?|plumbers?|police[ ]officers?|politicians?"
    r"|pensioners?|priests?|prisoners?|professors?|programmers?|psychiatrists?|psychologists?|publishers?"
    r"|receptionists?|refugees?|sailors?|salesman|saleswoman|scientists?|secretar(?:y|ies)|sergeants?"
    r"|shepherds?|shopkeepers?|singers?|social[ ]workers?|soldiers?|solicitors?|students?|surgeons?"
    r"|tailors?|taxi[ ]drivers?|teachers?|technicians?|trade[ ]unionists?|translators?|veterinarians?"
    r"|waiters?|waitress|watchm[ae]n|welders?|writers?|widow(?:er)?|breadwinner"
    r"|(?:security[ ]|prison[ ])?guards?|corporals?|captains?|majors?"
    r"|(?:housing|prison|probation)[ ]officers?|executive[ ]officer"
)
_MONEY = (
    r"euros?|pounds?(?:[ ]sterling)?|dollars?|(?:old[ ]|new[ ]|Turkish[ ])?lir[ae]s?|zloty|zlotys|roubles?"
    r"|hryvnias?|kroner|kronor|francs?|marks|levs?|forints?|korunas?|lei|dinars?|rupees?|EUR|GBP|USD|TRL?"
    r"|TRY|PLN|RUB|UAH|NOK|SEK|CHF|DEM|FRF|ITL|HUF|CZK|SKK|ROL|BGN"
)
_SUM = r"\d[\d,.]*(?:[ ](?:million|billion|thousand))?"

RECOGNISERS = (
    Recogniser(
        name="trade",
        label="CIRCUMSTANCE",
        pattern=form(
            r"(?<!\w)(?i:an?|as|was|is|former|retired|a[ ]former|university|by[ ]profession[ ]an?"
            r"|worked[ ]as[ ]an?)[ ]"
            rf"(?P<found>(?:(?!an?[ ])[a-z\-]+[ ])?(?:{_TRADES}))(?!\w)"
        ),
        score=0.3,
    ),
    Recogniser(
        name="of-a-people",
        label="NRP",
        pattern=form(
            r"(?<!\w)[A-Z][a-z]{3,}(?:an|ish|ese|ch|k|i|sh)[ ](?:nationals?|citizens?|origin|descent)(?!\w)"
        ),
        score=0.3,
    ),
    Recogniser(
        name="sum-of-money",
        label="CIRCUMSTANCE",
        pattern=form(
            rf"(?<!\w)(?:approximately[ ])?(?:(?:{_MONEY})[ ]{_SUM}|[£€$][ ]?{_SUM}"
            rf"|{_SUM}[ ](?:[A-Z][a-z]+[ ])?(?:{_MONEY})"
            r"(?:[ ]\([A-Z]{3}\))?)(?!\w)"
        ),
        score=0.35,
    ),
    Recogniser(
        name="plot",
        label="CIRCUMSTANCE",
        pattern=form(
            r"(?<!\w)(?i:plots?|parcels?|flats?|block|sheets?|plans?|registration|house|cell|ward)[ ]"
            r"(?i:nos?\.?|numbers?)?"
            r"[ ]?\d[\d/.]*(?:,?[ ](?:of[ ])?(?:sheet/plan|block|sheet|plan)[ ][\dA-Z][\d/]*)*"
            r"|(?<!\w)no\.[ ]\d+(?:,?[ ](?:of[ ])?(?:sheet/plan|block|sheet|plan)[ ][\dA-Z][\d/]*)*"
        ),
        score=0.3,
    ),
    Recogniser(
        name="counted-things",
        label="CIRCUMSTANCE",
        pattern=form(
            r"(?<!\w)(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty(?:[ \-]\w+)?|\d[\d,]*)[ ]"
            r"(?:[a-z]+[ ]){0,2}"
            r"(?:children|daughters|sons|brothers|sisters|plots|houses|shares|envelopes|persons|people|employees|rooms"
            r"|cars|hectares|sq\.?[ ]?m|square[ ]metres|kilograms|grams|km|kilometres|metres|tablets|packages|pages"
            r"|hearings|packets|letters)(?!\w)"
        ),
        score=0.3,
    ),
    Recogniser(
        name="schooling",
        label="CIRCUMSTANCE",
        pattern=form(
            r"(?<!\w)(?:(?:vocational|secondary|primary|grammar|high)[ ])*(?:school|university|college)[ ]"
            r"(?:diplomas?|degrees?|certificates?)(?!\w)"
            r"|(?<!\w)(?:degree|diploma|doctorate)[ ]in[ ][a-z]+(?:[ ][a-z]+)?"
        ),
        score=0.3,
    ),
    Recogniser(
        name="body-by-its-office",
        label="ORGANIZATION",
        pattern=form(
            rf"(?<!\w)(?:{NAME}[ ]){{1,4}}(?:prison|prosecutor|section|division|cemetery|hospital|school"
            r"|company|factory"
            r"|newspaper|party|union|office|bank|court|Prison|School|Company|Bank|Hospital|Party|Court)(?!\w)"
        ),
        score=0.3,
    ),
)
