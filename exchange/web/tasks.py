"""The first page: what waits for me."""

from flask import Blueprint

from exchange.casework.reading_room.tasks import TaskKind, tasks_of
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import page
from exchange.web.visit import desk, officer

pages = Blueprint("tasks", __name__)

#: What each task is called, and where it is done.
_SHOWN: dict[TaskKind, tuple[str, str]] = {
    TaskKind.DECIDE_REQUEST: ("Decide a request from the other party", "/requests/{}"),
    TaskKind.AGREE_TERMS: ("Read and answer handling terms", "/handling-terms/{}"),
    TaskKind.TERMS_DECLINED: ("Handling terms were not agreed", "/releases/{}"),
    TaskKind.CLASSIFY: ("Classify a document", "/documents/{}/classify"),
    TaskKind.DECIDE_REDACTIONS: ("Decide what to redact", "/redactions/{}"),
    TaskKind.APPROVE_REDACTIONS: ("Do the second review of redactions", "/redactions/{}/approve"),
    TaskKind.REDACTION_FAILED: ("A document could not be redacted", "/redactions/{}"),
    TaskKind.ANSWER_COMPARISON: ("Answer what a comparison found", "/releases/{}/comparison"),
    TaskKind.CONFIRM_KEPT: ("Confirm what is kept on purpose", "/releases/{}/comparison"),
    TaskKind.APPROVE_RELEASE: ("Approve a release", "/releases/{}"),
    TaskKind.UPLOAD_UNFINISHED: ("Carry on with an upload", "/documents/{}"),
    TaskKind.UPLOAD_PROBLEM: ("An upload was not accepted", "/documents/{}"),
    TaskKind.ANSWER_ONWARD: ("Answer a request to share onwards", "/onward/{}"),
    TaskKind.APPROVE_DESTRUCTION: ("Approve a destruction run", "/destruction-runs/{}"),
    TaskKind.LIFT_HOLD: ("Agree to lift a legal hold", "/holds/{}"),
}


@pages.get("/")
@states(Deed.READ_TASKS)
def show() -> tuple[str, int]:
    """Your tasks."""
    waiting = [
        {"task": task, "words": _SHOWN[task.kind][0], "href": _SHOWN[task.kind][1].format(task.reference)}
        for task in tasks_of(desk(), officer())
    ]
    return page("tasks.html", waiting=waiting)
