"""The findings of a set as a reviewer goes through them: by person or by place, all or some, always counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import redaction
from exchange.casework.beside.plan import BY_HAND, PlannedCandidate
from exchange.rules.redactions import Choice, FindingDecision
from redaction import Ground

#: A finding without a place stands behind all others.
_NOWHERE = (1 << 40, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording, where it stands (page numbers from 1), why it is here, and what was decided.

    `pseudonym` is the label that stands, or would stand, in its place when it is redacted; empty for a plain gap.
    `because` says why it belongs to its group. `confidence` is "found", or "review" when its score is below
    `threshold`. `first` is the page and the character where it stands first.
    """

    number: int
    text: str
    label: str
    score: float
    pages: tuple[int, ...]
    times: int
    suggested: Ground
    decision: FindingDecision | None
    pseudonym: str = ""
    detector: str = ""
    explanation: str = ""
    because: str = ""
    person: str = ""
    confidence: str = "found"
    threshold: float = 0.0
    first: tuple[int, int] = _NOWHERE

    @property
    def is_redacted(self) -> bool:
        return self.decision is not None and self.decision.choice is Choice.REDACT

    @property
    def is_by_hand(self) -> bool:
        """True for words that a person typed: there is no confidence to speak of."""
        return self.detector == BY_HAND

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
        return sum(group_finding.is_redacted for group_finding in self.findings)

    @property
    def times(self) -> int:
        return sum(finding.times for finding in self.findings)


def grouped(
    candidates: Iterable[PlannedCandidate], decisions: Iterable[FindingDecision]
) -> tuple[FindingGroup, ...]:
    """Every candidate with its decision, by the person or the identifier it belongs to."""
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
        pseudonym=candidate.pseudonym,
        detector=candidate.detector,
        explanation=candidate.explanation,
        because=candidate.because,
        person=candidate.person,
        confidence=candidate.confidence,
        threshold=candidate.threshold,
        first=min(((page, start) for page, start, _ in candidate.places), default=_NOWHERE),
    )


class Standing(StrEnum):
    """How far a finding is."""

    LEFT = "left"
    REDACT = "redact"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which findings a reviewer wants to see. Each empty value lets everything through.

    `confidence` is "found" or "review"; `below_per_cent` a confidence in per cent; `page` a page number from 1.
    """

    confidence: str = ""
    label: str = ""
    below_per_cent: int = 0
    standing: Standing | None = None
    page: int = 0
    by_position: bool = False

    def lets_through(self, finding: Finding) -> bool:
        return (
            self.confidence in {"", finding.confidence}
            and self.label in {"", finding.label}
            and (not self.below_per_cent or 100 * finding.score < self.below_per_cent)
            and self.standing in {None, _standing(finding)}
            and (not self.page or self.page in finding.pages)
        )


def _standing(finding: Finding) -> Standing:
    if finding.decision is None:
        return Standing.LEFT
    return Standing.REDACT if finding.is_redacted else Standing.KEEP


def narrowed(groups: Iterable[FindingGroup], narrowing: Narrowing) -> tuple[FindingGroup, ...]:
    """The findings that are asked for: by person as they are grouped, or one by one as they stand in the document."""
    kept = [
        (group, tuple(finding for finding in group.findings if narrowing.lets_through(finding)))
        for group in groups
    ]
    if not narrowing.by_position:
        shown = (FindingGroup(group.number, group.name, some) for group, some in kept if some)
        return tuple(sorted(shown, key=_people_first))
    singly = sorted(
        ((finding, group.name) for group, some in kept for finding in some),
        key=lambda pair: (*pair[0].first, pair[0].number),
    )
    return tuple(
        FindingGroup(number, name, (finding,)) for number, (finding, name) in enumerate(singly, start=1)
    )


def _people_first(group: FindingGroup) -> tuple[bool, bool]:
    """People before identifiers, and in each what is certain before guesses; else in the order of the groups."""
    is_person = any(finding.label == "PERSON" for finding in group.findings)
    is_certain = any(finding.confidence == "found" for finding in group.findings)
    return not is_person, not is_certain


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one list there are, and how many of them are left to decide."""

    total: int
    left: int

    @property
    def decided(self) -> int:
        return self.total - self.left


def tally(groups: Iterable[FindingGroup], *, confidence: str = "") -> Tally:
    """Count the findings of one list, or of both."""
    counted = [f for group in groups for f in group.findings if confidence in {"", f.confidence}]
    return Tally(len(counted), sum(finding.decision is None for finding in counted))
