"""What the comparison of a release found, and the answers of two people to it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Shown, Told, Truth, Words
from exchange.api.visit import desk, officer
from exchange.casework.comparing import keep
from exchange.casework.reading_room.comparison import Answered, Comparison, open_comparison
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState, FindingKind

room = Room("comparison")

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Keys = Annotated[list[Key], Field(min_length=1, max_length=5000)]


class PlaceShown(Shown):
    """A page, from 1, and the page of the other document that it is a version of; 0 for none."""

    page: int
    other_page: int
    words: list[str]


class ComparisonFinding(Shown):
    """One finding. `answer` is open, kept (by one person) or confirmed (by a second)."""

    number: int
    key: str
    kind: FindingKind
    document: str
    version_id: str
    wording: str
    times: int
    places: list[PlaceShown]
    other_document: str
    other_version_id: str
    other_release: str
    where: str
    answer: str
    reason: str
    kept_by: str
    confirmed_by: str


class ComparisonShown(Shown):
    """How the comparison of a release stands. `is_old` when something was released since it was made.

    `state` is null when it was never asked for.
    """

    state: CheckState | None
    is_old: bool
    done_at: datetime | None
    problem: str
    items: list[ComparisonFinding]


class KeptOnPurpose(Told):
    """Findings by their keys, and why they stay as they are."""

    keys: Keys
    reason: Words


class NewConfirmation(Told):
    """Findings by their keys; `confirmed` false sends the answers back."""

    keys: Keys
    confirmed: Truth


class AnswersGiven(Shown):
    """How many findings the answer was for."""

    answered: int


@room.get("/releases/<release_id>/comparison", Deed.READ_COMPARISON, gives=ComparisonShown)
def show(release_id: str) -> object:
    """What was found, for the providing party. These are words of documents: opening them is on the record."""
    return _shown(open_comparison(desk(), officer(), release_id))


def _shown(view: Comparison) -> dict[str, object]:
    check = view.check
    return {
        "state": check.state if check else None,
        "is_old": view.is_old,
        "done_at": check.done_at if check else None,
        "problem": check.problem if check else "",
        "items": [_finding(each) for each in view.findings],
    }


def _finding(each: Answered) -> dict[str, object]:
    finding, kept = each.finding, each.kept
    answer = "open" if kept is None or each.is_open else "confirmed" if kept.is_confirmed else "kept"
    return {
        "number": each.number,
        "key": finding.key,
        "kind": finding.kind,
        "document": finding.material,
        "version_id": finding.version,
        "wording": finding.wording,
        "times": finding.times,
        "places": finding.places,
        "other_document": finding.other_material,
        "other_version_id": finding.other,
        "other_release": finding.other_release,
        "where": finding.where,
        "answer": answer,
        "reason": kept.reason if kept and answer != "open" else "",
        "kept_by": kept.kept_by if kept else "",
        "confirmed_by": kept.confirmed_by if kept else "",
    }


@room.post(
    "/releases/<release_id>/comparison",
    Deed.ASK_COMPARISON,
    needs="release",
    gives=ComparisonShown,
    status=202,
)
def ask_again(release_id: str) -> object:
    """Have a proposed release compared anew, by a worker. Findings are read with GET when it is done."""
    check = keep.ask_again(desk(), officer(), release_id)
    return {"state": check.state, "is_old": False, "done_at": None, "problem": "", "items": []}, 202


@room.post(
    "/releases/<release_id>/comparison/kept",
    Deed.KEEP_ON_PURPOSE,
    needs=PERSON,
    takes=KeptOnPurpose,
    gives=AnswersGiven,
    status=201,
)
def keep_some(release_id: str, body: KeptOnPurpose) -> object:
    """Say why findings are kept on purpose. A second person must confirm it."""
    kept = keep.keep_on_purpose(desk(), officer(), release_id, body.keys, reason=body.reason)
    return {"answered": len(kept)}, 201


@room.post(
    "/releases/<release_id>/comparison/confirmations",
    Deed.CONFIRM_KEPT,
    needs=PERSON,
    takes=NewConfirmation,
    gives=AnswersGiven,
)
def confirm_some(release_id: str, body: NewConfirmation) -> object:
    """Confirm, or send back, what another person keeps on purpose."""
    act = keep.confirm if body.confirmed else keep.return_kept
    return {"answered": len(act(desk(), officer(), release_id, body.keys))}
