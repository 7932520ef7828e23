"""The people of a matter as its officers know them, and finding each of them in every text of it."""

from redaction.register.known_people import Known, KnownPeople
from redaction.register.person import Person
from redaction.register.table import RegisterProblem, register_from_csv, register_to_csv

__all__ = ["Known", "KnownPeople", "Person", "RegisterProblem", "register_from_csv", "register_to_csv"]
