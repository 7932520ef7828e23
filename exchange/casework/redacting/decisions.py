"""Writing decisions down one by one, and what each act of deciding changed, so that it can be undone."""

from collections.abc import Iterable
from dataclasses import replace

from exchange.ledger import Act
from exchange.rules.decisions import UNDO_LIMIT, DecidedBefore, DecisionStep
from exchange.rules.errors import ChangedMeanwhile, NotFound
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet


def decide_one(act: Act, found: RedactionSet, number: int, choice: Choice, ground: str) -> DecidedBefore:
    """Write one decision; gives what was decided before.

    Raises:
        NotFound: the set has no such finding.
    """
    if not 1 <= number <= found.candidates:
        raise NotFound
    before = act.finding_decisions.find(_decision_id(found, number))
    decided = FindingDecision(
        id=_decision_id(found, number),
        redaction_set=found.id,
        number=number,
        choice=choice,
        ground=ground,
        decided_by=act.officer.id,
        decided_at=act.at,
        version=before.version if before else 1,
    )
    if before is None:
        act.finding_decisions.add(decided)
        return DecidedBefore(number)
    act.finding_decisions.save(decided)
    return DecidedBefore(number, before.choice, before.ground, before.decided_by, before.decided_at)


def _decision_id(found: RedactionSet, number: int) -> str:
    return f"{found.id}/{number}"


def last_steps(act: Act, set_id: str) -> tuple[DecisionStep, ...]:
    """The last ten steps of a set, the newest first."""
    return act.decision_steps.where(redaction_set=set_id, order_by="-number", limit=UNDO_LIMIT)


def keep_step(act: Act, found: RedactionSet, choice: Choice, before: Iterable[DecidedBefore]) -> DecisionStep:
    """Keep what an act of deciding changed."""
    last = act.decision_steps.where(redaction_set=found.id, order_by="-number", limit=1)
    number = last[0].number + 1 if last else 1
    step = DecisionStep(
        id=f"{found.id}/step-{number}",
        redaction_set=found.id,
        number=number,
        choice=choice,
        before=tuple(before),
        decided_by=act.officer.id,
        decided_at=act.at,
    )
    return act.decision_steps.add(step)


def take_back(act: Act, found: RedactionSet, step: DecisionStep) -> None:
    """Put every finding of a step back as it was before.

    Raises:
        ChangedMeanwhile: one of them was decided otherwise since.
    """
    for before in step.before:
        current = act.finding_decisions.find(_decision_id(found, before.number))
        if current is None or (current.decided_by, current.decided_at) != (step.decided_by, step.decided_at):
            raise ChangedMeanwhile
        if before.choice is None or before.decided_at is None:
            act.finding_decisions.remove(current)
        else:
            act.finding_decisions.save(
                replace(
                    current,
                    choice=before.choice,
                    ground=before.ground,
                    decided_by=before.decided_by,
                    decided_at=before.decided_at,
                )
            )
    act.decision_steps.save(replace(step, undone=True))
