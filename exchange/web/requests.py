"""Asking the other party for material, and deciding item by item."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.requests import RequestView, asking_in, request_of
from exchange.casework.releasing.request import Question, acknowledge, ask, decide
from exchange.casework.releasing.request import redirect as consider
from exchange.rules.audit import Deed
from exchange.rules.requests import Decision, Outcome, Purpose, RedirectAnswer, RequestItem
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, officer

pages = Blueprint("requests", __name__)
Answer = Response | tuple[str, int]

#: As many items as one form may hold; more are asked for by another request.
ITEMS_LIMIT = 20
#: What stands for "none of our documents" in the address of an item.
NO_DOCUMENT = "none"


@pages.get("/matters/<matter_id>/requests/new")
@states(Deed.READ_REQUESTS)
def ask_new(matter_id: str) -> Answer:
    """What is asked for, and why it is relevant."""
    return _new(matter_id, Form.blank(items="1"))


@pages.post("/matters/<matter_id>/requests/new")
@states(Deed.REQUEST)
def send_new(matter_id: str) -> Answer:
    """Send it; or show one more pair of boxes, or one less."""
    form = Form.posted()
    wanted = form.value("do")
    if wanted == "add":
        return _new(matter_id, form, count=_count(form) + 1)
    if wanted.startswith("remove-"):
        return _new(matter_id, _without(form, wanted.removeprefix("remove-")))
    question = Question(
        purpose=form.choice("purpose", Purpose, "Select the purpose of your own investigation or review"),
        items=_items(form),
        needed_by=form.day_if_given("needed_by"),
    )
    sent = form.send(lambda: ask(desk(), officer(), matter_id, question))
    return _to_request(sent.id) if sent else _new(matter_id, form)


def _count(form: Form) -> int:
    typed = form.value("items")
    return (
        min(max(int(typed), 1), ITEMS_LIMIT) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    )


def _items(form: Form) -> tuple[tuple[str, str], ...]:
    """The pairs of boxes; a pair that is left empty is no item, unless it is the only one."""
    numbers = range(1, _count(form) + 1)
    pairs = [(n, form.text(f"description-{n}"), form.text(f"relevance-{n}")) for n in numbers]
    filled = [pair for pair in pairs if pair[1].strip() or pair[2].strip()] or pairs[:1]
    for number, description, relevance in filled:
        if not description.strip():
            form.refuse(f"description-{number}", "Enter what you are asking for")
        if not relevance.strip():
            form.refuse(f"relevance-{number}", "Enter why this is relevant")
    return tuple((description, relevance) for _, description, relevance in filled)


def _without(form: Form, number: str) -> Form:
    kept = [n for n in range(1, _count(form) + 1) if str(n) != number] or [1]
    values = {name: form.value(name) for name in ("needed_by-day", "needed_by-month", "needed_by-year")}
    for place, old in enumerate(kept, start=1):
        values[f"description-{place}"] = form.text(f"description-{old}")
        values[f"relevance-{place}"] = form.text(f"relevance-{old}")
    return Form.blank(items=str(len(kept)), **values)


def _new(matter_id: str, form: Form, *, count: int = 0) -> Answer:
    shown = min(count or _count(form), ITEMS_LIMIT)
    asking = asking_in(desk(), officer(), matter_id)
    return page("request_new.html", form=form, asking=asking, count=shown, limit=ITEMS_LIMIT)


def _to_request(request_id: str) -> Response:
    return redirect(url_for("web.requests.show", request_id=request_id), 303)


@pages.get("/requests/<request_id>")
@states(Deed.READ_REQUESTS)
def show(request_id: str) -> Answer:
    """The request with every item and what was decided."""
    return page("request.html", view=request_of(desk(), officer(), request_id))


@pages.post("/requests/<request_id>/acknowledge")
@states(Deed.ACKNOWLEDGE_REQUEST)
def acknowledge_it(request_id: str) -> Answer:
    """Say that it has arrived."""
    acknowledge(desk(), officer(), request_id)
    return _to_request(request_id)


@pages.get("/requests/<request_id>/items/<item_id>")
@states(Deed.READ_REQUESTS)
def ask_item(request_id: str, item_id: str) -> Answer:
    """One question at a time: which document, then who should be asked, then what is decided."""
    return _item(request_id, item_id, Form.blank(document=request.args.get("document", "")))


@pages.post("/requests/<request_id>/items/<item_id>/redirect")
@states(Deed.CONSIDER_REDIRECT)
def answer_redirect(request_id: str, item_id: str) -> Answer:
    """Whether they should ask the organisation that created it."""
    form = Form.posted()
    otherwise = "Select whether they should ask the organisation that created it"
    answer = form.choice("redirect", RedirectAnswer, otherwise)
    answered = form.send(
        lambda: consider(desk(), officer(), item_id, answer=answer, reason=form.text("redirect_reason"))
    )
    if answered is None:
        return _item(request_id, item_id, form)
    to = url_for(
        "web.requests.ask_item", request_id=request_id, item_id=item_id, document=form.value("document")
    )
    return redirect(to, 303)


@pages.post("/requests/<request_id>/items/<item_id>")
@states(Deed.DECIDE_ITEM)
def decide_it(request_id: str, item_id: str) -> Answer:
    """Decide one item."""
    form = Form.posted()
    decision = Decision(
        outcome=form.choice("outcome", Outcome, "Select your decision"),
        reason=form.text("reason"),
        detriment_to_child=form.text("detriment_to_child"),
    )
    document = form.value("document").replace(NO_DOCUMENT, "") if decision.outcome.is_release else ""
    decided = form.send(lambda: decide(desk(), officer(), item_id, decision, material_id=document))
    return _to_request(request_id) if decided else _item(request_id, item_id, form)


def _item(request_id: str, item_id: str, form: Form) -> Answer:
    view = request_of(desk(), officer(), request_id)
    item = view.item(item_id)
    if not view.is_holder or item.outcome is not None:
        return _to_request(request_id)
    chosen = form.value("document")
    document = view.document(chosen)
    if document is None and chosen != NO_DOCUMENT:
        return _choose_document(view, item, form)
    if document and document.is_others and item.redirect is RedirectAnswer.NOT_CONSIDERED:
        answers = [each for each in RedirectAnswer if each is not RedirectAnswer.NOT_CONSIDERED]
        return page(
            "request_redirect.html", form=form, view=view, item=item, document=document, answers=answers
        )
    return page(
        "request_decide.html",
        form=form,
        view=view,
        item=item,
        document=document,
        outcomes=_open_to(view, item, form),
    )


def _choose_document(view: RequestView, item: RequestItem, form: Form) -> Answer:
    if "document" in request.args:
        form.refuse("document", "Select the document that answers this item")
    return page("request_document.html", form=form, view=view, item=item)


def _open_to(view: RequestView, item: RequestItem, form: Form) -> list[Outcome]:
    """What can be decided, in the protocol's order of preference: nothing is released without a document."""
    document = view.document(form.value("document"))
    may_share = (
        document is not None
        and document.classification is not None
        and (not document.is_others or item.redirect is RedirectAnswer.HOLDER_MAY_SHARE)
    )
    return [outcome for outcome in Outcome if may_share or not outcome.is_release]
