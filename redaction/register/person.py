"""One person of the matter: what they are called, what they are to it, what is theirs, and the label for them."""

from dataclasses import dataclass
from datetime import date

from redaction.register.roles import PersonRole


@dataclass(frozen=True, slots=True)
class Person:
    """One person somebody entered, or accepted from what was found.

    `names` are full names and aliases as written, the usual one first; nicknames and initials need not be given.
    `relations` are pairs of what they are to whom ("mother", id of that person). `is_data_subject` marks the one
    whose own data a copy for them keeps.

    `label` stands in their place in copies; empty until one was asked for. `of` is the label of the person that it
    is made from ("Child A" in "Mother of Child A"). `is_fixed` once the label was put forward in a copy: it stays,
    or two copies would name two people.
    """

    id: str
    names: tuple[str, ...]
    role: PersonRole = PersonRole.PERSON
    relations: tuple[tuple[str, str], ...] = ()
    dates_of_birth: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    is_data_subject: bool = False
    label: str = ""
    of: str = ""
    is_fixed: bool = False
