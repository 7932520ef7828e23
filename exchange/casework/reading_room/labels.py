"""Opening a matter's key table: who stands behind which label, and who has none yet."""

from dataclasses import dataclass

import redaction
from exchange.casework.admission import enter
from exchange.casework.beside.plan import PlannedCandidate, read_plan
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_kept import read_people
from exchange.rules.audit import Deed
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.redactions import SetState

# `redaction.suggested_role` is reached through the package, so that its libraries load when a table is first opened.
#: More names than these are not asked about at once.
MOST_SUGGESTED = 30
_NOTHING_FOUND = frozenset({SetState.SUGGESTING, SetState.FAILED})

#: Every role there is, as a reviewer chooses it.
ROLES: tuple[tuple[str, str], ...] = (
    ("child", "A child"),
    ("mother", "A mother"),
    ("father", "A father"),
    ("sibling", "A brother or sister"),
    ("relative", "Another relative"),
    ("carer", "A carer"),
    ("officer", "A police officer"),
    ("professional", "Another professional"),
    ("witness", "A witness"),
    ("person", "Somebody else"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """One person of the table."""

    label: str
    role: str
    spellings: tuple[str, ...]
    of: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody found in the documents who has no label. `times` counts the places."""

    name: str
    wordings: tuple[str, ...]
    role: str
    times: int


@dataclass(frozen=True, slots=True)
class KeyTableView:
    """The key table of the officer's own party in a matter, with names and labels side by side."""

    matter: Matter
    people: tuple[Named, ...]
    unnamed: tuple[Unnamed, ...]


def open_key_table(desk: Desk, officer: Officer, matter_id: str) -> KeyTableView:
    """The key table, opened on the record.

    Raises:
        NotFound: no such matter, or not theirs to know of.
    """
    with desk.ledger.act(officer, Deed.READ_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        table = act.key_tables.find(key_table_id(matter_id, officer.party))
        own = act.materials.where(matter=matter_id, holder=officer.party)
        alive = {material.id for material in own if material.destroyed_at is None}
        plans = [
            found.plan
            for found in act.redaction_sets.where(matter=matter_id, material=alive)
            if found.plan and found.state not in _NOTHING_FOUND
        ]
    people = read_people(desk, table)
    candidates = [each for plan in plans for each in read_plan(desk, plan).candidates]
    return KeyTableView(
        matter,
        tuple(Named(p.label, p.role.value, p.names, p.of, p.is_fixed) for p in people.labelled),
        _unnamed(people, candidates),
    )


def _unnamed(people: "redaction.People", candidates: list[PlannedCandidate]) -> tuple[Unnamed, ...]:
    by_group: dict[str, list[PlannedCandidate]] = {}
    for candidate in candidates:
        if candidate.label == "PERSON" and not people.label_of(candidate.text):
            by_group.setdefault(candidate.group or candidate.text, []).append(candidate)
    found = [
        Unnamed(
            name=group,
            wordings=(wordings := tuple(dict.fromkeys(each.text for each in same))),
            role=redaction.suggested_role(wordings).value,
            times=sum(max(1, len(each.places)) for each in same),
        )
        for group, same in by_group.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.name)))[:MOST_SUGGESTED]
