"""The set of redactions of one item: who proposed, who approved, and what it may become.

The words to be removed are not here: they lie sealed beside the original. What is here is a number for each
candidate, its decision, and its ground. Source: I-30 to I-34; house.md 3.4 step 3.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from exchange.rules.errors import InputRefused, SecondPersonRequired, WrongState

#: The closed list of reason codes; it equals redaction.Ground (tests/house holds the two together).
GROUNDS = frozenset(
    {
        "third-party",
        "child",
        "family",
        "special-category",
        "criminal-offence",
        "contact-details",
        "identifier",
        "police-officer",
        "source-or-intelligence",
        "sensitive-public-interest",
        "legal-privilege",
        "not-relevant",
    }
)


class SetState(StrEnum):
    SUGGESTING = "suggesting"
    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    VERIFIED = "verified"
    FAILED = "failed"


SET_STEPS: dict[SetState, frozenset[SetState]] = {
    SetState.SUGGESTING: frozenset({SetState.DRAFT, SetState.FAILED}),
    SetState.DRAFT: frozenset({SetState.PROPOSED}),
    SetState.PROPOSED: frozenset({SetState.DRAFT, SetState.APPROVED}),
    SetState.APPROVED: frozenset({SetState.VERIFIED, SetState.FAILED}),
    SetState.VERIFIED: frozenset(),
    SetState.FAILED: frozenset({SetState.DRAFT}),
}


class Choice(StrEnum):
    REDACT = "redact"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class FindingDecision:
    """What a person decided about candidate `number` of a set. `ground` is empty exactly when it is kept."""

    id: str
    redaction_set: str
    number: int
    choice: Choice
    ground: str
    decided_by: str
    decided_at: datetime
    version: int = 1


#: Above this share of a page, in thousandths, a person is warned that it may be a blanket redaction.
LARGE_SHARE_PERMILLE = 600


@dataclass(frozen=True, slots=True)
class PageReport:
    """What went from one page or part, in counts. `name` says which part it is; empty where pages are pages.

    `share_permille` is the part of its letters, or of its area, that went: 0 to 1000.
    """

    number: int
    name: str
    removals: int
    share_permille: int
    read_by_ocr: bool = False
    is_picture: bool = False

    @property
    def is_large(self) -> bool:
        """True when more than 60 % of it went."""
        return self.share_permille > LARGE_SHARE_PERMILLE


@dataclass(frozen=True, slots=True)
class RedactionSet:
    """One attempt at one original.

    `plan` is the vault's receipt for the sealed candidates; `candidates` their count. `fingerprint` is what the
    proposer signed and the approver must sign too. `result` is the verified redacted version.
    `copy_format` says in what format the copy is made, "same" or "pdf". `may_lose_signature` is a person's answer
    that a copy without the document's signature is right. `schedule` are the versions that are the schedule of
    redactions. `report` holds counts only, `pages` each page from which something went, `left_out` the kinds of
    thing that did not travel, `checks` the names of those that were passed. `problem` is a sentence when FAILED.
    `copy_for` is the id of the data subject whose own data this copy keeps, empty for none. `found_since` counts the
    names found in the matter since this set was put forward that stand in its document too and are not in it.
    """

    id: str
    matter: str
    material: str
    original: str
    started_by: str
    started_at: datetime
    gap: str = "fixed"
    state: SetState = SetState.SUGGESTING
    plan: str = ""
    candidates: int = 0
    decided_by: tuple[str, ...] = ()
    proposed_by: str = ""
    proposed_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    fingerprint: str = ""
    result: str = ""
    report: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    copy_format: str = "same"
    may_lose_signature: bool = False
    schedule: tuple[str, ...] = ()
    pages: tuple[PageReport, ...] = ()
    left_out: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    copy_for: str = ""
    found_since: int = 0
    version: int = 1

    @property
    def large_pages(self) -> tuple[PageReport, ...]:
        """Those that lost more than 60 % of what was on them."""
        return tuple(page for page in self.pages if page.is_large)

    @property
    def bars_that_may_tell(self) -> int:
        """How many bars in pictures are as wide as what stands round them lets them be, which may tell a name."""
        return int(dict(self.report).get("bars_that_may_tell", "0"))

    @property
    def codes_not_read(self) -> int:
        """How many QR codes and the like stand in the copy that could not be read: they may say anything."""
        return int(dict(self.report).get("codes_not_read", "0"))

    def step(self, to: SetState) -> "RedactionSet":
        """The same set in its next state.

        Raises:
            WrongState: there is no such step from here.
        """
        if to not in SET_STEPS[self.state]:
            raise WrongState(
                f"These redactions are {self.state.value}, so this cannot be done.",
                next_step="Go back to the document and check its status.",
            )
        return replace(self, state=to)


def check_decision(choice: Choice, ground: str) -> None:
    """Refuse a redaction without a reason from the closed list (I-34).

    Raises:
        InputRefused.
    """
    if choice is Choice.REDACT and ground not in GROUNDS:
        raise InputRefused("ground", "Choose a reason for redacting this text", clause="I-34")
    if choice is Choice.KEEP and ground:
        raise InputRefused("ground", "Text that is kept has no reason for redacting")


def fingerprint_of(
    original_sha256: str,
    gap: str,
    decisions: Iterable[FindingDecision],
    plan_sha256: str,
    *,
    copy_format: str = "same",
    may_lose_signature: bool = False,
) -> str:
    """SHA-256 (hex) of exactly what is proposed: which bytes, which candidates, which decisions, what copy."""
    rows = sorted((d.number, d.choice.value, d.ground) for d in decisions)
    how = [gap, copy_format, may_lose_signature]
    written = json.dumps([original_sha256, how, plan_sha256, rows], separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def propose(
    redactions: RedactionSet, *, decided: int, fingerprint: str, by: str, at: datetime
) -> RedactionSet:
    """The set as its first person signs it off.

    Raises:
        InputRefused: suggestions are left without a decision.
        WrongState: not a draft.
    """
    left = redactions.candidates - decided
    if left > 0:
        raise InputRefused("decisions", f"Decide on the remaining {left} suggestions before you finish")
    ready = redactions.step(SetState.PROPOSED)
    return replace(ready, proposed_by=by, proposed_at=at, fingerprint=fingerprint)


def approve(redactions: RedactionSet, *, fingerprint: str, by: str, at: datetime) -> RedactionSet:
    """The set as a second person signs it off, over the same fingerprint.

    Raises:
        SecondPersonRequired: the approver proposed it or decided any part of it (I-34).
        WrongState: not proposed, or it is not what was proposed.
    """
    ready = redactions.step(SetState.APPROVED)
    if by == redactions.proposed_by or by in redactions.decided_by:
        raise SecondPersonRequired(
            "Someone else must do the second review",
            next_step="Ask a second officer on this matter.",
            clause="I-34",
        )
    if fingerprint != redactions.fingerprint:
        raise WrongState(
            "The redactions have changed since they were proposed.",
            next_step="Check them again from the start.",
        )
    return replace(ready, approved_by=by, approved_at=at)


def give_back(redactions: RedactionSet) -> RedactionSet:
    """Back to a draft, with what was signed struck out.

    Raises:
        WrongState: in a state that has no way back, or its document could not be read, so there is nothing to change.
    """
    if redactions.state is SetState.FAILED and not redactions.proposed_by:
        raise WrongState(
            "The document of these redactions could not be read, so there is nothing in them to change.",
            next_step="Go back to the document and begin again, once what is said there was done.",
        )
    return replace(
        redactions.step(SetState.DRAFT),
        proposed_by="",
        proposed_at=None,
        approved_by="",
        approved_at=None,
        fingerprint="",
        problem="",
    )
