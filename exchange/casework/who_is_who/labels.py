"""The key table of a matter: who stands behind which label. Sealed like an original, edited by its own party only.

"Child A" in one copy must be "Child A" in every copy of the matter, so a label that was put forward in a copy stays.
Names are in the sealed table alone; the database knows that there is one, and who changed it when.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import redaction
from exchange.casework.beside.plan import PlannedCandidate, read_plan, write_plan
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_kept import change_people, read_people, seal_people
from exchange.ledger import Act
from exchange.rules.errors import ChangedMeanwhile, InputRefused
from exchange.rules.officers import Officer
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet

# `redaction.People` and its like are reached through the package: they load slowly, and few acts need them.


def add_person(
    desk: Desk,
    officer: Officer,
    matter_id: str,
    *,
    role: str,
    spellings: Iterable[str],
    label: str = "",
    of: str = "",
) -> "redaction.People":
    """Put one more person into the table; an empty label is chosen so that it tells nothing of the name.

    Raises:
        NotFound; InputRefused: naming the field.
    """
    if role not in {each.value for each in redaction.PersonRole}:
        raise InputRefused("role", "Select who this person is")
    names = tuple(spellings)
    return _change(
        desk,
        officer,
        matter_id,
        lambda people: people.with_person(redaction.PersonRole(role), names, label=label, of=of),
    )


def add_spellings(
    desk: Desk, officer: Officer, matter_id: str, label: str, spellings: Iterable[str]
) -> "redaction.People":
    """Give a person more spellings, all replaced by the one label."""
    names = tuple(spellings)
    return _change(desk, officer, matter_id, lambda people: people.with_spellings(label, names))


def merge_people(
    desk: Desk, officer: Officer, matter_id: str, kept: str, others: Iterable[str]
) -> "redaction.People":
    """Say that people are one: all of them have the label `kept` from now on."""
    gone = tuple(each for each in dict.fromkeys(others) if each != kept)
    if not gone:
        raise InputRefused("merge", "Select the people who are the same person")
    return _change(desk, officer, matter_id, lambda people: people.merged(kept, *gone))


def remove_person(desk: Desk, officer: Officer, matter_id: str, label: str) -> "redaction.People":
    """Take a person out of the table, as long as no copy has the label."""
    return _change(desk, officer, matter_id, lambda people: people.without(label))


def _change(
    desk: Desk,
    officer: Officer,
    matter_id: str,
    change: Callable[["redaction.People"], "redaction.People"],
) -> "redaction.People":
    return change_people(desk, officer, matter_id, lambda people, _: change(people)).people


@dataclass(frozen=True, slots=True)
class SignedLabels:
    """The plan (a receipt) with each label that will stand in the copy, and those labels."""

    plan: str
    labels: tuple[str, ...]


def sign_labels(desk: Desk, found: RedactionSet, decisions: Iterable[FindingDecision]) -> SignedLabels:
    """The plan as it is put forward: with the label of everyone redacted who has one.

    The labels are in the sealed plan, so the fingerprint that two people sign covers them.
    """
    plan = read_plan(desk, found.plan)
    if not plan.labelled:
        return SignedLabels(found.plan, ())
    redacted = {each.number for each in decisions if each.choice is Choice.REDACT}
    named = {each.number: each for each in with_labels(desk, found, plan.candidates)}
    signed = replace(
        plan,
        candidates=tuple(
            named[each.number] if each.number in redacted else replace(each, pseudonym="")
            for each in plan.candidates
        ),
    )
    receipt = write_plan(desk, signed, matter=found.matter, party=_holder(desk, found))
    labels = tuple(dict.fromkeys(each.pseudonym for each in signed.candidates if each.pseudonym))
    return SignedLabels(receipt.as_json(), labels)


def with_labels(
    desk: Desk, found: RedactionSet, candidates: Iterable[PlannedCandidate]
) -> tuple[PlannedCandidate, ...]:
    """The candidates with the label of whoever they name, as the key table stands now."""
    with desk.ledger.housekeeping() as act:
        table = act.key_tables.find(key_table_id(found.matter, act.materials.get(found.material).holder))
    labeller = redaction.Labeller(read_people(desk, table))
    return tuple(
        replace(each, pseudonym=labeller.label(_name(each), person=each.person)) for each in candidates
    )


def _name(candidate: PlannedCandidate) -> str:
    return redaction.without_possessive(candidate.text)


def _holder(desk: Desk, found: RedactionSet) -> str:
    with desk.ledger.housekeeping() as act:
        return act.materials.get(found.material).holder


def keep_labels(desk: Desk, act: Act, found: RedactionSet, labels: Iterable[str]) -> str:
    """Labels that are put forward in a copy stay as they are from now on.

    Gives the receipt of the table that was replaced, to be destroyed once the act is written; empty for none.
    """
    wanted = tuple(labels)
    if not wanted:
        return ""
    act.matters.lock(found.matter)
    table = act.key_tables.get(key_table_id(found.matter, act.officer.party))
    people = read_people(desk, table)
    fixed = people.fixing(wanted)
    if not set(wanted) <= {person.label for person in people.labelled}:
        raise ChangedMeanwhile
    if fixed == people:
        return ""
    receipt = seal_people(desk, found.matter, act.officer.party, fixed)
    act.key_tables.save(replace(table, people=receipt.as_json()))
    act.note(labels=len(wanted))
    return table.people
