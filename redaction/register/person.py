"""One person of the matter's register: what they are called, when born, where they live, which numbers are theirs."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """One person somebody entered, or accepted from what was found.

    `names` are full names and aliases as written, the usual one first; nicknames and initials need not be given.
    `relations` are pairs of what they are to whom ("mother", id of that person). `is_data_subject` marks the one
    whose own data a copy for them keeps.
    """

    id: str
    names: tuple[str, ...]
    role: str = ""
    relations: tuple[tuple[str, str], ...] = ()
    dates_of_birth: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    is_data_subject: bool = False
