"""Places on the map: 53.7997, -1.5492; SE 298 338; ///filled.count.soap.

Source: Ordnance Survey National Grid; what3words address format.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="latitude-longitude",
        label="COORDINATES",
        pattern=form(
            r"(?<![\w.])(?:[+\-]?\d{1,2}\.\d{3,}[°]?[ ]?[NS]?[ ]?[,;/ ][ ]?[+\-]?\d{1,3}\.\d{3,}[°]?[ ]?[EW]?"
            r"|\d{1,2}°[ ]?\d{1,2}['′](?:[ ]?[\d.]+[\"″])?[ ]?[NS][, ]{1,2}\d{1,3}°[ ]?\d{1,2}['′]"
            r"(?:[ ]?[\d.]+[\"″])?[ ]?[EW])(?!\w)"
        ),
        score=0.9,
    ),
    Recogniser(
        name="grid-reference",
        label="COORDINATES",
        pattern=form(r"(?<!\w)[HNST][A-HJ-Z][ ]?(?:\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}|\d{5}[ ]?\d{5})(?!\w)"),
        score=0.6,
        context=words("grid", "grid ref", "OS", "location", "at", "near"),
        near=0.9,
    ),
    Recogniser(
        name="what3words",
        label="COORDINATES",
        pattern=form(
            r"(?<!\w)(?:///[ ]?|(?i:what3words|w3w)[: ]{1,3}/{0,3})(?P<found>[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,})(?!\w)"
        ),
        score=0.95,
    ),
)
