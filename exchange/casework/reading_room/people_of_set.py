"""Whom the groups of a draft are about, and for whom its copy is: shown beside the suggestions."""

from collections.abc import Mapping
from dataclasses import dataclass

import redaction
from exchange.casework.beside.plan import PlannedCandidate, read_plan
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.redacting.copies_for import sides_of
from exchange.casework.redacting.redact import own_set
from exchange.casework.who_is_who.people_found import SortedPeople, looked_at, sets_of_matter
from exchange.casework.who_is_who.people_kept import read_people
from exchange.rules.audit import Deed
from exchange.rules.officers import Officer
from exchange.rules.redactions import FindingDecision

# `redaction.Person` is reached through the package: it loads slowly.


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """One wording that names the person a copy is for, or is theirs; and what was decided, None for nothing yet."""

    number: int
    text: str
    label: str
    decision: FindingDecision | None


@dataclass(frozen=True, slots=True)
class SetPeople:
    """The people of one draft.

    `entered` is who of the register each group is about, by the group's name. `subjects` are those for whom a copy
    may be, `copy_for` the one chosen. `own` is what is theirs; `others` the numbers, undecided, of what names or
    belongs to somebody else.
    """

    entered: "Mapping[str, redaction.Person]"
    subjects: "tuple[redaction.Person, ...]" = ()
    copy_for: "redaction.Person | None" = None
    own: tuple[OwnFinding, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def own_left(self) -> int:
        """How many of their own are not decided."""
        return sum(1 for each in self.own if each.decision is None)


def open_people_of_set(desk: Desk, officer: Officer, set_id: str) -> SetPeople:
    """The people of a draft, for its own party. Its opening is on the record by `open_review`.

    Raises:
        NotFound.
    """
    with desk.ledger.look(officer, Deed.READ_KEY_TABLE, at=desk.now()) as act:
        found = own_set(act, set_id)
        people = read_people(desk, act.key_tables.find(key_table_id(found.matter, officer.party)))
        plan = read_plan(desk, found.plan)
        persons = {person.id: person for person in people.persons}
        entered = {each.group: persons[each.person] for each in plan.candidates if each.person in persons}
        chosen = persons.get(found.copy_for)
        if chosen is None:
            return SetPeople(entered, people.data_subjects)
        sets = sets_of_matter(act, found.matter, officer.party)
        decided = {each.number: each for each in act.finding_decisions.where(redaction_set=set_id)}
    sides = sides_of(plan, SortedPeople(people, looked_at(desk, sets)), chosen.id)
    return SetPeople(
        entered,
        people.data_subjects,
        chosen,
        tuple(_own(each, decided) for each in sides.own),
        tuple(each.number for each in sides.others if each.number not in decided),
    )


def _own(candidate: PlannedCandidate, decided: Mapping[int, FindingDecision]) -> OwnFinding:
    return OwnFinding(candidate.number, candidate.text, candidate.label, decided.get(candidate.number))
