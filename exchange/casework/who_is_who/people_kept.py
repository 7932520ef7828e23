"""The register of a matter, kept sealed: everybody of it, and what reviewers said of who is who.

Edited by its own party only. Names are in the sealed register alone; the database knows that there is one, and who
changed it when. The drafts of the matter are grouped anew in the same act, so that no page shows an older answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import redaction
from exchange.casework.admission import enter
from exchange.casework.beside.plan import write_plan
from exchange.casework.beside.readings import begin_key_table, key_table_id
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_found import (
    Looked,
    SortedPeople,
    looked_at,
    regrouped,
    sets_of_matter,
)
from exchange.casework.work_room import open_plan, seal_plan
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, InputRefused, Refusal
from exchange.rules.officers import Officer
from exchange.rules.readings import KeyTable
from exchange.rules.redactions import SetState
from exchange.rules.work import JobKind, JobState
from storage import ObjectKind, Receipt

# `redaction.People` and its like are reached through the package: they load slowly, and few acts need them.
#: From the register and the matter's sets, opened, to the register as it is to be.
Change = Callable[["redaction.People", tuple[Looked, ...]], "redaction.People"]


def read_people(desk: Desk, table: KeyTable | None) -> "redaction.People":
    """Everyone in a register; nobody when there is none."""
    if table is None or not table.people:
        return redaction.People()
    return redaction.people_read(open_plan(desk, table.people))


def seal_people(desk: Desk, matter: str, party: str, people: "redaction.People") -> Receipt:
    """The register, sealed."""
    written = redaction.people_written(people)
    return seal_plan(desk, matter=matter, party=party, plan=written, kind=ObjectKind.KEY_TABLE)


@dataclass(frozen=True, slots=True)
class Changed:
    """The register as it is now; how many drafts were grouped anew, and its version from now on."""

    people: "redaction.People"
    drafts: int
    version: int


def change_people(
    desk: Desk,
    officer: Officer,
    matter_id: str,
    change: Change,
    *,
    seen_version: int | None = None,
    what: str = "labels",
    count: int = 1,
) -> Changed:
    """Change the register, and group the drafts of the matter anew, in one act.

    `what` was done to how many (`count`) is on the record. `seen_version` is the register's version the officer
    looked at, 0 for none; another means someone was quicker.

    Raises:
        NotFound; InputRefused: naming the field; ChangedMeanwhile.
    """
    with desk.ledger.look(officer, Deed.CHANGE_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
        enter(act, matter_id).check_open()
        seen = act.key_tables.find(key_table_id(matter_id, officer.party))
        sets = sets_of_matter(act, matter_id, officer.party)
    if seen_version is not None and seen_version != version_of(seen):
        raise ChangedMeanwhile
    before, looked = read_people(desk, seen), looked_at(desk, sets)
    try:
        people = change(before, looked)
    except redaction.LabelRefused as refused:
        raise InputRefused(refused.field, refused.sentence) from None
    except redaction.RegisterProblem as problem:
        raise InputRefused("table", str(problem)) from None
    moved = _regrouped_drafts(desk, officer, people, looked)
    receipt = seal_people(desk, matter_id, officer.party, people)
    try:
        with desk.ledger.act(officer, Deed.CHANGE_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
            enter(act, matter_id).check_open()
            table, old = _write(act, seen, officer, matter_id, receipt)
            gone = [old, *(_swap(act, looked, plan) for looked, plan in moved)]
            if _is_looked_for_anew(before, people):
                owe_look(act, matter_id, officer.party)
            act.note(people=len(people.persons), drafts=len(moved), change=what, count=count)
    except Refusal:
        for left in (receipt, *(plan for _, plan in moved)):
            desk.vault.shred(left)
        raise
    for each in gone:
        shred(desk, each)
    return Changed(people, len(moved), table.version)


def version_of(table: KeyTable | None) -> int:
    """The version of a register; 0 while there is none."""
    return table.version if table else 0


def _regrouped_drafts(
    desk: Desk, officer: Officer, people: "redaction.People", looked: tuple[Looked, ...]
) -> list[tuple[Looked, Receipt]]:
    """Every draft whose groups are others now, with its plan sealed again."""
    who = SortedPeople(people, looked)
    moved = []
    for each in looked:
        if each.redactions.state is SetState.DRAFT and (plan := regrouped(each.plan, who)) != each.plan:
            receipt = write_plan(desk, plan, matter=each.redactions.matter, party=officer.party)
            moved.append((each, receipt))
    return moved


def _swap(act: Act, looked: Looked, plan: Receipt) -> str:
    current = act.redaction_sets.lock(looked.redactions.id)
    if (current.plan, current.state) != (looked.redactions.plan, SetState.DRAFT):
        raise ChangedMeanwhile
    act.redaction_sets.save(replace(current, plan=plan.as_json()))
    return looked.redactions.plan


def _is_looked_for_anew(before: "redaction.People", after: "redaction.People") -> bool:
    """Whether there is something to look for that was not there before."""
    known = {wording for person in before.persons for wording in _looked_for(person)}
    return any(wording not in known for person in after.persons for wording in _looked_for(person))


def _looked_for(person: "redaction.Person") -> tuple[str, ...]:
    born = tuple(day.isoformat() for day in person.dates_of_birth)
    return (*person.names, *born, *person.addresses, *person.numbers)


def owe_look(act: Act, matter: str, party: str) -> None:
    """Have every document of the matter looked through again, once, however many acts ask for it."""
    subject = key_table_id(matter, party)
    if not act.jobs.count(kind=JobKind.LOOK_AGAIN, subject=subject, state=JobState.QUEUED):
        act.owe(JobKind.LOOK_AGAIN, subject)


def _write(
    act: Act, seen: KeyTable | None, officer: Officer, matter: str, receipt: Receipt
) -> tuple[KeyTable, str]:
    """Put the sealed register in the place of the one that was seen; gives it, and the receipt of that one."""
    act.matters.lock(matter)
    current = act.key_tables.find(key_table_id(matter, officer.party))
    if version_of(current) != version_of(seen):
        raise ChangedMeanwhile
    if current is None or not current.print_key:
        current = begin_key_table(act, matter, officer.party)
    written = replace(current, people=receipt.as_json(), changed_by=officer.id, changed_at=act.at)
    return act.key_tables.save(written), current.people


def shred(desk: Desk, receipt: str) -> None:
    """Destroy what was sealed; nothing for an empty receipt."""
    if receipt:
        desk.vault.shred(Receipt.from_json(receipt))
