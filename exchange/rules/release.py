"""A release: exact versions from one provider to one recipient, under one set of terms."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from exchange.rules.errors import WrongState


class ReleaseState(StrEnum):
    PROPOSED = "proposed"
    AVAILABLE = "available"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


#: Withdrawn before anything could go, revoked after: the record of what went stays either way.
RELEASE_STEPS: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.PROPOSED: frozenset({ReleaseState.AVAILABLE, ReleaseState.WITHDRAWN}),
    ReleaseState.AVAILABLE: frozenset({ReleaseState.REVOKED}),
    ReleaseState.WITHDRAWN: frozenset(),
    ReleaseState.REVOKED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Release:
    """Exact versions from one provider to one recipient, under one set of terms.

    `revoked_by` and what follows it say who ended it, before its approval (WITHDRAWN) or after (REVOKED).
    """

    id: str
    matter: str
    provider: str
    recipient: str
    recipient_organisation: str
    versions: tuple[str, ...]
    items: tuple[str, ...]
    terms: str
    proposed_by: str
    proposed_at: datetime
    state: ReleaseState = ReleaseState.PROPOSED
    approved_by: str = ""
    approved_at: datetime | None = None
    revoked_by: str = ""
    revoked_at: datetime | None = None
    revoke_reason: str = ""
    version: int = 1

    @property
    def was_let_go(self) -> bool:
        """True once it was approved, ended since or not: only then may the recipient know what is in it (I-50)."""
        return self.state in {ReleaseState.AVAILABLE, ReleaseState.REVOKED}

    def step(self, to: ReleaseState) -> "Release":
        """The release in its next state.

        Raises:
            WrongState: no step leads there from where it is.
        """
        if to not in RELEASE_STEPS[self.state]:
            is_late = to in RELEASE_STEPS[ReleaseState.PROPOSED]
            raise WrongState(
                "This release has already been decided." if is_late else "This release is not available.",
                next_step="Go back to the release.",
            )
        return replace(self, state=to)
