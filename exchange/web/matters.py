"""Matters: the list, opening one, and what each side may see and do on it."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework import classify, matters
from exchange.casework.reading_room.matters import (
    list_matters,
    look_at_matter,
    people_of_own_party,
    possible_ends,
)
from exchange.rules.audit import Deed
from exchange.rules.matter import Mode
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, officer

pages = Blueprint("matters", __name__)
Answer = Response | tuple[str, int]


def _to_matter(matter_id: str) -> Response:
    return redirect(url_for("web.matters.show", matter_id=matter_id), 303)


@pages.get("/matters")
@states(Deed.READ_MATTER)
def index() -> Answer:
    """The officer's matters."""
    return page("matters.html", lines=list_matters(desk(), officer()))


@pages.get("/matters/new")
@states(Deed.READ_MATTER)
def ask_new() -> Answer:
    """The questions of a new matter."""
    return _new_matter(Form.blank())


@pages.post("/matters/new")
@states(Deed.OPEN_MATTER)
def open_new() -> Answer:
    """Open it, or say which answer cannot be right."""
    form = Form.posted()
    new = matters.NewMatter(
        iopc_reference=form.text("iopc_reference"),
        review_reference=form.text("review_reference"),
        mode=form.choice("mode", Mode, "Select how the IOPC runs the investigation"),
        other_party=form.value("other_party"),
        decided_on=form.day("decided_on", "Enter the date of the decision, like 6 5 2026"),
        force_contacted_on=form.day_if_given("force_contacted_on"),
        conflicted=form.several("conflicted"),
    )
    opened = form.send(lambda: matters.open_matter(desk(), officer(), new))
    return _to_matter(opened.id) if opened else _new_matter(form)


def _new_matter(form: Form) -> Answer:
    return page("matter_new.html", form=form, ends=possible_ends(desk(), officer()), modes=Mode)


@pages.get("/matters/<matter_id>")
@states(Deed.READ_MATTER)
def show(matter_id: str) -> Answer:
    """One matter."""
    return page("matter.html", view=look_at_matter(desk(), officer(), matter_id))


@pages.get("/matters/<matter_id>/people")
@states(Deed.READ_MATTER)
def people(matter_id: str) -> Answer:
    """Who of the own party is on it, and a form to add one more."""
    return _people(matter_id, Form.blank())


@pages.post("/matters/<matter_id>/people")
@states(Deed.ADD_MEMBER)
def add_member(matter_id: str) -> Answer:
    """Let one more colleague in."""
    form = Form.posted()
    newcomer = form.value("officer")
    if not newcomer:
        form.refuse("officer", "Select who to add to this matter")
    ends_on = form.day_if_given("ends_on")
    added = form.send(lambda: matters.add_member(desk(), officer(), matter_id, newcomer, ends_on=ends_on))
    if added is None:
        return _people(matter_id, form)
    return redirect(url_for("web.matters.people", matter_id=matter_id), 303)


def _people(matter_id: str, form: Form) -> Answer:
    return page("matter_people.html", form=form, view=people_of_own_party(desk(), officer(), matter_id))


@pages.get("/matters/<matter_id>/contacts/new")
@states(Deed.READ_MATTER)
def ask_contact(matter_id: str) -> Answer:
    """Whom should the other side ring?"""
    return _matter_form("matter_contact.html", matter_id, Form.blank())


@pages.post("/matters/<matter_id>/contacts/new")
@states(Deed.CHANGE_MATTER)
def name_contact(matter_id: str) -> Answer:
    """Name the point of contact."""
    form = Form.posted()
    named = form.send(
        lambda: matters.name_contact(
            desk(),
            officer(),
            matter_id,
            name=form.text("name"),
            telephone=form.text("telephone"),
            email=form.text("email"),
        )
    )
    return _to_matter(matter_id) if named else _matter_form("matter_contact.html", matter_id, form)


@pages.get("/matters/<matter_id>/terms-of-reference")
@states(Deed.READ_MATTER)
def ask_terms_of_reference(matter_id: str) -> Answer:
    """The box for the own terms of reference."""
    return _matter_form("matter_terms.html", matter_id, Form.blank())


@pages.post("/matters/<matter_id>/terms-of-reference")
@states(Deed.CHANGE_MATTER)
def share_terms_of_reference(matter_id: str) -> Answer:
    """Share them with the other party."""
    form = Form.posted()
    shared = form.send(
        lambda: matters.share_terms_of_reference(desk(), officer(), matter_id, text=form.text("text"))
    )
    return _to_matter(matter_id) if shared else _matter_form("matter_terms.html", matter_id, form)


@pages.get("/matters/<matter_id>/secret-pointers/new")
@states(Deed.READ_MATTER)
def ask_secret_pointer(matter_id: str) -> Answer:
    """Whom should the other side ring about secret material? Nothing else is asked."""
    return _matter_form("matter_secret.html", matter_id, Form.blank())


@pages.post("/matters/<matter_id>/secret-pointers/new")
@states(Deed.RECORD_SECRET_POINTER)
def record_secret_pointer(matter_id: str) -> Answer:
    """Record that it exists and whom to ring."""
    form = Form.posted()
    recorded = form.send(
        lambda: classify.record_secret_pointer(desk(), officer(), matter_id, contact=form.text("contact"))
    )
    return _to_matter(matter_id) if recorded else _matter_form("matter_secret.html", matter_id, form)


@pages.get("/matters/<matter_id>/close")
@states(Deed.READ_MATTER)
def ask_close(matter_id: str) -> Answer:
    """What closing does, before it is done."""
    return _matter_form("matter_close.html", matter_id, Form.blank())


@pages.post("/matters/<matter_id>/close")
@states(Deed.CLOSE_MATTER)
def close(matter_id: str) -> Answer:
    """Close the matter."""
    matters.close_matter(desk(), officer(), matter_id)
    return _to_matter(matter_id)


def _matter_form(template: str, matter_id: str, form: Form) -> Answer:
    return page(template, form=form, view=look_at_matter(desk(), officer(), matter_id))
