"""Words that a model takes for names in these papers, and bodies that everyone knows.

The list is closed and small: a word stands here only if it is never a person's name by itself, and a
span is dropped only if every word in it stands here. Anything else goes to the reviewer.
"""

import re

_SHORT_FORMS = """
a&e achieving adhd adm ap asbo asn atmist awol bwv cad cafcass camhs cce ccg cctv cdop chi cin cpn cpp cpr cps cr crn
cro cse cyps d.o.b da dash dbs dda dfe di disch doa dob dsl dv dvpn dvu dwp edd edt eha ehcp emis ems emt epcr eta
ewo excel fao fme ftf fwd g.p gcs gdpr gmc gp gpid hcp hmcts hmpps hmrc ho hosp hpc hr hrs hv ic1 ic2 ic3 iccid icd
icpc id imei imsi iopc ip iro isp la lac lado lcs lcspr lscb lscp ltd mapni mappa marac mash mgf mgm misper mosaic
mrn n/a nas nfa nhs ni niche nino nmc no nok nos nspcc nte oasys ofsted oic ooh op outlook pace paed pgf pgm pip pnc
pnd pnld ppn psr pti ref rui rvp s47 scr sim sio sms stl swe t/c tac tba tbc teams tel the uasc upn urn v/mail vaw
viisor visor vist vrm vrn w/c w3w word wt yjs yos yot ypn zoom
"""
_PLAIN_WORDS = """
accidental act action actions address afternoon afterwards age aged agenda alias all allegation allocated also
although ambulance analysis and another anybody anyone apologies apparently appellant appendix applicant application
article asian assault assessment assistant astra at attendance attended attendees audi author baby background bail
because benefit best black bmw born both boy boyfriend breach britain british brother but by call called caller
callsign can care carer case cassation cc centre chair chamber chapter chiid child children chronology circumstances
claimant class clerk client clinical co-def code collar college combined committee community complaint composition
concern concerns conduct conference confidential consultant contact core coroner corsa could council court crime
criminal crown currently custody dad daddy date dated daughter day days dear deceased decision defendant delivery
deputy desc designated details detained detainee detective detention director directory disability disclosure
discussion district doctor domestic dr driver drug drugs duties duty earlier education either email emergency england
english entry epds ethnicity evening eventually everybody everyone evidence exhibit extension facebook family father
female fiesta first flat following for ford forename form former foster friday friend from furthermore gender general
girl girlfriend golf government grading grandfather grandmother great group guardian had handset he head headteacher
health hello her hi high him his history hmp home horne hospital hotel house housing how however husband i if
immediately in incident indecent independent information initially inspector insta instagram instead intelligence
interpreter interview interviewer investigating investigation investigator ireland is it item justice key kingdom lad
later lead leader learning legal letter linked live lived lives living local location log lots magistrate magistrates
male mam man manager many maternal me meanwhile medical medication meeting member messenger midwife might ministry
minutes miss mobile monday money most mother mr mrs ms multi-agency mum mummy must my name named narne neglect
neighbour neither nevertheless new next night nike nobody non-accidental none northern not note notes now nowt nrm
number nurse nursery obs occ occupant occupation occurrence of offence office officer officers official
official-sensitive on once operation operator order others otherwise our outcome owner owt paediatrician parent
parents partner party passenger passport paternal pathologist patient pavement people perhaps person persons phone
physical placement plan plate please pncid pob police pool post postcode practice pregnant present previously primary
printed prison probation proceedings professional protection public pupil question race re recently record records
redacted reference referral referred referrer referring regards registration relationship report reported republic
request respondent responsibilities return review risk rnother role rule rules safeguarding same saturday scene
school scotland secondary section senior sensitive sent sergeant service services sex shall she shortly should
sibling siblings signed similarly since sincerely sister snapchat social solicitor somebody someone sometimes son
special spoke staff state stated statement station status step-father stepfather stepmother strategy street subject
subsequently suddenly summary sunday supervisor support surname suspect tape teacher team telephone tenancy text
thank thanks that their them then there therefore these they this those though threshold thursday thus tiktok time
title tmrw tmw to today tomorrow took town transit tuesday tutor twin type uk unfortunately unit united unknown until
update upon urgent usually van vauxhall veh vehicle venue victim views visit visitor voluntary vulnerable wales wards
was we wed wednesday welfare welsh were what whatsapp when whenever where whereabouts whereas whether while whilst
white who why wife with witness woman worker workers would wound yday year years yes yesterday yet you young your
yours youth
"""
# As the head of a letter writes its day; not jan, dec and sun, which are names as well.
_DAYS_AND_MONTHS = "mon tue tues weds thu thur thurs fri sat feb apr aug sep sept oct nov"
NOT_NAMES = frozenset(f"{_SHORT_FORMS} {_PLAIN_WORDS} {_DAYS_AND_MONTHS}".split())

_ALSO_NAMES = """
amber angel april ash august autumn basil beauty bell bill bishop blessing bright brook brooke buddy chance
charity chase cherry clay cliff comfort constance crystal daisy dale dawn dean destiny drew duke earl eve
faith ford fortune frank gene gift ginger godsend goodness grace grant gray green guy hall happy hazel heather
holly honest honey hope hunt innocent iris ivy jack jasmine jay jewel joy june justice king knight lake lamb
lance lee liberty lily lord loyal lucky mark marvellous may melody memory mercy miles mills misty noble norm
ocean olive park parker pat patience peace pearl penny pope poppy praise precious price pride prince prudence
rain ray read red reed rich river rob robin rose rowan ruby rusty ruth sage sandy savannah skip skye sonny
stone storm stormy summer sunny tom trinity unity victor violet wade ward white will willow wisdom wood woods
worth
"""
NAMES_THAT_ARE_WORDS = frozenset(_ALSO_NAMES.split())
"""Forenames and surnames that are also words of every day: names only where they stand as names do."""

_PUBLIC_BODY = re.compile(
    r"\b(?:courts?|tribunal|parliament|government|ministry|ministers?|minister|secretary|department|commission(?:er)?"
    r"|council|convention|constitution(?:al)?|act|code|rules?|regulations?|protocol|article|section|chamber|registry"
    r"|plenary|police|constabulary|service|services|board|authority|agency|office|directorate|panel|partnership"
    r"|review|procedure|law|inspectorate|ombudsman|federation|union|committee|assembly|senate|bar|order|guidance|report"
    r"|conference|meeting|assessment|team|plan|framework|state|prosecutors?|prosecution|prosecutor's|attorney"
    r"|ministry's|mash|marac|mappa|cafcass|ofsted|iopc|nhs|cps|nspcc|hmrc|dwp|gmc)\b",
    re.IGNORECASE,
)


def is_public_body(words: str) -> bool:
    """Whether an organisation's name says that it is a court, a ministry, a statute or the like."""
    return bool(_PUBLIC_BODY.search(words))
