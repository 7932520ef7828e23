"""What the rules say when they say no.

    Refusal                     nothing changed; the sentence is for the person who asked
    ├── NotFound                not there, or not yours to know of (one sentence for both: I-7)
    ├── SignInRefused           we do not know who you are
    │   └── TooManyTries        wait; `retry_after_seconds` says how long
    ├── NotAllowed              your role, or your part in it, forbids this
    │   └── SecondPersonRequired    you did the first half; someone else does the second
    ├── InputRefused            what was typed cannot be right; `field` names the box
    ├── WrongState              the thing is not in the state this act needs
    │   ├── ChangedMeanwhile    someone else changed it first
    │   └── UnderHold           a hold forbids it
    ├── Destroyed               it was here and is gone; the record stays
    ├── TermsNotAgreed          no accepted handling terms cover this
    └── GateClosed              the release gate; `failures` lists every failed condition

No message quotes material, names a person of a case, or shows a key: messages are logged.
"""

from dataclasses import dataclass


class Refusal(Exception):
    """The rules say no and nothing changed. Each has a code, a sentence, the next step and a clause."""

    code = "refused"

    def __init__(self, sentence: str, *, next_step: str, clause: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.clause = clause


class NotFound(Refusal):
    code = "not-found"

    def __init__(self, sentence: str = "This page cannot be found.") -> None:
        super().__init__(
            sentence, next_step="Check the reference, or ask your matter lead whether you have been added."
        )


class SignInRefused(Refusal):
    code = "sign-in-refused"


class TooManyTries(SignInRefused):
    code = "rate-limited"

    def __init__(
        self, retry_after_seconds: int, sentence: str = "You have tried to sign in too many times."
    ) -> None:
        super().__init__(
            sentence,
            next_step=f"Wait {retry_after_seconds} seconds and try again.",
        )
        self.retry_after_seconds = retry_after_seconds


class NotAllowed(Refusal):
    code = "not-allowed"


class SecondPersonRequired(NotAllowed):
    code = "second-person-required"


class InputRefused(Refusal):
    code = "validation"

    def __init__(self, field: str, sentence: str, *, clause: str = "") -> None:
        super().__init__(sentence, next_step="Change the answer and try again.", clause=clause)
        self.field = field


class WrongState(Refusal):
    code = "wrong-state"


class ChangedMeanwhile(WrongState):
    code = "stale"

    def __init__(self) -> None:
        super().__init__(
            "Someone else changed this while you were working on it.",
            next_step="Check what it says now and decide again.",
        )


class UnderHold(WrongState):
    code = "hold"


class Destroyed(Refusal):
    code = "destroyed"


class TermsNotAgreed(Refusal):
    code = "terms-not-agreed"


@dataclass(frozen=True, slots=True)
class GateFailure:
    """One failed condition of the release gate: its code (docs/refusals.md), its clause, and what to do."""

    code: str
    clause: str
    sentence: str
    next_step: str


class GateClosed(Refusal):
    code = "gate-closed"

    def __init__(self, failures: tuple[GateFailure, ...]) -> None:
        super().__init__(
            f"This cannot be released yet: {len(failures)} condition(s) of the release gate are not met.",
            next_step=failures[0].next_step,
            clause=failures[0].clause,
        )
        self.failures = failures
