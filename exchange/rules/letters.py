"""What a letter to an officer may say: that something waits, its reference and where to look.

A letter leaves our walls and lies in inboxes that we do not control, so it
holds nothing of a case: no name, no title, no file name, no words that anyone
typed. The sentence comes from the closed list below.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from exchange.rules.errors import InputRefused

_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,39}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,8}")
_LINK = re.compile(r"(https://[A-Za-z0-9.:\[\]-]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/[A-Za-z0-9/._~%-]*")


class LetterKind(StrEnum):
    """Why we write. The value is the subject and the first sentence."""

    REQUEST_RECEIVED = "A request for material needs a decision"
    REQUEST_DECIDED = "A request for material has been decided"
    CANDIDATES_READY = "Suggested redactions are ready to be decided"
    APPROVAL_WAITS = "Something waits for a second person"
    RETURNED = "Something was sent back to you"
    TERMS_WAIT = "Handling terms wait for your acceptance"
    READY_TO_COLLECT = "Material is ready to collect"
    COLLECTED = "Material was collected"
    ACCESS_ENDED = "Access to material has ended"
    ONWARD_ASKED = "Someone asks to share material onward"
    ONWARD_DECIDED = "A request to share onward has been decided"
    DESTRUCTION_DUE = "Material is due for destruction"
    DESTROYED = "Material was destroyed"
    HOLD_CHANGED = "A hold was placed or lifted"
    NEEDS_ATTENTION = "Something could not be done and needs attention"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address.

    `reference` is ours (M-2026-0003, DIS-2026-0107). `link` is https, or http
    on this machine alone, and carries no query: nothing in it is a secret.

    Raises:
        InputRefused: a part is not of that form, line breaks above all.
    """

    to_address: str
    reference: str
    link: str
    kind: LetterKind

    def __post_init__(self) -> None:
        for field, form in (("to_address", _ADDRESS), ("reference", _REFERENCE), ("link", _LINK)):
            if not form.fullmatch(getattr(self, field)):
                raise InputRefused(
                    field, f"This letter cannot be sent: its {field} is not of the form we use."
                )

    @property
    def subject(self) -> str:
        """The subject line: the fixed sentence and the reference."""
        return f"{self.kind.value}: {self.reference}"

    @property
    def body(self) -> str:
        """The whole text."""
        return (
            f"{self.kind.value}.\n\n"
            f"Reference: {self.reference}\n"
            f"Sign in to see it: {self.link}\n\n"
            "This message holds no details, by design. Do not reply to it.\n"
        )
