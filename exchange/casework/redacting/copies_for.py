"""A copy for a data subject: everything about this person stays, and everyone else is for the reviewer to decide.

Nothing is decided in any set without a reviewer's act on that set. Source: issue 4, item 4; A§9.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exchange.casework.beside.plan import Plan, PlannedCandidate, read_plan
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.redacting.decisions import decide_one, keep_step
from exchange.casework.redacting.redact import decide, own_set
from exchange.casework.who_is_who.people_found import PERSON, SortedPeople, looked_at, sets_of_matter
from exchange.casework.who_is_who.people_kept import read_people
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, InputRefused, WrongState
from exchange.rules.officers import Officer
from exchange.rules.redactions import Choice, RedactionSet, SetState

#: The ground for everyone besides the one a copy is for.
GROUND_OF_OTHERS = "third-party"


@dataclass(frozen=True, slots=True)
class Sides:
    """The candidates of a set seen from one person: `own` name them or are theirs, `others` name somebody else.

    What may be either, or nobody's, is in neither: a reviewer decides it.
    """

    own: tuple[PlannedCandidate, ...]
    others: tuple[PlannedCandidate, ...]


def sides_of(plan: Plan, who: SortedPeople, person_id: str) -> Sides:
    """Part the candidates of a plan for a copy that one person of the register is to have."""
    own, others = [], []
    for candidate in plan.candidates:
        owners = who.owners(candidate)
        if person_id in owners:
            own.append(candidate)
        elif owners or (candidate.label == PERSON and not who.may_be(candidate.text, person_id)):
            others.append(candidate)
    return Sides(tuple(own), tuple(others))


def make_copy_for(
    desk: Desk, officer: Officer, set_id: str, person_id: str, *, seen_version: int | None = None
) -> RedactionSet:
    """Say for whom the copy of a draft is: whatever is theirs and not decided yet is kept, in one act.

    An empty `person_id` takes the choice back; what was decided stays. It can be undone as one step.

    Raises:
        NotFound; WrongState: no draft; InputRefused: not marked as a data subject; ChangedMeanwhile.
    """
    found, plan, who = _opened(desk, officer, set_id)
    subjects = {person.id for person in who.people.data_subjects}
    if person_id and person_id not in subjects:
        raise InputRefused("copy_for", "Select a person who is marked as data subject")
    own = sides_of(plan, who, person_id).own if person_id else ()
    with desk.ledger.act(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        current = own_set(act, set_id)
        if current.plan != found.plan or (seen_version is not None and seen_version != current.version):
            raise ChangedMeanwhile
        decided = {each.number for each in act.finding_decisions.where(redaction_set=set_id)}
        numbers = [each.number for each in own if each.number not in decided]
        before = [decide_one(act, current, number, Choice.KEEP, "") for number in numbers]
        if before:
            keep_step(act, current, Choice.KEEP, before)
        act.note(copy_for=person_id or "nobody", count=len(numbers))
        by = tuple(dict.fromkeys((*current.decided_by, officer.id)))
        return act.redaction_sets.save(replace(current, copy_for=person_id, decided_by=by))


def redact_others(
    desk: Desk, officer: Officer, set_id: str, numbers: Iterable[int], *, seen_version: int | None = None
) -> RedactionSet:
    """Redact everyone besides the person a copy is for: exactly the list that was shown, in one act.

    Raises:
        NotFound; WrongState; InputRefused: nobody was chosen, or nobody is left. ChangedMeanwhile: the list is
        another one now.
    """
    wanted = tuple(dict.fromkeys(numbers))
    found, plan, who = _opened(desk, officer, set_id)
    if not found.copy_for:
        raise InputRefused("copy_for", "Select for whom this copy is")
    with desk.ledger.look(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        decided = {each.number for each in act.finding_decisions.where(redaction_set=set_id)}
    left = {each.number for each in sides_of(plan, who, found.copy_for).others} - decided
    if not wanted:
        raise InputRefused("copy_for", "Nobody else is left to redact")
    if set(wanted) != left:
        raise ChangedMeanwhile
    seen = found.version if seen_version is None else seen_version
    return decide(desk, officer, set_id, wanted, Choice.REDACT, ground=GROUND_OF_OTHERS, seen_version=seen)


def _opened(desk: Desk, officer: Officer, set_id: str) -> tuple[RedactionSet, Plan, SortedPeople]:
    with desk.ledger.look(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        found = own_set(act, set_id)
        if found.state is not SetState.DRAFT:
            raise WrongState(
                f"These redactions are {found.state.value}, so this cannot be done.",
                next_step="Go back to the document and check its status.",
            )
        table = act.key_tables.find(key_table_id(found.matter, officer.party))
        sets = sets_of_matter(act, found.matter, officer.party)
    who = SortedPeople(read_people(desk, table), looked_at(desk, sets))
    return found, read_plan(desk, found.plan), who
