"""One party asks the other for material; each item gets its own decision."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Day, Reference, Shown, Told, Words
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.requests import RequestView, request_of, requests_in
from exchange.casework.releasing import request as requesting
from exchange.rules.audit import Deed
from exchange.rules.requests import Decision, Outcome, Purpose, RedirectAnswer, RequestState

room = Room("requests")


class Item(Told):
    description: Words
    relevance: Words


class NewRequest(Told):
    """What is asked for. Each item is decided on its own."""

    purpose: Purpose
    items: Annotated[list[Item], Field(max_length=100)]
    needed_by: Day | None = None


class RequestShown(Shown):
    id: str
    matter: str
    asking: str
    holding: str
    asked_by: str
    asked_at: datetime
    purpose: Purpose
    needed_by: date | None
    state: RequestState


class ItemShown(Shown):
    """One item. For the party that asks, `material` and the reasons of the redirect are left out."""

    id: str
    request: str
    description: str
    relevance: str
    material: str
    redirect: RedirectAnswer
    redirect_reason: str
    outcome: Outcome | None
    reason: str
    decided_by: str
    decided_at: datetime | None


class RequestOpened(Shown):
    """`own_documents` are the holder's documents that could answer; empty for the party that asks."""

    request: RequestShown
    items: list[ItemShown]
    is_holder: bool
    own_documents: list[str]
    working_days_waiting: int


class Requests(Shown):
    items: list[RequestOpened]


class NewRedirect(Told):
    answer: RedirectAnswer
    reason: Words


class ItemDecision(Told):
    """`material` is the document that answers the item, where it is to be released."""

    outcome: Outcome
    reason: Words = ""
    detriment_to_child: Words = ""
    material: Reference | None = None


def _opened(view: RequestView) -> dict[str, object]:
    return {
        "request": view.request,
        "items": view.items,
        "is_holder": view.is_holder,
        "own_documents": [each.id for each in view.own_documents],
        "working_days_waiting": view.working_days_waiting,
    }


@room.get("/matters/<matter_id>/requests", Deed.READ_REQUESTS, gives=Requests)
def show_all(matter_id: str) -> object:
    """Every request of a matter, newest first."""
    return {"items": [_opened(view) for view in requests_in(desk(), officer(), matter_id)]}


@room.post(
    "/matters/<matter_id>/requests",
    Deed.REQUEST,
    needs="request",
    takes=NewRequest,
    gives=RequestShown,
    status=201,
)
def ask(matter_id: str, body: NewRequest) -> object:
    """Send a request to the other party of the matter."""
    items = tuple((item.description, item.relevance) for item in body.items)
    question = requesting.Question(purpose=body.purpose, items=items, needed_by=body.needed_by)
    return requesting.ask(desk(), officer(), matter_id, question)


@room.get("/requests/<request_id>", Deed.READ_REQUESTS, gives=RequestOpened)
def show(request_id: str) -> object:
    """One request, as one's own side sees it."""
    return _opened(request_of(desk(), officer(), request_id))


@room.post(
    "/requests/<request_id>/acknowledge", Deed.ACKNOWLEDGE_REQUEST, needs="request", gives=RequestShown
)
def acknowledge(request_id: str) -> object:
    """Say that it has arrived and is being considered."""
    return requesting.acknowledge(desk(), officer(), request_id)


@room.post(
    "/request-items/<item_id>/redirect",
    Deed.CONSIDER_REDIRECT,
    needs=PERSON,
    takes=NewRedirect,
    gives=ItemShown,
)
def redirect(item_id: str, body: NewRedirect) -> object:
    """Answer whether they should ask the organisation that created it."""
    return requesting.redirect(desk(), officer(), item_id, answer=body.answer, reason=body.reason)


@room.post(
    "/request-items/<item_id>/decision", Deed.DECIDE_ITEM, needs=PERSON, takes=ItemDecision, gives=ItemShown
)
def decide(item_id: str, body: ItemDecision) -> object:
    """Decide one item. Only a person decides."""
    decision = Decision(body.outcome, reason=body.reason, detriment_to_child=body.detriment_to_child)
    return requesting.decide(desk(), officer(), item_id, decision, material_id=body.material or "")
