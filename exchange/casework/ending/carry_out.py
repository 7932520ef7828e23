"""What a worker does for an approved destruction: key, then bytes, then the word; and the certificate.

For each item, inside one transaction that holds the matter's row: ask the holds again, destroy the key and every
version, prove that it cannot be read, and write it down. A crash after the key died and before the word was
written is found by asking the vault, which never forgets a destroyed key; a hold placed after that came too late
and the record shows it (I-25).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from exchange.casework.beside.words_kept import forget_words, receipts_of_words
from exchange.casework.desk import SYSTEM, Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import (
    Certificate,
    DestructionRun,
    ItemOutcome,
    RunItem,
    RunState,
    check_may_destroy,
    check_may_start,
)
from exchange.rules.errors import UnderHold
from exchange.rules.material import Material, MaterialState, VersionState
from storage import Receipt, ShredEvidence, StorageError


def carry_out(desk: Desk, run_id: str) -> None:
    """Destroy what the run lists; repeatable at any point. Stops on the first fault and says so."""
    if not _begin(desk, run_id):
        return
    with desk.ledger.look(SYSTEM, Deed.DESTROY, at=desk.now()) as act:
        items = act.run_items.where(
            run=run_id, outcome=(ItemOutcome.PENDING, ItemOutcome.FAILED), order_by="id"
        )
    for item in items:
        _destroy_item(desk, item)
    _finish(desk, run_id)


def _begin(desk: Desk, run_id: str) -> bool:
    with desk.ledger.act(SYSTEM, Deed.DESTROY, at=desk.now()) as act:
        run = act.destruction_runs.lock(run_id)
        act.note(run.id)
        if run.state is RunState.RUNNING:
            return True
        if run.state in {RunState.FINISHED, RunState.CANCELLED}:
            return False
        check_may_start(run, at=act.at)
        act.destruction_runs.save(run.step(RunState.RUNNING))
        return True


def _destroy_item(desk: Desk, item: RunItem) -> None:
    if not _mark(desk, item):
        return
    try:
        _shred(desk, item.id)
    except StorageError as fault:
        with desk.ledger.act(SYSTEM, Deed.DESTROY, at=desk.now(), matter=item.matter) as act:
            current = act.run_items.lock(item.id)
            act.run_items.save(replace(current, outcome=ItemOutcome.FAILED, problem=str(fault)))
            act.note(item.material, item.run, outcome="failed")
        raise


def _mark(desk: Desk, item: RunItem) -> bool:
    """Mark the item as going, unless a hold or a change says no."""
    with desk.ledger.act(SYSTEM, Deed.DESTROY, at=desk.now(), matter=item.matter) as act:
        act.matters.lock(item.matter)
        material = act.materials.lock(item.material)
        current = act.run_items.lock(item.id)
        act.note(item.material, item.run)
        if material.state is MaterialState.DESTROYING:
            return True
        outcome = _obstacle(act, item, material)
        if outcome is not None:
            act.run_items.save(replace(current, outcome=outcome))
            act.note(outcome=outcome.value)
            return False
        act.materials.save(material.step(MaterialState.DESTROYING))
        return True


def _obstacle(act: Act, item: RunItem, material: Material) -> ItemOutcome | None:
    if material.state is not MaterialState.SEALED or material.version != item.material_version:
        return ItemOutcome.CHANGED
    try:
        check_may_destroy(
            matter=item.matter, material=item.material, holds=act.holds.where(matter=item.matter)
        )
    except UnderHold:
        return ItemOutcome.HELD
    return None


def _version_receipts(act: Act, material: Material) -> tuple[Receipt, ...]:
    return tuple(Receipt.from_json(v.receipt) for v in act.versions.where(material=material.id))


def _other_receipts(act: Act, material: Material) -> tuple[Receipt, ...]:
    """Its password, the plans of its redactions, what was read of it, and the parts of its upload."""
    written = [found.plan for found in act.redaction_sets.where(material=material.id) if found.plan]
    written += [material.opening] if material.opening else []
    written += receipts_of_words(act, material)
    written += [part for upload in act.uploads.where(material=material.id) for part in upload.parts]
    return tuple(Receipt.from_json(receipt) for receipt in written)


def _shred(desk: Desk, item_id: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.DESTROY, at=desk.now()) as act:
        item = act.run_items.lock(item_id)
        act.matters.lock(item.matter)
        material = act.materials.lock(item.material)
        act.note(item.material, item.run, matter=item.matter)
        versions = _version_receipts(act, material)
        if not any(desk.vault.is_destroyed(receipt) for receipt in versions):
            try:
                holds = act.holds.where(matter=item.matter)
                check_may_destroy(matter=item.matter, material=item.material, holds=holds)
            except UnderHold:
                act.materials.save(material.step(MaterialState.SEALED))
                act.run_items.save(replace(item, outcome=ItemOutcome.HELD))
                act.note(outcome="held")
                return
        evidence = [desk.vault.shred(each) for each in (*versions, *_other_receipts(act, material))]
        _write_destroyed(act, item, material, evidence)


def _write_destroyed(act: Act, item: RunItem, material: Material, evidence: Iterable[ShredEvidence]) -> None:
    seen = list(evidence)
    if not all(each.key_destroyed and each.read_back_refused for each in seen):
        raise RuntimeError("a key or an object outlived its destruction")
    for version in act.versions.where(material=material.id, state=VersionState.SEALED):
        act.versions.save(version.destroyed())
    forget_words(act, material)
    gone = material.step(MaterialState.DESTROYED)
    act.materials.save(
        replace(gone, destroyed_at=act.at, destroyed_by_run=item.run, file_name="", problem="")
    )
    act.run_items.save(
        replace(
            item,
            outcome=ItemOutcome.DESTROYED,
            key_destroyed_at=act.at,
            versions_removed=sum(each.versions_removed for each in seen),
            read_back_refused=True,
            problem="",
        )
    )
    act.note(outcome="destroyed", objects=len(seen))


def _finish(desk: Desk, run_id: str) -> None:
    with desk.ledger.act(SYSTEM, Deed.CERTIFY, at=desk.now()) as act:
        run = act.destruction_runs.lock(run_id)
        items = act.run_items.where(run=run.id, order_by="id")
        act.note(run.id)
        done = all(item.outcome not in {ItemOutcome.PENDING, ItemOutcome.FAILED} for item in items)
        ended = run.step(RunState.FINISHED if done else RunState.PARTIAL)
        if done:
            certificate = act.certificates.add(
                _certificate(act, run, items, horizon_days=desk.policy.backup_horizon_days)
            )
            ended = replace(ended, certificate=certificate.id)
            act.note(certificate.id, sha256=certificate.sha256)
        act.destruction_runs.save(replace(ended, finished_at=act.at))


def _certificate(
    act: Act, run: DestructionRun, items: tuple[RunItem, ...], *, horizon_days: int
) -> Certificate:
    final_on = london_date(act.at + timedelta(days=horizon_days))
    certificate_id = act.new_reference("CERT")
    written = {
        "certificate": certificate_id,
        "run": run.id,
        "party": act.parties.get(run.party).name,
        "issued_at": act.at.isoformat(),
        "proposed_by": run.proposed_by,
        "approved_by": run.approved_by,
        "approved_at": run.approved_at.isoformat() if run.approved_at else "",
        "list_sha256": run.fingerprint,
        "method": "The only data key of every version was destroyed, then every stored version was deleted.",
        "backups": "Copies in backups cannot be read. "
        f"Backups that contain them are overwritten by {final_on:%-d %B %Y}.",
        "items": [_line(act, item) for item in items],
    }
    document = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Certificate(
        id=certificate_id,
        run=run.id,
        party=run.party,
        issued_at=act.at,
        final_on=final_on,
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
    )


def _line(act: Act, item: RunItem) -> dict[str, object]:
    versions = act.versions.where(material=item.material, order_by="id")
    rule = act.retention_rules.get(item.rule)
    return {
        "document": item.material,
        "matter": item.matter,
        "outcome": item.outcome.value,
        "due_on": item.due_on.isoformat(),
        "mandate": rule.mandate,
        "key_destroyed_at": item.key_destroyed_at.isoformat() if item.key_destroyed_at else "",
        "objects_removed": item.versions_removed,
        "read_back_refused": item.read_back_refused,
        "versions": [
            {"version": v.id, "kind": v.kind.value, "format": v.format, "sha256": v.sha256} for v in versions
        ],
        "disclosures": [d.id for d in act.disclosures.where(material=item.material, order_by="id")],
    }
