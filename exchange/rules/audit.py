"""An entry, the closed list of deeds, and the chain that joins each entry to the last.

The chain is the base layer only: whoever can write the whole table can chain it anew. The Merkle
tree with checkpoints that both parties sign stands on `Entry.digest` (docs/decisions/0006-audit-chain.md).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FIRST_LINK = "0" * 64


class Deed(StrEnum):
    """Everything anyone can do here. A route states one; the ledger writes one entry for each."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    READ_TASKS = "read-tasks"
    MINT_TOKEN = "mint-token"
    REVOKE_TOKEN = "revoke-token"

    OPEN_MATTER = "open-matter"
    READ_MATTER = "read-matter"
    CHANGE_MATTER = "change-matter"
    ADD_MEMBER = "add-member"
    CLOSE_MATTER = "close-matter"

    UPLOAD = "upload"
    RECEIVE = "receive"
    READ_MATERIAL = "read-material"
    OPEN_ORIGINAL = "open-original"
    UNLOCK = "unlock"
    ASK_HINTS = "ask-hints"
    LOOK_FOR_HINTS = "look-for-hints"
    READ_HINTS = "read-hints"
    CLASSIFY = "classify"
    RECORD_SECRET_POINTER = "record-secret-pointer"

    REQUEST = "request"
    READ_REQUESTS = "read-requests"
    ACKNOWLEDGE_REQUEST = "acknowledge-request"
    CONSIDER_REDIRECT = "consider-redirect"
    DECIDE_ITEM = "decide-item"

    SUGGEST_REDACTIONS = "suggest-redactions"
    READ_REDACTIONS = "read-redactions"
    DECIDE_REDACTION = "decide-redaction"
    UNDO_DECISION = "undo-decision"
    PROPOSE_REDACTIONS = "propose-redactions"
    APPROVE_REDACTIONS = "approve-redactions"
    RETURN_REDACTIONS = "return-redactions"
    APPLY_REDACTIONS = "apply-redactions"
    LOOK_AT_COPY = "look-at-copy"
    READ_DETECTION = "read-detection"

    READ_KEY_TABLE = "read-key-table"
    CHANGE_KEY_TABLE = "change-key-table"

    PROPOSE_RELEASE = "propose-release"
    READ_RELEASE = "read-release"
    ACCEPT_TERMS = "accept-terms"
    DECLINE_TERMS = "decline-terms"
    APPROVE_RELEASE = "approve-release"
    WITHDRAW_RELEASE = "withdraw-release"
    REVOKE_RELEASE = "revoke-release"
    ASK_COMPARISON = "ask-comparison"
    COMPARE = "compare"
    READ_COMPARISON = "read-comparison"
    KEEP_ON_PURPOSE = "keep-on-purpose"
    CONFIRM_KEPT = "confirm-kept"

    DISCLOSE = "disclose"
    COLLECT = "collect"
    READ_DISCLOSURES = "read-disclosures"
    EXPORT_DISCLOSURES = "export-disclosures"

    ASK_ONWARD = "ask-onward"
    READ_ONWARD = "read-onward"
    DECIDE_ONWARD = "decide-onward"
    SHARE_ONWARD = "share-onward"
    WITHDRAW_CONSENT = "withdraw-consent"

    SET_RETENTION = "set-retention"
    READ_DESTRUCTION = "read-destruction"
    PLACE_HOLD = "place-hold"
    ASK_TO_LIFT_HOLD = "ask-to-lift-hold"
    LIFT_HOLD = "lift-hold"
    PRACTISE_DESTRUCTION = "practise-destruction"
    PROPOSE_DESTRUCTION = "propose-destruction"
    APPROVE_DESTRUCTION = "approve-destruction"
    CANCEL_DESTRUCTION = "cancel-destruction"
    DESTROY = "destroy"
    CERTIFY = "certify"

    READ_AUDIT = "read-audit"
    VERIFY_AUDIT = "verify-audit"
    LOAD_DEMONSTRATION = "load-demonstration"
    LET_IN = "let-in"
    SHUT_OUT = "shut-out"
    PUBLIC = "public"

    @property
    def is_reading(self) -> bool:
        """Reading changes nothing; the ledger lets a reading act append to the record and no more."""
        return self.value.startswith(("read-", "export-", "verify-")) or self in _OTHER_READING


_OTHER_READING = frozenset({Deed.OPEN_ORIGINAL, Deed.LOOK_AT_COPY, Deed.COLLECT, Deed.PUBLIC})


class Result(StrEnum):
    """Refusals are on the record too (I-44)."""

    ALLOWED = "allowed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record.

    `number` counts from 1 without gaps. `officer`, `party` and `matter` are references, empty where there is
    none. `subjects` are references of the things touched. `code` is a refusal's code. `facts` holds counts,
    digests and references only: never content, names of people in a case, or free text.
    """

    number: int
    at: datetime
    officer: str
    party: str
    matter: str
    deed: Deed
    result: Result
    code: str
    subjects: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    previous: str
    digest: str

    def with_digest(self) -> "Entry":
        """The same entry carrying the digest that its contents and its predecessor give."""
        return Entry(
            **{name: getattr(self, name) for name in self.__slots__ if name != "digest"},
            digest=digest_of(self),
        )


def digest_of(entry: Entry) -> str:
    """SHA-256 (hex) over every field but the digest itself, as canonical JSON.

    The predecessor's digest is among the fields, which is what makes the chain.
    """
    written: Mapping[str, object] = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "officer": entry.officer,
        "party": entry.party,
        "matter": entry.matter,
        "deed": entry.deed.value,
        "result": entry.result.value,
        "code": entry.code,
        "subjects": list(entry.subjects),
        "facts": [list(fact) for fact in entry.facts],
        "previous": entry.previous,
    }
    line = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain fails: the entry's number and what is wrong with it."""

    number: int
    sentence: str


def breaks_in(entries: Iterable[Entry], *, head_number: int, head_digest: str) -> Iterator[Break]:
    """Say every place where the record was edited, deleted from or reordered.

    `entries` come in the order of their numbers. The head is kept apart from the entries, so that cutting
    entries off the end is seen too.
    """
    expected, previous = 1, FIRST_LINK
    for entry in entries:
        if entry.number != expected:
            yield Break(expected, f"Entry {expected} is missing or out of order.")
        if entry.previous != previous:
            yield Break(entry.number, f"Entry {entry.number} does not follow the entry before it.")
        if digest_of(entry) != entry.digest:
            yield Break(entry.number, f"Entry {entry.number} was changed after it was written.")
        expected, previous = entry.number + 1, entry.digest
    if (expected - 1, previous) != (head_number, head_digest):
        yield Break(
            head_number, f"The record ends at entry {expected - 1}; it should end at entry {head_number}."
        )
