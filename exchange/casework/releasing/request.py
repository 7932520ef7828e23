"""Asking the other party for material, and deciding item by item."""

from dataclasses import dataclass, replace
from datetime import date

from exchange.casework.admission import enter, refuse_conflicted
from exchange.casework.desk import Desk
from exchange.casework.notify import tell_contacts
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.errors import NotAllowed, NotFound
from exchange.rules.officers import Officer
from exchange.rules.requests import (
    Decision,
    Purpose,
    RedirectAnswer,
    Request,
    RequestItem,
    RequestState,
    check_request,
    consider_redirect,
    decide_item,
    state_after,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. `items` are (description, relevance) pairs, at least one."""

    purpose: Purpose
    items: tuple[tuple[str, str], ...]
    needed_by: date | None = None


def ask(desk: Desk, officer: Officer, matter_id: str, question: Question) -> Request:
    """Send a request to the other party of the matter."""
    with desk.ledger.act(officer, Deed.REQUEST, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        matter.check_open()
        refuse_conflicted(act, matter)
        check_request(
            purpose=question.purpose,
            items=question.items,
            needed_by=question.needed_by,
            today=london_date(act.at),
            asker_is_iopc=officer.party == matter.iopc,
        )
        request = Request(
            id=act.new_reference("REQ"),
            matter=matter.id,
            asking=officer.party,
            holding=matter.other_party(officer.party),
            asked_by=officer.id,
            asked_at=act.at,
            purpose=question.purpose,
            needed_by=question.needed_by,
        )
        act.requests.add(request)
        for number, (description, relevance) in enumerate(question.items, start=1):
            _add_item(act, request, number, description, relevance)
        act.note(request.id, items=len(question.items))
        tell_contacts(act, matter.id, request.holding, request.id)
        return request


def _add_item(act: Act, request: Request, number: int, description: str, relevance: str) -> None:
    item = RequestItem(
        id=act.new_reference("ITM"),
        request=request.id,
        matter=request.matter,
        description=description.strip(),
        relevance=relevance.strip(),
        number=number,
    )
    act.request_items.add(item)
    act.note(item.id)


def acknowledge(desk: Desk, officer: Officer, request_id: str) -> Request:
    """Say that the request has arrived and is being considered."""
    with desk.ledger.act(officer, Deed.ACKNOWLEDGE_REQUEST, at=desk.now()) as act:
        request = _held_request(act, officer, request_id)
        if request.state is not RequestState.SENT:
            return request
        return act.requests.save(replace(request, state=RequestState.ACKNOWLEDGED))


def redirect(
    desk: Desk, officer: Officer, item_id: str, *, answer: RedirectAnswer, reason: str
) -> RequestItem:
    """Answer whether they should ask the organisation that created it (A§9.4)."""
    with desk.ledger.act(officer, Deed.CONSIDER_REDIRECT, at=desk.now()) as act:
        item = act.request_items.get(item_id)
        _held_request(act, officer, item.request)
        act.note(item.id, answer=answer.value)
        return act.request_items.save(consider_redirect(item, answer=answer, reason=reason))


def decide(
    desk: Desk, officer: Officer, item_id: str, decision: Decision, *, material_id: str = ""
) -> RequestItem:
    """Decide one item; the request is decided when all are (I-18)."""
    with desk.ledger.act(officer, Deed.DECIDE_ITEM, at=desk.now()) as act:
        item = act.request_items.get(item_id)
        request = _held_request(act, officer, item.request)
        act.requests.lock(request.id)
        material = act.materials.find(material_id) if material_id else None
        if material is not None and material.matter != request.matter:
            raise NotFound
        decided = act.request_items.save(
            decide_item(item, material, decision, by=officer, at=act.at, holding=request.holding)
        )
        act.note(item.id, material_id, outcome=decision.outcome.value)
        after = state_after(request, act.request_items.where(request=request.id))
        if after != request:
            act.requests.save(after)
        tell_contacts(act, request.matter, request.asking, request.id)
        return decided


def _held_request(act: Act, officer: Officer, request_id: str) -> Request:
    request = act.requests.find(request_id)
    if request is None:
        raise NotFound
    matter = enter(act, request.matter)
    act.note(request.id)
    if request.holding != officer.party:
        raise NotAllowed(
            "Only the party that holds the material can decide.",
            next_step="Wait for their decision.",
            clause="A§9.3",
        )
    refuse_conflicted(act, matter)
    return request
