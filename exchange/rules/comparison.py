"""Comparing a release before it goes: what is hidden in one place and shown in another, and who answered for it.

A worker compares; what it found has words of documents in it and lies sealed. What is here is a key for each
finding, and the answer: redacted there too (then the release is another one), or kept on purpose by one person and
confirmed by a second. Not yet compared is not yet allowed.
Source: docs/decisions/0014-difference-guard.md.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from exchange.rules.errors import InputRefused, SecondPersonRequired, WrongState

REASON_LIMIT = 500


class CheckState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


CHECK_STEPS: dict[CheckState, frozenset[CheckState]] = {
    CheckState.WAITING: frozenset({CheckState.WAITING, CheckState.DONE, CheckState.FAILED}),
    CheckState.DONE: frozenset({CheckState.WAITING}),
    CheckState.FAILED: frozenset({CheckState.WAITING}),
}


class FindingKind(StrEnum):
    """What a comparison can find.

    TERM_STANDS: words removed from one document stand in another of this release. TERM_IN_NAME: they stand in a
    title or a file name that the recipient sees. SENT_BEFORE: they stand in what the same recipient already has.
    SHOWS_HIDDEN: a page shows what the same or a near-duplicate page hid in another release. HIDES_SHOWN: the
    reverse. NOT_COMPARED: something could not be read, or is destroyed, so nobody can tell.
    """

    TERM_STANDS = "term-stands"
    TERM_IN_NAME = "term-in-name"
    SENT_BEFORE = "sent-before"
    SHOWS_HIDDEN = "shows-hidden"
    HIDES_SHOWN = "hides-shown"
    NOT_COMPARED = "not-compared"


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """The comparison of one release; `id` is the release's.

    `basis` says what was compared with what (see `basis_of`). `findings` is the vault's receipt for the sealed
    findings, `keys` their keys in the order in which they are numbered from 1. `problem` is a sentence when FAILED.
    """

    id: str
    matter: str
    party: str
    asked_at: datetime
    state: CheckState = CheckState.WAITING
    basis: str = ""
    findings: str = ""
    keys: tuple[str, ...] = ()
    done_at: datetime | None = None
    problem: str = ""
    version: int = 1

    def step(self, to: CheckState) -> "ReleaseCheck":
        """The same comparison in its next state.

        Raises:
            WrongState: there is no such step from here.
        """
        if to not in CHECK_STEPS[self.state]:
            raise WrongState(
                f"This comparison is {self.state.value}, so this cannot be done.",
                next_step="Go back to the release and check its status.",
            )
        return replace(self, state=to)

    def stands_on(self, basis: str) -> bool:
        """Whether this comparison was finished, and over exactly what there is to compare now."""
        return self.state is CheckState.DONE and bool(basis) and self.basis == basis


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """The answer "kept on purpose" to one finding, half given until a second person has confirmed it.

    `key` says which finding without a word of it, and is the same when the comparison is made again, so an answer
    once given stays. `confirmed_by` is empty until then; `kept_by` is empty again when it was sent back.
    """

    id: str
    release: str
    matter: str
    key: str
    kind: FindingKind
    reason: str
    kept_by: str
    kept_at: datetime
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    version: int = 1

    @property
    def is_confirmed(self) -> bool:
        return bool(self.kept_by and self.confirmed_by) and self.kept_by != self.confirmed_by

    @property
    def is_waiting(self) -> bool:
        """Kept by one, and not yet confirmed by another."""
        return bool(self.kept_by) and not self.confirmed_by


def basis_of(versions: Iterable[str], earlier: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    """SHA-256 (hex) of what a comparison is over: these versions, and what went before.

    `earlier` are the releases of the same provider in the matter that were ever approved: reference, recipient,
    versions. A release approved meanwhile makes every waiting comparison an old one.
    """
    written = [sorted(versions), sorted([release, to, sorted(sent)] for release, to, sent in earlier)]
    return hashlib.sha256(json.dumps(written, separators=(",", ":")).encode()).hexdigest()


def check_reason(reason: str) -> str:
    """Why it stays, trimmed.

    Raises:
        InputRefused: empty, or over REASON_LIMIT characters.
    """
    trimmed = reason.strip()
    if not trimmed:
        raise InputRefused("reason", "Enter why this is kept on purpose")
    if len(trimmed) > REASON_LIMIT:
        raise InputRefused("reason", f"Reason must be {REASON_LIMIT} characters or fewer")
    return trimmed


def keep_again(kept: KeptFinding, *, reason: str, by: str, at: datetime) -> KeptFinding:
    """The answer given anew, by whoever gives it now.

    Raises:
        InputRefused: no reason. WrongState: two people have answered already.
    """
    if kept.is_confirmed:
        raise WrongState("Two people have answered this already.", next_step="See their answer.")
    return replace(
        kept, reason=check_reason(reason), kept_by=by, kept_at=at, confirmed_by="", confirmed_at=None
    )


def confirm_kept(kept: KeptFinding, *, by: str, at: datetime) -> KeptFinding:
    """The answer as a second person confirms it.

    Raises:
        SecondPersonRequired: the same person gave it. WrongState: nothing waits to be confirmed.
    """
    _check_waits(kept)
    if by == kept.kept_by:
        raise SecondPersonRequired(
            "Someone else must confirm that this is kept on purpose.",
            next_step="Ask a second officer on this matter.",
            clause="I-34",
        )
    return replace(kept, confirmed_by=by, confirmed_at=at)


def send_back(kept: KeptFinding) -> KeptFinding:
    """The answer struck out: the finding is open again.

    Raises:
        WrongState: nothing waits to be confirmed.
    """
    _check_waits(kept)
    return replace(kept, kept_by="")


def _check_waits(kept: KeptFinding) -> None:
    if not kept.is_waiting:
        raise WrongState(
            "Nobody's answer to this waits to be confirmed.", next_step="See what the finding says now."
        )


def unanswered(check: ReleaseCheck, kept: Iterable[KeptFinding]) -> tuple[str, ...]:
    """The keys of findings that two people have not answered, in order."""
    answered = {each.key for each in kept if each.release == check.id and each.is_confirmed}
    return tuple(key for key in check.keys if key not in answered)
