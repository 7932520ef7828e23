"""What a worker does with redactions that two people signed: applies them, verifies the copy, seals it."""

import logging
from dataclasses import replace
from io import BytesIO

from exchange.casework.beside.plan import entry_for, read_plan
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.receiving.unlock import opening_of
from exchange.casework.redacting.areas import areas_in
from exchange.casework.redacting.schedules import (
    Answered,
    pages_of_report,
    papers_of,
    places_of,
    schedule_of,
)
from exchange.casework.redacting.shares import going_from, with_shares_of_text
from exchange.casework.work_room import lay_out, room
from exchange.rules.audit import Deed
from exchange.rules.material import Material, Version, VersionKind
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet, SetState
from redaction import (
    CopyFormat,
    DocumentError,
    Gap,
    Ground,
    Redacted,
    Schedule,
    apply,
)
from storage import ObjectKind, Receipt, SealLabel

log = logging.getLogger(__name__)


def apply_set(desk: Desk, set_id: str) -> None:
    """Redact, verify, seal the result under a key of its own, and only then name it. Twice changes nothing."""
    found, material, original = gather(desk, set_id)
    if found.state is not SetState.APPROVED:
        return
    opening = opening_of(desk, material, may_lose_signature=found.may_lose_signature)
    decisions = _redacted_decisions(desk, found)
    schedule = _schedule(desk, found, decisions)
    with room(desk) as place:
        target = place / "redacted"
        try:
            done = apply(lay_out(desk, original, place), target, schedule, opening=opening)
        except DocumentError as problem:
            fail_set(desk, set_id, Deed.APPLY_REDACTIONS, problem)
            return
        for fault in done.report.faults:
            log.warning("page made a picture by a fault", extra={"set": set_id, "where": fault})
        label = SealLabel(matter=material.matter, party=material.holder, kind=ObjectKind.DERIVATIVE)
        with target.open("rb") as source:
            receipt = desk.vault.put(source, label)
    if receipt.sha256 != done.sha256:
        desk.vault.shred(receipt)
        raise RuntimeError("what was sealed is not what was verified")
    going = going_from(read_plan(desk, found.plan), {each.number for each in decisions})
    done = replace(done, report=with_shares_of_text(done.report, going))
    copy = _copy(desk, found, material, receipt, done)
    _record(desk, found, done, (copy, *_schedule_papers(desk, found, copy, done, decisions)))


def gather(desk: Desk, set_id: str) -> tuple[RedactionSet, Material, Version]:
    """A set with its document and the original it is about."""
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        found = act.redaction_sets.get(set_id)
        return found, act.materials.get(found.material), act.versions.get(found.original)


def _redacted_decisions(desk: Desk, found: RedactionSet) -> tuple[FindingDecision, ...]:
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        decisions = act.finding_decisions.where(redaction_set=found.id)
    redacted = (decision for decision in decisions if decision.choice is Choice.REDACT)
    return tuple(sorted(redacted, key=lambda decision: decision.number))


def _schedule(desk: Desk, found: RedactionSet, decisions: tuple[FindingDecision, ...]) -> Schedule:
    plan = read_plan(desk, found.plan)
    planned = {candidate.number: candidate for candidate in plan.candidates}
    entries = tuple(entry_for(planned[each.number], Ground(each.ground)) for each in decisions)
    return Schedule(entries, Gap(found.gap), CopyFormat(found.copy_format), areas_in(plan))


def fail_set(desk: Desk, set_id: str, deed: Deed, problem: DocumentError) -> None:
    """Say on the set itself what is wrong with its document."""
    with desk.ledger.act(SYSTEM, deed, at=desk.now()) as act:
        current = act.redaction_sets.lock(set_id)
        failed = replace(current.step(SetState.FAILED), problem=f"{problem.sentence} {problem.next_step}")
        act.redaction_sets.save(failed)
        act.note(set_id, matter=current.matter, failed=problem.code)


def _copy(desk: Desk, found: RedactionSet, material: Material, receipt: Receipt, done: Redacted) -> Version:
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        return Version(
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
            format=done.kind.value,
        )


def _schedule_papers(
    desk: Desk, found: RedactionSet, copy: Version, done: Redacted, decisions: tuple[FindingDecision, ...]
) -> tuple[Version, ...]:
    """The schedule of redactions, as a paper and as a table, each sealed under a key of its own."""
    plan = read_plan(desk, found.plan)
    letters = dict(enumerate(plan.letters, start=1))
    answered = (
        *(Answered(Ground(each.ground), each.decided_by) for each in decisions),
        *(Answered(Ground(each.ground), each.marked_by, each.is_whole_page) for each in plan.areas),
    )
    checks = tuple(check.name for check in done.verdict.checks)
    with desk.ledger.look(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now()) as act:
        schedule = schedule_of(act, found, copy, done.report, answered, letters=letters, checks=checks)
        names = (act.new_reference("VER"), act.new_reference("VER"))
    papers = papers_of(desk, schedule)
    label = SealLabel(matter=copy.matter, party=copy.holder, kind=ObjectKind.DERIVATIVE)
    made = []
    for name, (written, format_) in zip(names, ((papers.pdf, "pdf"), (papers.csv, "csv")), strict=True):
        receipt = desk.vault.put(BytesIO(written), label)
        made.append(
            replace(
                copy,
                id=name,
                kind=VersionKind.SCHEDULE,
                sha256=receipt.sha256,
                size_bytes=receipt.size_bytes,
                pages=0,
                receipt=receipt.as_json(),
                format=format_,
            )
        )
    return tuple(made)


def _record(desk: Desk, found: RedactionSet, done: Redacted, made: tuple[Version, ...]) -> None:
    copy, *papers = made
    with desk.ledger.act(SYSTEM, Deed.APPLY_REDACTIONS, at=desk.now(), matter=found.matter) as act:
        current = act.redaction_sets.lock(found.id)
        verified = current.step(SetState.VERIFIED)
        for version in made:
            act.versions.add(version)
        finished = replace(
            verified,
            result=copy.id,
            schedule=tuple(paper.id for paper in papers),
            report=_counts(done),
            pages=pages_of_report(done.report),
            left_out=done.report.left_out,
            checks=tuple(check.name for check in done.verdict.checks),
            problem="",
        )
        act.redaction_sets.save(finished)
        act.note(found.id, *(version.id for version in made), sha256=copy.sha256)
        act.note(removals=len(places_of(done.report)), copy_format=copy.format)


def _counts(done: Redacted) -> tuple[tuple[str, str], ...]:
    report = done.report
    return (
        ("pages", str(report.pages)),
        ("removals", str(len(places_of(report)))),
        ("largest_share", f"{max(report.share_removed, default=0.0):.4f}"),
        ("pages_read_by_ocr", str(len(report.ocr_pages))),
        ("pages_made_pictures", str(len(report.rasterised_pages))),
        ("bars_that_may_tell", str(len(report.telling))),
        ("codes_not_read", str(len(report.unread_codes))),
        ("checks_passed", str(len(done.verdict.checks))),
    )
