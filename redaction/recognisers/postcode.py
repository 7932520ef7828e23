"""Postcodes: LS9 8AB, L59 8QT with reading errors, outward half near an address, BFPO 57, ZZ99 3VZ.

Form: Royal Mail's; the inward letters leave out C, I, K, M, O, V. The whole form scores well without
context, since hardly anything else looks like it.
Source: Royal Mail Programmers' Guide to the Postcode Address File; NHS pseudo-postcodes ZZ99.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="postcode",
        label="POSTCODE",
        pattern=form(
            r"(?<!\w)(?:(?i:GIR[ ]?0AA)"
            r"|(?:(?i:[A-PR-UWYZ][A-HK-YZ]?)[0-9][0-9A-Za-z]?[ \t\u00a0\-]{0,3}[0-9OIlS]"
            r"|[A-PR-UWYZ][A-HK-YZ]?[OIl][0-9A-Z]?[ \t\u00a0\-]{0,3}[0-9])(?i:[ABD-HJLNP-UW-Z]{2})"
            r"|ZZ99[ ]?\d[A-Z]{2}|BFPO[ ]?\d{1,4})(?!\w)"
        ),
        score=0.8,
        context=words("postcode", "post code", "address", "of", "at", "lives?", "residing"),
        near=0.95,
        reach=80,
    ),
    Recogniser(
        name="postcode-outward",
        label="POSTCODE",
        pattern=form(r"(?<!\w)[A-PR-UWYZ][A-HK-Y]?\d[0-9A-HJKSTUW]?(?!\w)"),
        score=0.3,
        context=words("postcode", "post code", "area", "address"),
        near=0.6,
        reach=25,
        reach_after=12,
        needs_context=True,
    ),
)
