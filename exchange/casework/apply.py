"""What a worker does for redactions: suggests from the text, and applies what two people signed."""

from dataclasses import replace

import redaction
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.plan import Plan, numbered, read_plan, write_plan
from exchange.casework.work_room import lay_out, room
from exchange.rules.audit import Deed
from exchange.rules.material import Material, Version, VersionKind
from exchange.rules.redactions import Choice, RedactionSet, SetState
from redaction import (
    DocumentError,
    Gap,
    Ground,
    Redacted,
    Schedule,
    ScheduleEntry,
    apply,
    suggest,
)
from storage import ObjectKind, Receipt, SealLabel


def suggest_for(desk: Desk, set_id: str) -> None:
    """Fill a new set with candidates. Done twice it changes nothing."""
    found, material, original = _gather(desk, set_id)
    if found.state is not SetState.SUGGESTING:
        return
    typed = read_plan(desk, found.plan).typed
    try:
        with room(desk) as place:
            document = redaction.read_pages(lay_out(desk, original, place))
    except DocumentError as problem:
        _fail(desk, set_id, Deed.SUGGEST_REDACTIONS, problem)
        return
    plan = Plan(typed=typed, candidates=numbered(suggest(document, desk.detector(), terms=typed)))
    receipt = write_plan(desk, plan, matter=material.matter, party=material.holder)
    with desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now(), matter=found.matter) as act:
        current = act.redaction_sets.lock(set_id)
        ready = current.step(SetState.DRAFT)
        act.redaction_sets.save(replace(ready, plan=receipt.as_json(), candidates=len(plan.candidates)))
        act.note(set_id, candidates=len(plan.candidates), pages=len(document.pages))
    desk.vault.shred(Receipt.from_json(found.plan))


def apply_set(desk: Desk, set_id: str) -> None:
    """Redact, verify, seal the result under a key of its own, and only then name it. Twice changes nothing."""
    found, material, original = _gather(desk, set_id)
    if found.state is not SetState.APPROVED:
        return
    schedule = _schedule(desk, found)
    with room(desk) as place:
        target = place / "redacted"
        try:
            done = apply(lay_out(desk, original, place), target, schedule)
        except DocumentError as problem:
            _fail(desk, set_id, Deed.APPLY_REDACTIONS, problem)
            return
        label = SealLabel(matter=material.matter, party=material.holder, kind=ObjectKind.DERIVATIVE)
        with target.open("rb") as source:
            receipt = desk.vault.put(source, label)
    if receipt.sha256 != done.sha256:
        desk.vault.shred(receipt)
        raise RuntimeError("what was sealed is not what was verified")
    _record(desk, found, material, receipt, done)


def _gather(desk: Desk, set_id: str) -> tuple[RedactionSet, Material, Version]:
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        found = act.redaction_sets.get(set_id)
        return found, act.materials.get(found.material), act.versions.get(found.original)


def _schedule(desk: Desk, found: RedactionSet) -> Schedule:
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        decisions = act.finding_decisions.where(redaction_set=found.id)
    words = {candidate.number: candidate.text for candidate in read_plan(desk, found.plan).candidates}
    entries = tuple(
        ScheduleEntry(words[decision.number], Ground(decision.ground))
        for decision in sorted(decisions, key=lambda d: d.number)
        if decision.choice is Choice.REDACT
    )
    return Schedule(entries, Gap(found.gap))


def _fail(desk: Desk, set_id: str, deed: Deed, problem: DocumentError) -> None:
    with desk.ledger.act(SYSTEM, deed, at=desk.now()) as act:
        current = act.redaction_sets.lock(set_id)
        failed = replace(current.step(SetState.FAILED), problem=f"{problem.sentence} {problem.next_step}")
        act.redaction_sets.save(failed)
        act.note(set_id, matter=current.matter, failed=problem.code)


def _record(desk: Desk, found: RedactionSet, material: Material, receipt: Receipt, done: Redacted) -> None:
    with desk.ledger.act(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now(), matter=found.matter) as act:
        current = act.redaction_sets.lock(found.id)
        verified = current.step(SetState.VERIFIED)
        version = act.versions.add(
            Version(
                id=act.new_reference("VER"),
                material=material.id,
                matter=material.matter,
                holder=material.holder,
                kind=VersionKind.REDACTED,
                sha256=receipt.sha256,
                size_bytes=receipt.size_bytes,
                pages=done.report.pages,
                receipt=receipt.as_json(),
                made_by=found.approved_by,
                made_at=act.at,
                redaction_set=found.id,
            )
        )
        act.redaction_sets.save(replace(verified, result=version.id, report=_counts(done), problem=""))
        act.note(found.id, version.id, sha256=receipt.sha256, removals=len(done.report.removals))


def _counts(done: Redacted) -> tuple[tuple[str, str], ...]:
    report = done.report
    return (
        ("pages", str(report.pages)),
        ("removals", str(len(report.removals))),
        ("largest_share", f"{max(report.share_removed, default=0.0):.4f}"),
        ("pages_read_by_ocr", str(len(report.ocr_pages))),
        ("pages_made_pictures", str(len(report.rasterised_pages))),
        ("checks_passed", str(len(done.verdict.checks))),
    )
