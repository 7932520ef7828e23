"""The release gate as a list that people can read: every condition, met or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.rules.errors import GateFailure

#: The gate's conditions as they read when they are met. The rules decide; these are words only.
CONDITIONS: tuple[tuple[str, str, str], ...] = (
    ("G1", "The matter is open and links these two parties", "A§8.1"),
    ("G2", "Provider and recipient are different parties", "A§2.1"),
    ("G3", "The recipient is a live organisation of the other party", "A§9.8"),
    ("G4", "Every named reader has an active account, a second factor and a signed undertaking", "A§9.6"),
    ("G5", "Nobody concerned belongs to an organisation that is subject of the investigation", "A§5; I-9"),
    ("G6", "Every document is sealed here and no malware was found in it", "I-1"),
    ("G7", "Every document is classified", "A§9.9"),
    ("G8", "Nothing in it is secret", "A§9.9"),
    ("G9", "The terms carry the marking and the sensitivity of the documents", "A§9.9"),
    ("G10", "For documents that others created, it was considered who should be asked", "A§9.4"),
    ("G11", "What was to go redacted is redacted, verified, and goes with its schedule", "I-34"),
    ("G12", "Every document answers an item that was decided to be released", "A§9.3"),
    ("G13", "The purpose is the recipient’s own investigation or review", "A§9.6"),
    ("G14", "The recipient has accepted these terms for exactly these documents", "A§9.6"),
    ("G15", "The date to destroy or return by is in the future", "A§9.7"),
    ("G21", "These documents have been compared with each other and with earlier releases", "I-30"),
    ("G22", "What the comparison found has been answered by two people", "I-30; I-34"),
    ("G18", "You are an approver of the providing party and had no hand in these documents", "A§9.3; I-12"),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the gate, and what fails in it; met when nothing does."""

    code: str
    sentence: str
    clause: str
    failures: tuple[GateFailure, ...]


def conditions(failures: Iterable[GateFailure]) -> tuple[Condition, ...]:
    """Every condition of the gate, and any failure of a code that has no words here, so that none is lost."""
    failed = tuple(failures)
    known = tuple(
        Condition(code, sentence, clause, tuple(each for each in failed if each.code == code))
        for code, sentence, clause in CONDITIONS
    )
    codes = {code for code, _, _ in CONDITIONS}
    others = (each for each in failed if each.code not in codes)
    return (*known, *(Condition(each.code, each.sentence, each.clause, (each,)) for each in others))
