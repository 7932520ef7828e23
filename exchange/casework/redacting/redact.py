"""Reviewing redactions: suggestions asked for, each decided with a ground, proposed by one, approved by another.

The words themselves stay in the sealed plan. A set is about one original; a new set may be begun at any time.
"""

from collections.abc import Iterable
from dataclasses import replace

from exchange.casework.admission import own_material, sealed_original
from exchange.casework.beside.plan import BY_HAND, Plan, PlannedCandidate, read_plan, write_plan
from exchange.casework.copies import chosen_format, copy_formats
from exchange.casework.desk import Desk
from exchange.casework.notify import tell_contacts
from exchange.casework.redacting.decisions import decide_one, keep_step, last_steps, take_back
from exchange.casework.redacting.recognised import count_recognisers
from exchange.casework.who_is_who.labels import SignedLabels, keep_labels, sign_labels
from exchange.casework.who_is_who.people_kept import owe_look
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.decisions import check_may_undo
from exchange.rules.errors import ChangedMeanwhile, InputRefused, NotFound, Refusal, WrongState
from exchange.rules.material import Material, Obstacle
from exchange.rules.officers import Officer
from exchange.rules.redactions import (
    Choice,
    FindingDecision,
    RedactionSet,
    SetState,
    approve,
    check_decision,
    fingerprint_of,
    give_back,
    propose,
)
from exchange.rules.unlocking import check_may_redact
from exchange.rules.work import JobKind
from storage import Receipt

TERM_LIMIT = 200


def start(
    desk: Desk,
    officer: Officer,
    material_id: str,
    *,
    terms: Iterable[str] = (),
    gap: str = "fixed",
    copy_format: str = "",
    may_lose_signature: bool = False,
    labelled: bool = False,
) -> RedactionSet:
    """Ask for suggestions on one original. `terms` are typed for this matter and looked for everywhere.

    Terms typed earlier in this matter are carried over. `copy_format` is "same" or "pdf"; empty for what is usual
    for this kind of document. `may_lose_signature` is the officer's answer for a signed one. `labelled` has people
    replaced by their labels in the matter's key table.
    """
    typed, wide = _typed(terms), _gap(gap)
    material, carried = _may_begin(desk, officer, material_id, may_lose_signature=may_lose_signature)
    chosen = chosen_format(material, copy_format)
    plan = Plan(typed=tuple(dict.fromkeys((*carried, *typed))), candidates=(), labelled=labelled)
    receipt = write_plan(desk, plan, matter=material.matter, party=material.holder)
    with desk.ledger.act(officer, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        version = sealed_original(act, material)
        begun = RedactionSet(
            id=act.new_reference("RED"),
            matter=material.matter,
            material=material.id,
            original=version.id,
            started_by=officer.id,
            started_at=act.at,
            gap=wide,
            plan=receipt.as_json(),
            copy_format=chosen.value,
            may_lose_signature=material.obstacle is Obstacle.SIGNATURE and may_lose_signature,
        )
        act.redaction_sets.add(begun)
        act.owe(JobKind.SUGGEST, begun.id)
        act.note(begun.id, version.id, typed_terms=len(plan.typed), copy_format=begun.copy_format)
        if begun.may_lose_signature:
            act.note(signature="may be lost")
        return begun


def _may_begin(
    desk: Desk, officer: Officer, material_id: str, *, may_lose_signature: bool
) -> tuple[Material, tuple[str, ...]]:
    """The document, if redacting it may begin, and the terms typed last in its matter."""
    with desk.ledger.look(officer, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        material, matter = own_material(act, material_id)
        matter.check_open()
        material.check_classified()
        if not copy_formats(material.kind):
            raise WrongState(
                f"{material.kind.upper()} cannot be redacted here.",
                next_step="Save it as PDF, upload that, and redact the PDF.",
            )
        check_may_redact(material, may_lose_signature=may_lose_signature)
        earlier = act.redaction_sets.where(matter=matter.id, order_by="-started_at")
        last = [s for s in earlier if s.plan and act.materials.get(s.material).holder == officer.party]
    return material, read_plan(desk, last[0].plan).typed if last else ()


def _typed(terms: Iterable[str]) -> tuple[str, ...]:
    typed = tuple(dict.fromkeys(" ".join(term.split()) for term in terms if term.strip()))
    if any(len(term) > TERM_LIMIT for term in typed):
        raise InputRefused("terms", f"Each term must be {TERM_LIMIT} characters or fewer")
    return typed


def _gap(gap: str) -> str:
    if gap not in {"fixed", "exact"}:
        raise InputRefused("gap", "Select how wide the gaps should be")
    return gap


def own_set(act: Act, set_id: str) -> RedactionSet:
    """A redaction set of the officer's own party."""
    found = act.redaction_sets.find(set_id)
    if found is None:
        raise NotFound
    own_material(act, found.material)
    act.note(found.id)
    return found


def _draft(act: Act, set_id: str) -> RedactionSet:
    found = own_set(act, set_id)
    if found.state is not SetState.DRAFT:
        raise WrongState(
            f"These redactions are {found.state.value}, so this cannot be done.",
            next_step="Go back to the document and check its status.",
        )
    return found


def decide(
    desk: Desk,
    officer: Officer,
    set_id: str,
    numbers: Iterable[int],
    choice: Choice,
    *,
    ground: str = "",
    seen_version: int | None = None,
    shown_count: int | None = None,
) -> RedactionSet:
    """Redact or keep candidates by number, with one ground for all of them. It can be undone as one step.

    `seen_version` is the set's version the decider looked at; another means someone was quicker. `shown_count` is
    how many the decider was told there are, for a list that is decided at once.
    """
    check_decision(choice, ground)
    with desk.ledger.act(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        found = _as_seen(_draft(act, set_id), seen_version)
        wanted = tuple(dict.fromkeys(numbers))
        if not wanted:
            raise InputRefused("numbers", "Select whether to redact or keep this text")
        if shown_count is not None and shown_count != len(wanted):
            raise InputRefused("numbers", "This list has changed. Check it and decide again")
        before = [decide_one(act, found, number, choice, ground) for number in wanted]
        keep_step(act, found, choice, before)
        act.note(choice=choice.value, count=len(wanted))
        by = tuple(dict.fromkeys((*found.decided_by, officer.id)))
        return act.redaction_sets.save(replace(found, decided_by=by))


def _as_seen(found: RedactionSet, seen_version: int | None) -> RedactionSet:
    """The set as somebody looked at it: to save it fails if another was quicker."""
    return found if seen_version is None else replace(found, version=seen_version)


def undo(desk: Desk, officer: Officer, set_id: str, *, seen_version: int | None = None) -> RedactionSet:
    """Take back the officer's own last decision on a draft, one finding or a whole list, up to ten steps back.

    Raises:
        NotFound; WrongState: nothing is left to undo; NotAllowed: the last decision is somebody else's.
        ChangedMeanwhile: what it decided was decided otherwise since.
    """
    with desk.ledger.act(officer, Deed.UNDO_DECISION, at=desk.now()) as act:
        found = _as_seen(_draft(act, set_id), seen_version)
        step = check_may_undo(last_steps(act, set_id), by=officer.id)
        take_back(act, found, step)
        act.note(undone=step.count)
        return act.redaction_sets.save(found)


def add_term(desk: Desk, officer: Officer, set_id: str, *, term: str, ground: str) -> RedactionSet:
    """Redact words that nobody suggested, wherever they stand."""
    check_decision(Choice.REDACT, ground)
    typed = _typed([term])
    if not typed:
        raise InputRefused("term", "Enter the words to redact")
    with desk.ledger.look(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        found = _draft(act, set_id)
        material, _ = own_material(act, found.material)
    plan = read_plan(desk, found.plan)
    if any(candidate.text.casefold() == typed[0].casefold() for candidate in plan.candidates):
        raise InputRefused("term", "These words are already in the list")
    added = PlannedCandidate(
        number=len(plan.candidates) + 1,
        text=typed[0],
        label="TYPED_TERM",
        score=1.0,
        detector=BY_HAND,
        group=typed[0],
        places=(),
        explanation="Somebody added these words by hand.",
    )
    longer = replace(plan, typed=(*plan.typed, *typed), candidates=(*plan.candidates, added))
    receipt = write_plan(desk, longer, matter=material.matter, party=material.holder)
    return _swap_plan(desk, officer, found, receipt, (added.number, ground))


def _swap_plan(
    desk: Desk, officer: Officer, found: RedactionSet, receipt: Receipt, added: tuple[int, str]
) -> RedactionSet:
    number, ground = added
    try:
        with desk.ledger.act(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
            own_set(act, found.id)
            by = tuple(dict.fromkeys((*found.decided_by, officer.id)))
            grown = replace(found, plan=receipt.as_json(), candidates=number, decided_by=by)
            saved = act.redaction_sets.save(grown)
            decide_one(act, saved, number, Choice.REDACT, ground)
            act.note(added=1)
    except Refusal:
        desk.vault.shred(receipt)
        raise
    desk.vault.shred(Receipt.from_json(found.plan))
    return saved


def propose_set(desk: Desk, officer: Officer, set_id: str) -> RedactionSet:
    """Sign off the draft for a second person. The labels of people are signed with it."""
    with desk.ledger.look(officer, Deed.PROPOSE_REDACTIONS, at=desk.now()) as act:
        seen = own_set(act, set_id)
        decided = act.finding_decisions.where(redaction_set=seen.id)
    signed = sign_labels(desk, seen, decided)
    try:
        proposed, old_table = _put_forward(desk, officer, seen, signed)
    except Refusal:
        if signed.plan != seen.plan:
            desk.vault.shred(Receipt.from_json(signed.plan))
        raise
    for old in {seen.plan, old_table} - {signed.plan, ""}:
        desk.vault.shred(Receipt.from_json(old))
    return proposed


def _put_forward(
    desk: Desk, officer: Officer, seen: RedactionSet, signed: SignedLabels
) -> tuple[RedactionSet, str]:
    """The set as it was proposed, and the key table that another has replaced."""
    with desk.ledger.act(officer, Deed.PROPOSE_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, seen.id)
        if found.version != seen.version:
            raise ChangedMeanwhile
        found = replace(found, plan=signed.plan)
        decisions = act.finding_decisions.where(redaction_set=found.id)
        proposed = propose(
            found,
            decided=len(decisions),
            fingerprint=_fingerprint(act, found, decisions),
            by=officer.id,
            at=act.at,
        )
        act.note(fingerprint=proposed.fingerprint)
        material, matter = own_material(act, found.material)
        tell_contacts(act, matter.id, material.holder, found.id)
        old_table = keep_labels(desk, act, found, signed.labels)
        return act.redaction_sets.save(proposed), old_table


def _fingerprint(act: Act, found: RedactionSet, decisions: Iterable[FindingDecision]) -> str:
    original = act.versions.get(found.original)
    return fingerprint_of(
        original.sha256,
        found.gap,
        decisions,
        Receipt.from_json(found.plan).sha256,
        copy_format=found.copy_format,
        may_lose_signature=found.may_lose_signature,
    )


def approve_set(desk: Desk, officer: Officer, set_id: str, *, fingerprint: str) -> RedactionSet:
    """The second person's sign-off over the same fingerprint; the worker then redacts and verifies."""
    with desk.ledger.act(officer, Deed.APPROVE_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, set_id)
        decisions = act.finding_decisions.where(redaction_set=found.id)
        approved = approve(found, fingerprint=fingerprint, by=officer.id, at=act.at)
        if _fingerprint(act, found, decisions) != found.fingerprint:
            raise WrongState(
                "The redactions have changed since they were proposed.",
                next_step="Send them back and check again.",
            )
        count_recognisers(act, found, read_plan(desk, found.plan), decisions, party=officer.party)
        act.owe(JobKind.APPLY, found.id)
        act.note(fingerprint=found.fingerprint)
        return act.redaction_sets.save(approved)


def return_set(desk: Desk, officer: Officer, set_id: str) -> RedactionSet:
    """Send proposed, or failed, redactions back to be changed."""
    with desk.ledger.act(officer, Deed.RETURN_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, set_id)
        # Names found while it was with the second person are looked for now that it may change.
        owe_look(act, found.matter, officer.party)
        return act.redaction_sets.save(replace(give_back(found), found_since=0))
