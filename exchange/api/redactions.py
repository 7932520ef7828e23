"""Redactions: suggestions asked for, each decided with a ground, proposed by one, approved by another."""

from datetime import datetime
from typing import Annotated

from flask import Response, request, url_for
from pydantic import Field, StringConstraints

from exchange.api.errors import problem
from exchange.api.problems import about
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Paged, Shown, Told, Whole, Words
from exchange.api.visit import desk, officer
from exchange.casework import redact
from exchange.casework.reading_room.redactions import Finding, open_review
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile
from exchange.rules.redactions import Choice, RedactionSet, SetState

room = Room("redactions")

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class NewSet(Told):
    """`terms` are words to look for besides names and identifiers. `gap` is fixed or exact."""

    terms: Annotated[tuple[Words, ...], Field(max_length=500)] = ()
    gap: Annotated[str, StringConstraints(max_length=10)] = "fixed"


class SetShown(Shown):
    """One set of redactions. `fingerprint` is what was proposed, and what the approver signs."""

    id: str
    matter: str
    material: str
    original: str
    state: SetState
    gap: str
    candidates: int
    started_by: str
    started_at: datetime
    proposed_by: str
    approved_by: str
    fingerprint: str
    result: str
    problem: str
    version: int


class FindingShown(Shown):
    """One wording and where it stands. `choice` is null while nobody has decided."""

    number: int
    group: str
    text: str
    label: str
    score: float
    pages: list[int]
    times: int
    suggested_ground: str
    choice: Choice | None
    ground: str
    decided_by: str


class Findings(Shown):
    """One page of findings. `next` is empty at the end. `undecided` counts what is left in the whole set."""

    items: list[FindingShown]
    next: str
    undecided: int


class WhichFindings(Paged):
    """`undecided` leaves out what has been decided."""

    undecided: bool = False


class NewDecision(Told):
    """Findings by their numbers, one choice, and one ground for all of them (empty when kept)."""

    numbers: Annotated[list[Whole], Field(min_length=1, max_length=5000)]
    choice: Choice
    ground: Words = ""


class NewTerm(Told):
    term: Words
    ground: Words


class Approval(Confirmed):
    fingerprint: Sha256


class Report(Shown):
    """Counts of what was done and how it was verified; no words of the document."""

    state: SetState
    result: str
    problem: str
    report: dict[str, str]


def _tagged(found: RedactionSet, status: int = 200) -> tuple[RedactionSet, int, dict[str, str]]:
    return found, status, {"ETag": f'"{found.id}-{found.version}"'}


@room.post(
    "/documents/<material_id>/redactions",
    Deed.SUGGEST_REDACTIONS,
    needs="redact",
    takes=NewSet,
    gives=SetShown,
    status=202,
)
def start(material_id: str, body: NewSet) -> object:
    """Ask for suggestions on one original. They are looked for by a worker; ask again until it is a draft."""
    begun = redact.start(desk(), officer(), material_id, terms=body.terms, gap=body.gap)
    shown, status, headers = _tagged(begun, 202)
    return shown, status, {**headers, "Location": url_for("api.redactions_show", set_id=begun.id)}


@room.get("/redactions/<set_id>", Deed.READ_REDACTIONS, gives=SetShown)
def show(set_id: str) -> object:
    """One set of redactions. Its ETag is what If-Match asks for."""
    return _tagged(open_review(desk(), officer(), set_id).redactions)


@room.get("/redactions/<set_id>/findings", Deed.READ_REDACTIONS, asks=WhichFindings, gives=Findings)
def findings(set_id: str, asked: WhichFindings) -> object:
    """The wordings in question, by number. These are words of the document: opening them is on the record."""
    view = open_review(desk(), officer(), set_id)
    after = int(asked.after) if asked.after.isdigit() else 0
    pairs = [(finding, group.name) for group in view.groups for finding in group.findings]
    rows = [
        _row(finding, name)
        for finding, name in sorted(pairs, key=lambda pair: pair[0].number)
        if finding.number > after and not (asked.undecided and finding.decision)
    ]
    page = rows[: asked.limit]
    shown = {
        "items": page,
        "next": str(page[-1]["number"]) if len(rows) > len(page) else "",
        "undecided": view.redactions.candidates - view.decided,
    }
    return shown, 200, _tagged(view.redactions)[2]


def _row(finding: Finding, group: str) -> dict[str, object]:
    decision = finding.decision
    return {
        "number": finding.number,
        "group": group,
        "text": finding.text,
        "label": finding.label,
        "score": finding.score,
        "pages": finding.pages,
        "times": finding.times,
        "suggested_ground": finding.suggested.value,
        "choice": decision.choice if decision else None,
        "ground": decision.ground if decision else "",
        "decided_by": decision.decided_by if decision else "",
    }


@room.patch(
    "/redactions/<set_id>/findings",
    Deed.DECIDE_REDACTION,
    needs="redact",
    takes=NewDecision,
    gives=SetShown,
    headers=("If-Match",),
)
def decide(set_id: str, body: NewDecision) -> object:
    """Redact or keep findings. If-Match names what was looked at, so that two people cannot decide at once."""
    seen = request.headers.get("If-Match", "").strip()
    if not seen:
        return problem("precondition-required", about("precondition-required").meaning)
    version = seen.strip('"').removeprefix(f"{set_id}-")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise ChangedMeanwhile
    decided = redact.decide(
        desk(),
        officer(),
        set_id,
        body.numbers,
        body.choice,
        ground=body.ground,
        seen_version=int(version),
    )
    return _tagged(decided)


@room.post(
    "/redactions/<set_id>/terms",
    Deed.DECIDE_REDACTION,
    needs="redact",
    takes=NewTerm,
    gives=SetShown,
    status=201,
)
def add_term(set_id: str, body: NewTerm) -> object:
    """Redact words that nobody suggested, wherever they stand."""
    return _tagged(redact.add_term(desk(), officer(), set_id, term=body.term, ground=body.ground), 201)


@room.post("/redactions/<set_id>/propose", Deed.PROPOSE_REDACTIONS, needs="redact", gives=SetShown)
def propose(set_id: str) -> object:
    """Sign the draft off for a second person."""
    return _tagged(redact.propose_set(desk(), officer(), set_id))


@room.post(
    "/redactions/<set_id>/approve",
    Deed.APPROVE_REDACTIONS,
    needs=PERSON,
    takes=Approval,
    gives=SetShown,
    status=202,
    confirmed=True,
    once=True,
)
def approve(set_id: str, body: Approval) -> object:
    """The second person's sign-off over the same fingerprint; a worker then redacts and verifies."""
    return _tagged(redact.approve_set(desk(), officer(), set_id, fingerprint=body.fingerprint), 202)


@room.post("/redactions/<set_id>/return", Deed.RETURN_REDACTIONS, needs=PERSON, gives=SetShown)
def give_back(set_id: str) -> object:
    """Send proposed, or failed, redactions back to be changed."""
    return _tagged(redact.return_set(desk(), officer(), set_id))


@room.get("/redactions/<set_id>/report", Deed.READ_REDACTIONS, gives=Report)
def report(set_id: str) -> Response | dict[str, object]:
    """What was done and how it was verified, in counts."""
    view = open_review(desk(), officer(), set_id)
    found = view.redactions
    return {"state": found.state, "result": found.result, "problem": found.problem, "report": view.report}
