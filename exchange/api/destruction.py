"""Retention and destruction: a practice run, a frozen list, a second person, and the certificate."""

from datetime import date, datetime

from flask import Response

from exchange.api.redaction_shapes import Sha256
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Shown, Told, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework.ending import destroy
from exchange.casework.reading_room.destruction import certificate_of, certificate_pdf, records_of, run_of
from exchange.rules.audit import Deed
from exchange.rules.destruction import ItemOutcome, RunState, Trigger

room = Room("destruction")


class NewRule(Told):
    """So many calendar months after the trigger, by this mandate."""

    trigger: Trigger
    months: Whole
    mandate: Words


class RuleShown(Shown):
    id: str
    party: str
    issue: int
    trigger: Trigger
    months: int
    mandate: str
    set_by: str
    set_at: datetime


class DueShown(Shown):
    """`due_on` is null while the clock of this document has not started."""

    document: str
    matter: str
    due_on: date | None
    is_held: bool


class Retention(Shown):
    """The rule in force, earlier ones, and every document the party keeps by when it falls due."""

    rule: RuleShown | None
    earlier_rules: list[RuleShown]
    items: list[DueShown]


class NewRun(Told):
    due_by: Day


class RunShown(Shown):
    """One run. `fingerprint` is of exactly the list that was frozen."""

    id: str
    party: str
    due_by: date
    fingerprint: str
    count: int
    held_back: int
    state: RunState
    proposed_by: str
    practised_at: datetime
    approved_by: str
    approved_at: datetime | None
    starts_at: datetime | None
    finished_at: datetime | None
    certificate: str


class RunItemShown(Shown):
    material: str
    matter: str
    due_on: date
    outcome: ItemOutcome
    key_destroyed_at: datetime | None
    versions_removed: int
    read_back_refused: bool
    problem: str


class RunOpened(Shown):
    run: RunShown
    items: list[RunItemShown]


class Runs(Shown):
    items: list[RunShown]


class RunApproval(Confirmed):
    """The number of documents and the fingerprint of the list, as the approver read them."""

    count: Whole
    fingerprint: Sha256


@room.get("/retention", Deed.READ_DESTRUCTION, gives=Retention)
def retention() -> object:
    """What the party keeps, and when each document falls due."""
    view = records_of(desk(), officer())
    items = [
        {
            "document": item.material.id,
            "matter": item.material.matter,
            "due_on": item.due_on,
            "is_held": item.is_held,
        }
        for item in view.items
    ]
    return {"rule": view.rule, "earlier_rules": view.earlier_rules, "items": items}


@room.post("/retention", Deed.SET_RETENTION, needs=PERSON, takes=NewRule, gives=RuleShown, status=201)
def set_retention(body: NewRule) -> object:
    """Issue the party's rule anew; earlier issues stay on the record."""
    new = destroy.NewRule(trigger=body.trigger, months=body.months, mandate=body.mandate)
    return destroy.set_retention(desk(), officer(), new)


@room.get("/destruction-runs", Deed.READ_DESTRUCTION, gives=Runs)
def show_all() -> object:
    """The party's runs, newest first."""
    return {"items": records_of(desk(), officer()).runs}


@room.post(
    "/destruction-runs", Deed.PRACTISE_DESTRUCTION, needs="records", takes=NewRun, gives=RunShown, status=201
)
def practise(body: NewRun) -> object:
    """A practice run: what would be destroyed, and what is held back. Nothing is destroyed."""
    return destroy.practise(desk(), officer(), due_by=body.due_by)


@room.get("/destruction-runs/<run_id>", Deed.READ_DESTRUCTION, gives=RunOpened)
def show(run_id: str) -> object:
    """One run with its list and what became of each document."""
    view = run_of(desk(), officer(), run_id)
    return {"run": view.run, "items": [item for item, _ in view.items]}


@room.post("/destruction-runs/<run_id>/propose", Deed.PROPOSE_DESTRUCTION, needs=PERSON, gives=RunShown)
def propose(run_id: str) -> object:
    """Put the practice run forward, as it is frozen."""
    return destroy.propose_destruction(desk(), officer(), run_id)


@room.post(
    "/destruction-runs/<run_id>/approve",
    Deed.APPROVE_DESTRUCTION,
    needs=PERSON,
    takes=RunApproval,
    gives=RunShown,
    status=202,
    confirmed=True,
    once=True,
)
def approve(run_id: str, body: RunApproval) -> object:
    """The second person approves exactly this list; it starts when the cooling-off time is over."""
    return destroy.approve_destruction(
        desk(), officer(), run_id, count=body.count, fingerprint=body.fingerprint
    )


@room.post("/destruction-runs/<run_id>/cancel", Deed.CANCEL_DESTRUCTION, needs=PERSON, gives=RunShown)
def cancel(run_id: str) -> object:
    """End a run before it starts."""
    return destroy.cancel_destruction(desk(), officer(), run_id)


@room.post(
    "/destruction-runs/<run_id>/retry", Deed.PROPOSE_DESTRUCTION, needs=PERSON, gives=RunShown, status=202
)
def retry(run_id: str) -> object:
    """Set a run going again that stopped on a fault."""
    return destroy.retry_destruction(desk(), officer(), run_id)


@room.get("/certificates/<certificate_id>.json", Deed.READ_DESTRUCTION, content="application/json")
def certificate(certificate_id: str) -> Response:
    """The certificate, byte for byte as it was issued: its SHA-256 is the ETag."""
    found = certificate_of(desk(), officer(), certificate_id)
    answer = Response(found.document, mimetype="application/json")
    answer.set_etag(found.sha256)
    return answer


@room.get("/certificates/<certificate_id>.pdf", Deed.READ_DESTRUCTION, content="application/pdf")
def certificate_as_pdf(certificate_id: str) -> Response:
    """The same certificate as an accessible PDF."""
    answer = Response(certificate_pdf(desk(), officer(), certificate_id), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{certificate_id}.pdf")
    return answer
