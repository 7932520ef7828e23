"""The people of a matter: who is named in its documents, who is in its register, and who is who."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from exchange.casework.reading_room.labels import ROLES
from exchange.casework.reading_room.people import PeopleView, PersonSeen, export_people, open_people
from exchange.casework.reading_room.people_of_set import SetPeople, open_people_of_set
from exchange.casework.redacting import copies_for
from exchange.casework.who_is_who import people, people_import
from exchange.rules.audit import Deed
from exchange.rules.errors import NotFound
from exchange.web.arriving import ArrivingFile
from exchange.web.deeds import checks_token_itself, states
from exchange.web.forms import Form, page
from exchange.web.headers import kept_as
from exchange.web.visit import TOKEN_FIELD, check_token, desk, officer

pages = Blueprint("people", __name__)
Answer = Response | tuple[str, int]

PEOPLE_ON_A_SCREEN = 50
#: Which of the people are shown, by the word in the address.
SHOWN: dict[str, tuple[str, Callable[[PeopleView], tuple[PersonSeen, ...]]]] = {
    "all": ("Everybody", lambda view: view.people),
    "unclear": ("Unclear who is meant", lambda view: view.unclear),
    "offered": ("Redacted, not in the register", lambda view: view.offered),
    "entered": ("In the register", lambda view: view.entered),
}


@pages.app_context_processor
def _beside_reviews() -> dict[str, Any]:
    """What the review of redactions shows of people; asked for by its own piece of the page."""

    def people_of(set_id: str) -> SetPeople:
        # Every group of a review asks; the sealed register is opened once for a page.
        if "people_of_set" not in g:
            g.people_of_set = {}
        opened: dict[str, SetPeople] = g.people_of_set
        return opened.get(set_id) or opened.setdefault(set_id, open_people_of_set(desk(), officer(), set_id))

    return {"people_of": people_of, "role_words": dict(ROLES)}


@pages.get("/matters/<matter_id>/who-is-who")
@states(Deed.READ_KEY_TABLE)
def show(matter_id: str) -> Answer:
    """Everybody of the matter, with every wording and the reason it is theirs."""
    return _people(matter_id, Form.blank())


def _people(matter_id: str, form: Form) -> Answer:
    view = open_people(desk(), officer(), matter_id)
    chosen = request.values.get("show", "all")
    chosen = chosen if chosen in SHOWN else "all"
    shown = SHOWN[chosen][1](view)
    screens = max(1, -(-len(shown) // PEOPLE_ON_A_SCREEN))
    number = min(max(1, request.values.get("screen", 1, type=int)), screens)
    first = (number - 1) * PEOPLE_ON_A_SCREEN
    return page(
        "people.html",
        form=form,
        view=view,
        shown=shown[first : first + PEOPLE_ON_A_SCREEN],
        counts=[(word, words, len(chooses(view))) for word, (words, chooses) in SHOWN.items()],
        chosen=chosen,
        screen=number,
        screens=screens,
    )


def _to_people(matter_id: str) -> Response:
    """Back to where the officer came from: the review of a draft, or the people of the matter."""
    form = Form.posted()
    if back := form.value("back"):
        return redirect(url_for("web.redactions.review", set_id=back, _anchor="findings"), 303)
    kept = {name: form.value(name)[:12] or None for name in ("show", "screen")}
    at = url_for("web.people.show", matter_id=matter_id, show=kept["show"], screen=kept["screen"])
    return redirect(at, 303)


def _done(matter_id: str, act: Callable[[Form, int | None], object]) -> Answer:
    """One act on the people that were ticked, for the register as it was shown."""
    form = Form.posted()
    form.at("wording", "people")
    form.at("label", "people")
    form.at("spellings", "people")
    seen = form.number("seen", "Load the page again and decide there") if form.value("seen") else None
    done = form.send(lambda: act(form, seen))
    return _to_people(matter_id) if done is not None else _people(matter_id, form)


@pages.post("/matters/<matter_id>/who-is-who/together")
@states(Deed.CHANGE_KEY_TABLE)
def together(matter_id: str) -> Answer:
    """These are the same person."""
    return _done(
        matter_id,
        lambda form, seen: people.join_people(
            desk(), officer(), matter_id, form.several("people"), seen_version=seen
        ),
    )


@pages.post("/matters/<matter_id>/who-is-who/apart")
@states(Deed.CHANGE_KEY_TABLE)
def apart(matter_id: str) -> Answer:
    """Not this person."""
    return _done(
        matter_id,
        lambda form, seen: people.part_wording(
            desk(), officer(), matter_id, form.value("wording"), seen_version=seen
        ),
    )


@pages.post("/matters/<matter_id>/who-is-who/settle")
@states(Deed.CHANGE_KEY_TABLE)
def settle(matter_id: str) -> Answer:
    """A wording that may mean several people means this one; `means` is the two keys."""

    def join(form: Form, seen: int | None) -> object:
        return people.join_people(desk(), officer(), matter_id, _two(form.value("means")), seen_version=seen)

    return _done(matter_id, join)


def _two(written: str) -> tuple[str, ...]:
    try:
        keys = json.loads(written)
    except ValueError:
        return ()
    return tuple(key for key in keys if isinstance(key, str)) if isinstance(keys, list) else ()


@pages.post("/matters/<matter_id>/who-is-who/enter")
@states(Deed.CHANGE_KEY_TABLE)
def enter(matter_id: str) -> Answer:
    """Put whoever was found into the register."""
    return _done(
        matter_id,
        lambda form, seen: people.add_found(
            desk(), officer(), matter_id, form.several("people"), seen_version=seen
        ),
    )


@pages.post("/matters/<matter_id>/who-is-who/labels")
@states(Deed.CHANGE_KEY_TABLE)
def label(matter_id: str) -> Answer:
    """Give these people labels."""
    return _done(
        matter_id,
        lambda form, seen: people.label_people(
            desk(), officer(), matter_id, form.several("people"), seen_version=seen
        ),
    )


@pages.post("/matters/<matter_id>/who-is-who/remove")
@states(Deed.CHANGE_KEY_TABLE)
def remove(matter_id: str) -> Answer:
    """Take a person out of the register."""
    return _done(
        matter_id,
        lambda form, seen: people.remove_from_register(
            desk(), officer(), matter_id, form.value("person"), seen_version=seen
        ),
    )


@pages.get("/matters/<matter_id>/who-is-who/register.csv")
@states(Deed.READ_KEY_TABLE)
def export(matter_id: str) -> Response:
    """The register as a table."""
    answer = Response("\ufeff" + export_people(desk(), officer(), matter_id), mimetype="text/csv")
    answer.headers["Content-Disposition"] = kept_as(f"{matter_id}-people.csv")
    return answer


@pages.get("/matters/<matter_id>/who-is-who/import")
@states(Deed.READ_KEY_TABLE)
def ask_table(matter_id: str) -> Answer:
    """Which table?"""
    return _import(matter_id, Form.blank())


def _import(matter_id: str, form: Form, **shown: object) -> Answer:
    view = open_people(desk(), officer(), matter_id)
    return page("people_import.html", form=form, matter=view.matter, **shown)


@pages.post("/matters/<matter_id>/who-is-who/import")
@states(Deed.CHANGE_KEY_TABLE)
@checks_token_itself
def check_table(matter_id: str) -> Answer:
    """What taking this table would do; the table comes as a stream and is never spooled to a disk."""
    arriving = ArrivingFile(request)
    check_token(arriving.fields.get(TOKEN_FIELD, ""))
    form = Form(MultiDict(arriving.fields))
    table = _read(arriving)
    would = form.send(lambda: people_import.preview_import(desk(), officer(), matter_id, table))
    if would is None:
        return _import(matter_id, form)
    return _import(matter_id, form, would=would, table=b64encode(table).decode())


def _read(arriving: ArrivingFile) -> bytes:
    """The table, or as much of it as shows that it is too large."""
    pieces, length = [], 0
    while length <= people_import.TABLE_LIMIT_BYTES and (piece := arriving.read(64 << 10)):
        pieces.append(piece)
        length += len(piece)
    arriving.drain()
    return b"".join(pieces)


@pages.post("/matters/<matter_id>/who-is-who/import/take")
@states(Deed.CHANGE_KEY_TABLE)
def take_table(matter_id: str) -> Answer:
    """Take the table that was looked at into the register that was looked at."""
    form = Form.posted()
    seen = form.number("seen", "Select the table again")
    try:
        table = b64decode(form.value("table"), validate=True)
    except ValueError:
        table = b""
    taken = form.send(
        lambda: people_import.import_people(desk(), officer(), matter_id, table, seen_version=seen)
    )
    return _to_people(matter_id) if taken else _import(matter_id, form)


@pages.get("/matters/<matter_id>/who-is-who/new")
@pages.get("/matters/<matter_id>/who-is-who/<person_id>")
@states(Deed.READ_KEY_TABLE)
def ask(matter_id: str, person_id: str = "") -> Answer:
    """What is known of this person?"""
    view = open_people(desk(), officer(), matter_id)
    return _person(view, person_id, _known(view, person_id))


def _known(view: PeopleView, person_id: str) -> Form:
    if not person_id:
        return Form.blank()
    entry = next((each.entry for each in view.people if each.entry and each.entry.id == person_id), None)
    if entry is None:
        raise NotFound
    return Form.blank(
        names="\n".join(entry.names),
        role=entry.role.value,
        related_to=next((whom for _, whom in entry.relations), ""),
        born="\n".join(f"{day.day} {day.month} {day.year}" for day in entry.dates_of_birth),
        addresses="\n".join(entry.addresses),
        numbers="\n".join(entry.numbers),
        data_subject="yes" if entry.is_data_subject else "",
    )


def _person(view: PeopleView, person_id: str, form: Form) -> Answer:
    seen = next((each for each in view.people if each.entry and each.entry.id == person_id), None)
    others = [
        (each.entry.id, each.name) for each in view.entered if each.entry and each.entry.id != person_id
    ]
    return page("person.html", form=form, view=view, person=seen, others=others, roles=ROLES)


@pages.post("/matters/<matter_id>/who-is-who/new")
@pages.post("/matters/<matter_id>/who-is-who/<person_id>")
@states(Deed.CHANGE_KEY_TABLE)
def describe(matter_id: str, person_id: str = "") -> Answer:
    """Say what is known of a person."""
    form = Form.posted()
    form.at("spellings", "names")
    form.at("label", "names")
    form.at("people", "related_to")
    told = people.Description(
        names=form.lines("names"),
        role=form.value("role"),
        related_to=form.value("related_to"),
        dates_of_birth=tuple(form.days("born")),
        addresses=form.lines("addresses"),
        numbers=form.lines("numbers"),
        is_data_subject=form.ticked("data_subject"),
    )
    seen = form.number("seen", "Load the page again and decide there")
    done = form.send(
        lambda: people.describe_person(desk(), officer(), matter_id, person_id, told, seen_version=seen)
    )
    if done is not None:
        return redirect(url_for("web.people.show", matter_id=matter_id, show="entered"), 303)
    return _person(open_people(desk(), officer(), matter_id), person_id, form)


@pages.post("/redactions/<set_id>/copy-for")
@states(Deed.DECIDE_REDACTION)
def copy_for(set_id: str) -> Answer:
    """For whom is this copy?"""
    form = Form.posted()
    seen = form.number("version", "Load the page again and decide there")
    copies_for.make_copy_for(desk(), officer(), set_id, form.value("copy_for"), seen_version=seen)
    return redirect(url_for("web.redactions.review", set_id=set_id, _anchor="copy-for"), 303)


@pages.post("/redactions/<set_id>/others")
@states(Deed.DECIDE_REDACTION)
def redact_others(set_id: str) -> Answer:
    """Redact everyone besides: exactly those that were listed."""
    form = Form.posted()
    seen = form.number("version", "Load the page again and decide there")
    numbers = [int(written) for written in form.several("numbers") if written.isdigit()]
    copies_for.redact_others(desk(), officer(), set_id, numbers, seen_version=seen)
    return redirect(url_for("web.redactions.review", set_id=set_id, _anchor="copy-for"), 303)
