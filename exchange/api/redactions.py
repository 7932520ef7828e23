"""Redactions: suggestions asked for, each decided with a ground, proposed by one, approved by another."""

from flask import Response, request, url_for

from exchange.api.errors import problem
from exchange.api.problems import about
from exchange.api.redaction_shapes import (
    Approval,
    Findings,
    NewDecision,
    NewSet,
    NewTerm,
    Report,
    SetShown,
    WhichFindings,
)
from exchange.api.routes import PERSON, Room
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.findings import Finding, Narrowing, Standing, narrowed, tally
from exchange.casework.reading_room.redactions import open_review, open_schedule
from exchange.casework.redacting import redact
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile
from exchange.rules.redactions import RedactionSet

room = Room("redactions")


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
    begun = redact.start(
        desk(),
        officer(),
        material_id,
        terms=body.terms,
        gap=body.gap,
        copy_format=body.copy_format,
        may_lose_signature=body.may_lose_signature,
        labelled=body.labelled,
    )
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
    wanted = narrowed(view.groups, _narrowing(asked))
    pairs = [(finding, group.name) for group in wanted for finding in group.findings]
    rows = [
        _row(finding, name)
        for finding, name in sorted(pairs, key=lambda pair: pair[0].number)
        if finding.number > after
    ]
    page = rows[: asked.limit]
    shown = {
        "items": page,
        "next": str(page[-1]["number"]) if len(rows) > len(page) else "",
        "undecided": view.everything.left,
        "shown": tally(wanted),
        "found": view.found,
        "review": view.less_certain,
        "language": view.language,
        "hidden": view.hidden,
    }
    return shown, 200, _tagged(view.redactions)[2]


def _narrowing(asked: WhichFindings) -> Narrowing:
    return Narrowing(
        confidence=asked.confidence,
        label=asked.label,
        below_per_cent=asked.below,
        standing=Standing.LEFT if asked.undecided else None,
        page=asked.page,
    )


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
        "label_in_copy": finding.pseudonym,
        "decided_by": decision.decided_by if decision else "",
        "detector": finding.detector,
        "explanation": finding.explanation,
        "because": finding.because,
        "person": finding.person,
        "confidence": finding.confidence,
        "threshold": finding.threshold,
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
    seen = _seen(set_id)
    if seen is None:
        return problem("precondition-required", about("precondition-required").meaning)
    decided = redact.decide(
        desk(),
        officer(),
        set_id,
        body.numbers,
        body.choice,
        ground=body.ground,
        seen_version=seen,
        shown_count=body.count,
    )
    return _tagged(decided)


def _seen(set_id: str) -> int | None:
    """The version that If-Match names; None without one."""
    seen = request.headers.get("If-Match", "").strip()
    if not seen:
        return None
    version = seen.strip('"').removeprefix(f"{set_id}-")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise ChangedMeanwhile
    return int(version)


@room.post(
    "/redactions/<set_id>/undo", Deed.UNDO_DECISION, needs="redact", gives=SetShown, headers=("If-Match",)
)
def undo(set_id: str) -> object:
    """Take back one's own last decision, of one finding or of a whole list, up to ten steps back."""
    seen = _seen(set_id)
    if seen is None:
        return problem("precondition-required", about("precondition-required").meaning)
    return _tagged(redact.undo(desk(), officer(), set_id, seen_version=seen))


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
    return {
        "state": found.state,
        "result": found.result,
        "problem": found.problem,
        "report": view.report,
        "pages": found.pages,
        "left_out": found.left_out,
        "checks": found.checks,
    }


@room.get("/redactions/<set_id>/schedule.pdf", Deed.READ_REDACTIONS, needs=PERSON, content="application/pdf")
def schedule_paper(set_id: str) -> Response:
    """The schedule of redactions of a verified copy, as an accessible PDF. It goes to the recipient with the copy."""
    return Response(open_schedule(desk(), officer(), set_id, "pdf"), mimetype="application/pdf")


@room.get("/redactions/<set_id>/schedule.csv", Deed.READ_REDACTIONS, needs=PERSON, content="text/csv")
def schedule_table(set_id: str) -> Response:
    """The same as a table for spreadsheets."""
    return Response(open_schedule(desk(), officer(), set_id, "csv"), mimetype="text/csv")
