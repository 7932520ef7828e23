"""Builders for what begins and ends things and what watches them: requests, disclosures, holds, runs, accounts, jobs.

Import them from `tests.builders`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from exchange.rules.audit import FIRST_LINK, Deed, Entry, Result
from exchange.rules.destruction import (
    DestructionRun,
    Hold,
    HoldKind,
    RetentionRule,
    RunItem,
    Trigger,
    fingerprint_of,
)
from exchange.rules.disclosure import Disclosure, DisclosureBasis, Ticket, ticket_expires_at
from exchange.rules.onward import OnwardRequest
from exchange.rules.requests import Outcome, Purpose, Request, RequestItem, RequestState
from exchange.rules.sign_in import Account, ApiToken, Session
from exchange.rules.work import Job, JobKind
from tests.scene import COMMISSION, HASH, IOPC, NOW, PARTNERSHIP, TODAY


def some_ticket(**changes: Any) -> Ticket:
    """A fresh ticket of the named reader."""
    made = Ticket("K-1", "D-1", "M-1", "REL-1", "V-1", "j.ferns", HASH, NOW, ticket_expires_at(NOW))
    return replace(made, **changes)


def some_disclosure(**changes: Any) -> Disclosure:
    """What went to the IOPC; its copy must be destroyed by 20 November 2027."""
    made = Disclosure(
        id="D-1",
        matter="M-1",
        release="REL-1",
        provider=PARTNERSHIP,
        recipient=IOPC,
        recipient_organisation=COMMISSION,
        recipient_name="Independent Office for Police Conduct",
        recipient_person="j.ferns",
        material="M-1/1",
        version_id="V-1",
        sha256=HASH,
        size_bytes=30_000,
        terms_digest=HASH,
        purpose="assist-investigation",
        basis=DisclosureBasis.RELEASE,
        destroy_by=date(2027, 11, 20),
        disclosed_at=NOW,
    )
    return replace(made, **changes)


def some_onward_request(**changes: Any) -> OnwardRequest:
    """The IOPC asks to pass the document to counsel until 1 June 2027."""
    made = OnwardRequest(
        id="ON-1",
        matter="M-1",
        disclosure="D-1",
        version_id="V-1",
        provider=PARTNERSHIP,
        asking=IOPC,
        asked_by="j.ferns",
        asked_at=NOW,
        recipient_name="Crown Prosecution Service",
        recipient_person="The reviewing lawyer",
        purpose="To decide on a charge",
        until=date(2027, 6, 1),
    )
    return replace(made, **changes)


def some_hold(**changes: Any) -> Hold:
    """The partnership's hold on the one item."""
    made = Hold(
        id="H-1",
        matter="M-1",
        material="M-1/1",
        kind=HoldKind.CORONIAL,
        mandate="The coroner has opened an inquest",
        placed_by="a.khan",
        party=PARTNERSHIP,
        placed_at=NOW,
        review_on=date(2027, 1, 20),
    )
    return replace(made, **changes)


def some_retention_rule(**changes: Any) -> RetentionRule:
    """Six months after the matter closed."""
    made = RetentionRule(
        "RR-1", PARTNERSHIP, 1, Trigger.MATTER_CLOSED, 6, "Retention schedule 4.2", "r.mensah", NOW
    )
    return replace(made, **changes)


def some_run_item(**changes: Any) -> RunItem:
    """The one item on a frozen list."""
    return replace(RunItem("RI-1", "RUN-1", "M-1/1", "M-1", 4, TODAY, "RR-1"), **changes)


def some_run(**changes: Any) -> DestructionRun:
    """A practice run over the one item."""
    made = DestructionRun(
        id="RUN-1",
        party=PARTNERSHIP,
        due_by=TODAY,
        fingerprint=fingerprint_of((some_run_item(),)),
        count=1,
        held_back=0,
        proposed_by="r.mensah",
        practised_at=NOW,
    )
    return replace(made, **changes)


def some_account(**changes: Any) -> Account:
    """An account with no wrong answers behind it."""
    return replace(Account("a.khan", "a.khan@norchester.example", "argon2", "sealed"), **changes)


def some_session(**changes: Any) -> Session:
    """A session that started now."""
    return replace(Session("S-1", "a.khan", "csrf", NOW, NOW), **changes)


def some_token(**changes: Any) -> ApiToken:
    """A token good for a day."""
    return replace(ApiToken("TK-1", "a.khan", HASH, ("read",), NOW, NOW + timedelta(days=1)), **changes)


def some_job(**changes: Any) -> Job:
    """Work that is due now and that nobody has claimed."""
    return replace(Job("J-1", JobKind.TAKE_IN, "M-1/1", NOW), **changes)


def some_chain(deeds: Iterable[Deed]) -> tuple[Entry, ...]:
    """An untouched record of these deeds, one a minute."""
    entries: list[Entry] = []
    previous = FIRST_LINK
    for number, deed in enumerate(deeds, start=1):
        at = NOW + timedelta(minutes=number)
        line = Entry(number, at, "a.khan", PARTNERSHIP, "M-1", deed, Result.ALLOWED, "", (), (), previous, "")
        entries.append(line.with_digest())
        previous = entries[-1].digest
    return tuple(entries)


def some_request(**changes: Any) -> Request:
    """The IOPC asks the partnership."""
    made = Request(
        id="R-1",
        matter="M-1",
        asking=IOPC,
        holding=PARTNERSHIP,
        asked_by="j.ferns",
        asked_at=NOW - timedelta(days=15),
        purpose=Purpose.ASSIST_INVESTIGATION,
        needed_by=None,
        state=RequestState.ACKNOWLEDGED,
    )
    return replace(made, **changes)


def some_item(**changes: Any) -> RequestItem:
    """One thing asked for, decided: it goes redacted."""
    made = RequestItem(
        id="R-1/1",
        request="R-1",
        matter="M-1",
        description="Minutes of the first strategy meeting",
        relevance="They show who knew what, and when",
        material="M-1/1",
        outcome=Outcome.RELEASE_REDACTED,
        reason="Names of the family removed",
        decided_by="a.khan",
    )
    return replace(made, **changes)
