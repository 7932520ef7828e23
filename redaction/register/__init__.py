"""The people of a matter as its officers know them, and finding each of them in every text of it."""

from redaction.register.imported import Imported, imported
from redaction.register.known_people import Known, KnownPeople
from redaction.register.labels import LABEL_LIMIT, LabelRefused
from redaction.register.people import Pair, People, new_person_id
from redaction.register.person import Person
from redaction.register.roles import PersonRole, suggested_role
from redaction.register.said import said_apart, said_together
from redaction.register.spellings import compared_forms, without_possessive
from redaction.register.table import RegisterProblem, register_from_csv, register_to_csv
from redaction.register.written import people_read, people_written

__all__ = [
    "LABEL_LIMIT",
    "Imported",
    "Known",
    "KnownPeople",
    "LabelRefused",
    "Pair",
    "People",
    "Person",
    "PersonRole",
    "RegisterProblem",
    "compared_forms",
    "imported",
    "new_person_id",
    "people_read",
    "people_written",
    "register_from_csv",
    "register_to_csv",
    "said_apart",
    "said_together",
    "suggested_role",
    "without_possessive",
]
