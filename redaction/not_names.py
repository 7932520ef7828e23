"""Words that a model takes for names in these papers, and bodies that everyone knows.

The list is closed and small: a word stands here only if it is never a person's name by itself, and a
span is dropped only if every word in it stands here. Anything else goes to the reviewer.
"""

import re

_SHORT_FORMS = """
a&e achieving adhd ap asbo asn awol bwv cad cafcass camhs cce ccg cctv cdop chi cin cpn cpp cpr cps cr crn
cro cse d.o.b da dash dbs dda dfe di doa dob dsl dv dvpn dwp edd edt eha ehcp emis ems eta excel fao fme ftf
fwd g.p gdpr gmc gp gpid hcp hmcts hmpps hmrc ho hr hrs hv ic1 ic2 ic3 iccid icd icpc id imei imsi iopc ip
iro isp la lac lado lcs lcspr lscb lscp ltd mapni mappa marac mash mgf mgm misper mosaic mrn n/a nas nfa nhs
ni niche nino nmc no nok nos nspcc nte ofsted oic outlook pace paed pgf pgm pip pnc pnd pnld ppn pti ref rui
rvp s47 scr sim sio sms stl swe t/c tac tba tbc teams tel the uasc upn urn v/mail vaw viisor visor vist vrm
vrn w/c w3w word wt yjs yos yot ypn zoom
"""
_PLAIN_WORDS = """
owner everyone everybody nobody someone somebody anyone anybody neither both others another staff mummy daddy none all
lots many most people none nobody who what why how rule rules ministry state member chamber cassation council
act action actions address afternoon age aged agenda allegation also analysis and apologies appellant
appendix applicant application article asian assault assessment assistant astra at attendance attended
attendees audi author baby background bail benefit best black bmw born boy boyfriend breach britain british
brother but by call called caller can care carer case cc centre chair chapter child children chronology
circumstances claimant class clerk client clinical code collar college combined committee community
complaint concern concerns conduct conference confidential consultant contact core coroner corsa council
court crime criminal crown currently custody dad date dated daughter day days dear deceased decision
defendant delivery deputy designated details detained detainee detective detention director directory
disability disclosure discussion district doctor domestic dr driver drug drugs duty education email
emergency england english entry ethnicity evening evidence exhibit extension facebook family father female
fiesta first flat following for ford forename form former foster friday friend from gender general girl
girlfriend golf government grading great group guardian had handset he head headteacher health hello her hi
high him his history home hospital hotel house housing however husband i if in incident indecent independent
information inspector insta instagram intelligence interpreter interview interviewer investigating
investigation investigator ireland is it item justice key kingdom lad lead leader learning legal letter live
lived lives living local location log magistrate magistrates male mam man manager me medical medication
meeting member messenger midwife minutes miss mobile monday money mother mr mrs ms multi-agency mum my name
named narne neglect neighbour new next night northern not note notes now number nurse nursery occupant
occupation occurrence of offence office officer officers official on operation operator order our outcome
paediatrician parent parents partner party passenger passport pathologist patient person persons phone
physical placement plan plate please police pool post postcode practice pregnant present primary prison
probation proceedings professional protection public pupil question race re record records redacted
reference referral referred referrer referring regards registration report reported republic request
respondent return review risk role safeguarding same saturday school scotland secondary section senior
sensitive sent sergeant service services she sibling siblings signed since sincerely sister snapchat social
solicitor son special spoke stated statement station status step-father stepfather stepmother strategy
street subject summary sunday supervisor support surname suspect tape teacher team telephone tenancy text
thank thanks that their them then there these they this those threshold thursday tiktok time title to today
tomorrow town transit tuesday tutor twin type uk unit united unknown until update upon urgent van vauxhall
vehicle venue victim views visit visitor voluntary vulnerable wales wards was we wednesday welfare welsh
were what whatsapp when where white wife with witness woman worker workers wound year years yes yesterday
you young your yours youth
"""
NOT_NAMES = frozenset((_SHORT_FORMS + _PLAIN_WORDS).split())

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
