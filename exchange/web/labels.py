"""Labels for people: one for each person, the same in every copy of the matter."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework.reading_room.labels import ROLES, open_key_table
from exchange.casework.who_is_who import labels
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, officer

pages = Blueprint("labels", __name__)
Answer = Response | tuple[str, int]


@pages.get("/matters/<matter_id>/labels")
@states(Deed.READ_KEY_TABLE)
def show(matter_id: str) -> Answer:
    """Who stands behind which label, for the party's own officers."""
    return _table(matter_id, Form.blank())


def _table(matter_id: str, form: Form) -> Answer:
    view = open_key_table(desk(), officer(), matter_id)
    return page("labels.html", form=form, view=view, roles=ROLES, role_words=dict(ROLES))


def _to_table(matter_id: str) -> Response:
    return redirect(url_for("web.labels.show", matter_id=matter_id), 303)


@pages.post("/matters/<matter_id>/labels")
@states(Deed.CHANGE_KEY_TABLE)
def add(matter_id: str) -> Answer:
    """One more person, or more spellings of one who has a label."""
    form = Form.posted()
    known = form.value("known")
    if known:
        done = form.send(
            lambda: labels.add_spellings(desk(), officer(), matter_id, known, form.lines("spellings"))
        )
    else:
        done = form.send(
            lambda: labels.add_person(
                desk(),
                officer(),
                matter_id,
                role=form.value("role"),
                spellings=form.lines("spellings"),
                label=form.text("label").strip(),
                of=form.value("of"),
            )
        )
    return _to_table(matter_id) if done else _table(matter_id, form)


@pages.post("/matters/<matter_id>/labels/merge")
@states(Deed.CHANGE_KEY_TABLE)
def merge(matter_id: str) -> Answer:
    """These are one person."""
    form = Form.posted()
    ticked = form.several("merge")
    kept = form.value("kept") or (ticked[0] if ticked else "")
    done = form.send(lambda: labels.merge_people(desk(), officer(), matter_id, kept, ticked))
    return _to_table(matter_id) if done else _table(matter_id, form)


@pages.post("/matters/<matter_id>/labels/remove")
@states(Deed.CHANGE_KEY_TABLE)
def remove(matter_id: str) -> Answer:
    """This person needs no label."""
    form = Form.posted()
    form.at("label", "people")
    done = form.send(lambda: labels.remove_person(desk(), officer(), matter_id, form.value("gone")))
    return _to_table(matter_id) if done else _table(matter_id, form)
