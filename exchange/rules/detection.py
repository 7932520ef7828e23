"""How often reviewers follow each recogniser: counts of what two people signed, and no word of any document.

Source: detection.md; issue "Finding the people", item 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

TOO_FEW = 10
"""Fewer decisions than this make no rate: one person's choice would swing it by ten in a hundred or more."""


@dataclass(frozen=True, slots=True)
class RecogniserCount:
    """What became of one recogniser's findings of one label in one approved set.

    `confidence` is "found" or "review", the list it stood in. The row outlives the document: it has no words.
    """

    id: str
    party: str
    matter: str
    redaction_set: str
    detector: str
    label: str
    confidence: str
    redacted: int
    kept: int
    approved_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class AcceptRate:
    """One recogniser and label over all approved sets: how many findings were redacted, and how many kept."""

    detector: str
    label: str
    confidence: str
    redacted: int
    kept: int
    sets: int

    @property
    def decided(self) -> int:
        return self.redacted + self.kept

    @property
    def is_too_few(self) -> bool:
        """True below ten decisions: the counts are shown, the rate is not."""
        return self.decided < TOO_FEW

    @property
    def per_cent(self) -> int | None:
        """The share that was redacted, in whole per cent; None where it says too little."""
        return None if self.is_too_few else round(100 * self.redacted / self.decided)


def accept_rates(counts: Iterable[RecogniserCount]) -> tuple[AcceptRate, ...]:
    """Add counts up, by recogniser, label and list, the most often decided first."""
    together: dict[tuple[str, str, str], list[RecogniserCount]] = {}
    for count in counts:
        together.setdefault((count.detector, count.label, count.confidence), []).append(count)
    rates = (
        AcceptRate(
            *key,
            redacted=sum(each.redacted for each in same),
            kept=sum(each.kept for each in same),
            sets=len({each.redaction_set for each in same if each.redacted or each.kept}),
        )
        for key, same in together.items()
    )
    shown = [rate for rate in rates if rate.decided]
    return tuple(sorted(shown, key=lambda r: (-r.decided, r.detector, r.label, r.confidence)))
