"""Names with a title or a rank: Mr Okafor, DC Harris, Dr A. Lowe, Social Worker Hannah Price.

Source: own; ranks as police forces in England and Wales write them.
"""

from redaction.recognisers.recogniser import CAPITAL, NAME, Recogniser, form

RANKS = (
    r"PC|PCSO|WPC|SPC|TDC|T/?DC|T/?DS|PS|DC|DS|DI|DCI|DSU|D/?Supt|DCS|ACC|DCC|CC|A/?PS|A/?DI"
    r"|Sgt|Sergeant|Insp|Inspector|Ch\.?\ ?Insp|Supt|Superintendent|(?:Chief|Deputy|Assistant)\ Constable"
    r"|(?:Detective\ |Police\ |Special\ )?Constable"
    r"|Detective\ (?:Chief\ )?(?:Sergeant|Inspector|Superintendent)|Chief\ (?:Inspector|Superintendent)"
)
TITLES = (
    r"Mrs?|MRS?|Ms|MS|Miss|MISS|Mx|Master|Dr|DR|Doctor|Prof|Professor|Revd?|Reverend|Fr|Father|Sister|Sr|Imam|Rabbi"
    r"|Sir|Dame|Lady|Lord|Judge|HHJ|DJ|Justice|Magistrate|Cllr|Councillor|Nurse|Midwife|Solicitor|Coroner"
    r"|Social\ Worker|SW|HV|DO|DDO|HCP|FME|Health\ Visitor|IRO|CP\ Chair"
)

RECOGNISERS = (
    Recogniser(
        name="titled-name",
        label="PERSON",
        pattern=form(
            rf"""(?<!\w)(?:{RANKS}|{TITLES})\.?(?:[^\S\n]{{1,3}}|[^\S\n]?\n[^\S\n]?|(?<=\.))
            (?:\(?(?=[OIl]{{0,2}}\d)[\dOIl]{{2,6}}\)?[ ])?
            (?:{CAPITAL}\.?[^\S\n]?){{0,3}}
            (?!(?:Act|Court|Board|Service|Services|Centre|System|Department|Council)\b)
            (?:(?:van|von|de|der|den|al|el|bin|ap)[ ]){{0,2}}{NAME}
            (?:[^\S\n](?!(?:and|And|The|PC|DC|DS|PS|DI|Mrs?|Ms|Miss|Dr)\b)
               (?:(?:van|von|de|der|al|el|bin|ap)[ ])?{NAME}){{0,2}}"""
        ),
        score=0.9,
    ),
)
