"""One document: how it stands, what it is classified as, its pages and its original."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from exchange.casework import classify
from exchange.casework.hints import ask_hints as ask_for_hints
from exchange.casework.reading_room.hints import open_hints
from exchange.casework.reading_room.materials import look_at_document, open_original, open_page
from exchange.casework.receiving.unlock import unlock
from exchange.rules.audit import Deed
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Material, MaterialState
from exchange.rules.redactions import SetState
from exchange.web.deeds import may, states
from exchange.web.forms import Form, page
from exchange.web.headers import kept_as
from exchange.web.visit import desk, officer

pages = Blueprint("materials", __name__)
Answer = Response | tuple[str, int]

_UNDER_WAY = frozenset({MaterialState.UPLOADING, MaterialState.CHECKING, MaterialState.DESTROYING})
_SETS_UNDER_WAY = frozenset({SetState.SUGGESTING, SetState.APPROVED})


@pages.get("/documents/<material_id>")
@states(Deed.READ_MATERIAL)
def show(material_id: str) -> Answer:
    """How a document stands. A destroyed one keeps its page, which says so."""
    view = look_at_document(desk(), officer(), material_id)
    is_under_way = view.material.state in _UNDER_WAY or any(s.state in _SETS_UNDER_WAY for s in view.sets)
    language = open_hints(desk(), officer(), material_id).language if _may_see_hints(view.material) else ""
    shown, _ = page("document.html", view=view, is_under_way=is_under_way, language=language)
    return shown, 410 if view.material.state is MaterialState.DESTROYED else 200


@pages.get("/documents/<material_id>/classify")
@states(Deed.READ_MATERIAL)
def ask_classification(material_id: str) -> Answer:
    """The questions, with the answers given so far."""
    material = look_at_document(desk(), officer(), material_id).material
    return _classification(material, _as_answered(material))


def _as_answered(material: Material) -> Form:
    form, given = Form.blank(), material.classification
    if given is None:
        return form
    return Form.blank(
        marking=given.marking.value,
        level=given.level.value,
        basis=given.basis,
        handling_instruction=given.handling_instruction,
    ).ticking("categories", (category.value for category in given.categories))


@pages.post("/documents/<material_id>/classify")
@states(Deed.CLASSIFY)
def decide_classification(material_id: str) -> Answer:
    """Record a person's decision and its basis."""
    form = Form.posted()
    answer = classify.Answer(
        marking=form.choice("marking", Marking, "Select the marking of this document"),
        level=form.choice("level", Level, "Select how sensitive these documents are"),
        categories=form.choices("categories", DataCategory, "Select the kinds of data in these documents"),
        basis=form.text("basis"),
        handling_instruction=form.text("handling_instruction"),
    )
    classified = form.send(lambda: classify.classify(desk(), officer(), material_id, answer))
    if classified is None:
        return _classification(look_at_document(desk(), officer(), material_id).material, form)
    return redirect(url_for("web.materials.show", material_id=material_id), 303)


def _classification(material: Material, form: Form) -> Answer:
    return page(
        "classify.html",
        form=form,
        material=material,
        hints=open_hints(desk(), officer(), material.id) if _may_see_hints(material) else None,
        markings=Marking,
        levels=Level,
        categories=DataCategory,
    )


def _may_see_hints(material: Material) -> bool:
    return material.state is MaterialState.SEALED and may(officer(), Deed.READ_HINTS)


@pages.post("/documents/<material_id>/hints")
@states(Deed.ASK_HINTS)
def ask_hints(material_id: str) -> Answer:
    """Have the document read for suggestions."""
    ask_for_hints(desk(), officer(), material_id)
    to = url_for("web.materials.ask_classification", material_id=material_id, _anchor="hints")
    return redirect(to, 303)


@pages.get("/documents/<material_id>/unlock")
@states(Deed.READ_MATERIAL)
def ask_password(material_id: str) -> Answer:
    """The document asks for a password: what did the sender say?"""
    return _password(material_id, Form.blank())


@pages.post("/documents/<material_id>/unlock")
@states(Deed.UNLOCK)
def try_password(material_id: str) -> Answer:
    """Try what was entered, once. It is not shown again."""
    form = Form.posted()
    opened = form.send(lambda: unlock(desk(), officer(), material_id, password=form.value("password")))
    if opened is None:
        return _password(material_id, form)
    return redirect(url_for("web.materials.show", material_id=material_id), 303)


def _password(material_id: str, form: Form) -> Answer:
    view = look_at_document(desk(), officer(), material_id)
    if not view.asks_password:
        return redirect(url_for("web.materials.show", material_id=material_id), 303)
    return page("unlock.html", form=form, material=view.material)


@pages.get("/documents/<material_id>/pages/<int:page_number>.png")
@states(Deed.OPEN_ORIGINAL)
def picture(material_id: str, page_number: int) -> Response:
    """A picture of one page of the original: the document itself never reaches the browser."""
    drawn = open_page(desk(), officer(), material_id, page_number)
    return Response(drawn, mimetype="image/png")


@pages.get("/documents/<material_id>/download")
@states(Deed.OPEN_ORIGINAL)
def download(material_id: str) -> Response:
    """The original as it was uploaded, to keep: never shown inside the browser."""
    opened = open_original(desk(), officer(), material_id)
    answer = Response(opened.chunks, mimetype="application/octet-stream")
    answer.headers["Content-Length"] = str(opened.size_bytes)
    answer.headers["Content-Disposition"] = kept_as(opened.file_name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
