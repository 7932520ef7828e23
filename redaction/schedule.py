"""What goes from a document, and on what ground: pure, ordered, hashable."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from redaction.grounds import Ground


class Gap(StrEnum):
    """What the hole that a removed term leaves looks like.

    `FIXED` is one constant width whatever was removed, because the width of an exact gap
    tells which of a few known people it was. `EXACT` keeps the layout to the point.
    """

    FIXED = "fixed"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One term that goes wherever it occurs in the document."""

    term: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that goes from one document.

    An empty schedule is allowed: "nothing to redact" is a decision, and the document is
    still rebuilt so that nothing hidden in the file travels with it.
    """

    entries: tuple[ScheduleEntry, ...]
    gap: Gap = Gap.FIXED

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the schedule, the thing that two people sign off."""
        rows = sorted([entry.term, entry.ground.value] for entry in self.entries)
        written = json.dumps(
            {"entries": rows, "gap": self.gap.value}, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(written.encode()).hexdigest()
