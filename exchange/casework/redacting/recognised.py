"""Counts what reviewers made of each recogniser's findings, in the act that approves a set."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from exchange.casework.beside.plan import BY_HAND, Plan
from exchange.ledger import Act
from exchange.rules.detection import RecogniserCount
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet

_Key = tuple[str, str, str]


def count_recognisers(
    act: Act, found: RedactionSet, plan: Plan, decisions: Iterable[FindingDecision], *, party: str
) -> None:
    """Write how many findings of each recogniser, label and list were redacted, and how many kept.

    A set that is approved again after it came back is counted anew, not twice. Words that people typed themselves
    measure no recogniser and are left out.
    """
    keys = {
        each.number: (each.detector, each.label, each.confidence)
        for each in plan.candidates
        if each.detector != BY_HAND
    }
    redacted: Counter[_Key] = Counter()
    kept: Counter[_Key] = Counter()
    for decision in decisions:
        if decision.number in keys:
            (redacted if decision.choice is Choice.REDACT else kept)[keys[decision.number]] += 1
    known = {
        (c.detector, c.label, c.confidence): c for c in act.recogniser_counts.where(redaction_set=found.id)
    }
    for key in sorted({*redacted, *kept, *known}):
        new = RecogniserCount(
            f"{found.id}/{'/'.join(key)}",
            party,
            found.matter,
            found.id,
            *key,
            redacted[key],
            kept[key],
            act.at,
        )
        if key in known:
            act.recogniser_counts.save(replace(new, version=known[key].version))
        else:
            act.recogniser_counts.add(new)
