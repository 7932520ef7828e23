"""What a person is to the matter, as officers write it and as titles in the documents suggest it."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from redaction.recognisers.titled_names import RANKS

_RANK: Final = re.compile(rf"(?:{RANKS})\b", re.VERBOSE)


class PersonRole(StrEnum):
    """What a person is to the matter, as the reader of a copy may know it."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    SIBLING = "sibling"
    RELATIVE = "relative"
    CARER = "carer"
    OFFICER = "officer"
    PROFESSIONAL = "professional"
    WITNESS = "witness"
    PERSON = "person"

    @property
    def is_of_someone(self) -> bool:
        """Whether its label can be made from another's: "Mother of Child A"."""
        return self in {self.MOTHER, self.FATHER, self.SIBLING, self.RELATIVE, self.CARER}

    @property
    def is_numbered(self) -> bool:
        """Whether its labels count ("Officer 2"); the others have letters ("Child A")."""
        return self in {self.OFFICER, self.PROFESSIONAL, self.WITNESS}


_SAID: Final[Mapping[PersonRole, str]] = {
    PersonRole.CHILD: "baby child master son daughter boy girl infant pupil",
    PersonRole.MOTHER: "mum mam mom mother stepmother stepmum",
    PersonRole.FATHER: "dad father stepfather stepdad",
    PersonRole.SIBLING: "brother sister sibling twin half-brother half-sister stepbrother stepsister",
    PersonRole.RELATIVE: """
        nan nana nanna gran granny grandma grandad granddad grandmother grandfather grandparent aunt auntie
        uncle cousin niece nephew relative family partner husband wife
    """,
    PersonRole.CARER: "carer foster guardian",
    PersonRole.OFFICER: "officer police pc dc ds di dci constable sergeant inspector detective pcso",
    PersonRole.PROFESSIONAL: """
        dr doctor prof professor nurse midwife solicitor judge hhj dj coroner magistrate iro sw hv revd reverend
        imam rabbi cllr councillor social health professional teacher headteacher gp worker manager
    """,
    PersonRole.WITNESS: "witness informant caller",
    PersonRole.PERSON: "person other neighbour friend unknown",
}
_ROLE_WORDS: Final = {word: role for role, words in _SAID.items() for word in words.split()}
#: Before a name these are a title; the others of their role are only a word that officers write in a list.
_TITLES_OF_KIN: Final = """
mum mam mom mother stepmother stepmum dad father stepfather stepdad brother sister sibling twin nan nana nanna gran
granny grandma grandad granddad aunt auntie uncle cousin carer foster baby child master
"""
_KIN: Final = frozenset(_TITLES_OF_KIN.split())
_TITLES_OF_PROFESSIONS: Final = """
dr doctor prof professor nurse midwife solicitor judge hhj dj coroner magistrate iro sw hv revd reverend
imam rabbi cllr councillor social health
"""
_PROFESSIONS: Final = frozenset(_TITLES_OF_PROFESSIONS.split())


def role_called(written: str) -> PersonRole | None:
    """The role that an officer's words mean: "foster carer", "Social worker", "half-sister"; None if unknown."""
    words = written.casefold().replace(",", " ").split()
    known = [_ROLE_WORDS[word] for word in words if word in _ROLE_WORDS]
    return known[0] if known else None


def suggested_role(wordings: Iterable[str]) -> PersonRole:
    """What a person may be to the matter, by the titles they are named with; a person decides."""
    for wording in wordings:
        words = wording.split()
        first = words[0].strip(".,").casefold() if words else ""
        if _RANK.match(wording):
            return PersonRole.OFFICER
        if first in _KIN or (first in _PROFESSIONS and len(words) > 1):
            return _ROLE_WORDS[first]
    return PersonRole.PERSON
