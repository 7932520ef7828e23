"""A relation and a name: Mum Kayleigh, her Nan Jean, Uncle Dave, stepfather Lee Marsh, son Tyler (9).

Source: own; the words that chronologies and referrals use.
"""

from redaction.recognisers.recogniser import NAME, Recogniser, form

_RELATIONS = (
    r"mum|mam|mom|mother|dad|father|step-?(?:mum|dad|mother|father|brother|sister|son|daughter)|nan|nana|nanna|gran"
    r"|granny|grandma|grandad|granddad|grandpa|grandmother|grandfather|(?:maternal|paternal)[ ](?:aunt|uncle|cousin)"
    r"|MGM|MGF|PGM|PGF|aunt|auntie|aunty|uncle|cousin|brother|sister|siblings?|sibs?|half-(?:brother|sister)|twin|son"
    r"|daughter|niece|nephew|baby|partner|ex-partner|ex|boyfriend|girlfriend|husband|wife|fiancé|fiancée|carer|foster"
    r"[ ]carers?|neighbour|friend|best[ ]friend|babysitter|lodger|child|toddler|young[ ]person|subject|victim|witness"
    r"|suspect|complainant|perpetrator|nominal|solicitor|social[ ]worker|health[ ]visitor|midwife|school[ ]nurse"
    r"|head[ ]?teacher|teacher|GP|paediatrician|team[ ]manager|support[ ]worker|keyworker|key[ ]worker"
    r"|colleague|manager"
)

_BY_WHICH_ONE_IS_CALLED = (
    r"(?:Auntie|Aunty|Aunt|Uncle|Nan|Nana|Nanna|Gran|Granny"
    r"|Grandma|Grandad|Granddad|Grandpa|Nain|Taid|Cousin)"
)

RECOGNISERS = (
    Recogniser(
        name="kin-name",
        label="PERSON",
        pattern=form(
            rf"(?<!\w){_BY_WHICH_ONE_IS_CALLED}[ ](?!(?:And|The|Was|Is|Has|Who)\b)"
            rf"{NAME}(?:[ ]{NAME})?"
        ),
        score=0.75,
    ),
    Recogniser(
        name="kinship-and-name",
        label="PERSON",
        pattern=form(
            rf"""(?<!\w)(?:(?i:{_RELATIONS}))(?:[ ]is|[ ]was|[ ]called|[ ]named)?[,:]?[ ]\(?[\"'“‘]?
            (?P<found>(?!(?:The|And|But|This|That|They
            |There|When|Then|She|Her|His|He|It|In|On|At|To|For|With|From|Who|Was|Is|Has
            |PC|DC|DS|PS|DI|Mr|Mrs|Ms|Dr|Social|School|Health|No|Not|A|An|I|We
            |You|Police|Court|Council
            |Children|Child|Service|Services)\b)
            {NAME}(?:[ ](?!(?:And|The|PC|DC|DS|Mr|Mrs|Ms|DOB)\b){NAME}){{0,2}})"""
        ),
        score=0.65,
    ),
)
