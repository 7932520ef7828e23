"""Sensitivity: four different things that look alike, kept in four fields, and how they combine.

The Government marking, the protocol's level (sensitive, secret: A§9.9), the data-protection categories, and
the basis a person states. The engine may suggest; only a person decides (duties.md, finding 5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exchange.rules.errors import InputRefused, SecondPersonRequired, WrongState


class Marking(StrEnum):
    """Government security classification. The service's ceiling is OFFICIAL, OFFICIAL-SENSITIVE included."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


class Level(StrEnum):
    """The protocol's own test (A§9.9). SECRET never enters: only a pointer is recorded."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    SECRET = "secret"


class DataCategory(StrEnum):
    PERSONAL = "personal"
    SPECIAL = "special"
    CRIMINAL_OFFENCE = "criminal-offence"
    CHILD = "child"
    THIRD_PARTY = "third-party"


@dataclass(frozen=True, slots=True)
class Classification:
    """What a person decided, and why. `handling_instruction` goes with OFFICIAL-SENSITIVE."""

    marking: Marking
    level: Level
    categories: tuple[DataCategory, ...]
    basis: str
    handling_instruction: str
    decided_by: str
    decided_at: datetime


def check_classification(new: Classification) -> None:
    """Refuse a classification that is not complete.

    Raises:
        InputRefused: naming the field.
        WrongState: the level is SECRET (such material must not be here).
    """
    if new.level is Level.SECRET:
        raise WrongState(
            "You cannot upload secret material to this service.",
            next_step="Contact the other party by phone. Record only where the material is held.",
            clause="A§9.9",
        )
    if not new.basis.strip():
        raise InputRefused("basis", "Enter the reason for this classification", clause="A§9.9")
    if new.level is Level.SENSITIVE and len(new.basis.split()) < 4:
        raise InputRefused("basis", "Enter which public interest would be harmed, and how", clause="A§9.9")
    if new.marking is Marking.OFFICIAL_SENSITIVE and not new.handling_instruction.strip():
        raise InputRefused("handling_instruction", "Enter a handling instruction for OFFICIAL-SENSITIVE")
    if not new.categories:
        raise InputRefused("categories", "Select the kinds of data in these documents")


_LEVELS = (Level.ORDINARY, Level.SENSITIVE, Level.SECRET)
_MARKINGS = (Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE)


def check_reclassification(old: Classification, new: Classification) -> None:
    """Raising is anyone's at once; lowering needs someone else than who decided before.

    Raises:
        SecondPersonRequired: the same person lowers their own decision.
    """
    lowered = _LEVELS.index(new.level) < _LEVELS.index(old.level) or _MARKINGS.index(
        new.marking
    ) < _MARKINGS.index(old.marking)
    if lowered and new.decided_by == old.decided_by:
        raise SecondPersonRequired(
            "You cannot lower your own classification.", next_step="Ask a second disclosure officer."
        )


def highest(markings: Iterable[Marking]) -> Marking:
    """What a bundle carries: the highest of its parts; OFFICIAL when it is empty."""
    return max(markings, key=_MARKINGS.index, default=Marking.OFFICIAL)


@dataclass(frozen=True, slots=True)
class SecretPointer:
    """That something exists and whom to ring. It has no content fields by construction (I-48)."""

    id: str
    matter: str
    party: str
    contact: str
    recorded_by: str
    recorded_at: datetime
    version: int = 1
