"""The disclosure log, its receipt pages and its export, and asking to share onwards."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from exchange.casework.reading_room.disclosures import (
    PAGE_SIZES,
    DisclosurePage,
    Filters,
    disclosure_log,
    disclosure_of,
    export_csv,
    question_about,
)
from exchange.casework.reading_room.matters import list_matters
from exchange.casework.releasing.share_onward import OnwardQuestion, ask_onward
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, now, officer
from exchange.web.words import day

pages = Blueprint("disclosures", __name__)
Answer = Response | tuple[str, int]

_BOXES = (
    "matter",
    "text",
    "party",
    *(f"{box}-{part}" for box in ("date_from", "date_to") for part in ("day", "month", "year")),
)
#: The columns that sort, and what each is called in an address.
SORTS = {"id": "Reference", "disclosed_at": "Disclosed", "recipient_name": "To", "destroy_by": "Destroy by"}


@pages.get("/disclosures")
@states(Deed.READ_DISCLOSURES)
def index() -> Answer:
    """The log; its address holds every filter, so that it can be kept and sent."""
    form = Form(MultiDict(request.args))
    filters = _filters(form)
    found = form.send(lambda: disclosure_log(desk(), officer(), filters))
    return page(
        "disclosures.html",
        form=form,
        found=found,
        filters=filters,
        matters=list_matters(desk(), officer()),
        chips=list(_chips(form, filters)),
        sorts=_sorts(filters),
        pages=_pages(found) if found else (),
        sizes=[(size, _address(show=str(size), page=None)) for size in PAGE_SIZES],
        csv=url_for("web.disclosures.export", **_kept()),
    )


@pages.get("/disclosures.csv")
@states(Deed.EXPORT_DISCLOSURES)
def export() -> Response | tuple[str, int]:
    """The same rows for a spreadsheet; taking them is on the record."""
    form = Form(MultiDict(request.args))
    filters = _filters(form)
    written = form.send(lambda: export_csv(desk(), officer(), filters))
    if written is None:
        return redirect(url_for("web.disclosures.index", **_kept()), 303)
    answer = Response(written, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="disclosures-{now():%Y-%m-%d}.csv"'
    return answer


def _filters(form: Form) -> Filters:
    return Filters(
        matter=form.value("matter"),
        text=form.text("text"),
        date_from=form.day_if_given("date_from"),
        date_to=form.day_if_given("date_to"),
        made_by_us={"us": True, "them": False}.get(form.value("party")),
        sort=form.value("sort") or "-disclosed_at",
        page=_number(form.value("page"), 1),
        page_size=_number(form.value("show"), PAGE_SIZES[0]),
    )


def _number(typed: str, otherwise: int) -> int:
    is_number = typed.isascii() and typed.isdigit() and 0 < len(typed) < 7
    return int(typed) if is_number else otherwise


def _kept() -> dict[str, Any]:
    """The filters of this address, without those left empty."""
    wanted = (*_BOXES, "sort", "show")
    return {name: request.args[name] for name in wanted if request.args.get(name)}


def _address(**changes: str | None) -> str:
    """This address with something changed; None takes it out."""
    return url_for("web.disclosures.index", **{**_kept(), **changes})


def _chips(form: Form, filters: Filters) -> Iterator[tuple[str, str]]:
    """What is filtered by, in words, each with the address without it."""
    words = {"us": "Disclosed by your party", "them": "Disclosed to your party"}
    if filters.text:
        yield f"“{filters.text}”", _address(text=None)
    for name, said in (("date_from", "From"), ("date_to", "To")):
        on: date | None = getattr(filters, name)
        if on is not None:
            gone = {f"{name}-{part}": None for part in ("day", "month", "year")}
            yield f"{said} {day(on)}", _address(**gone)
    if filters.made_by_us is not None:
        yield words[form.value("party")], _address(party=None)
    if filters.matter:
        yield f"Matter {filters.matter}", _address(matter=None)


def _sorts(filters: Filters) -> dict[str, tuple[str, str]]:
    """For each column that sorts: its aria-sort, and the address that sorts by it the next way."""
    field, falls = filters.sort.lstrip("-"), filters.sort.startswith("-")
    shown = {}
    for name in SORTS:
        direction = ("descending" if falls else "ascending") if name == field else "none"
        turned = f"-{name}" if direction == "ascending" else name
        shown[name] = (direction, _address(sort=turned, page=None))
    return shown


def _pages(found: DisclosurePage) -> list[tuple[int, str, bool]]:
    size = found.filters.page_size if found.filters.page_size in PAGE_SIZES else PAGE_SIZES[0]
    last = max(1, -(-found.total // size))
    current = found.filters.page
    shown = sorted({1, last, *(n for n in range(current - 2, current + 3) if 1 <= n <= last)})
    return [(n, _address(page=str(n)), n == current) for n in shown] if last > 1 else []


@pages.get("/disclosures/<disclosure_id>")
@states(Deed.READ_DISCLOSURES)
def show(disclosure_id: str) -> Answer:
    """The receipt of one disclosure, with every line under it."""
    return page("disclosure.html", view=disclosure_of(desk(), officer(), disclosure_id))


@pages.get("/disclosures/<disclosure_id>/onward")
@states(Deed.READ_ONWARD)
def ask_to_share(disclosure_id: str) -> Answer:
    """With whom, why, and until when."""
    return _onward(disclosure_id, Form.blank())


@pages.post("/disclosures/<disclosure_id>/onward")
@states(Deed.ASK_ONWARD)
def send_question(disclosure_id: str) -> Answer:
    """Ask the party that provided it."""
    form = Form.posted()
    question = OnwardQuestion(
        recipient_name=form.text("recipient_name"),
        recipient_person=form.text("recipient_person"),
        purpose=form.text("purpose"),
        until=form.day("until"),
    )
    asked = form.send(lambda: ask_onward(desk(), officer(), disclosure_id, question))
    if asked is None:
        return _onward(disclosure_id, form)
    return redirect(url_for("web.onward.show", onward_id=asked.id), 303)


def _onward(disclosure_id: str, form: Form) -> Answer:
    return page("onward_new.html", form=form, disclosure=question_about(desk(), officer(), disclosure_id))
