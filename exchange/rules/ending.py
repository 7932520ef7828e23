"""Ending a release: its proposer withdraws it before approval, or the providing party revokes it afterwards."""

from dataclasses import replace
from datetime import datetime

from exchange.rules.errors import InputRefused, NotAllowed
from exchange.rules.officers import Officer
from exchange.rules.release import Release, ReleaseState


def withdraw_release(release: Release, *, by: Officer, at: datetime) -> Release:
    """The release as its proposer takes it back before anything was let go.

    Raises:
        NotAllowed: somebody else proposed it. WrongState: it is not waiting for approval.
    """
    if by.id != release.proposed_by:
        raise NotAllowed("Only whoever proposed a release can withdraw it.", next_step="Ask them to.")
    return replace(release.step(ReleaseState.WITHDRAWN), revoked_by=by.id, revoked_at=at)


def revoke_release(release: Release, *, reason: str, by: Officer, at: datetime) -> Release:
    """The release as the provider ends it: no further byte, but the record of what went stays.

    Raises:
        NotAllowed, WrongState, InputRefused.
    """
    if by.party != release.provider:
        raise NotAllowed("Only the providing party can end a release.", next_step="Contact the provider.")
    revoked = release.step(ReleaseState.REVOKED)
    if not reason.strip():
        raise InputRefused("revoke_reason", "Enter a reason for your decision")
    return replace(revoked, revoked_by=by.id, revoked_at=at, revoke_reason=reason.strip())
