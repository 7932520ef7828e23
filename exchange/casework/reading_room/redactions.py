"""Opening a redaction set: the words in question, grouped by person or identifier, each with its decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import redaction
from exchange.casework.desk import Desk
from exchange.casework.plan import PlannedCandidate, read_plan
from exchange.casework.redact import own_set
from exchange.rules.audit import Deed
from exchange.rules.material import Material, Version
from exchange.rules.officers import Officer
from exchange.rules.redactions import Choice, FindingDecision, RedactionSet, SetState
from redaction import Ground

# `redaction.suggested_ground` is reached through the package, so that the language model's libraries load when a
# review is first opened and not when the pages start.
#: While suggestions are being looked for there is nothing to open.
_NOTHING_YET = frozenset({SetState.SUGGESTING})


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording, where it stands (page numbers from 1), and what was decided."""

    number: int
    text: str
    label: str
    score: float
    pages: tuple[int, ...]
    times: int
    suggested: Ground
    decision: FindingDecision | None

    @property
    def is_redacted(self) -> bool:
        return self.decision is not None and self.decision.choice is Choice.REDACT

    @property
    def ground(self) -> str:
        """The ground decided on, or the one to offer first."""
        return self.decision.ground if self.decision and self.decision.ground else self.suggested.value


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The wordings of one person or one identifier. `number` counts from 1."""

    number: int
    name: str
    findings: tuple[Finding, ...]

    @property
    def undecided(self) -> int:
        return sum(1 for finding in self.findings if finding.decision is None)

    @property
    def redacted(self) -> int:
        return sum(1 for finding in self.findings if finding.is_redacted)

    @property
    def times(self) -> int:
        return sum(finding.times for finding in self.findings)


@dataclass(frozen=True)
class Review:
    """A redaction set with its words, for the party's own officers. `report` is of the verified result."""

    redactions: RedactionSet
    material: Material
    original: Version
    result: Version | None
    groups: tuple[FindingGroup, ...]
    typed_terms: int

    @cached_property
    def decided(self) -> int:
        return sum(len(group.findings) - group.undecided for group in self.groups)

    @cached_property
    def redacted(self) -> int:
        return sum(group.redacted for group in self.groups)

    @cached_property
    def report(self) -> dict[str, str]:
        return dict(self.redactions.report)

    @cached_property
    def largest_share(self) -> float:
        """How much of the most redacted page is gone, 0 to 1."""
        return float(self.report.get("largest_share", "0"))

    @cached_property
    def last_decided_at(self) -> datetime | None:
        made = [f.decision.decided_at for group in self.groups for f in group.findings if f.decision]
        return max(made, default=None)


#: Every ground there is: its code, and the words a reviewer chooses.
GROUNDS_SHOWN: tuple[tuple[str, str], ...] = tuple((ground.value, ground.sentence) for ground in Ground)


def open_review(desk: Desk, officer: Officer, set_id: str) -> Review:
    """A redaction set of the officer's own party, opened on the record.

    Raises:
        NotFound: not there, another matter's, or the other party's. Destroyed: the original is gone.
    """
    with desk.ledger.act(officer, Deed.READ_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, set_id)
        material = act.materials.get(found.material)
        material.check_not_destroyed()
        original = act.versions.get(found.original)
        result = act.versions.find(found.result) if found.result else None
        decisions = act.finding_decisions.where(redaction_set=found.id)
    plan = read_plan(desk, found.plan)
    candidates = () if found.state in _NOTHING_YET else plan.candidates
    return Review(
        redactions=found,
        material=material,
        original=original,
        result=result,
        groups=_grouped(candidates, decisions),
        typed_terms=len(plan.typed),
    )


def _grouped(
    candidates: Iterable[PlannedCandidate], decisions: Iterable[FindingDecision]
) -> tuple[FindingGroup, ...]:
    decided = {decision.number: decision for decision in decisions}
    by_group: dict[str, list[Finding]] = {}
    for candidate in candidates:
        finding = _finding(candidate, decided.get(candidate.number))
        by_group.setdefault(candidate.group or candidate.text, []).append(finding)
    return tuple(
        FindingGroup(number, name, tuple(findings))
        for number, (name, findings) in enumerate(by_group.items(), start=1)
    )


def _finding(candidate: PlannedCandidate, decision: FindingDecision | None) -> Finding:
    return Finding(
        number=candidate.number,
        text=candidate.text,
        label=candidate.label,
        score=candidate.score,
        pages=tuple(sorted({page for page, _, _ in candidate.places})),
        times=len(candidate.places),
        suggested=redaction.suggested_ground(candidate.label),
        decision=decision,
    )
