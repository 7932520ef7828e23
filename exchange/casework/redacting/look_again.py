"""Looks through the documents of a matter again when new names are known: found in another one, or entered.

Drafts get the new candidates at their end, undecided; the numbers of the others stay. A set that was put forward is
not changed: two people sign exactly what they saw. It is told how many names were found since, and no more.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import replace

import redaction
from exchange.casework.beside.plan import Plan, PlannedCandidate, numbered, write_plan
from exchange.casework.beside.readings import key_table_id, read_to_redact
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.redacting.apply import gather
from exchange.casework.who_is_who.people_found import (
    Looked,
    SortedPeople,
    looked_at,
    names_found,
    regrouped,
    sets_of_matter,
)
from exchange.casework.who_is_who.people_kept import read_people
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile
from exchange.rules.redactions import SetState
from redaction import DocumentError
from storage import Receipt

log = logging.getLogger(__name__)


def look_again(desk: Desk, table_id: str) -> None:
    """Look through every document of a party in a matter, named by its key table. Twice changes nothing.

    Raises:
        ChangedMeanwhile: a reviewer was quicker with one of the drafts; the job comes again.
    """
    matter, _, party = table_id.rpartition("/")
    with desk.ledger.look(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        people = read_people(desk, act.key_tables.find(key_table_id(matter, party)))
        sets = sets_of_matter(act, matter, party)
    looked = looked_at(desk, sets)
    pairs = tuple(sorted(set(names_found(looked))))
    names = redaction.NamesOfMatter(pairs, redaction.KnownPeople(people.persons))
    looked_for = _digest(pairs, redaction.people_written(people))
    longer = tuple(_longer(desk, each, names, looked_for) for each in looked)
    who = SortedPeople(people, longer)
    late = [
        each for each, more in zip(looked, longer, strict=True) if not _write(desk, each, more, who, party)
    ]
    if late:
        raise ChangedMeanwhile


def _digest(pairs: Iterable[tuple[str, str]], people: object) -> str:
    written = json.dumps([list(pairs), people], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _longer(desk: Desk, looked: Looked, names: "redaction.NamesOfMatter", looked_for: str) -> Looked:
    """The set with the candidates at its end that nobody was asked about."""
    if looked.plan.looked_for == looked_for:
        return looked
    found, material, original = gather(desk, looked.redactions.id)
    try:
        document = read_to_redact(desk, material, original, found)
    except DocumentError as problem:
        # Its own page says so when it is next worked on; the other documents need not wait for it.
        log.warning("document not looked through again", extra={"set": found.id, "problem": problem.code})
        return looked
    plan = looked.plan
    known = {_compared(each.text) for each in plan.candidates} | {_compared(each) for each in plan.typed}
    new = [each for each in names.find(document, _covered(plan)) if _compared(each.text) not in known]
    last = len(plan.candidates)
    added = tuple(replace(each, number=last + each.number) for each in numbered(new))
    return Looked(
        looked.redactions, replace(plan, candidates=(*plan.candidates, *added), looked_for=looked_for)
    )


def _compared(wording: str) -> str:
    return " ".join(wording.casefold().split())


def _covered(plan: Plan) -> dict[int, list[tuple[int, int]]]:
    covered: dict[int, list[tuple[int, int]]] = {}
    for candidate in plan.candidates:
        for page, start, end in candidate.places:
            covered.setdefault(page, []).append((start, end))
    return covered


def _write(desk: Desk, before: Looked, after: Looked, who: SortedPeople, party: str) -> bool:
    """Write what was found; False when somebody changed the set meanwhile."""
    found = before.redactions
    added = len(after.plan.candidates) - len(before.plan.candidates)
    if found.state is not SetState.DRAFT:
        return _note_since(desk, before, after.plan.candidates[len(before.plan.candidates) :])
    plan = regrouped(after.plan, who)
    if plan.candidates == before.plan.candidates:
        # Whoever has this draft open must not be told that it changed.
        return True
    receipt = write_plan(desk, plan, matter=found.matter, party=party)
    try:
        with desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now(), matter=found.matter) as act:
            current = act.redaction_sets.lock(found.id)
            if (current.plan, current.state) != (found.plan, found.state):
                raise ChangedMeanwhile
            total = len(plan.candidates)
            act.redaction_sets.save(replace(current, plan=receipt.as_json(), candidates=total))
            act.note(found.id, candidates=total, added=added)
    except ChangedMeanwhile:
        desk.vault.shred(receipt)
        return False
    desk.vault.shred(Receipt.from_json(found.plan))
    return True


def _note_since(desk: Desk, looked: Looked, new: Iterable[PlannedCandidate]) -> bool:
    since = len({_compared(each.text) for each in new})
    if since != looked.redactions.found_since:
        with desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
            current = act.redaction_sets.lock(looked.redactions.id)
            act.redaction_sets.save(replace(current, found_since=since))
            act.note(current.id, matter=current.matter, found_since=since)
    return True
