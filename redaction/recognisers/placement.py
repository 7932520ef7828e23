"""Where a child lives or is looked after: Larch House, The Willows children's home, Ward 7 at a hospital.

Source: own.
"""

from redaction.recognisers.recogniser import NAME, Recogniser, form

RECOGNISERS = (
    Recogniser(
        name="placement-after-its-name",
        label="PLACEMENT",
        pattern=form(
            rf"(?<!\w)(?i:placement|placed[ ]at|resident[ ]at|stays[ ]at)[ ]?:?[ ]"
            rf"(?P<found>(?:The[ ])?{NAME}(?:[ ]{NAME})?)"
        ),
        score=0.55,
    ),
    Recogniser(
        name="placement",
        label="PLACEMENT",
        pattern=form(
            rf"(?<!\w)(?:The[ ])?{NAME}(?:['’]s?)?(?:[ ]{NAME}(?:['’]s?)?){{0,2}}[ ]"
            r"(?:(?:[Cc]hildren['’]s|[Rr]esidential|[Cc]are|[Nn]ursing|[Ff]oster|[Ss]ecure"
            r"|[Ss]emi-independent)[ ](?:[Hh]ome|[Uu]nit|[Cc]entre|[Pp]lacement)"
            r"|[Rr]efuge|[Hh]ostel|Surgery|(?:Leisure|Sports|Youth|Community|Family|Contact)[ ]Centre"
            r"|Medical[ ](?:Centre|Practice)|Health[ ]Centre|Clinic"
            r"|Hospital|Infirmary|Hospice|House|Lodge|Cottage|Farm|Towers?)(?!\w)"
        ),
        score=0.6,
    ),
)
