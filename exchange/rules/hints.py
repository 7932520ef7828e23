"""What a worker saw in a document that may matter for its classification: suggestions, and never a decision.

The suggestions name words that stand in the document, so they lie sealed beside it. Here is only how far it is.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HintState(StrEnum):
    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DocumentHints:
    """How far the reading of one original is; `id` is the version's. `sealed` is the receipt for what was seen."""

    id: str
    matter: str
    party: str
    material: str
    asked_at: datetime
    state: HintState = HintState.WAITING
    sealed: str = ""
    done_at: datetime | None = None
    version: int = 1
