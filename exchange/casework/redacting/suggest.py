"""What a worker does when redactions are begun: suggests candidates, knowing everybody of the matter.

A name found in another document of the matter is looked for here, as is everybody in its register. New names have the
other documents looked through again.
"""

from dataclasses import replace

import redaction
from exchange.casework.beside.plan import Plan, numbered, read_plan, write_plan
from exchange.casework.beside.readings import key_table_id, read_to_redact
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.redacting.apply import fail_set, gather
from exchange.casework.who_is_who.people_found import (
    PERSON,
    Looked,
    SortedPeople,
    looked_at,
    regrouped,
    sets_of_matter,
)
from exchange.casework.who_is_who.people_found import names_found as names_in
from exchange.casework.who_is_who.people_kept import owe_look, read_people
from exchange.rules.audit import Deed
from exchange.rules.material import Material
from exchange.rules.redactions import RedactionSet, SetState
from redaction import DocumentError, DocumentText
from storage import Receipt


def suggest_for(desk: Desk, set_id: str) -> None:
    """Fill a new set with candidates. Done twice it changes nothing."""
    found, material, original = gather(desk, set_id)
    if found.state is not SetState.SUGGESTING:
        return
    try:
        document = read_to_redact(desk, material, original, found)
    except DocumentError as problem:
        fail_set(desk, set_id, Deed.SUGGEST_REDACTIONS, problem)
        return
    plan, is_new = _planned(desk, found, material, document)
    receipt = write_plan(desk, plan, matter=material.matter, party=material.holder)
    with desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now(), matter=found.matter) as act:
        current = act.redaction_sets.lock(set_id)
        ready = current.step(SetState.DRAFT)
        act.redaction_sets.save(replace(ready, plan=receipt.as_json(), candidates=len(plan.candidates)))
        if is_new:
            owe_look(act, material.matter, material.holder)
        act.note(set_id, candidates=len(plan.candidates), pages=len(document.pages))
    desk.vault.shred(Receipt.from_json(found.plan))


def _planned(
    desk: Desk, found: RedactionSet, material: Material, document: DocumentText
) -> tuple[Plan, bool]:
    """The plan, and whether it has names that the matter's other documents were not looked through for."""
    with desk.ledger.look(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        table = act.key_tables.find(key_table_id(material.matter, material.holder))
        sets = sets_of_matter(act, material.matter, material.holder)
    people = read_people(desk, table)
    others = tuple(each for each in looked_at(desk, sets) if each.redactions.material != material.id)
    known = tuple(names_in(others))
    names = redaction.NamesOfMatter(known, redaction.KnownPeople(people.persons))
    asked = read_plan(desk, found.plan)
    candidates = redaction.suggest(
        document,
        desk.detector(),
        terms=asked.typed,
        register=names.register,
        together=people.together,
        apart=people.apart,
        elsewhere=names.names,
    )
    plan = replace(
        asked,
        candidates=numbered(candidates),
        letters=tuple(sum(letter.isalnum() for letter in page.text) for page in document.pages),
        parts=tuple(page.name for page in document.pages) if any(p.name for p in document.pages) else (),
        language=redaction.language_warning(page.text for page in document.pages),
        hidden=document.hidden,
        sizes=tuple((page.width_points, page.height_points) for page in document.pages),
    )
    whole = regrouped(plan, SortedPeople(people, (*others, Looked(found, plan))))
    heard = {wording for wording, _ in known}
    named = {each.text for each in whole.candidates if each.label == PERSON and each.confidence == "found"}
    return whole, bool(others) and not named <= heard
