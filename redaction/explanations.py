"""What a reviewer is told about why something was found: one sentence for each detector."""

from collections.abc import Mapping
from typing import Final

_BY_DETECTOR: Final[Mapping[str, str]] = {
    # what other finds lead to
    "carried-name": "A name found elsewhere in the matter stands here too",
    "initials-of-a-name": "These are the initials of a name that was found",
    "register": "The register of the matter has this person",
    "local-format": "It has a form that a partner gave in the settings of this service",
    "typed-term": "These words were typed for this matter",
    # the models
    "SpacyRecognizer": "The language model takes it for this",
    "second-model": "The second language model takes it for part of a name or an address",
    "word-as-a-name": "It is a word that is also a name, and stands where people are named",
    "capital-in-a-sentence": "It has a capital where English gives one to names only",
    "unknown-word": "It has a capital and is no English word, so it may be a name",
    "forename": "It is a known forename",
    "forename-in-small-letters": "It is a known forename, though in small letters",
    # names by their form
    "titled-name": "A title or a rank stands before it",
    "kin-name": "A word such as Nan or Uncle stands before it",
    "kinship-and-name": "A relation such as mother or partner stands before it",
    "labelled-name": "It stands behind a label such as Name or Surname",
    "speaker-label": "It stands where a transcript names who speaks",
    "repeated-speaker": "A line begins with it again and again, as a transcript names who speaks",
    "surname-first": "It is written as surname, comma, forename",
    "forename-and-capital-surname": "The second word is all in capitals, as surnames are",
    "name-in-greeting": "It stands in a greeting or at the end of a letter",
    "nickname-in-quotes": "It stands in quotation marks beside a name",
    "name-with-its-initials": "Its own initials stand in brackets behind it",
    "word-name-in-a-message": "It is a word that is also a name, in a message in small letters",
    "name-of-the-street": "It has the form of a name by which somebody is known on the street",
    "name-behind-a-number": "It stands in brackets behind a number",
    "initials-at-the-end": "Initials stand at the end of an entry",
    "spelled-name": "It is spelt out letter by letter",
    "phonetic-alphabet": "It is spelt in the phonetic alphabet",
    "sign-off-in-initials": "Initials stand where an entry is signed",
    # numbers with a check
    "nhs-number": "It has the form of an NHS, CHI or H&C number",
    "nhs-number-loosely-written": "It may be an NHS number written with other spaces",
    "nino": "It has the form of a National Insurance number",
    "pnc-id": "It has the form of a PNC identifier",
    "cro-number": "It has the form of a criminal record number",
    "arrest-summons-number": "It has the form of an arrest or summons number",
    "case-urn": "It has the form of a case reference (URN)",
    "court-reference": "It has the form of a court's reference",
    "pupil-number": "It has the form of a pupil number (UPN)",
    "learner-number": "It has the form of a learner number",
    "driving-licence": "It has the form of a driving licence number",
    "driving-licence-northern-ireland": "It has the form of a driving licence number of Northern Ireland",
    "passport": "It has the form of a passport number",
    "passport-with-letters": "It has the form of a passport number",
    "vehicle-registration": "It has the form of a vehicle registration",
    "vehicle-registration-older": "It has the form of an older vehicle registration",
    "vehicle-registration-dateless": "It has the form of a dateless vehicle registration",
    "bank-account": "It has the form of a bank account number",
    "sort-code-with-account": "It has the form of a sort code with an account number",
    "IbanRecognizer": "It has the form of an international bank account number",
    "CreditCardRecognizer": "It has the form of a payment card number",
    "device-number": "It has the form of a telephone's serial or SIM number",
    # references
    "iopc-reference": "It has the form of an IOPC reference",
    "collar-number": "A rank stands before it, so it may be a collar number",
    "collar-number-after-its-name": "It stands behind the words collar, shoulder or warrant number",
    "collar-number-after-the-name": "It stands behind an officer's name",
    "crime-reference": "It has the form of a crime reference",
    "crime-reference-after-its-name": "It stands behind the words crime number",
    "incident-log": "It has the form of an incident log's number",
    "incident-log-after-its-name": "It stands behind the words log or incident",
    "custody-record": "It has the form of a custody record's number",
    "exhibit": "It has the form of an exhibit's reference",
    "care-number": "It has the form of a social care record's number",
    "care-number-after-its-name": "It stands behind the name of a social care record",
    "case-file-mark": "It has the form of a file's mark",
    "application-number": "It has the form of an application's number",
    "other-number": "It has three digits or more, and nothing else explains it",
    "number-in-words": "A number is written in words",
    # ways of reaching somebody
    "phone": "It has the form of a telephone number",
    "phone-local": "It has the form of a local telephone number",
    "phone-extension": "It has the form of a telephone extension",
    "PhoneRecognizer": "It has the form of a telephone number",
    "email-address": "It has the form of an e-mail address",
    "web-address": "It has the form of a web address",
    "handle": "It has the form of a name on a social network",
    "username-after-its-name": "It stands behind the word username",
    "username-of-staff": "It looks like the user name of a member of staff",
    "username-beside-a-site": "It stands beside the name of a social network",
    "username-by-its-look": "It looks like a username",
    "username-on-a-site": "It stands beside the name of a social network",
    "IpRecognizer": "It has the form of a network address",
    "MacAddressRecognizer": "It has the form of a device's network address",
    # places
    "address": "It has the form of an address",
    "address-after-its-name": "It stands behind the word address",
    "address-in-small-letters": "It has the form of an address, in small letters",
    "street": "It has the form of a street's name",
    "flat": "It has the form of a flat's number",
    "house-number-where-one-lives": "A number stands where somebody is said to live",
    "parts-before-a-postcode": "It stands before a postcode",
    "room-and-where": "It has the form of a room and where it is",
    "postcode": "It has the form of a postcode",
    "postcode-outward": "It has the form of the first half of a postcode",
    "latitude-longitude": "It has the form of coordinates",
    "what3words": "It has the form of a place in three words",
    "grid-reference": "It has the form of a grid reference",
    "school": "It has the form of a school's name",
    "school-attended": "It stands where somebody is said to go to school",
    "school-of-a-saint": "It has the form of a school's name",
    "placement-after-its-name": "It stands behind the word placement",
    "placement": "It has the form of a placement's name",
    # what tells only together with the rest
    "trade": "It is somebody's trade",
    "of-a-people": "It says of which people somebody is",
    "sum-of-money": "It is a sum of money",
    "plot": "It is the number of a plot, a flat or the like",
    "counted-things": "It says how many somebody has",
    "schooling": "It says what somebody has learnt",
    "body-by-its-office": "It has the form of a body's name",
    # time and age
    "date": "It is a date",
    "feast": "It is a day that comes once a year",
    "date-misread": "It may be a date that was misread by a scanner",
    "date-of-birth": "It is a date beside a word for birth",
    "date-said-aloud": "It is a date as it is said aloud",
    "date-said-without-year": "It is a day as it is said aloud",
    "day-of-the-week": "It is a day of the week",
    "age": "It is an age",
    "age-in-brackets": "It is a number in brackets behind a name, as ages are",
    "class-at-school": "It has the form of a class at school, which tells an age",
    "age-of-kin-in-brackets": "It is a number behind a relation, as ages are",
    "age-said-of-somebody": "Somebody is said to be this old",
    "age-after-the-name": "It is a number behind a name, as ages are",
}
_UNKNOWN: Final = "A detector of this service suggests it"


def explanation(detector: str, *, score: float) -> str:
    """Why something was found, and how sure its detector is, in a reviewer's words."""
    sentence = _BY_DETECTOR.get(detector, _UNKNOWN)
    if score >= 0.9:
        return f"{sentence}."
    return f"{sentence}; {'likely' if score >= 0.6 else 'a guess' if score < 0.4 else 'possible'}."


def is_explained(detector: str) -> bool:
    """Whether a detector has a sentence of its own."""
    return detector in _BY_DETECTOR
