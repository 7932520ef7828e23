"""Addresses: 14 Example Road, Flat 3a, 22 Weaver's Row, Anytown LS9 8AB; and what follows "Address:".

Form: number or house name, street with its kind, then town and postcode where they follow at once.
Source: own, after BS 7666 and Royal Mail's address guide.
"""

from redaction.recognisers.recogniser import NAME, Recogniser, form

_KIND = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Close|Cl|Crescent|Cres|Court|Ct|Place|Pl|Way"
    r"|Row|Terrace|Terr?|Gardens?|Gdns"
    r"|Grove|Gr|Hill|Park|Square|Sq|Walk|Mews|Rise|Mount|View|Green|Parade|Pde|Croft|Fold|Garth|Gate"
    r"|Bank|Yard|Quay|Wharf|Path|Approach"
    r"|Broadway|Meadows?|Fields?|Villas?|Buildings|Bldgs|Estate|Heights|End|Hey|Nook|Vale|Dene|Common"
    r"|Causeway|Chase|Circus|Loan|Wynd|Brae"
    r"|Scar|Brow|Royd|Top|Side|Clough|Rake|Lea|Leas|Leys|Ridge|Spinney|Paddocks?|Orchards?|Copse|Hollow|Dell"
    r"|Glade|Links|Embankment|Esplanade|Promenade|Hillside|Pastures?|Holme?|Reach|Quadrant|Precinct|Arcade|Passage"
    r"|Alley|Drove|Ride|Staithe?|Gill|Beck|Thwaite|Dale|Ings|Moor|Manor|Hall|Grange|House|Bottoms?|Head|Fold|Nab"
    r"|Cottages|Houses|Bungalows|Flats|Crossing|Bridge|Wood|Woods|Farm|Mill|Lodge|ROAD|STREET|AVENUE"
    r"|LANE|DRIVE|CLOSE|CRESCENT|COURT|TERRACE|GROVE|WAY|PLACE)"
)
_POSTCODE = r"[A-Z]{1,2}\d[\dA-Z]?[ ]{0,2}\d[A-Z]{2}"
_NO_STREET = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|Years?|Months?|Children|Days|Social|Police|Officers?|Other|New|Home)"
)
_FLAT = (
    r"(?:(?i:flat|apartment|apt|unit|room|rm|studio|block|maisonette)\.?[ ]?\d{0,4}[A-Za-z]?(?:[,/][ ]?|[ ]))"
)
_MISREAD = r"[A-Z][a-z]{1,12}[01][a-z]{0,12}"
_STREET = rf"(?:(?:{_MISREAD}|{NAME})(?:['’]s?)?[ ]{{1,2}}){{1,3}}{_KIND}\b\.?"
_PLAIN_KIND = (
    r"(?:Road|Rd|Street|Avenue|Ave|Lane|Drive|Close|Crescent|Terrace|Grove|Gardens|Mews|Row|Croft|Cottages|Yard"
    r"|ROAD|STREET|AVENUE|LANE|DRIVE|CLOSE|CRESCENT|TERRACE|GROVE)"
)
_PLAIN_STREET = rf"(?:{NAME}(?:['’]s?)?[ ]){{1,3}}{_PLAIN_KIND}\b\.?"
_WELSH = rf"(?:Heol|Ffordd|Stryd|Maes|Lôn|Bryn|Clos|Cwrt|Rhodfa|Tan|Parc)[ ]{NAME}(?:[ ]{NAME})?"
_SMALL_STREET = (
    r"[a-z][a-z'’]{2,15}(?:[ ][a-z'’]{3,12})?[ ](?:road|rd|street|avenue|ave|lane|drive|close|crescent|terrace|grove"
    r"|gardens|mews|croft|court|place|way|walk|park|bank|view|rise|mount)"
)
_PART = rf"(?:[Tt]he[ ])?{NAME}(?:['’]s?)?(?:[ ]{NAME}){{0,3}}"
_SENTENCE = (
    r"(?:He|She|They|The|On|In|And|But|I|It|We|You|Mr|Mrs|Ms|Dr|PC|DC|DS|When|Where|This|His|Her|At|To)\b"
)
_TOWN = rf"(?!{_SENTENCE}){NAME}(?!\w)(?:[ \-](?:{NAME}(?!\w)|on|upon|under|le)){{0,3}}"
_TAIL = (
    rf"(?:,\s{{1,2}}{_TOWN})?(?:,?\s{{1,2}}{_TOWN}(?=[,.;)\n]|[ ]{_POSTCODE})){{0,2}}"
    rf"(?:,?\s{{1,2}}{_POSTCODE})?"
)

RECOGNISERS = (
    Recogniser(
        name="address",
        label="ADDRESS",
        pattern=form(
            rf"(?<!\w){_FLAT}{{0,2}}\d{{1,4}}[ ]?[a-zA-Z]?(?:[ ]?[\-/][ ]?\d{{1,4}})?,?[ ](?:{_STREET}"
            rf"|{_WELSH}){_TAIL}"
        ),
        score=0.9,
    ),
    Recogniser(
        name="address-in-small-letters",
        label="ADDRESS",
        pattern=form(rf"(?<![\w/.:£]){_FLAT}?\d{{1,3}}[a-z]?[ ]{_SMALL_STREET}(?!\w)"),
        score=0.55,
    ),
    Recogniser(
        name="parts-before-a-postcode",
        label="ADDRESS",
        pattern=form(
            rf"(?<!\w)(?:\d{{1,4}}[a-zA-Z]?[ ])?{_PART}"
            rf"(?:,[ ]{{1,2}}(?:\d{{1,4}}[a-zA-Z]?[ ])?{_PART}){{0,4}},?[ ]{{1,2}}{_POSTCODE}(?!\w)"
        ),
        score=0.8,
    ),
    Recogniser(
        name="house-number-where-one-lives",
        label="ADDRESS",
        pattern=form(
            r"(?<!\w)(?i:at|from|to|of|in|address|visit|tenancy|home|near|outside|opposite|[\-–:])[ ]"
            rf"(?P<found>(?:(?:(?i:no|number)\.?[ ])\d{{1,4}}[a-zA-Z]?(?!\w)(?:,?[ ]{NAME}(?:[ ]{NAME}){{0,2}})?"
            rf"|\d{{1,3}}[a-zA-Z]?,?[ ](?!{_NO_STREET}){NAME}[ ]{NAME}(?=[.,;)\n]|$|[ ]-)))"
        ),
        score=0.5,
    ),
    Recogniser(
        name="room-and-where",
        label="ADDRESS",
        pattern=form(
            rf"(?<!\w)(?:Room|Rm|Plot|Bed[ ]?sit|Studio|Pitch)[ ]\d{{1,4}}[A-Za-z]?,[ ]{_PART}(?:,[ ]{_PART})?(?!\w)"
        ),
        score=0.7,
    ),
    Recogniser(
        name="flat",
        label="ADDRESS",
        pattern=form(
            rf"(?<!\w)(?i:flat|apartment|apt|maisonette)\.?[ ]?\d{{1,4}}[A-Za-z]?(?:,[ ]{NAME}"
            rf"(?:[ ]{NAME}){{0,3}}{_TAIL})?(?!\w)"
        ),
        score=0.8,
    ),
    Recogniser(
        name="street",
        label="ADDRESS",
        pattern=form(
            rf"(?<!\w)(?!(?:The|A|On|In|At|This|Dear|Crown|High[ ]Court"
            rf"|Magistrates)\b){_PLAIN_STREET}(?:,?[ ]{_POSTCODE})?(?!\w)"
        ),
        score=0.55,
    ),
    Recogniser(
        name="address-after-its-name",
        label="ADDRESS",
        pattern=form(
            r"(?<!\w)(?i:(?:home[ ]|current[ ]|previous[ ]|last[ ]known[ ]|postal[ ])?address(?:es)?|HA"
            r"|lives[ ]at|living[ ]at|residing[ ]at|resides[ ]at"
            r"|home[ ]at|moved[ ]to|no[ ]fixed[ ]abode[ ]but)[ ]?(?:is[ ]|was[ ])?[:\-]?[ ]?"
            r"(?P<found>\d{1,4}[a-zA-Z]?,?[ ][A-Z][^\n;.:()]{3,80}|[A-Z][\w'’ ]{2,30},[ ][A-Z][^\n;.:()]{3,60})"
        ),
        score=0.85,
    ),
)
